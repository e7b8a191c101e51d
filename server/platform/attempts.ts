/** Counts what somebody tries, and says when it has been enough. Kept in memory: a restart forgives. */
export interface Attempts {
  /** Whether this key has used up its attempts. */
  readonly isSpent: (key: string) => boolean;
  /** Milliseconds until this key has all its attempts again; 0 when it has used none. */
  readonly msLeft: (key: string) => number;
  /** Counts one, and returns how to take it back. */
  readonly count: (key: string) => () => void;
}

/** Keys held at most; beyond them the longest unused goes. */
const mostKeys = 10_000;

/** At most `most` attempts of one key in a window of `windowMs`, which begins with the first of them. */
export function createAttempts(most: number, windowMs: number, now: () => number = Date.now): Attempts {
  const windows = new Map<string, { readonly since: number; used: number }>();
  const windowOf = (key: string) => {
    const held = windows.get(key);
    return held !== undefined && now() - held.since < windowMs ? held : undefined;
  };
  return {
    isSpent: (key) => (windowOf(key)?.used ?? 0) >= most,
    msLeft: (key) => {
      const held = windowOf(key);
      return held === undefined || held.used === 0 ? 0 : held.since + windowMs - now();
    },
    count: (key) => {
      const held = windowOf(key) ?? { since: now(), used: 0 };
      windows.delete(key);
      windows.set(key, held);
      held.used += 1;
      const [oldest] = windows.keys();
      if (windows.size > mostKeys && oldest !== undefined) windows.delete(oldest);
      return () => {
        held.used -= 1;
      };
    },
  };
}

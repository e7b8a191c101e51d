/** Counts what somebody tries, and says when it has been enough. Kept in memory: a restart forgives. */
export interface Attempts {
  /** Whether this key has used up its attempts. */
  readonly isSpent: (key: string) => boolean;
  readonly count: (key: string) => void;
}

/** Keys held at most; beyond them the longest unused goes. */
const mostKeys = 10_000;

/** At most `most` attempts of one key in any window of `windowMs`. */
export function createAttempts(most: number, windowMs: number, now: () => number = Date.now): Attempts {
  const windows = new Map<string, { since: number; used: number }>();
  const windowOf = (key: string) => {
    const held = windows.get(key);
    return held !== undefined && now() - held.since < windowMs ? held : undefined;
  };
  return {
    isSpent: (key) => (windowOf(key)?.used ?? 0) >= most,
    count: (key) => {
      const held = windowOf(key) ?? { since: now(), used: 0 };
      windows.delete(key);
      windows.set(key, { ...held, used: held.used + 1 });
      const [oldest] = windows.keys();
      if (windows.size > mostKeys && oldest !== undefined) windows.delete(oldest);
    },
  };
}

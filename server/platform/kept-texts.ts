import { randomBytes } from "node:crypto";

/** Texts that a refused form brings back to whoever sent it, in memory and for minutes: nothing is stored. */
export interface KeptTexts {
  /** Name to ask for it by; null for a text that is too long to be kept. */
  keep(owner: string, text: string): string | null;
  /** Only its owner gets it; null when it is not here any more. */
  read(owner: string, name: string): string | null;
}

const minutesMs = 15 * 60_000;
/** Characters of one text, and of all together: beyond it the oldest go. */
const most = { one: 4_000_000, all: 16_000_000 };

export function keptTexts(now: () => number): KeptTexts {
  const texts = new Map<string, { readonly owner: string; readonly text: string; readonly until: number }>();
  const forget = () => {
    let all = [...texts.values()].reduce((sum, { text }) => sum + text.length, 0);
    for (const [name, { text, until }] of texts) {
      if (until > now() && all <= most.all) continue;
      texts.delete(name);
      all -= text.length;
    }
  };
  return {
    keep(owner, text) {
      if (text.length > most.one) return null;
      const name = randomBytes(16).toString("base64url");
      texts.set(name, { owner, text, until: now() + minutesMs });
      forget();
      return name;
    },
    read(owner, name) {
      forget();
      const kept = texts.get(name);
      return kept?.owner === owner ? kept.text : null;
    },
  };
}

/** The ones of this process. Next.js evaluates modules several times: they live on `globalThis`. */
export function heldTexts(): KeptTexts {
  globalThis.cellproofKeptTexts ??= keptTexts(Date.now);
  return globalThis.cellproofKeptTexts;
}

declare global {
  var cellproofKeptTexts: KeptTexts | undefined;
}

import type { Budget } from "./budget.ts";
import { TooMuch } from "./budget.ts";

/** Places that the automaton of one pattern may have. */
export const mostPlaces = 5000;
const deepestPattern = 64;

/** A regular expression that every language reads alike, ready to be matched. */
export interface Pattern {
  readonly places: readonly Place[];
  readonly start: number;
}

/** A place of the automaton: a character to be read, a choice, or the end. */
type Place =
  | { readonly kind: "read"; readonly reads: (character: string) => boolean; next: number }
  | { readonly kind: "fork"; readonly next: number[] }
  | { readonly kind: "end" };

/**
 * Reads a regular expression in the form that all languages share; null for any other text, among them anchors with a
 * meaning, groups that remember and greedy marks.
 *
 * Throws `TooMuch` where counts would make it larger than `mostPlaces`.
 *
 * Source: RFC 9485 (I-Regexp), section 3.
 */
export function readPattern(text: string): Pattern | null {
  const reader = new PatternReader(text);
  try {
    return reader.pattern();
  } catch (cause) {
    if (cause instanceof NoPattern) return null;
    throw cause;
  }
}

/**
 * Whether the whole text, or some part of it, is what the pattern describes. All ways through the pattern are followed at
 * once, so that the time is at most its size for each character: there is no going back.
 *
 * Source: RFC 9535, sections 2.4.6 and 2.4.7; K. Thompson, Regular Expression Search Algorithm, 1968.
 */
export function matchesPattern(
  { places, start }: Pattern,
  text: string,
  whole: boolean,
  budget: Budget,
): boolean {
  let current = new Set<number>();
  const enter = (into: Set<number>, first: number): void => {
    const waiting = [first];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (into.has(at)) continue;
      into.add(at);
      budget.spend();
      const place = places[at];
      if (place?.kind === "fork") waiting.push(...place.next);
    }
  };
  const isDone = (): boolean => [...current].some((at) => places[at]?.kind === "end");
  enter(current, start);
  for (const character of text) {
    if (!whole && isDone()) return true;
    const next = new Set<number>();
    for (const at of current) {
      const place = places[at];
      if (place?.kind === "read" && place.reads(character)) enter(next, place.next);
    }
    if (!whole) enter(next, start);
    budget.spend(1 + current.size);
    current = next;
    if (whole && current.size === 0) return false;
  }
  return isDone();
}

/** Leaves the recursion at the first fault; never leaves this file. */
class NoPattern extends Error {}

/** What a part of the pattern is, before it is made into places: a count would repeat it. */
type Part =
  | { readonly kind: "character"; readonly reads: (character: string) => boolean }
  | { readonly kind: "sequence" | "choice"; readonly of: readonly Part[] }
  | { readonly kind: "repeat"; readonly of: Part; readonly least: number; readonly most: number | null };

const plain = /[^()*+.?[\\\]{|}\p{Surrogate}]/uy;
const inClass = /[^\-[\\\]\p{Surrogate}]/uy;
const escaped = /\\([()*+\-.?[\\\]^nrt{|}])/y;
const category = /\\([pP])\{(L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|Z[lps]?|S[ckmo]?|C[cfno]?)\}/y;
const count = /\{([0-9]{1,6})(,([0-9]{1,6})?)?\}/y;

class PatternReader {
  readonly #text: string;
  readonly #places: Place[] = [];
  #at = 0;
  #depth = 0;
  #built = 0;

  constructor(text: string) {
    this.#text = text;
  }

  pattern(): Pattern {
    const part = this.#choice();
    if (this.#at < this.#text.length) throw new NoPattern();
    const end = this.#place({ kind: "end" });
    return { start: this.#build(part, end), places: this.#places };
  }

  #choice(): Part {
    this.#depth++;
    if (this.#depth > deepestPattern) throw new TooMuch("E_JSONPATH_PATTERN", deepestPattern);
    const branches: Part[] = [];
    do branches.push(this.#sequence());
    while (this.#skip("|"));
    this.#depth--;
    return { kind: "choice", of: branches };
  }

  #sequence(): Part {
    const pieces: Part[] = [];
    for (let atom = this.#atom(); atom !== null; atom = this.#atom()) pieces.push(this.#counted(atom));
    return { kind: "sequence", of: pieces };
  }

  #atom(): Part | null {
    if (this.#skip("(")) {
      const part = this.#choice();
      if (!this.#skip(")")) throw new NoPattern();
      return part;
    }
    if (this.#skip(".")) return reading((character) => character !== "\n" && character !== "\r");
    const ofCategory = this.#category();
    if (ofCategory !== null) return reading(ofCategory);
    if (this.#skip("[")) return reading(this.#class());
    const character = this.#escape() ?? this.#take(plain)?.[0];
    return character === undefined ? null : reading((other) => other === character);
  }

  #counted(of: Part): Part {
    if (this.#skip("*")) return { kind: "repeat", of, least: 0, most: null };
    if (this.#skip("+")) return { kind: "repeat", of, least: 1, most: null };
    if (this.#skip("?")) return { kind: "repeat", of, least: 0, most: 1 };
    const found = this.#take(count);
    if (found === null) return of;
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === undefined ? null : Number(found[3]);
    if (most !== null && most < least) throw new NoPattern();
    return { kind: "repeat", of, least, most };
  }

  /** What stands in square brackets; a hyphen is itself at the beginning and at the end only. */
  #class(): (character: string) => boolean {
    const isNegated = this.#skip("^");
    const tests: ((character: string) => boolean)[] = [];
    if (this.#skip("-")) tests.push((character) => character === "-");
    for (;;) {
      const ofCategory = this.#category();
      if (ofCategory !== null) {
        tests.push(ofCategory);
        continue;
      }
      const from = this.#escape() ?? this.#take(inClass)?.[0];
      if (from === undefined) break;
      const to = this.#rangeEnd() ?? from;
      const [low, high] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
      if (high < low) throw new NoPattern();
      tests.push((character) => isBetween(character.codePointAt(0) ?? 0, low, high));
    }
    if (tests.length === 0) throw new NoPattern();
    if (this.#skip("-")) tests.push((character) => character === "-");
    if (!this.#skip("]")) throw new NoPattern();
    return (character) => tests.some((test) => test(character)) !== isNegated;
  }

  /** The character after a hyphen that makes a range; null where the hyphen ends the class or is none. */
  #rangeEnd(): string | null {
    if (this.#text[this.#at] !== "-" || this.#text[this.#at + 1] === "]") return null;
    this.#at++;
    const character = this.#escape() ?? this.#take(inClass)?.[0];
    if (character === undefined) throw new NoPattern();
    return character;
  }

  #category(): ((character: string) => boolean) | null {
    const found = this.#take(category);
    if (found === null) return null;
    const member = new RegExp(`^\\p{${found[2] ?? ""}}$`, "u");
    return (character) => member.test(character) === (found[1] === "p");
  }

  #escape(): string | null {
    const letter = this.#take(escaped)?.[1];
    if (letter === undefined) return null;
    return { n: "\n", r: "\r", t: "\t" }[letter] ?? letter;
  }

  #skip(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #take(token: RegExp): RegExpExecArray | null {
    token.lastIndex = this.#at;
    const found = token.exec(this.#text);
    if (found !== null) this.#at += found[0].length;
    return found;
  }

  /** The first place of a part that goes on at `next`. Repeating nothing makes no place, and costs time all the same. */
  #build(part: Part, next: number): number {
    this.#built++;
    if (this.#built > 4 * mostPlaces) throw new TooMuch("E_JSONPATH_PATTERN", mostPlaces);
    switch (part.kind) {
      case "character":
        return this.#place({ kind: "read", reads: part.reads, next });
      case "sequence":
        return part.of.reduceRight((after, one) => this.#build(one, after), next);
      case "choice": {
        const [only, ...others] = part.of.map((one) => this.#build(one, next));
        return others.length === 0 && only !== undefined
          ? only
          : this.#place({ kind: "fork", next: [...(only === undefined ? [] : [only]), ...others] });
      }
      case "repeat":
        return this.#repeat(part, next);
    }
  }

  #repeat({ of, least, most }: Extract<Part, { readonly kind: "repeat" }>, next: number): number {
    let start = next;
    if (most === null) {
      const ways: number[] = [next];
      start = this.#place({ kind: "fork", next: ways });
      ways.push(this.#build(of, start));
    } else {
      for (let more = least; more < most; more++) {
        const way = this.#build(of, start);
        start = this.#place({ kind: "fork", next: [way, next] });
      }
    }
    for (let again = 0; again < least; again++) start = this.#build(of, start);
    return start;
  }

  #place(place: Place): number {
    if (this.#places.length >= mostPlaces) throw new TooMuch("E_JSONPATH_PATTERN", mostPlaces);
    this.#places.push(place);
    return this.#places.length - 1;
  }
}

function reading(reads: (character: string) => boolean): Part {
  return { kind: "character", reads };
}

function isBetween(code: number, low: number, high: number): boolean {
  return low <= code && code <= high;
}

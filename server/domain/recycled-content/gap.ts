import { inForce } from "../regulation/dated.ts";
import type { Exact } from "../quantity/exact.ts";
import {
  compare,
  divide,
  isNegative,
  multiply,
  parseExact,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import { minimumShares } from "./minimum.ts";
import type { RecycledMetal } from "./share.ts";
import { recycledMetals } from "./share.ts";

/** What is known of one metal in one year: from lots with their masses, or only stated. */
export interface KnownShare {
  readonly sharePercent: string;
  /** kg; null where only a percentage is stated. */
  readonly masses: { readonly metalKg: string; readonly recoveredKg: string } | null;
}

/** One metal against its minimum. Metals stand beside each other and are never added up. */
export interface Gap {
  readonly metal: RecycledMetal;
  readonly minimumPercent: string;
  /** Null when nothing is known of the metal. */
  readonly sharePercent: string | null;
  /** Percentage points missing, "0" when the minimum is met; null when nothing is known. */
  readonly missingPoints: string | null;
  /** kg of recovered metal missing at the same mass of metal; null without masses. */
  readonly missingKg: string | null;
}

export interface Judged {
  /** `YYYY-MM-DD`: batteries placed on the market from this day on. */
  readonly from: string;
  readonly source: string;
  readonly gaps: readonly Gap[];
}

/**
 * Shares against the minimum for a battery placed on the market on `day` (`YYYY-MM-DD`, the battery's own, never today's).
 * Null when no minimum applies: a category that is not bound, or a day before the first.
 *
 * Source: Regulation (EU) 2023/1542, Art. 8(2) and (3).
 */
export function judgeAt(
  category: string,
  day: string,
  known: Readonly<Partial<Record<RecycledMetal, KnownShare>>>,
): Judged | null {
  const entry = inForce(minimumShares(category), day);
  return entry === undefined ? null : judgeEntry(entry, known);
}

/** Shares against every step of the minimum of a category, in the order in which the steps begin. */
export function judgeSteps(
  category: string,
  known: Readonly<Partial<Record<RecycledMetal, KnownShare>>>,
): readonly Judged[] {
  return minimumShares(category).map((entry) => judgeEntry(entry, known));
}

function judgeEntry(
  { from, source, value }: ReturnType<typeof minimumShares>[number],
  known: Readonly<Partial<Record<RecycledMetal, KnownShare>>>,
): Judged {
  return { from, source, gaps: recycledMetals.map((metal) => gapOf(metal, value[metal], known[metal])) };
}

function gapOf(metal: RecycledMetal, minimum: number, known: KnownShare | undefined): Gap {
  const minimumPercent = String(minimum);
  if (known === undefined)
    return { metal, minimumPercent, sharePercent: null, missingPoints: null, missingKg: null };
  const wanted = exactOf(minimumPercent);
  const { sharePercent, masses } = known;
  if (masses === null) {
    const missing = atLeastZero(subtract(wanted, exactOf(sharePercent)));
    return { metal, minimumPercent, sharePercent, missingPoints: toDecimal(missing), missingKg: null };
  }
  // From the masses, not from the percentage: that one may be rounded where its digits do not end.
  const [metalKg, recoveredKg] = [exactOf(masses.metalKg), exactOf(masses.recoveredKg)];
  const missingKg = atLeastZero(subtract(divide(multiply(metalKg, wanted), hundred), recoveredKg));
  const missingPoints = multiply(divide(missingKg, metalKg), hundred);
  return {
    ...{ metal, minimumPercent, sharePercent },
    missingPoints: toDecimal(missingPoints),
    missingKg: toDecimal(missingKg),
  };
}

const hundred: Exact = { numerator: 100n, divisor: 1n, scale: 0 };

function atLeastZero(value: Exact): Exact {
  return isNegative(value) || compare(value, zero) === 0 ? zero : value;
}

/** Of a decimal this registry wrote. */
function exactOf(text: string): Exact {
  const value = parseExact(text);
  if (value === null) throw new RangeError("A stored share holds decimals.");
  return value;
}

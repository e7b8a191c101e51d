import { compare, parseExact } from "../../quantity/exact.ts";

/** A published value, or a range of which one end may be open; decimals in one unit. */
export interface Band {
  readonly value: string | null;
  readonly min: string | null;
  readonly max: string | null;
}

/** Where a value lies beside a published one. Says nothing about right or wrong: boundaries and chemistries differ. */
export type BandPosition = "below" | "inside" | "above";

/** Position of a decimal beside a band, ends included; a single published value is a range of no width. */
export function bandPosition(value: string, { value: single, min, max }: Band): BandPosition {
  const own = parseExact(value);
  const lowest = parseExact(single ?? min ?? "");
  const highest = parseExact(single ?? max ?? "");
  if (own === null) return "inside";
  if (lowest !== null && compare(own, lowest) < 0) return "below";
  return highest !== null && compare(own, highest) > 0 ? "above" : "inside";
}

/**
 * Whether a value lies outside every range with two ends, which is worth a look (`W_OUT_OF_RANGE`). False where no such
 * range is known.
 */
export function isOutsideEvery(value: string, bands: readonly Band[]): boolean {
  const ranges = bands.filter(({ min, max }) => min !== null && max !== null);
  return ranges.length > 0 && ranges.every((band) => bandPosition(value, band) !== "inside");
}

/**
 * Whether a published value speaks of this chemistry, or of none: a result is not measured by the range of the other
 * family. A chemistry of neither family is compared with everything.
 */
export function isOfChemistry(nameEn: string, chemistry: string | null): boolean {
  const [ofBand, own] = [familiesIn(nameEn), familiesIn(chemistry ?? "")];
  return ofBand.length === 0 || own.length === 0 || ofBand.some((family) => own.includes(family));
}

function familiesIn(words: string): readonly string[] {
  return [
    ...(/\b(LFP|LMFP)\b/i.test(words) ? ["iron"] : []),
    ...(/\b(NCM|NMC|NCA)\d*\b/i.test(words) ? ["nickel"] : []),
  ];
}

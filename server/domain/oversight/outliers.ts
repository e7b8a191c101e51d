import type { Exact } from "../quantity/exact.ts";
import { absolute, compare, isZero, multiply, parseExact, subtract, toDecimal } from "../quantity/exact.ts";

/** A value that stands far from the others of its kind. */
export interface Outlier<T> {
  readonly member: T;
  readonly value: string;
  readonly median: string;
  /** Median of the distances from the median, in the unit of the values. */
  readonly spread: string;
}

/** With fewer values no band means anything. */
export const fewestForBand = 5;

/**
 * Members whose value differs from the median of all by more than five times the median of such distances (the median
 * absolute deviation). For five or more values; where more than half of them are equal the spread is zero and none is
 * named, because then any other value would be. Both medians are values that occur (the lower of two in the middle), so
 * that everything stays exact.
 *
 * Five deviations correspond to about 3.4 standard deviations of a normal distribution: chosen so that few are named.
 *
 * Source: Hampel, The Influence Curve and Its Role in Robust Estimation, J. Am. Stat. Assoc. 69 (1974), for the measure.
 */
export function outliers<T>(members: readonly T[], valueOf: (member: T) => string): readonly Outlier<T>[] {
  const values = members.flatMap((member) => {
    const text = valueOf(member);
    const exact = parseExact(text);
    return exact === null ? [] : [{ member, text, exact }];
  });
  if (values.length < fewestForBand) return [];
  const middle = lowerMedian(values, ({ exact }) => exact);
  const distances = values.map((one) => ({ ...one, distance: absolute(subtract(one.exact, middle.exact)) }));
  const spread = lowerMedian(distances, (one) => one.distance);
  if (isZero(spread.distance)) return [];
  const limit = multiply(spread.distance, five);
  return distances
    .filter((one) => compare(one.distance, limit) > 0)
    .map(({ member, text }) => ({
      member,
      value: text,
      median: middle.text,
      spread: toDecimal(spread.distance),
    }));
}

const five: Exact = { numerator: 5n, divisor: 1n, scale: 0 };

function lowerMedian<V>(values: readonly V[], exactOf: (value: V) => Exact): V {
  const sorted = values.toSorted((one, other) => compare(exactOf(one), exactOf(other)));
  const found = sorted[Math.floor((sorted.length - 1) / 2)];
  if (found === undefined) throw new RangeError("Nothing has no median.");
  return found;
}

import type { Exact } from "../quantity/exact.ts";
import { add, compare, multiply, parseExact, subtract, toDecimal } from "../quantity/exact.ts";
import type { PerformanceClass } from "./performance-class.ts";
import { classOf, isBelowThreshold } from "./performance-class.ts";
import type { RuleSetKind } from "./rule-set.ts";

/** A declared value in kgCO2e/kWh with whatever names it. */
export interface Declared {
  readonly key: string;
  readonly cfp: string;
}

/** Where a value falls: the name of its class, or for a threshold `below` or `above`; null when no class takes it. */
export function placeOf(
  kind: RuleSetKind,
  classes: readonly PerformanceClass[],
  { cfp }: Declared,
): string | null {
  if (kind === "classes") return classOf(cfp, { classes });
  const limit = classes[0]?.upTo ?? null;
  const below = limit === null ? null : isBelowThreshold(cfp, limit);
  return below === null ? null : below ? "below" : "above";
}

/** How many values fall into each class (or `below` and `above`), every place named, in its order. */
export function countPlaces(
  kind: RuleSetKind,
  classes: readonly PerformanceClass[],
  values: readonly Declared[],
): readonly { readonly place: string; readonly count: number }[] {
  const places = kind === "classes" ? classes.map(({ name }) => name) : ["below", "above"];
  const found = values.map((value) => placeOf(kind, classes, value));
  return places.map((place) => ({ place, count: found.filter((one) => one === place).length }));
}

/** Whom a change of limits would move, from where to where. Values that stay are left out. */
export function movedBetween(
  kind: RuleSetKind,
  before: readonly PerformanceClass[],
  after: readonly PerformanceClass[],
  values: readonly Declared[],
): readonly { readonly key: string; readonly from: string | null; readonly to: string | null }[] {
  return values
    .map((value) => ({
      key: value.key,
      from: placeOf(kind, before, value),
      to: placeOf(kind, after, value),
    }))
    .filter(({ from, to }) => from !== to);
}

/** One bar of a histogram: from `from` up to and not including `to`; the last bar includes its end. */
export interface Bar {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/**
 * Values in bars of equal width between the smallest and the largest, exact: Sturges' number of bars, ceil(log2 n) + 1.
 * Texts that are no decimals are left out; equal values make one bar.
 *
 * Source: H. A. Sturges, The choice of a class interval, JASA 21 (1926).
 */
export function histogram(cfps: readonly string[]): readonly Bar[] {
  const values = cfps.flatMap((text) => parseExact(text) ?? []).toSorted(compare);
  const [lowest, highest] = [values[0], values.at(-1)];
  if (lowest === undefined || highest === undefined) return [];
  if (compare(lowest, highest) === 0)
    return [{ from: toDecimal(lowest), to: toDecimal(highest), count: values.length }];
  const count = Math.ceil(Math.log2(values.length)) + 1;
  const span = subtract(highest, lowest);
  const edge = (place: number): Exact =>
    add(lowest, multiply(span, { numerator: BigInt(place), divisor: BigInt(count), scale: 0 }));
  return Array.from({ length: count }, (_, place) => {
    const [from, to] = [edge(place), edge(place + 1)];
    const inside = values.filter(
      (value) => compare(value, from) >= 0 && (place === count - 1 || compare(value, to) < 0),
    );
    return { from: toDecimal(from), to: toDecimal(to), count: inside.length };
  });
}

import { absolute, add, compare, isZero, multiply, parseExact, zero } from "../../quantity/exact.ts";
import type { Exact } from "../../quantity/exact.ts";

/** The part of all emissions, credits without their sign, that hot spots make up together at least. */
export const hotSpotShare = "0.8";

/**
 * The fewest lines that together make at least 80 % of the emissions, each line without its sign so that a large credit
 * is a hot spot too; largest first. Lines of one size are taken in the order of their codes. Lines without emission are
 * never among them, and nothing is where nothing emits.
 *
 * Source: 80 % rule of the PEF method for the most relevant processes, Rec. (EU) 2021/2279, Annex I, 6.3.3.
 */
export function hotSpots(emissions: ReadonlyMap<string, Exact>): readonly string[] {
  const lines = [...emissions]
    .map(([code, kg]) => ({ code, size: absolute(kg) }))
    .filter(({ size }) => !isZero(size))
    .toSorted((a, b) => compare(b.size, a.size) || (a.code < b.code ? -1 : 1));
  const all = lines.reduce<Exact>((sum, { size }) => add(sum, size), zero);
  const wanted = multiply(all, parseExact(hotSpotShare) ?? zero);
  const found: string[] = [];
  let reached = zero;
  for (const { code, size } of lines) {
    if (compare(reached, wanted) >= 0) break;
    reached = add(reached, size);
    found.push(code);
  }
  return found;
}

import type { Dated } from "../regulation/dated.ts";
import type { RecycledMetal } from "./share.ts";

/** Percent of each metal; the four have different denominators and are never added up. */
type MinimumShares = Readonly<Record<RecycledMetal, number>>;

const from2031 = {
  from: "2031-08-18",
  value: { cobalt: 16, lead: 85, lithium: 6, nickel: 6 },
  source: "Regulation (EU) 2023/1542, Art. 8(2)",
} as const;
const from2036 = {
  from: "2036-08-18",
  value: { cobalt: 26, lead: 85, lithium: 12, nickel: 15 },
  source: "Regulation (EU) 2023/1542, Art. 8(3)",
} as const;

/** Light means of transport are bound from the second step on; industrial means above 2 kWh. */
const byCategory: ReadonlyMap<string, Dated<MinimumShares>> = new Map([
  ["EV", [from2031, from2036]],
  ["industrialStationary", [from2031, from2036]],
  ["industrialOther", [from2031, from2036]],
  ["SLI", [from2031, from2036]],
  ["LMT", [from2036]],
]);

/**
 * Minimum shares of recovered metal for a battery category, each from the day of placing on the market given: a battery
 * placed before never acquires them. Empty for a category that is not bound.
 *
 * Source: Regulation (EU) 2023/1542, Art. 8(2) and (3).
 */
export function minimumShares(category: string): Dated<MinimumShares> {
  return byCategory.get(category) ?? [];
}

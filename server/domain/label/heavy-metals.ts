import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import type { Exact } from "../quantity/exact.ts";
import { compare, isNegative, parseExact } from "../quantity/exact.ts";

export type HeavyMetal = "Cd" | "Pb";

/** Mass content in percent, as decimals; null where a battery has none. */
export interface HeavyMetalContent {
  readonly cadmiumPercent: string | null;
  readonly leadPercent: string | null;
}

/**
 * Chemical symbols a battery must bear: Cd above 0.002 % of cadmium, Pb above 0.004 % of lead; the limit itself is not
 * above.
 *
 * Problem: `E_METAL_CONTENT` for what is no share from 0 to 100 percent.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(5).
 */
export function heavyMetalMarks(content: HeavyMetalContent): Parsed<readonly HeavyMetal[]> {
  const problems: Problem[] = [];
  const marks: HeavyMetal[] = [];
  for (const [path, percent, limit, mark] of [
    ["cadmiumPercent", content.cadmiumPercent, "0.002", "Cd"],
    ["leadPercent", content.leadPercent, "0.004", "Pb"],
  ] as const) {
    if (percent === null) continue;
    const share = parseExact(percent);
    if (share === null || isNegative(share) || isAbove(share, "100")) {
      problems.push({ code: "E_METAL_CONTENT", path, params: { value: percent } });
    } else if (isAbove(share, limit)) marks.push(mark);
  }
  return problems.length > 0 ? rejectAll(problems) : accept(marks);
}

function isAbove(share: Exact, limit: string): boolean {
  const most = parseExact(limit);
  return most !== null && compare(share, most) > 0;
}

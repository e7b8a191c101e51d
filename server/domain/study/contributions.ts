import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";
import type { PcfResult } from "../carbon-footprint/request.ts";
import { findMethod } from "../carbon-footprint/method.ts";
import { stageUnder } from "../carbon-footprint/stage.ts";

/** What one line emits in one stage. */
export interface Contribution<Line extends InventoryLine = InventoryLine> {
  readonly line: Line;
  /** Stage of the method, whatever the inventory calls it. */
  readonly stage: string;
  /** kgCO2e. */
  readonly kg: string;
}

/**
 * Stages of a result with their kgCO2e, in the order of the life cycle. A result that was stored has its members in the
 * order of the database.
 */
export function stagesIn({ stagesKg, method }: PcfResult): readonly (readonly [stage: string, kg: string])[] {
  const order: readonly string[] = findMethod(method)?.stages ?? [];
  return Object.entries(stagesKg).toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other));
}

/**
 * Emissions line by line and stage by stage: a material with an end of life counts in two. Lines outside the boundary of
 * the method, and rows that are kept out of the calculation, contribute nothing and are not named.
 */
export function contributionsOf<Line extends InventoryLine>(
  lines: readonly Line[],
  result: PcfResult,
): readonly Contribution<Line>[] {
  return lines.flatMap((line) => {
    const kg = line.publishedProblem === null ? result.linesKg[line.code] : undefined;
    if (kg === undefined) return [];
    const split = result.splitKg?.[line.code];
    if (split !== undefined) {
      return Object.entries(split).map(([stage, part]) => ({ line, stage, kg: part }));
    }
    const stage = stageUnder(result.method, line.stage, line.kind);
    return stage === null ? [] : [{ line, stage, kg }];
  });
}

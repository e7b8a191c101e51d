import { findMethod } from "../../../server/domain/carbon-footprint/method.ts";
import { knownStages, stageUnder } from "../../../server/domain/carbon-footprint/stage.ts";

/**
 * Stages in the order their method reports them, whatever order they were stored in. A stage that another method names
 * stands where it counts under this one, one outside the boundary behind those, and one nobody knows goes last.
 */
export function inStageOrder(method: string, stages: Iterable<string>): readonly string[] {
  const order = findMethod(method)?.stages ?? [];
  const place = (stage: string): readonly [number, number] => {
    const counted = order.indexOf(stageUnder(method, stage, "material") ?? "");
    const known = knownStages.findIndex((name) => name === stage);
    if (order.length === 0 || (counted < 0 && known < 0)) return [order.length + 1, 0];
    return [counted < 0 ? order.length : counted, known];
  };
  return [...new Set(stages)].toSorted((a, b) => {
    const [[first, then], [other, otherThen]] = [place(a), place(b)];
    return first - other || then - otherThen;
  });
}

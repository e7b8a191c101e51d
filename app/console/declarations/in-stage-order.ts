import { findMethod } from "../../../server/domain/carbon-footprint/method.ts";

/**
 * Stages in the order their method reports them, whatever order they were stored in; one the method does not know goes
 * last.
 */
export function inStageOrder(method: string, stages: Iterable<string>): readonly string[] {
  const order = findMethod(method)?.stages ?? [];
  const place = (stage: string) => (order.includes(stage) ? order.indexOf(stage) : order.length);
  return [...new Set(stages)].toSorted((a, b) => place(a) - place(b));
}

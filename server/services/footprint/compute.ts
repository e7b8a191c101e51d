import { calculateFootprint } from "../../domain/carbon-footprint/footprint.ts";
import { toPcfRequest } from "../../domain/carbon-footprint/inventory.ts";
import type { InventoryRequest } from "../../domain/carbon-footprint/inventory.ts";
import type { InventoryParameters } from "../../domain/carbon-footprint/inventory-header.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { CodeAt, PcfRequest, PcfResult } from "../../domain/carbon-footprint/request.ts";

/** An inventory calculated: a result, or every reason why there is none. */
export interface Computed {
  readonly request: PcfRequest;
  readonly result: PcfResult | null;
  readonly errors: readonly CodeAt[];
  /** The line behind a path in the request; null for a path outside the lines. */
  readonly codeAt: (path: string) => string | null;
  /** Lines outside the boundary of the method. */
  readonly outside: InventoryRequest["outside"];
  readonly assumptions: InventoryRequest["assumptions"];
}

/** The head of an inventory: all but its lines. */
export interface InventoryHead {
  readonly method: string;
  readonly gwpSet: string;
  readonly energy: Readonly<Record<string, unknown>>;
  /** The version of the method, to recompute an old result; the newest when absent. */
  readonly methodVersion?: string;
  readonly parameters?: InventoryParameters;
}

/** Calculates an inventory. */
export function compute(lines: readonly InventoryLine[], head: InventoryHead): Computed {
  const inventory = toPcfRequest(lines, head);
  const answer = calculateFootprint(inventory.request);
  return "errors" in answer
    ? { ...inventory, result: null, errors: answer.errors }
    : { ...inventory, result: answer, errors: [] };
}

import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { TakeOver } from "../../domain/import/stage-lines.ts";
import { takeOver } from "../../domain/import/stage-lines.ts";
import type { ImportEffect } from "./view.ts";

/** What taking good rows over would do to these lines, each way. */
export function effectsOf(
  lines: readonly InventoryLine[],
  rows: readonly InventoryLine[],
): { readonly add: ImportEffect; readonly replace: ImportEffect } {
  return {
    add: effectOf(takeOver(lines, rows, "add")),
    replace: effectOf(takeOver(lines, rows, "replace")),
  };
}

/** The same in numbers. */
export function effectOf({ added, changed, unchanged, removed }: TakeOver): ImportEffect {
  return {
    added: added.length,
    changed: changed.length,
    unchanged: unchanged.length,
    removed: removed.length,
  };
}

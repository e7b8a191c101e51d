import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { compareInventories } from "../../domain/carbon-footprint/analysis/compare-inventories.ts";
import { calculated } from "../footprint/calculated.ts";
import { loadDeclaration } from "../footprint/load.ts";
import { rowOf } from "../footprint/present.ts";
import type { ComparisonView } from "./view.ts";

/**
 * Two declarations line by line, of whatever versions or models: the second less the first. The caller may read both.
 * `DECLARATION_NOT_FOUND`.
 */
export async function compareDeclarations(
  ctx: Context,
  input: { readonly first: string; readonly second: string },
): Promise<ComparisonView> {
  const [first, second] = [await loaded(ctx, input.first), await loaded(ctx, input.second)];
  return {
    first: rowOf(first.loaded, first),
    second: rowOf(second.loaded, second),
    comparison:
      first.result === null || second.result === null
        ? null
        : compareInventories(
            { lines: first.lines, result: first.result },
            { lines: second.lines, result: second.result },
          ),
  };
}

async function loaded(ctx: Context, id: string) {
  demand(ctx, "declaration.read", null);
  const found = await loadDeclaration(ctx.db, id);
  demand(ctx, "declaration.read", found.declaration.operatorId);
  return { loaded: found, ...(await calculated(ctx.db, found)) };
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { ResultModel } from "../../domain/carbon-footprint/analysis/result-model.ts";
import { resultModel } from "../../domain/carbon-footprint/analysis/result-model.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { CodeAt } from "../../domain/carbon-footprint/request.ts";
import { calculated } from "../footprint/calculated.ts";
import { compute } from "../footprint/compute.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadDeclaration } from "../footprint/load.ts";

export interface LoadedModel {
  readonly loaded: LoadedDeclaration;
  readonly lines: readonly InventoryLine[];
  /** Null while the inventory does not compute. */
  readonly model: ResultModel | null;
  readonly errors: readonly CodeAt[];
}

/**
 * A declaration's inventory, ready to be asked: a draft as it computes now, any other by the request it was released
 * with. `DECLARATION_NOT_FOUND`.
 */
export async function loadModel(ctx: Context, id: string): Promise<LoadedModel> {
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, id);
  demand(ctx, "declaration.read", loaded.declaration.operatorId);
  const { lines, errors } = await calculated(ctx.db, loaded);
  const request = loaded.declaration.request ?? compute(lines, loaded.inventory).request;
  return { loaded, lines, model: resultModel(request), errors };
}

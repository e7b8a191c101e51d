import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { ResultModel } from "../../domain/carbon-footprint/analysis/result-model.ts";
import { resultModel } from "../../domain/carbon-footprint/analysis/result-model.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { CodeAt } from "../../domain/carbon-footprint/request.ts";
import { calculated } from "../footprint/calculated.ts";
import type { Calculated } from "../footprint/calculated.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadDeclaration } from "../footprint/load.ts";

export interface LoadedModel {
  readonly loaded: LoadedDeclaration;
  /** One object for each state of the inventory, as long as it is kept. */
  readonly found: Calculated;
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
  const found = await calculated(ctx.db, loaded);
  return { loaded, found, lines: found.lines, model: modelOf(found), errors: found.errors };
}

/** The model of what was calculated, once for everybody who asks for this state of the inventory. */
function modelOf(found: Calculated): ResultModel | null {
  const known = models.get(found);
  if (known !== undefined) return known;
  const model = resultModel(found.request);
  models.set(found, model);
  return model;
}

const models = new WeakMap<Calculated, ResultModel | null>();

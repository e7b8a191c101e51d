import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { UncertaintyModel } from "../../domain/carbon-footprint/analysis/uncertainty-model.ts";
import { uncertaintyModel } from "../../domain/carbon-footprint/analysis/uncertainty-model.ts";
import { Refusal } from "../../refusal.ts";
import { calculated } from "../footprint/calculated.ts";
import { loadDeclaration } from "../footprint/load.ts";

/**
 * What a simulation of a declaration's inventory draws from, for a worker in the reader's browser. `NOT_COMPUTABLE` with
 * every finding when the inventory is broken: nothing is simulated on half a result. `DECLARATION_NOT_FOUND`.
 */
export async function prepareSimulation(
  ctx: Context,
  input: { readonly id: string },
): Promise<UncertaintyModel> {
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", loaded.declaration.operatorId);
  const { lines, result, errors } = await calculated(ctx.db, loaded);
  if (result === null) {
    throw new Refusal("NOT_COMPUTABLE", "An inventory that does not compute is not simulated.", errors);
  }
  const emissions = new Map(Object.entries(result.linesKg).map(([code, kg]) => [code, Number(kg)]));
  return uncertaintyModel(lines, emissions, Number(result.totalKg) / Number(result.cfp));
}

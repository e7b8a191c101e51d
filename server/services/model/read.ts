import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { loadModel, viewModel } from "./find.ts";
import type { ModelView } from "./view.ts";

/** One model with everything its next version would be made of. */
export async function readModel(ctx: Context, input: { readonly id: string }): Promise<ModelView> {
  demand(ctx, "model.read", null);
  const model = await loadModel(ctx.db, input.id);
  demand(ctx, "model.read", model.operatorId);
  return viewModel(ctx, model.id);
}

import { modelChange } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { changeKinds } from "../../domain/carbon-footprint/renewal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { newId } from "../new-id.ts";
import { loadModel, viewModel } from "./find.ts";
import type { ModelView } from "./view.ts";

export interface ModelChangeInput {
  readonly modelId: string;
  /** `bill_of_materials`, `energy_mix` or `plant`. */
  readonly kind: string;
  /** From which batteries on, `YYYY-MM-DD`; a day to come announces it. */
  readonly changedOn: string;
  readonly note: string;
}

/**
 * Records that the product or its making changed so that a new declaration is needed. Never taken back: one entered by
 * mistake is answered by the next release, which covers every change recorded before it.
 */
export async function recordModelChange(ctx: Context, input: ModelChangeInput): Promise<ModelView> {
  demand(ctx, "model.write", null);
  const model = await loadModel(ctx.db, input.modelId);
  demand(ctx, "model.write", model.operatorId);
  const fields = new Fields();
  const kind = changeKinds.find((one) => one === input.kind);
  if (kind === undefined) fields.add("E_CHANGE_KIND", "kind", { value: input.kind });
  const changedOn = fields.take("changedOn", parseDay(input.changedOn));
  const note = fields.text("note", input.note);
  fields.refuse();
  if (kind === undefined || changedOn === undefined)
    throw new Error("A field without a problem has a value.");
  const said = { kind, changedOn, note };
  await ctx.db.transaction(async (tx) => {
    await tx.insert(modelChange).values({
      id: newId(ctx),
      modelId: model.id,
      ...said,
      createdBy: ctx.caller.userId,
      createdAt: ctx.now(),
    });
    const { operatorId, productUrl: subject } = model;
    await recordDeed(ctx, tx, { action: "model.recordChange", subject, operatorId, detail: said });
  });
  return viewModel(ctx, model.id);
}

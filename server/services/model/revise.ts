import { eq } from "drizzle-orm";
import { batteryModel } from "../../../db/schema/index.ts";
import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, optional } from "../input.ts";
import { announceToSiblings } from "../passport/announce.ts";
import { descriptive, refuseOtherCategory } from "./descriptive.ts";
import { conformityIdOf, loadModel, viewModel } from "./find.ts";
import type { ModelView } from "./view.ts";

export interface ModelRevision {
  readonly id: string;
  readonly name?: string | undefined;
  readonly chemistry?: string | undefined;
  readonly massKg?: string | undefined;
  readonly ratedCapacityAh?: string | undefined;
  readonly nominalVoltageV?: string | undefined;
  readonly ratedEnergyKwh?: string | undefined;
  /** Empty: not stated. */
  readonly usableEnergyKwh?: string | undefined;
  readonly warrantyMonths?: string | undefined;
  readonly euDeclarationOfConformityId?: string | undefined;
}

/** Changes descriptive values of a model; the next version shows them, signed ones stay as they are. Identifiers never change. */
export async function reviseModel(ctx: Context, input: ModelRevision): Promise<ModelView> {
  demand(ctx, "model.write", null);
  await ctx.db.transaction((tx) => enterRevision(ctx, tx, input));
  return viewModel(ctx, input.id);
}

/** The same inside a transaction. */
export async function enterRevision(ctx: Context, tx: Database, input: ModelRevision): Promise<void> {
  const model = await loadModel(tx, input.id);
  demand(ctx, "model.write", model.operatorId);
  const fields = new Fields();
  const values = descriptive(fields, {
    name: input.name ?? model.name,
    chemistry: input.chemistry ?? model.chemistry,
    massKg: input.massKg ?? model.massKg,
    ratedCapacityAh: input.ratedCapacityAh ?? model.ratedCapacityAh,
    nominalVoltageV: input.nominalVoltageV ?? model.nominalVoltageV,
    ratedEnergyKwh: input.ratedEnergyKwh ?? model.ratedEnergyKwh,
    usableEnergyKwh: input.usableEnergyKwh ?? model.usableEnergyKwh,
    warrantyMonths: input.warrantyMonths ?? model.warrantyMonths?.toString(),
  });
  refuseOtherCategory(fields, { ...values, category: model.category });
  fields.refuse();
  const conformityId = optional(input.euDeclarationOfConformityId ?? conformityIdOf(model));
  const { euDeclarationOfConformityId: _, ...others } = model.attributes;
  const attributes =
    conformityId === null ? others : { ...others, euDeclarationOfConformityId: conformityId };
  await tx
    .update(batteryModel)
    .set({ ...values, attributes, updatedAt: ctx.now() })
    .where(eq(batteryModel.id, model.id));
  await announceToSiblings(ctx, tx, model);
  const { operatorId, productUrl: subject } = model;
  await recordDeed(ctx, tx, { action: "model.revise", subject, operatorId, detail: { ...input } });
}

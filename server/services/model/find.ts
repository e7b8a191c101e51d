import { asc, desc, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import {
  batteryItem,
  batteryModel,
  declaration,
  facility,
  modelChange,
  operator,
  passport,
  passportVersion,
  recycledContentStatement,
  user,
} from "../../../db/schema/index.ts";
import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { changeKinds } from "../../domain/carbon-footprint/renewal.ts";
import { parseRecycledMetal, parseRecycledShare } from "../../domain/recycled-content/share.ts";
import { Refusal } from "../../refusal.ts";
import { findDocuments } from "../document/find.ts";
import { declarationState } from "../footprint/state.ts";
import { isUuid } from "../new-id.ts";
import { pathOf } from "../product-path.ts";
import { ofSameType } from "./same-type.ts";
import type { ModelRow, ModelView, RecycledContentView } from "./view.ts";

/** Rows of models by name. The caller has asked the policy. */
export async function findModels(ctx: Context, where: SQL | undefined): Promise<readonly ModelRow[]> {
  const rows = await ctx.db
    .select({
      model: batteryModel,
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
      plant: facility,
      // For the models found only: other operators' batteries, by the million, are not looked at.
      releasedVersion: sql<number | null>`(
        select max(${passportVersion.version}) from ${passport}
        join ${passportVersion} on ${passportVersion.passportId} = ${passport.id}
        where ${passport.modelId} = ${batteryModel.id} and ${passport.level} = 'model')`,
      itemCount: ctx.db.$count(batteryItem, eq(batteryItem.modelId, batteryModel.id)),
    })
    .from(batteryModel)
    .innerJoin(operator, eq(operator.id, batteryModel.operatorId))
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .where(where)
    .orderBy(asc(operator.name), asc(batteryModel.name), asc(facility.code));
  return rows.map(({ model, operatorName, operatorNameOriginal, plant, releasedVersion, itemCount }) => ({
    id: model.id,
    operatorId: model.operatorId,
    operatorName,
    operatorNameOriginal,
    facility: {
      id: plant.id,
      name: plant.name,
      nameOriginal: plant.nameOriginal,
      city: plant.city,
      country: plant.country,
    },
    productUrl: model.productUrl,
    path: pathOf(ctx, model.productUrl),
    gtin: model.gtin,
    modelCode: model.modelCode,
    typeDesignation: model.typeDesignation,
    name: model.name,
    category: model.category,
    chemistry: model.chemistry,
    illustrative: model.illustrative,
    releasedVersion,
    itemCount,
  }));
}

/** The view of one model; `MODEL_NOT_FOUND`. The caller has asked the policy. */
export async function viewModel(ctx: Context, id: string): Promise<ModelView> {
  const [row] = await findModels(ctx, eq(batteryModel.id, id));
  const model = await loadModel(ctx.db, id);
  if (row === undefined) throw modelNotFound();
  const { memberships } = ctx.caller;
  return {
    ...row,
    massKg: model.massKg,
    ratedCapacityAh: model.ratedCapacityAh,
    nominalVoltageV: model.nominalVoltageV,
    ratedEnergyKwh: model.ratedEnergyKwh,
    usableEnergyKwh: model.usableEnergyKwh,
    warrantyMonths: model.warrantyMonths,
    euDeclarationOfConformityId: conformityIdOf(model),
    recycledContent: await findRecycledContent(ctx.db, id),
    documents: await findDocuments(ctx, model),
    declarations: await findDeclarations(ctx, id),
    changes: await findChanges(ctx.db, id),
    siblings: await findSiblings(ctx, model),
    may: {
      edit: allows(memberships, "model.write", model.operatorId),
      issueItem: row.releasedVersion !== null && allows(memberships, "item.issue", model.operatorId),
    },
  };
}

export type Model = typeof batteryModel.$inferSelect;

/** The model's own row, locked until the transaction ends where that is asked; `MODEL_NOT_FOUND`. */
export async function loadModel(db: Database, id: string, lock?: "for update"): Promise<Model> {
  const query = db.select().from(batteryModel).where(eq(batteryModel.id, id));
  const [model] = isUuid(id) ? await (lock === undefined ? query : query.for("update")) : [];
  if (model === undefined) throw modelNotFound();
  return model;
}

/** Number of the EU declaration of conformity, when it is stated. */
export function conformityIdOf(model: Model): string | null {
  const stated = model.attributes["euDeclarationOfConformityId"];
  return typeof stated === "string" ? stated : null;
}

/** Statements of recycled content by year and metal. */
export async function findRecycledContent(
  db: Database,
  modelId: string,
): Promise<readonly RecycledContentView[]> {
  const rows = await db
    .select()
    .from(recycledContentStatement)
    .where(eq(recycledContentStatement.modelId, modelId))
    .orderBy(desc(recycledContentStatement.year), asc(recycledContentStatement.metal));
  return rows.map((row) => {
    const metal = parseRecycledMetal(row.metal);
    const share = parseRecycledShare(row.preConsumerPercent, row.postConsumerPercent);
    if (!metal.ok || !share.ok)
      throw new Error("The database holds a recycled-content statement it should refuse.");
    const { year, source, illustrative } = row;
    return { metal: metal.value, year, ...share.value, source, illustrative };
  });
}

/** The same type of the same operator from other plants. */
export async function findSiblings(ctx: Context, model: Model): Promise<ModelView["siblings"]> {
  const rows = await ctx.db
    .select({
      id: batteryModel.id,
      name: batteryModel.name,
      plant: facility.name,
      plantOriginal: facility.nameOriginal,
      url: batteryModel.productUrl,
    })
    .from(batteryModel)
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .where(ofSameType(model))
    .orderBy(asc(facility.name));
  return rows.map(({ url, ...sibling }) => ({ ...sibling, path: pathOf(ctx, url) }));
}

async function findDeclarations(ctx: Context, modelId: string): Promise<ModelView["declarations"]> {
  const rows = await ctx.db
    .select({
      id: declaration.id,
      number: declaration.number,
      state: declaration.state,
      updatedAt: declaration.updatedAt,
    })
    .from(declaration)
    .where(eq(declaration.modelId, modelId))
    .orderBy(desc(declaration.number));
  return rows.map((row) => ({
    ...row,
    state: declarationState(row.state),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

async function findChanges(db: Database, modelId: string): Promise<ModelView["changes"]> {
  const rows = await db
    .select({ change: modelChange, byName: user.name })
    .from(modelChange)
    .leftJoin(user, eq(user.id, modelChange.createdBy))
    .where(eq(modelChange.modelId, modelId))
    .orderBy(desc(modelChange.changedOn), desc(modelChange.createdAt));
  return rows.map(({ change: { kind: text, changedOn, note, createdAt }, byName }) => {
    const kind = changeKinds.find((one) => one === text);
    if (kind === undefined) throw new Error(`A change of a model is of the unknown kind ${text}.`);
    return { kind, changedOn, note, recordedAt: createdAt.toISOString(), byName };
  });
}

function modelNotFound(): Refusal {
  return new Refusal("MODEL_NOT_FOUND", "There is no such model.");
}

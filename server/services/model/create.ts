import { eq } from "drizzle-orm";
import { batteryModel, facility, operator } from "../../../db/schema/index.ts";
import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import { parseGtin } from "../../domain/identifier/gtin.ts";
import { parseModelCode } from "../../domain/identifier/model-code.ts";
import { parseOperatorSlug } from "../../domain/identifier/operator-slug.ts";
import { modelUrl, ownModelUrl } from "../../domain/identifier/product-url.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { databaseError, isTaken } from "../conflict.ts";
import { Fields, optional } from "../input.ts";
import { newId } from "../new-id.ts";
import { descriptive, refuseOtherCategory } from "./descriptive.ts";
import { viewModel } from "./find.ts";
import type { ModelView } from "./view.ts";

export interface NewModel {
  readonly operatorId: string;
  readonly facilityId: string;
  /** 14 digits; without one the product URL is made from operator and model code. */
  readonly gtin?: string | undefined;
  readonly modelCode: string;
  readonly typeDesignation: string;
  readonly name: string;
  readonly category: string;
  readonly chemistry: string;
  readonly massKg: string;
  readonly ratedCapacityAh: string;
  readonly nominalVoltageV: string;
  readonly ratedEnergyKwh: string;
  readonly usableEnergyKwh?: string | undefined;
  readonly warrantyMonths?: string | undefined;
  readonly euDeclarationOfConformityId?: string | undefined;
  readonly illustrative?: boolean | undefined;
}

/**
 * Enters a model and gives it its product URL, for ever. Refuses with every problem at its field; a URL, GTIN or code in
 * use is `IDENTIFIER_TAKEN`.
 */
export async function createModel(ctx: Context, input: NewModel): Promise<ModelView> {
  demand(ctx, "model.write", input.operatorId);
  const { id } = await ctx.db.transaction((tx) => enterModel(ctx, tx, input));
  return viewModel(ctx, id);
}

/** The same inside a transaction, which is over when it refuses: give it a savepoint where something else goes on. */
export async function enterModel(
  ctx: Context,
  tx: Database,
  input: NewModel,
): Promise<{ readonly id: string; readonly productUrl: string }> {
  demand(ctx, "model.write", input.operatorId);
  const [answering] = await tx.select().from(operator).where(eq(operator.id, input.operatorId));
  if (answering === undefined) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  const [plant] = await tx.select().from(facility).where(eq(facility.id, input.facilityId));
  if (plant?.operatorId !== answering.id) {
    throw new Refusal("FACILITY_NOT_FOUND", "This operator has no such plant.", [
      { code: "FACILITY_NOT_FOUND", path: "facilityId" },
    ]);
  }
  const row = { id: newId(ctx), ...checkedModel(ctx, input, answering.slug) };
  try {
    await tx.insert(batteryModel).values(row);
  } catch (error) {
    if (!isTaken(error)) throw error;
    const path =
      databaseError(error)?.constraint === "battery_model_code" || row.gtin === null ? "modelCode" : "gtin";
    const value = path === "gtin" ? (row.gtin ?? "") : row.modelCode;
    throw new Refusal("IDENTIFIER_TAKEN", `${value} is in use already; an identifier is never used twice.`, [
      { code: "IDENTIFIER_TAKEN", path, params: { value } },
    ]);
  }
  const { productUrl: subject, operatorId } = row;
  await recordDeed(ctx, tx, { action: "model.create", subject, operatorId });
  return { id: row.id, productUrl: subject };
}

/** The row of a new model without its identifier; refuses with every problem at its field. */
export function checkedModel(ctx: Pick<Context, "publicUrl">, input: NewModel, slug: string) {
  const fields = new Fields();
  const gtinText = optional(input.gtin);
  const gtin = gtinText === null ? null : fields.take("gtin", parseGtin(gtinText));
  const modelCode = fields.take("modelCode", parseModelCode(input.modelCode.trim()));
  const operatorSlug = fields.take("operatorId", parseOperatorSlug(slug));
  const values = {
    operatorId: input.operatorId,
    facilityId: input.facilityId,
    typeDesignation: fields.text("typeDesignation", input.typeDesignation),
    category: fields.take("category", parseBatteryCategory(input.category)) ?? "",
    ...descriptive(fields, input),
    illustrative: input.illustrative ?? false,
  };
  const conformityId = optional(input.euDeclarationOfConformityId);
  refuseOtherCategory(fields, values);
  fields.refuse();
  if (gtin === undefined || modelCode === undefined || operatorSlug === undefined) {
    throw new Error("A field without a problem has a value.");
  }
  const productUrl =
    gtin === null ? ownModelUrl(ctx.publicUrl, operatorSlug, modelCode) : modelUrl(ctx.publicUrl, gtin);
  const attributes = conformityId === null ? {} : { euDeclarationOfConformityId: conformityId };
  return { ...values, gtin, modelCode, productUrl, attributes };
}

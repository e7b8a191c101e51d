import { eq } from "drizzle-orm";
import { facility, supplierProduct } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parsePositiveDecimal } from "../../domain/quantity/decimal.ts";
import { parseUnit } from "../../domain/quantity/unit.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { Fields } from "../input.ts";
import { newId } from "../new-id.ts";

export interface NewSupplierProduct {
  readonly operatorId: string;
  readonly facilityId: string;
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  /** Declared unit, for example 1 and `MWh`. */
  readonly declaredAmount: string;
  readonly declaredUnit: string;
}

/** Enters a supplied product: cells, modules or materials with a footprint and without a passport. */
export async function createSupplierProduct(
  ctx: Context,
  input: NewSupplierProduct,
): Promise<{ readonly id: string }> {
  demand(ctx, "model.write", input.operatorId);
  const [plant] = await ctx.db.select().from(facility).where(eq(facility.id, input.facilityId));
  if (plant?.operatorId !== input.operatorId) {
    throw new Refusal("FACILITY_NOT_FOUND", "This operator has no such plant.", [
      { code: "FACILITY_NOT_FOUND", path: "facilityId" },
    ]);
  }
  const fields = new Fields();
  const row = {
    id: newId(ctx),
    operatorId: input.operatorId,
    facilityId: input.facilityId,
    code: fields.text("code", input.code),
    nameEn: fields.text("nameEn", input.nameEn),
    nameZh: fields.text("nameZh", input.nameZh),
    declaredAmount: fields.take("declaredAmount", parsePositiveDecimal(input.declaredAmount)) ?? "",
    declaredUnit: input.declaredUnit,
  };
  if (parseUnit(row.declaredUnit) === null) {
    fields.add("E_UNIT_UNKNOWN", "declaredUnit", { value: row.declaredUnit });
  }
  fields.refuse();
  try {
    await ctx.db.transaction(async (tx) => {
      await tx.insert(supplierProduct).values(row);
      const { id: subject, operatorId } = row;
      await recordDeed(ctx, tx, { action: "supplierProduct.create", subject, operatorId });
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Refusal("IDENTIFIER_TAKEN", `This operator has a product ${row.code} already.`, [
      { code: "IDENTIFIER_TAKEN", path: "code", params: { value: row.code } },
    ]);
  }
  return { id: row.id };
}

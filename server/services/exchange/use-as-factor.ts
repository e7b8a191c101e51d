import { eq } from "drizzle-orm";
import { supplierFootprint } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { addOwnVersion, checkCode } from "../factor/add-own.ts";
import type { FactorView } from "../factor/view.ts";
import { Fields, optional } from "../input.ts";
import { isUuid } from "../new-id.ts";
import { perKilogramOf } from "../supplier/list-footprints.ts";
import { recordReading } from "../supplier/record-reading.ts";
import { refuseUnsoundFigure } from "../supplier/refuse-unsound.ts";

export interface FootprintUse {
  readonly supplierFootprintId: string;
  /** For whom, where the record is published for everybody; else whoever received it. */
  readonly operatorId?: string | undefined;
  /** Names the factor inside the operator. */
  readonly code: string;
  /** The newest version this one takes the place of; null for a factor that is new. */
  readonly revises: number | null;
  /** Take the document's figure for a kilogram in place of its own unit. */
  readonly perKilogram: boolean;
  /** Name in Chinese, where the document has none; its own name when absent. */
  readonly nameZh?: string | undefined;
}

/**
 * Makes an own factor, or the next version of one, of a received footprint; the footprint is its evidence.
 * `SUPPLIER_FOOTPRINT_NOT_FOUND`; refusals of {@link addOwnVersion}; `E_EXCHANGE_UNIT` where there is no figure for a
 * kilogram; `SUPPLIER_FIGURE_UNSOUND` for a signed record that does not verify, is over or replaced.
 */
export async function useAsFactor(ctx: Context, input: FootprintUse): Promise<FactorView> {
  demand(ctx, "factor.write", null);
  const [footprint] = isUuid(input.supplierFootprintId)
    ? await ctx.db.select().from(supplierFootprint).where(eq(supplierFootprint.id, input.supplierFootprintId))
    : [];
  const operatorId = footprint?.receivedByOperatorId ?? input.operatorId;
  if (footprint === undefined || operatorId === undefined)
    throw new Refusal("SUPPLIER_FOOTPRINT_NOT_FOUND", "There is no such supplier's footprint here.");
  demand(ctx, "factor.write", operatorId);
  const perKilogram = perKilogramOf(footprint);
  const fields = new Fields();
  checkCode(fields, input.code);
  if (input.perKilogram && perKilogram === null)
    fields.add("E_EXCHANGE_UNIT", "perKilogram", { value: footprint.unit });
  fields.refuse();
  await refuseUnsoundFigure(ctx, footprint);
  const figure =
    input.perKilogram && perKilogram !== null
      ? { value: perKilogram, unit: "kgCO2e/kg" }
      : { value: footprint.value, unit: footprint.unit };
  return ctx.db.transaction(async (tx) => {
    await recordReading(ctx, tx, footprint, "factor");
    return addOwnVersion(ctx, tx, {
      code: input.code.trim(),
      revises: input.revises,
      content: {
        ...{ operatorId, ...figure },
        nameEn: footprint.productName,
        nameZh: optional(input.nameZh) ?? originalNameOf(footprint.document) ?? footprint.productName,
        geography: footprint.geography ?? "GLO",
        year: Number(footprint.periodEnd.slice(0, 4)),
        sourceTitle: `${footprint.supplierName}, ${footprint.productName}`,
        sourceWhere: `${footprint.origin}, ${footprint.periodStart} – ${footprint.periodEnd}`,
        qualityNote: null,
        boundary: footprint.boundary,
        illustrative: false,
        gwpSet: footprint.gwpSet,
        category: null,
        evidenceDocumentId: null,
        supplierFootprintId: footprint.id,
        quality: footprint.quality,
        validUntil: footprint.validUntil,
      },
    });
  });
}

/** The name in the supplier's own language that a signed record carries. */
function originalNameOf(document: Readonly<Record<string, unknown>>): string | null {
  const { credentialSubject: subject } = document;
  if (typeof subject !== "object" || subject === null || !("product" in subject)) return null;
  const { product } = subject;
  if (typeof product !== "object" || product === null || !("nameOriginal" in product)) return null;
  return typeof product.nameOriginal === "string" ? product.nameOriginal : null;
}

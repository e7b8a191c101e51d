import { desc, eq, inArray, or } from "drizzle-orm";
import {
  batteryModel,
  declaration,
  emissionFactor,
  inventoryLine,
  supplierFootprint,
  supplierFootprintReading,
  supplierProduct,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import type { Verdict } from "../../domain/verification/verdict.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";
import { judgeFigure } from "./judge-figure.ts";
import { findSupplierFootprints } from "./list-footprints.ts";
import { recordReading } from "./record-reading.ts";
import type { FootprintWithdrawal } from "./withdrawals.ts";
import type { SupplierFootprintView } from "./view.ts";

/** A supplier's figure with everything its receiver may see of it; confidential lines are not part of it. */
export interface SupplierFootprintDetail {
  readonly footprint: SupplierFootprintView;
  /** The document as received, or what was signed; as indented JSON. */
  readonly document: string;
  /** The signed record as it is. */
  readonly record: string | null;
  readonly verdict: Verdict | null;
  readonly hasDigest: boolean;
  readonly withdrawn: FootprintWithdrawal | null;
  readonly leafIndex: number | null;
  /** Newest first; this one is among them. */
  readonly readings: readonly {
    readonly readerName: string;
    readonly purpose: string;
    readonly at: string;
  }[];
  /** Declarations of the caller's operators with a line that rests on it. */
  readonly uses: readonly {
    readonly declarationId: string;
    readonly number: number;
    readonly state: string;
    readonly subject: string;
    readonly line: string;
  }[];
}

/**
 * One supplier's figure: received by one of the caller's operators, or published for everybody. Whoever opens a received
 * one is written down for its supplier. `SUPPLIER_FOOTPRINT_NOT_FOUND`, also for what somebody else received.
 */
export async function readSupplierFootprint(
  ctx: Context,
  { id }: { readonly id: string },
): Promise<SupplierFootprintDetail> {
  demand(ctx, "supplier.read", null);
  const [row] = isUuid(id)
    ? await ctx.db.select().from(supplierFootprint).where(eq(supplierFootprint.id, id))
    : [];
  if (row === undefined || !allows(ctx.caller.memberships, "supplier.read", row.receivedByOperatorId))
    throw new Refusal("SUPPLIER_FOOTPRINT_NOT_FOUND", "There is no such supplier's footprint here.");
  await recordReading(ctx, ctx.db, row, "detail");
  const [footprint] = await findSupplierFootprints(ctx, eq(supplierFootprint.id, id));
  if (footprint === undefined) throw new Error("A footprint vanished while it was read.");
  const judged = await judgeFigure(ctx, ctx.db, row);
  const readings = await ctx.db
    .select()
    .from(supplierFootprintReading)
    .where(eq(supplierFootprintReading.supplierFootprintId, id))
    .orderBy(desc(supplierFootprintReading.createdAt), desc(supplierFootprintReading.id))
    .limit(100);
  return {
    footprint,
    document: JSON.stringify(row.document, null, 2),
    record: row.record,
    verdict: judged.verdict,
    hasDigest: judged.hasDigest,
    withdrawn: judged.withdrawn,
    leafIndex: row.leafIndex,
    readings: readings.map(({ readerName, purpose, createdAt }) => ({
      ...{ readerName, purpose, at: createdAt.toISOString() },
    })),
    uses: await usesOf(ctx, id),
  };
}

async function usesOf(ctx: Context, id: string): Promise<SupplierFootprintDetail["uses"]> {
  const factors = await ctx.db
    .select({ id: emissionFactor.id })
    .from(emissionFactor)
    .where(eq(emissionFactor.supplierFootprintId, id));
  const factorIds = [...new Set(factors.map((factor) => factor.id))];
  const rows = await ctx.db
    .select({
      declaration,
      model: batteryModel.name,
      product: supplierProduct.nameEn,
      line: inventoryLine.code,
    })
    .from(inventoryLine)
    .innerJoin(declaration, eq(declaration.inventoryId, inventoryLine.inventoryId))
    .leftJoin(batteryModel, eq(batteryModel.id, declaration.modelId))
    .leftJoin(supplierProduct, eq(supplierProduct.id, declaration.supplierProductId))
    .where(
      or(
        eq(inventoryLine.supplierFootprintId, id),
        factorIds.length === 0 ? undefined : inArray(inventoryLine.recycledFactorId, factorIds),
      ),
    )
    .orderBy(desc(declaration.createdAt));
  return rows
    .filter((row) => allows(ctx.caller.memberships, "declaration.read", row.declaration.operatorId))
    .map((row) => ({
      ...{ declarationId: row.declaration.id, number: row.declaration.number, state: row.declaration.state },
      ...{ subject: row.model ?? row.product ?? "", line: row.line },
    }));
}

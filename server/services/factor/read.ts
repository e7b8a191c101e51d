import { and, asc, desc, eq, or, sql } from "drizzle-orm";
import {
  batteryModel,
  declaration,
  document,
  emissionFactor,
  inventoryLine,
  operator,
  supplierFootprint,
  supplierProduct,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { Refusal } from "../../refusal.ts";
import { declarationState } from "../footprint/state.ts";
import type { DeclarationState } from "../footprint/view.ts";
import { within } from "../within.ts";
import { factorView, visibleTo } from "./list.ts";
import type { FactorView } from "./view.ts";

/** A line of the caller's declarations that rests on a factor. */
export interface FactorUse {
  readonly declarationId: string;
  readonly number: number;
  readonly state: DeclarationState;
  readonly subjectName: string;
  readonly subjectNameZh: string;
  readonly lineCode: string;
  readonly lineNameEn: string;
  readonly lineNameZh: string;
  /** Null where only an electricity mix names it. */
  readonly version: number | null;
}

export interface FactorVersionView extends FactorView {
  readonly createdAt: string;
  /** Its validity has ended by today. */
  readonly isExpired: boolean;
  readonly evidence: { readonly id: string; readonly title: string; readonly sha256: string } | null;
  readonly supplier: { readonly id: string; readonly name: string; readonly productName: string } | null;
}

export interface FactorDetail {
  readonly id: string;
  /** Part of the identifier behind the operator's; null for the library. */
  readonly code: string | null;
  readonly operatorName: string | null;
  readonly operatorNameOriginal: string | null;
  /** Newest first. */
  readonly versions: readonly FactorVersionView[];
  readonly uses: readonly FactorUse[];
  readonly mayRevise: boolean;
}

/** One factor with all its versions, what shows its value, and where the caller's declarations use it. `FACTOR_NOT_FOUND`. */
export async function readFactor(ctx: Context, input: { readonly id: string }): Promise<FactorDetail> {
  demand(ctx, "factor.read", null);
  const rows = await ctx.db
    .select({ factor: emissionFactor, document, supplier: supplierFootprint, operator })
    .from(emissionFactor)
    .leftJoin(document, eq(document.id, emissionFactor.evidenceDocumentId))
    .leftJoin(supplierFootprint, eq(supplierFootprint.id, emissionFactor.supplierFootprintId))
    .leftJoin(operator, eq(operator.id, emissionFactor.operatorId))
    .where(and(eq(emissionFactor.id, input.id), visibleTo(ctx)))
    .orderBy(desc(emissionFactor.version));
  const [newest] = rows;
  if (newest === undefined) throw new Refusal("FACTOR_NOT_FOUND", "There is no such emission factor here.");
  const { operatorId } = newest.factor;
  return {
    id: input.id,
    code: operatorId === null ? null : input.id.slice(input.id.indexOf(".") + 1),
    operatorName: newest.operator?.name ?? null,
    operatorNameOriginal: newest.operator?.nameOriginal ?? null,
    versions: rows.map(({ factor, document: evidence, supplier }) => ({
      ...factorView(factor, newest.factor.version),
      createdAt: factor.createdAt.toISOString(),
      isExpired: factor.validUntil !== null && factor.validUntil < ctx.now().toISOString().slice(0, 10),
      evidence:
        evidence === null ? null : { id: evidence.id, title: evidence.title, sha256: evidence.sha256 },
      supplier:
        supplier === null
          ? null
          : { id: supplier.id, name: supplier.supplierName, productName: supplier.productName },
    })),
    uses: await usesOf(ctx, input.id),
    mayRevise: operatorId !== null && allows(ctx.caller.memberships, "factor.write", operatorId),
  };
}

async function usesOf(ctx: Context, id: string): Promise<readonly FactorUse[]> {
  const rows = await ctx.db
    .select({ line: inventoryLine, declaration, model: batteryModel, product: supplierProduct })
    .from(inventoryLine)
    .innerJoin(declaration, eq(declaration.inventoryId, inventoryLine.inventoryId))
    .leftJoin(batteryModel, eq(batteryModel.id, declaration.modelId))
    .leftJoin(supplierProduct, eq(supplierProduct.id, declaration.supplierProductId))
    .where(
      and(
        within(ctx, "declaration.read", declaration.operatorId),
        or(
          eq(inventoryLine.factorId, id),
          eq(inventoryLine.recycledFactorId, id),
          sql`${inventoryLine.electricitySources} @> ${JSON.stringify([{ factorId: id }])}::jsonb`,
        ),
      ),
    )
    .orderBy(desc(declaration.updatedAt), asc(inventoryLine.position));
  return rows.map(({ line, declaration: { id: declarationId, number, state }, model, product }) => ({
    ...{ declarationId, number, state: declarationState(state) },
    subjectName: model?.name ?? product?.nameEn ?? "",
    subjectNameZh: model?.name ?? product?.nameZh ?? "",
    ...{ lineCode: line.code, lineNameEn: line.nameEn, lineNameZh: line.nameZh },
    version:
      line.factorId === id
        ? line.factorVersion
        : line.recycledFactorId === id
          ? line.recycledFactorVersion
          : null,
  }));
}

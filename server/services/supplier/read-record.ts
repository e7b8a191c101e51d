import { and, eq, isNull } from "drizzle-orm";
import { declaration, operator, supplierFootprint, supplierProduct } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Verdict } from "../../domain/verification/verdict.ts";
import { readJws } from "../../domain/record/jws.ts";
import type { Bundle } from "../../domain/verification/bundle.ts";
import { Refusal } from "../../refusal.ts";
import { isPublished } from "../log/published.ts";
import { isUuid } from "../new-id.ts";
import { cessationOf } from "../operator/find.ts";
import type { CessationView } from "../operator/view.ts";
import type { FootprintWithdrawal } from "./withdrawals.ts";
import { evidenceOfRecord } from "../passport/record-evidence.ts";
import { judgeFigure } from "./judge-figure.ts";

/** A supplier's signed record as anybody may read it. */
export interface PublishedFootprint {
  readonly record: string;
  /** Base64url SHA-256 of the record. */
  readonly digest: string;
  readonly leafIndex: number | null;
  readonly verdict: Verdict;
  /** Path of the supplier's newer record of the same product. */
  readonly replacedByPath: string | null;
  readonly isExpired: boolean;
  readonly withdrawn: FootprintWithdrawal | null;
  /** That its supplier is there no longer. */
  readonly operatorCeased: CessationView | null;
  readonly supplier: { readonly slug: string; readonly name: string; readonly nameOriginal: string | null };
  readonly isDemonstration: boolean;
  readonly product: { readonly nameEn: string; readonly nameZh: string; readonly code: string };
  readonly figure: {
    readonly value: string;
    readonly unit: string;
    readonly periodStart: string;
    readonly periodEnd: string;
    readonly geography: string | null;
    readonly gwpSet: string | null;
    readonly primaryDataShare: string | null;
    readonly validUntil: string | null;
    readonly method: string;
    readonly methodVersion: string;
    readonly stages: readonly string[];
  };
}

/** A record by the address it was published at. `SUPPLIER_FOOTPRINT_NOT_FOUND`. */
export async function readFootprintRecord(
  ctx: Context,
  { slug, id }: { readonly slug: string; readonly id: string },
): Promise<PublishedFootprint> {
  demand(ctx, "record.read", null);
  const { row, record, supplier, declared, product } = await findPublished(ctx, { slug, id });
  const judged = await judgeFigure(ctx, ctx.db, row);
  if (judged.verdict === null) throw new Error("A signed record was judged as unsigned.");
  return {
    ...{ record, digest: row.contentHash, leafIndex: row.leafIndex, verdict: judged.verdict },
    replacedByPath:
      judged.replacedBy === null ? null : `/op/${slug}/footprints/${judged.replacedBy.supplierFootprintId}`,
    isExpired: judged.isExpired,
    withdrawn: judged.withdrawn,
    operatorCeased: cessationOf(supplier.ceasedAt, supplier.ceasedReason),
    supplier: { slug: supplier.slug, name: supplier.name, nameOriginal: supplier.nameOriginal },
    isDemonstration: supplier.demonstration,
    product: { nameEn: product.nameEn, nameZh: product.nameZh, code: product.code },
    figure: {
      ...{ value: row.value, unit: row.unit, periodStart: row.periodStart, periodEnd: row.periodEnd },
      ...{ geography: row.geography, gwpSet: row.gwpSet, primaryDataShare: row.primaryDataShare },
      ...{ validUntil: row.validUntil, method: declared.method, methodVersion: declared.methodVersion },
      // As signed: in the order of the life cycle.
      stages: row.boundary.split(", "),
    },
  };
}

/**
 * A record with all that is needed to check it offline: the supplier's keys, its status lists, and the log's proofs of each
 * and of what ended the record. `SUPPLIER_FOOTPRINT_NOT_FOUND`.
 *
 * Source: record format, section 7.
 */
export async function readFootprintBundle(
  ctx: Context,
  place: { readonly slug: string; readonly id: string },
): Promise<Bundle> {
  demand(ctx, "record.read", null);
  const { row, record, leafIndex } = await findPublished(ctx, place);
  const jws = readJws(record, "vc+jwt");
  if (!jws.ok) throw new Error("A published record cannot be read.");
  return evidenceOfRecord(ctx, {
    of: { supplierFootprintId: row.id },
    stored: { token: record, kid: jws.value.kid, leafIndex },
  });
}

/** A published record of a supplier's, signed and in the log. */
async function findPublished(ctx: Context, { slug, id }: { readonly slug: string; readonly id: string }) {
  const [found] = isUuid(id)
    ? await ctx.db
        .select({
          row: supplierFootprint,
          supplier: operator,
          declared: declaration,
          product: supplierProduct,
        })
        .from(supplierFootprint)
        .innerJoin(operator, eq(operator.id, supplierFootprint.supplierOperatorId))
        .innerJoin(declaration, eq(declaration.id, supplierFootprint.declarationId))
        .innerJoin(supplierProduct, eq(supplierProduct.id, declaration.supplierProductId))
        .where(
          and(
            eq(supplierFootprint.id, id),
            eq(operator.slug, slug),
            eq(supplierFootprint.origin, "credential"),
            isPublished(supplierFootprint.leafIndex),
            isNull(supplierFootprint.receivedByOperatorId),
          ),
        )
    : [];
  const record = found?.row.record ?? null;
  const leafIndex = found?.row.leafIndex ?? null;
  if (found === undefined || record === null || leafIndex === null)
    throw new Refusal("SUPPLIER_FOOTPRINT_NOT_FOUND", "There is no such record here.");
  return { ...found, record, leafIndex };
}

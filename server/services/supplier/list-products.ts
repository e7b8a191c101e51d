import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  declaration,
  emissionFactor,
  facility,
  inventoryLine,
  operator,
  supplierFootprint,
  supplierProduct,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { logNameOf } from "../../domain/record/product-footprint.ts";
import { within } from "../within.ts";
import { replacementsOf } from "./judge-figure.ts";
import type { FootprintWithdrawal } from "./withdrawals.ts";
import { withdrawalsOf } from "./withdrawals.ts";

/** A product that one of the caller's operators supplies, with what it has declared and signed. */
export interface SupplierProductView {
  readonly id: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly plant: string;
  readonly plantOriginal: string | null;
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly declaredUnit: string;
  readonly declarations: readonly { readonly id: string; readonly number: number; readonly state: string }[];
  /** Newest first. */
  readonly records: readonly {
    readonly id: string;
    readonly path: string;
    readonly value: string;
    readonly unit: string;
    readonly issuedAt: string;
    readonly validUntil: string | null;
    readonly isReplaced: boolean;
    readonly withdrawn: FootprintWithdrawal | null;
    /** Whether this caller may withdraw it: it has a status, and has not been withdrawn. */
    readonly mayWithdraw: boolean;
    /** Other operators that use it in a factor or a line: how many, never who. */
    readonly users: number;
  }[];
  readonly mayDeclare: boolean;
}

/**
 * Supplied products of the caller's operators. Who uses a published record is told as a number only: from whom a maker
 * buys is its own secret. Who receives a figure by request is named to the supplier there, for that maker asked itself.
 */
export async function listSupplierProducts(
  ctx: Context,
  input: { readonly operatorId?: string | undefined },
): Promise<readonly SupplierProductView[]> {
  const own = within(ctx, "model.read", supplierProduct.operatorId, input.operatorId);
  const rows = await ctx.db
    .select({ product: supplierProduct, operator, facility })
    .from(supplierProduct)
    .innerJoin(operator, eq(operator.id, supplierProduct.operatorId))
    .innerJoin(facility, eq(facility.id, supplierProduct.facilityId))
    .where(own)
    .orderBy(asc(operator.name), asc(supplierProduct.code));
  const ids = rows.map(({ product }) => product.id);
  const declared = ids.length === 0 ? [] : await declarationsOf(ctx.db, ids);
  const records = await recordsOf(
    ctx.db,
    declared.map(({ id }) => id),
  );
  const replaced = await replacementsOf(ctx.db, records);
  const withdrawn = await withdrawalsOf(ctx.db, records);
  const users = await usersOf(ctx.db, records);
  return rows.map(({ product, operator: supplier, facility: plant }) => {
    const mine = declared.filter(({ supplierProductId }) => supplierProductId === product.id);
    return {
      ...{ id: product.id, operatorId: supplier.id, code: product.code },
      ...{ plant: plant.name, plantOriginal: plant.nameOriginal },
      ...{ operatorName: supplier.name, operatorNameOriginal: supplier.nameOriginal },
      ...{ nameEn: product.nameEn, nameZh: product.nameZh, declaredUnit: product.declaredUnit },
      declarations: mine.map(({ id, number, state }) => ({ id, number, state })),
      records: records
        .filter(({ declarationId }) => mine.some(({ id }) => id === declarationId))
        .map((record) => ({
          ...{ id: record.id, path: `/op/${supplier.slug}/footprints/${record.id}` },
          ...{ value: record.value, unit: record.unit, validUntil: record.validUntil },
          issuedAt: record.createdAt.toISOString(),
          isReplaced: replaced.has(record.id),
          withdrawn: withdrawn.get(record.id) ?? null,
          mayWithdraw:
            logNameOf(record.document) !== null &&
            !withdrawn.has(record.id) &&
            supplier.ceasedAt === null &&
            allows(ctx.caller.memberships, "footprint.revoke", supplier.id),
          users: users.get(record.id) ?? 0,
        })),
      mayDeclare: mine.length === 0 && allows(ctx.caller.memberships, "declaration.write", supplier.id),
    };
  });
}

async function declarationsOf(db: Database, productIds: readonly string[]) {
  return db
    .select({
      id: declaration.id,
      number: declaration.number,
      state: declaration.state,
      supplierProductId: declaration.supplierProductId,
    })
    .from(declaration)
    .where(inArray(declaration.supplierProductId, [...productIds]))
    .orderBy(desc(declaration.number));
}

async function recordsOf(db: Database, declarationIds: readonly string[]) {
  if (declarationIds.length === 0) return [];
  return db
    .select()
    .from(supplierFootprint)
    .where(
      and(
        inArray(supplierFootprint.declarationId, [...declarationIds]),
        eq(supplierFootprint.origin, "credential"),
        isNull(supplierFootprint.receivedByOperatorId),
      ),
    )
    .orderBy(desc(supplierFootprint.createdAt));
}

/** Operators, other than the supplier, with a factor or a line that rests on each of these records. */
async function usersOf(
  db: Database,
  records: readonly { readonly id: string; readonly supplierOperatorId: string | null }[],
): Promise<ReadonlyMap<string, number>> {
  const ids = records.map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const factors = await db
    .selectDistinct({
      footprintId: emissionFactor.supplierFootprintId,
      operatorId: emissionFactor.operatorId,
    })
    .from(emissionFactor)
    .where(inArray(emissionFactor.supplierFootprintId, ids));
  const lines = await db
    .selectDistinct({ footprintId: inventoryLine.supplierFootprintId, operatorId: declaration.operatorId })
    .from(inventoryLine)
    .innerJoin(declaration, eq(declaration.inventoryId, inventoryLine.inventoryId))
    .where(inArray(inventoryLine.supplierFootprintId, ids));
  const all = [...factors, ...lines];
  return new Map(
    records.map(({ id, supplierOperatorId }) => {
      const who = all.flatMap(({ footprintId, operatorId }) =>
        footprintId === id && operatorId !== null && operatorId !== supplierOperatorId ? [operatorId] : [],
      );
      return [id, new Set(who).size] as const;
    }),
  );
}

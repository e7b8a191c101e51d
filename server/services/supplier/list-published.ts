import { and, eq, isNotNull, isNull, notInArray } from "drizzle-orm";
import { supplierFootprint } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { findSupplierFootprints } from "./list-footprints.ts";
import type { SupplierFootprintView } from "./view.ts";

/**
 * Signed records that suppliers of this registry published for everybody, newest first: of others than the caller's own
 * operators, still in their term, the newest of each product.
 */
export async function listPublishedFootprints(ctx: Context): Promise<readonly SupplierFootprintView[]> {
  demand(ctx, "supplier.read", null);
  const own = ctx.caller.memberships.flatMap(({ operatorId }) => (operatorId === null ? [] : [operatorId]));
  const all = await findSupplierFootprints(
    ctx,
    and(
      isNull(supplierFootprint.receivedByOperatorId),
      isNotNull(supplierFootprint.record),
      eq(supplierFootprint.origin, "credential"),
      own.length === 0 ? undefined : notInArray(supplierFootprint.supplierOperatorId, own),
    ),
  );
  return all.filter(({ isExpired, replacedBy }) => !isExpired && replacedBy === null);
}

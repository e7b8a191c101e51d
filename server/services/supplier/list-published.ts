import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { supplierFootprint } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { isPublished } from "../log/published.ts";
import { findSupplierFootprints } from "./list-footprints.ts";
import type { SupplierFootprintView } from "./view.ts";

/**
 * Signed records that suppliers of this registry published for everybody, newest first: still in their term, the
 * newest of each product, and not withdrawn. Those of the caller's own operators are among them, for groups supply each other; a circle is
 * refused where it would close.
 */
export async function listPublishedFootprints(ctx: Context): Promise<readonly SupplierFootprintView[]> {
  demand(ctx, "supplier.read", null);
  const all = await findSupplierFootprints(
    ctx,
    and(
      isNull(supplierFootprint.receivedByOperatorId),
      isNotNull(supplierFootprint.record),
      eq(supplierFootprint.origin, "credential"),
      isPublished(supplierFootprint.leafIndex),
    ),
  );
  return all.filter(
    ({ isExpired, replacedBy, signature }) => !isExpired && replacedBy === null && signature !== "withdrawn",
  );
}

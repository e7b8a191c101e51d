import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { supplierFootprint } from "../../../db/schema/index.ts";
import { isUuid } from "../new-id.ts";

/** Of these suppliers' records, those an operator may stand on: received by it, or published for everybody. */
export async function usableSupplierFootprints(
  db: Database,
  operatorId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const asked = [...new Set(ids.filter(isUuid))];
  if (asked.length === 0) return new Set();
  const found = await db
    .select({ id: supplierFootprint.id })
    .from(supplierFootprint)
    .where(
      and(
        inArray(supplierFootprint.id, asked),
        or(
          eq(supplierFootprint.receivedByOperatorId, operatorId),
          isNull(supplierFootprint.receivedByOperatorId),
        ),
      ),
    );
  return new Set(found.map(({ id }) => id));
}

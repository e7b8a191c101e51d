import { asc, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator } from "../../../db/schema/index.ts";

/**
 * Locks the operators of a deed before anything of theirs, always in one order: whoever issues, renews or changes keys does
 * so after us or before.
 */
export async function lockOperators(tx: Database, ids: readonly string[]): Promise<void> {
  await tx
    .select({ id: operator.id })
    .from(operator)
    .where(inArray(operator.id, [...new Set(ids)]))
    .orderBy(asc(operator.id))
    .for("no key update");
}

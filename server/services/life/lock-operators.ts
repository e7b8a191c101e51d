import { asc, desc, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator, operatorKey, passportVersion } from "../../../db/schema/index.ts";

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

/**
 * The same for a deed that follows the newest version of a passport: that version stands on the status list of who signed
 * it, which may be somebody else than who answers now.
 */
export async function lockSigners(tx: Database, passportId: string, answeringId: string): Promise<void> {
  const [newest] = await tx
    .select({ signerId: operatorKey.operatorId })
    .from(passportVersion)
    .innerJoin(operatorKey, eq(operatorKey.kid, passportVersion.kid))
    .where(eq(passportVersion.passportId, passportId))
    .orderBy(desc(passportVersion.version))
    .limit(1);
  await lockOperators(tx, [answeringId, newest?.signerId ?? answeringId]);
}

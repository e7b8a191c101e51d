import { and, desc, eq, lte } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { statusListVersion } from "../../../db/schema/index.ts";
import { isPublished } from "../log/published.ts";

/** The newest published pair of a list, or the one in force at a time; null before the first. */
export async function listsInForce(
  db: Database,
  operatorId: string,
  list: number,
  at?: Date,
): Promise<typeof statusListVersion.$inferSelect | null> {
  const [found] = await db
    .select()
    .from(statusListVersion)
    .where(
      and(
        eq(statusListVersion.operatorId, operatorId),
        eq(statusListVersion.list, list),
        isPublished(statusListVersion.leafIndex),
        at === undefined ? undefined : lte(statusListVersion.issuedAt, at),
      ),
    )
    .orderBy(desc(statusListVersion.seq))
    .limit(1);
  return found ?? null;
}

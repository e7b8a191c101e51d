import type { AnyColumn, SQL } from "drizzle-orm";
import { max, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logCheckpoint, logHead } from "../../../db/schema/index.ts";

/** How many entries of the log are published: the size of the largest signed checkpoint, 0 before the first. */
export async function publishedSize(db: Database): Promise<number> {
  const [newest] = await db.select({ size: max(logCheckpoint.size) }).from(logCheckpoint);
  return newest?.size ?? 0;
}

/** Whether the log has entries that no checkpoint contains yet. */
export async function hasPending(db: Database): Promise<boolean> {
  const [head] = await db.select({ size: logHead.size }).from(logHead);
  return (head?.size ?? 0) !== (await publishedSize(db));
}

/**
 * Keeps rows whose log entry is published. What is not is pending: it may still vanish with a lost database, so nobody
 * outside is shown it. Source: record format, section 6.6.
 */
export function isPublished(leafIndex: AnyColumn | SQL): SQL {
  return sql`${leafIndex} < (select coalesce(max(${logCheckpoint.size}), 0) from ${logCheckpoint})`;
}

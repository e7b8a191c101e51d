import { desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { statusEntry } from "../../../db/schema/index.ts";

/** Whether the newest version of a passport, published or not, is withdrawn: then nothing speaks for it. */
export async function isNewestRevoked(db: Database, passportId: string): Promise<boolean> {
  const [newest] = await db
    .select({ value: statusEntry.value })
    .from(statusEntry)
    .where(eq(statusEntry.passportId, passportId))
    .orderBy(desc(statusEntry.version))
    .limit(1);
  return newest?.value === 1;
}

import { sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";

/** "read" in ASCII: who adds readings shares it. */
const addingLock = 0x72656164;

/** "rday" in ASCII: programs on one database close days one after the other. */
const closingLock = 0x72646179;

/**
 * Says that readings are being added, until the transaction ends. The moment of receipt is taken after this: whoever
 * closes a day waits for all who were at it, and who comes after belongs to a later one.
 */
export async function joinDay(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${addingLock})`);
}

/** Waits until all who are adding readings now are done. From then on nothing is added to a day that is over. */
export async function awaitAdding(db: Database): Promise<void> {
  await db.transaction((tx) => tx.execute(sql`select pg_advisory_xact_lock(${addingLock})`));
}

/** Lets nobody else close a day until the transaction ends. */
export async function closeAlone(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${closingLock})`);
}

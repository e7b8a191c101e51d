import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator as operatorTable, statusEntry } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { enterList, hasChangedSince, newestList } from "./enter-list.ts";

/** A list is signed anew after this time even when nothing changed. */
const reissueAfterMs = 86_400_000;

/**
 * Signs an operator's status lists anew where something on them changed or where they are older than a day, and logs them.
 * Answers how many; the caller publishes the log. Nothing is signed for an operator that has ceased: its last lists are
 * its last word.
 *
 * The program calls it after what changed a status is committed, and again in the background: a stop in between leaves
 * nothing undone.
 */
export async function publishStatusLists(ctx: Context, operatorId: string): Promise<number> {
  let signed = 0;
  // Each in a transaction of its own: from the first entry on the log waits for whoever appends, and signing takes time.
  for (const list of await listsOf(ctx.db, operatorId)) {
    if (await ctx.db.transaction((tx) => signIfDue(ctx, tx, operatorId, list))) signed += 1;
  }
  return signed;
}

async function signIfDue(ctx: Context, tx: Database, operatorId: string, list: number): Promise<boolean> {
  const [operator] = await tx
    .select()
    .from(operatorTable)
    .where(eq(operatorTable.id, operatorId))
    .for("no key update");
  if (operator === undefined || operator.ceasedAt !== null) return false;
  const newest = await newestList(tx, operatorId, list);
  const isDue =
    newest === null ||
    newest.issuedAt.getTime() <= ctx.now().getTime() - reissueAfterMs ||
    (await hasChangedSince(tx, operatorId, list, newest.leafIndex));
  if (isDue) await enterList(ctx, tx, operator, list, newest);
  return isDue;
}

/** Numbers of the lists that some version or footprint record has a place on. */
async function listsOf(db: Database, operatorId: string): Promise<readonly number[]> {
  const lists = await db
    .selectDistinct({ list: statusEntry.list })
    .from(statusEntry)
    .where(eq(statusEntry.operatorId, operatorId))
    .orderBy(statusEntry.list);
  return lists.map(({ list }) => list);
}

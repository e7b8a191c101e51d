import type { SQL } from "drizzle-orm";
import { and, inArray, isNotNull, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { importRow, importRun } from "../../../db/schema/index.ts";

/**
 * Puts runs aside and takes all of their rows away: what is left is who sent which file when, and its digest. Answers the
 * files that nobody needs any more; the caller removes them once the transaction stands.
 */
export async function clearRuns(tx: Database, which: SQL | undefined): Promise<readonly string[]> {
  const runs = await tx
    .update(importRun)
    .set({ state: "discarded" })
    .where(which)
    .returning({ id: importRun.id });
  const ids = runs.map(({ id }) => id);
  if (ids.length === 0) return [];
  const files = await stagedFilesOf(tx, ids);
  await tx.delete(importRow).where(inArray(importRow.runId, ids));
  return files;
}

/** Where the files of these runs are kept. */
export async function stagedFilesOf(tx: Database, runs: readonly string[]): Promise<readonly string[]> {
  const kept = sql<string | null>`${importRow.value} ->> 'kept'`;
  const files = await tx
    .select({ kept })
    .from(importRow)
    .where(and(inArray(importRow.runId, [...runs]), isNotNull(kept)));
  return files.flatMap((one) => (one.kept === null || one.kept === "" ? [] : [one.kept]));
}

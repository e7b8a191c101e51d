import { and, eq, inArray, lt } from "drizzle-orm";
import { importRow, importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { clearRuns } from "./clear-runs.ts";

/** Days that a file waits to be taken over, and that bad rows wait to be mended after the good ones were. */
export const importDays = 7;

/**
 * Takes away what imports left behind: files staged longer than {@link importDays} ago are discarded, and the bad rows of
 * those taken over as long ago go. Run and digest stay. Called at every start.
 */
export async function cleanUpImports(ctx: Context): Promise<{ readonly discarded: number }> {
  demand(ctx, "registry.keep", null);
  const before = new Date(ctx.now().getTime() - importDays * 86_400_000);
  const files = await ctx.db.transaction(async (tx) => {
    const gone = await clearRuns(tx, and(eq(importRun.state, "staged"), lt(importRun.createdAt, before)));
    const accepted = tx
      .select({ id: importRun.id })
      .from(importRun)
      .where(and(eq(importRun.state, "accepted"), lt(importRun.acceptedAt, before)));
    await tx.delete(importRow).where(inArray(importRow.runId, accepted));
    if (gone.length > 0) {
      const detail = { discarded: gone.length, days: importDays };
      await recordDeed(ctx, tx, { action: "import.cleanUp", subject: "imports", operatorId: null, detail });
    }
    return gone;
  });
  await Promise.all(files.map((file) => ctx.files.remove(file)));
  return { discarded: files.length };
}

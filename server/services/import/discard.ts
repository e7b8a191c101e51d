import { eq } from "drizzle-orm";
import { importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { clearRuns } from "./clear-runs.ts";
import { demandRun, demandStaged } from "./load-run.ts";
import { demandDraft } from "./staging-context.ts";

/** Puts a staged file aside; the draft stays as it is, and of the file only its digest. */
export async function discardImport(
  ctx: Context,
  input: { readonly id: string; readonly run: string },
): Promise<{ readonly discarded: true }> {
  const { declaration } = await demandDraft(ctx, input.id);
  const files = await ctx.db.transaction(async (tx) => {
    const { run } = await demandRun(tx, input.id, input.run);
    // Of two who end a run at once the second sees here what the first did.
    await tx.select({ id: importRun.id }).from(importRun).where(eq(importRun.id, run.id)).for("update");
    demandStaged(await demandRun(tx, input.id, run.id));
    const gone = await clearRuns(tx, eq(importRun.id, run.id));
    const { operatorId, id: subject } = declaration;
    await recordDeed(ctx, tx, { action: "import.discard", subject, operatorId, detail: { run: input.run } });
    return gone;
  });
  await Promise.all(files.map((file) => ctx.files.remove(file)));
  return { discarded: true };
}

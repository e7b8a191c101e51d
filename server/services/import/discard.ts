import { eq } from "drizzle-orm";
import { importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { clearRuns } from "./clear-runs.ts";
import { closeRun, demandRun, demandStaged } from "./load-run.ts";
import { demandDraft } from "./staging-context.ts";

/** Puts a staged file aside; the draft stays as it is, and of the file only its digest. */
export async function discardImport(
  ctx: Context,
  input: { readonly id: string; readonly run: string },
): Promise<{ readonly discarded: true }> {
  const { declaration } = await demandDraft(ctx, input.id);
  const files = await ctx.db.transaction(async (tx) => {
    demandStaged(await demandRun(tx, input.id, input.run));
    await closeRun(tx, input.run, { state: "discarded" });
    const gone = await clearRuns(tx, eq(importRun.id, input.run));
    const { operatorId, id: subject } = declaration;
    await recordDeed(ctx, tx, { action: "import.discard", subject, operatorId, detail: { run: input.run } });
    return gone;
  });
  await Promise.all(files.map((file) => ctx.files.remove(file)));
  return { discarded: true };
}

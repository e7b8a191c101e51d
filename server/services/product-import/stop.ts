import { eq } from "drizzle-orm";
import { importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { clearRuns } from "../import/clear-runs.ts";
import { demandOwnRun, lockRun } from "./load.ts";

/** Stops a run after the rows at hand: what was entered stays, the others may follow later. */
export async function stopRun(
  ctx: Context,
  input: { readonly id: string },
): Promise<{ readonly stopped: true }> {
  await demandOwnRun(ctx, ctx.db, input.id);
  await ctx.db.transaction(async (tx) => {
    const { run, state } = await lockRun(tx, input.id);
    if (state !== "running") throw new Refusal("IMPORT_NOT_RUNNING", "This import is not at work.");
    await tx.update(importRun).set({ state: "stopped", worker: null }).where(eq(importRun.id, run.id));
    const { operatorId } = run;
    await recordDeed(ctx, tx, { action: "import.stop", subject: run.id, operatorId });
  });
  return { stopped: true };
}

/** Puts a file aside of which no row was entered; of it only its digest stays. */
export async function discardProducts(
  ctx: Context,
  input: { readonly id: string },
): Promise<{ readonly discarded: true }> {
  await demandOwnRun(ctx, ctx.db, input.id);
  const files = await ctx.db.transaction(async (tx) => {
    const { run, state } = await lockRun(tx, input.id);
    if (state !== "staged")
      throw new Refusal("IMPORT_NOT_STAGED", "This import was taken over or discarded already.");
    const { operatorId } = run;
    await recordDeed(ctx, tx, { action: "import.discard", subject: run.id, operatorId });
    return clearRuns(tx, eq(importRun.id, run.id));
  });
  await Promise.all(files.map((file) => ctx.files.remove(file)));
  return { discarded: true };
}

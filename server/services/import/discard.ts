import { and, eq } from "drizzle-orm";
import { importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { demandRun, demandStaged } from "./load-run.ts";
import { demandDraft } from "./staging-context.ts";

/** Puts a staged file aside; the draft stays as it is. */
export async function discardImport(
  ctx: Context,
  input: { readonly id: string; readonly run: string },
): Promise<{ readonly discarded: true }> {
  const { declaration } = await demandDraft(ctx, input.id);
  await ctx.db.transaction(async (tx) => {
    demandStaged(await demandRun(tx, input.id, input.run));
    await tx
      .update(importRun)
      .set({ state: "discarded" })
      .where(and(eq(importRun.id, input.run), eq(importRun.state, "staged")));
    const { operatorId, id: subject } = declaration;
    await recordDeed(ctx, tx, { action: "import.discard", subject, operatorId, detail: { run: input.run } });
  });
  return { discarded: true };
}

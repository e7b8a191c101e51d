import { and, eq, isNull } from "drizzle-orm";
import { logWitness } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";

/** Asks a witness no more; what it signed stays. `WITNESS_NOT_FOUND`. */
export async function removeWitness(ctx: Context, input: { readonly name: string }): Promise<void> {
  demand(ctx, "registry.keep", null);
  await ctx.db.transaction(async (tx) => {
    const removed = await tx
      .update(logWitness)
      .set({ removedAt: ctx.now() })
      .where(and(eq(logWitness.name, input.name), isNull(logWitness.removedAt)))
      .returning({ name: logWitness.name });
    if (removed.length === 0)
      throw new Refusal("WITNESS_NOT_FOUND", `There is no witness ${input.name} that is asked.`);
    await recordDeed(ctx, tx, { action: "log.removeWitness", subject: input.name, operatorId: null });
  });
}

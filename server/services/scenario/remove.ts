import { eq } from "drizzle-orm";
import { reductionScenario } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { scenarioNotFound } from "./save.ts";

/** Throws a kept scenario away; `SCENARIO_NOT_FOUND` when it is gone already. */
export async function removeScenario(
  ctx: Context,
  { id }: { readonly id: string },
): Promise<{ readonly removed: true }> {
  demand(ctx, "declaration.write", null);
  await ctx.db.transaction(async (tx) => {
    const [found] = await tx.delete(reductionScenario).where(eq(reductionScenario.id, id)).returning();
    if (found === undefined) throw scenarioNotFound();
    const { operatorId, declarationId: subject, name } = found;
    // What may not be removed is refused here, and the transaction brings it back.
    demand(ctx, "declaration.write", operatorId);
    const detail = { scenario: id, name };
    await recordDeed(ctx, tx, { action: "scenario.remove", subject, operatorId, detail });
  });
  return { removed: true };
}

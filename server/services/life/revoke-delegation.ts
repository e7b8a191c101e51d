import { eq } from "drizzle-orm";
import { delegation } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isUuid } from "../new-id.ts";

/**
 * Takes a written authority back, at once: whoever acts by it is refused from the next request on.
 * `DELEGATION_NOT_FOUND`, `DELEGATION_OVER` for one that was revoked already.
 */
export async function revokeDelegation(ctx: Context, input: { readonly id: string }): Promise<void> {
  demand(ctx, "delegation.write", null);
  const { id } = input;
  await ctx.db.transaction(async (tx) => {
    const [row] = isUuid(id)
      ? await tx.select().from(delegation).where(eq(delegation.id, id)).for("update")
      : [];
    if (row === undefined) throw new Refusal("DELEGATION_NOT_FOUND", "There is no such written authority.");
    demand(ctx, "delegation.write", row.operatorId);
    if (row.revokedAt !== null)
      throw new Refusal("DELEGATION_OVER", "This written authority was revoked already.");
    await tx
      .update(delegation)
      .set({ revokedAt: ctx.now(), revokedBy: ctx.caller.userId })
      .where(eq(delegation.id, id));
    await recordDeed(ctx, tx, { action: "delegation.revoke", subject: id, operatorId: row.operatorId });
  });
}

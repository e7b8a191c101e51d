import { and, eq, isNull } from "drizzle-orm";
import { membership } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import type { RoleGrant } from "./grant-role.ts";
import { lockPerson } from "./lock-person.ts";

/**
 * Takes a role away, from the person's next click on; withdrawing one that is not held changes nothing. The registry
 * always has a keeper: the role of the last one stays (`LAST_KEEPER`), also when two keepers withdraw each other at once.
 */
export async function withdrawRole(ctx: Context, { userId, role, operatorId }: RoleGrant): Promise<void> {
  demand(ctx, "registry.keep", null);
  await ctx.db.transaction(async (tx) => {
    await lockPerson(tx, userId);
    if (role === "keeper") {
      // Rows are locked in one order, and a row that another withdrawal removed meanwhile is not counted.
      const keepers = await tx
        .select({ userId: membership.userId })
        .from(membership)
        .where(eq(membership.role, "keeper"))
        .orderBy(membership.id)
        .for("update");
      if (keepers.length === 1 && keepers[0]?.userId === userId)
        throw new Refusal("LAST_KEEPER", "The registry needs a keeper: appoint another one first.");
    }
    const withdrawn = await tx
      .delete(membership)
      .where(
        and(
          eq(membership.userId, userId),
          eq(membership.role, role),
          operatorId === null ? isNull(membership.operatorId) : eq(membership.operatorId, operatorId),
        ),
      )
      .returning({ id: membership.id });
    if (withdrawn.length === 0) return;
    await recordDeed(ctx, tx, {
      action: "account.withdrawRole",
      subject: userId,
      operatorId,
      detail: { role },
    });
  });
}

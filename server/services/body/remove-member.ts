import { and, eq } from "drizzle-orm";
import { bodyMember } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import type { BodyMember } from "./add-member.ts";

/** Ends that a person signs for a body; what they signed stays. Of one who does not, nothing changes. */
export async function removeBodyMember(ctx: Context, { bodyId, userId }: BodyMember): Promise<void> {
  demand(ctx, "registry.keep", null);
  await ctx.db.transaction(async (tx) => {
    const removed = await tx
      .delete(bodyMember)
      .where(and(eq(bodyMember.bodyId, bodyId), eq(bodyMember.userId, userId)))
      .returning({ userId: bodyMember.userId });
    if (removed.length === 0) return;
    await recordDeed(ctx, tx, { action: "body.removeMember", subject: userId, operatorId: bodyId });
  });
}

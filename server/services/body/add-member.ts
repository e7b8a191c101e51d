import { and, eq } from "drizzle-orm";
import { bodyMember, membership, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { lockPerson } from "../account/lock-person.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";

/** A person, and the body they sign for. */
export interface BodyMember {
  readonly bodyId: string;
  readonly userId: string;
}

/**
 * Names a person who signs for a notified body or an authority; again changes nothing. What they may read they hold as the
 * role of that kind, which they must have already. `BODY_NOT_FOUND`, `PERSON_NOT_FOUND`, `E_BODY_KIND`, `E_BODY_ROLE`.
 */
export async function addBodyMember(ctx: Context, { bodyId, userId }: BodyMember): Promise<void> {
  demand(ctx, "registry.keep", null);
  await ctx.db.transaction(async (tx) => {
    await lockPerson(tx, userId);
    const [body] = await tx.select().from(operator).where(eq(operator.id, bodyId));
    if (body === undefined) throw new Refusal("BODY_NOT_FOUND", "There is no such body here.");
    const { kind } = body;
    if (kind !== "notifiedBody" && kind !== "authority")
      throw invalidInput([{ code: "E_BODY_KIND", path: "bodyId" }]);
    const held = await tx
      .select({ id: membership.id })
      .from(membership)
      .where(and(eq(membership.userId, userId), eq(membership.role, kind)));
    if (held.length === 0) throw invalidInput([{ code: "E_BODY_ROLE", path: "userId" }]);
    const added = await tx
      .insert(bodyMember)
      .values({ bodyId, userId, createdAt: ctx.now() })
      .onConflictDoNothing()
      .returning({ userId: bodyMember.userId });
    if (added.length === 0) return;
    await recordDeed(ctx, tx, { action: "body.addMember", subject: userId, operatorId: bodyId });
  });
}

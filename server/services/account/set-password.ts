import { hashPassword } from "better-auth/crypto";
import { and, eq } from "drizzle-orm";
import { account, session } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import type { HandedOver } from "./add-person.ts";
import { lockPerson } from "./lock-person.ts";
import { newPassword } from "./new-password.ts";

/**
 * Gives a person a new password, returned once to be handed over, and ends every session of theirs. Tokens for machines
 * are not passwords and stay. `PERSON_NOT_FOUND`.
 */
export async function setPassword(
  ctx: Context,
  { userId }: { readonly userId: string },
): Promise<HandedOver> {
  demand(ctx, "registry.keep", null);
  const password = newPassword(ctx);
  const hash = await hashPassword(password);
  return ctx.db.transaction(async (tx) => {
    const { email } = await lockPerson(tx, userId);
    await tx
      .update(account)
      .set({ password: hash, updatedAt: ctx.now() })
      .where(and(eq(account.userId, userId), eq(account.providerId, "credential")));
    await tx.delete(session).where(eq(session.userId, userId));
    await recordDeed(ctx, tx, { action: "account.setPassword", subject: userId, operatorId: null });
    return { id: userId, email, password };
  });
}

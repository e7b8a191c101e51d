import { hashPassword } from "better-auth/crypto";
import { account, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseEmailAddress } from "../../domain/access/email-address.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { Fields } from "../input.ts";
import { newId } from "../new-id.ts";

export interface NewUser {
  readonly name: string;
  readonly email: string;
  /** At least 10 characters. */
  readonly password: string;
}

/** Creates a person who can sign in. An address that has an account is `IDENTIFIER_TAKEN`. */
export async function createUser(
  ctx: Context,
  input: NewUser,
): Promise<{ readonly id: string; readonly email: string }> {
  demand(ctx, "registry.keep", null);
  const fields = new Fields();
  const name = fields.text("name", input.name);
  // better-auth looks addresses up in lower case, and refuses to sign in what is no address to it.
  const email = fields.take("email", parseEmailAddress(input.email.trim().toLowerCase())) ?? "";
  if (input.password.length < 10) fields.add("E_PASSWORD_LENGTH", "password", { expected: "10" });
  fields.refuse();
  const password = await hashPassword(input.password);
  const id = newId(ctx);
  try {
    await ctx.db.transaction(async (tx) => {
      await tx.insert(user).values({ id, name, email, emailVerified: true });
      await tx
        .insert(account)
        .values({ id: newId(ctx), accountId: id, providerId: "credential", userId: id, password });
      await recordDeed(ctx, tx, { action: "account.create", subject: id, operatorId: null });
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Refusal("IDENTIFIER_TAKEN", `${email} has an account already.`, [
      { code: "IDENTIFIER_TAKEN", path: "email", params: { value: email } },
    ]);
  }
  return { id, email };
}

import { apiToken } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { newId } from "../new-id.ts";
import { tokenHash } from "./token-hash.ts";

export interface NewToken {
  readonly userId: string;
  readonly name: string;
  readonly expiresAt?: Date | undefined;
}

/** Makes a token for a machine that acts with the memberships of `userId`. It is returned once; only its hash is kept. */
export async function createToken(ctx: Context, input: NewToken): Promise<{ readonly token: string }> {
  demand(ctx, "registry.keep", null);
  const fields = new Fields();
  const name = fields.text("name", input.name);
  fields.refuse();
  const token = `cp_${Buffer.from(ctx.randomBytes(32)).toString("base64url")}`;
  const id = newId(ctx);
  await ctx.db.transaction(async (tx) => {
    await tx.insert(apiToken).values({
      id,
      tokenHash: tokenHash(token),
      name,
      userId: input.userId,
      expiresAt: input.expiresAt ?? null,
    });
    const subject = input.userId;
    await recordDeed(ctx, tx, {
      action: "account.createToken",
      subject,
      operatorId: null,
      detail: { name, id },
    });
  });
  return { token };
}

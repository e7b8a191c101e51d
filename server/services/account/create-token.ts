import { apiToken } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { newId } from "../new-id.ts";
import { lockPerson } from "./lock-person.ts";
import { tokenHash } from "./token-hash.ts";

export interface NewToken {
  readonly userId: string;
  readonly name: string;
  /** The last day on which it counts, `YYYY-MM-DD` in UTC; without one it counts until it is revoked. */
  readonly lastDay?: string | undefined;
}

/**
 * Makes a token for a machine that acts with the memberships of `userId`. It is returned once; only its hash is kept.
 * `PERSON_NOT_FOUND`.
 */
export async function createToken(ctx: Context, input: NewToken): Promise<{ readonly token: string }> {
  demand(ctx, "registry.keep", null);
  const fields = new Fields();
  const name = fields.text("name", input.name);
  const lastDay = input.lastDay === undefined ? undefined : fields.take("lastDay", parseDay(input.lastDay));
  const expiresAt = lastDay === undefined ? null : endOf(lastDay);
  if (expiresAt !== null && expiresAt <= ctx.now()) fields.add("E_DATE_PAST", "lastDay");
  fields.refuse();
  const token = `cp_${Buffer.from(ctx.randomBytes(32)).toString("base64url")}`;
  const id = newId(ctx);
  await ctx.db.transaction(async (tx) => {
    await lockPerson(tx, input.userId);
    await tx.insert(apiToken).values({
      id,
      tokenHash: tokenHash(token),
      name,
      userId: input.userId,
      createdAt: ctx.now(),
      expiresAt,
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

/** The moment a UTC day is over. */
function endOf(day: string): Date {
  const end = new Date(`${day}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() + 1);
  return end;
}

import { eq } from "drizzle-orm";
import { operatorKey } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { readDateTimeStamp } from "../../domain/record/time.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { logKeyChange } from "./enter.ts";
import { recordsInDoubt } from "./in-doubt.ts";
import { loadKey, lockKeys } from "./load.ts";

export interface Compromise {
  readonly kid: string;
  /** From when the key may have been in other hands, RFC 3339. */
  readonly since: string;
}

export interface DeclaredCompromise {
  readonly pending: string | null;
  /** Valid records nobody can rely on any more: they are to be withdrawn or signed anew. */
  readonly recordsInDoubt: number;
}

/**
 * Says that a key may be in other hands since a moment: it signs nothing more and leaves the key set, and what it signed
 * stays acceptable only where a trusted witness had signed a state of the log with it before that moment. Also for a
 * retired key; a second declaration may only move the moment back.
 *
 * Refuses `INVALID_INPUT` for a moment that cannot be read or has not come, `KEY_NOT_ACTIVE` when that moment or an
 * earlier one is declared already.
 *
 * Source: record format, section 3, compromise.
 */
export async function declareCompromised(ctx: Context, input: Compromise): Promise<DeclaredCompromise> {
  const { key, operator } = await loadKey(ctx, input.kid);
  const since = momentOf(ctx, input.since);
  await ctx.db.transaction(async (tx) => {
    await lockKeys(tx, operator.id);
    const [held] = await tx.select().from(operatorKey).where(eq(operatorKey.kid, key.kid));
    const declared = held?.compromisedSince ?? null;
    if (declared !== null && declared <= since)
      throw new Refusal(
        "KEY_NOT_ACTIVE",
        "The key is declared compromised since then, or since earlier, already.",
      );
    await logKeyChange(ctx, tx, operator, {
      action: "compromise",
      kid: key.kid,
      jwk: key.publicJwk,
      since,
    });
    await tx
      .update(operatorKey)
      .set({ state: "compromised", compromisedSince: since, retiredAt: held?.retiredAt ?? ctx.now() })
      .where(eq(operatorKey.kid, key.kid));
    await recordDeed(ctx, tx, {
      action: "key.compromise",
      subject: key.kid,
      operatorId: operator.id,
      detail: { since: since.toISOString() },
    });
  });
  const { pending } = await afterIssue(ctx, operator.id);
  const inDoubt = await recordsInDoubt(ctx, key.kid);
  return { pending, recordsInDoubt: inDoubt.filter(({ value }) => value === 0).length };
}

function momentOf(ctx: Context, text: string): Date {
  const fields = new Fields();
  const moment = readDateTimeStamp(text.trim());
  if (moment === null) fields.add("E_TIME_FORMAT", "since", { value: text });
  else if (moment > ctx.now().getTime()) fields.add("E_TIME_FUTURE", "since", { value: text });
  fields.refuse();
  // The log keeps whole seconds; rounding back doubts no less than was said.
  return new Date(Math.floor((moment ?? 0) / 1000) * 1000);
}

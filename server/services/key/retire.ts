import { eq } from "drizzle-orm";
import { operatorKey } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { afterIssue } from "../log/after-issue.ts";
import type { Publication } from "../log/publish.ts";
import { logKeyChange } from "./enter.ts";
import { loadKey, lockKeys } from "./load.ts";

/**
 * Ends the use of a key: it signs nothing more, and what it signed stays good. Refuses `KEY_NOT_ACTIVE` for a key that is
 * retired or compromised, `LAST_KEY` for the only one of its use: add the next one first.
 *
 * Source: record format, section 3, rotation.
 */
export async function retireKey(ctx: Context, input: { readonly kid: string }): Promise<Publication> {
  const { key, operator } = await loadKey(ctx, input.kid);
  await ctx.db.transaction(async (tx) => {
    const active = await lockKeys(tx, operator.id);
    if (!active.some(({ kid }) => kid === key.kid))
      throw new Refusal("KEY_NOT_ACTIVE", "This key signs nothing any more already.");
    if (!active.some(({ kid, use }) => kid !== key.kid && use === key.use))
      throw new Refusal(
        "LAST_KEY",
        "This is the only key of its use. Add the next one first, then retire this one.",
      );
    await logKeyChange(ctx, tx, operator, { action: "retire", kid: key.kid, jwk: key.publicJwk });
    await tx
      .update(operatorKey)
      .set({ state: "retired", retiredAt: ctx.now() })
      .where(eq(operatorKey.kid, key.kid));
    await recordDeed(ctx, tx, { action: "key.retire", subject: key.kid, operatorId: operator.id });
  });
  return afterIssue(ctx, operator.id);
}

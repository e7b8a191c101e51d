import { and, eq, isNull } from "drizzle-orm";
import { apiToken } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";

/** Ends a token at once and for good; its row stays. `TOKEN_NOT_FOUND` for one that is unknown or revoked already. */
export async function revokeToken(ctx: Context, { id }: { readonly id: string }): Promise<void> {
  demand(ctx, "registry.keep", null);
  await ctx.db.transaction(async (tx) => {
    const [revoked] = await tx
      .update(apiToken)
      .set({ revokedAt: ctx.now() })
      .where(and(eq(apiToken.id, id), isNull(apiToken.revokedAt)))
      .returning({ userId: apiToken.userId, name: apiToken.name });
    if (revoked === undefined)
      throw new Refusal("TOKEN_NOT_FOUND", "There is no such token, or it is revoked already.");
    await recordDeed(ctx, tx, {
      action: "account.revokeToken",
      subject: revoked.userId,
      operatorId: null,
      detail: { id, name: revoked.name },
    });
  });
}

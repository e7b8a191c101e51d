import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { apiToken, membership } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";

/**
 * Lets a token release what it changes: given by a second person who reviews for an operator that the token's holder
 * writes for. It stands for that person's review of each change, for as long as they review there.
 *
 * Refusals: `NOT_ALLOWED` for any other token, `REVIEWER_IS_AUTHOR` for one's own.
 *
 * Source: EN 18222, UpdateDPPById; Regulation (EU) 2023/1542, Art. 77(4).
 */
export async function grantRelease(ctx: Context, { id }: { readonly id: string }): Promise<void> {
  demand(ctx, "model.review", null);
  await changeRight(ctx, id, "account.grantRelease");
}

/** Takes the right back, at once; any reviewer of the operator may. `NOT_ALLOWED`. */
export async function withdrawRelease(ctx: Context, { id }: { readonly id: string }): Promise<void> {
  demand(ctx, "model.review", null);
  await changeRight(ctx, id, "account.withdrawRelease");
}

async function changeRight(
  ctx: Context,
  id: string,
  action: "account.grantRelease" | "account.withdrawRelease",
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [token] = await tx
      .select({ userId: apiToken.userId, name: apiToken.name, givenBy: apiToken.releaseGrantedBy })
      .from(apiToken)
      .where(and(eq(apiToken.id, id), isNull(apiToken.revokedAt)))
      .for("update");
    const [shared] = token === undefined ? [] : await sharedOperators(ctx, tx, token.userId);
    if (token === undefined || shared === undefined)
      throw new Refusal("NOT_ALLOWED", "You review for nobody who holds such a token.");
    const gives = action === "account.grantRelease";
    if (gives && token.userId === ctx.caller.userId)
      throw new Refusal("REVIEWER_IS_AUTHOR", "A second person gives this right to your token.");
    await tx
      .update(apiToken)
      .set({ releaseGrantedBy: gives ? ctx.caller.userId : null })
      .where(eq(apiToken.id, id));
    const detail = { id, name: token.name };
    await recordDeed(ctx, tx, { action, subject: token.userId, operatorId: shared, detail });
  });
}

/** Operators that the caller reviews for and somebody writes for. */
async function sharedOperators(ctx: Context, db: Database, userId: string): Promise<readonly string[]> {
  const reviewed = reviewedOperators(ctx);
  if (reviewed.length === 0) return [];
  const rows = await db
    .select({ operatorId: membership.operatorId })
    .from(membership)
    .where(
      and(
        eq(membership.userId, userId),
        eq(membership.role, "author"),
        inArray(membership.operatorId, [...reviewed]),
      ),
    );
  return rows.flatMap(({ operatorId }) => operatorId ?? []);
}

/** Operators that the caller reviews for. */
export function reviewedOperators({ caller }: Pick<Context, "caller">): readonly string[] {
  return caller.memberships.flatMap(({ role, operatorId }) =>
    role === "reviewer" && operatorId !== null ? [operatorId] : [],
  );
}

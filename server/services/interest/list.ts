import { asc, desc, eq, inArray } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { batteryItem, interestGrant, interestGrantPassport, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Purpose } from "../../domain/access/interest-rules.ts";
import { pathOf } from "../product-path.ts";
import { currentInterestRules } from "./rules.ts";

/** A grant as its holder and the keeper see it. */
export interface InterestGrantView {
  readonly id: string;
  /** As the rules have it now; null when they know it no more: then it opens nothing. */
  readonly purpose: Purpose | null;
  /** Identifier of the purpose. */
  readonly purposeId: string;
  /** Null: for all batteries. */
  readonly batteries: readonly { readonly path: string; readonly serial: string }[] | null;
  readonly reason: string;
  readonly grantedAt: string;
  /** Last UTC day. */
  readonly endsOn: string;
  readonly revokedAt: string | null;
  /** Whether it opens something today. */
  readonly isOpen: boolean;
}

/** The caller's own grants, newest first; also those that ended, so that nobody wonders. */
export async function listOwnInterests(ctx: Context): Promise<readonly InterestGrantView[]> {
  demand(ctx, "interest.read", null);
  return ctx.caller.userId === null ? [] : findGrants(ctx, eq(interestGrant.userId, ctx.caller.userId));
}

/** A person's grants, for the keeper. */
export async function listInterests(
  ctx: Context,
  { userId }: { readonly userId: string },
): Promise<readonly InterestGrantView[]> {
  demand(ctx, "registry.keep", null);
  return findGrants(ctx, eq(interestGrant.userId, userId));
}

async function findGrants(ctx: Context, where: SQL): Promise<readonly InterestGrantView[]> {
  const [{ purposes }, grants] = await Promise.all([
    currentInterestRules(ctx.db),
    ctx.db.select().from(interestGrant).where(where).orderBy(desc(interestGrant.createdAt)),
  ]);
  const ids = grants.filter(({ scope }) => scope === "named").map(({ id }) => id);
  const named =
    ids.length === 0
      ? []
      : await ctx.db
          .select({
            grantId: interestGrantPassport.grantId,
            productUrl: passport.productUrl,
            serial: batteryItem.serial,
          })
          .from(interestGrantPassport)
          .innerJoin(passport, eq(passport.id, interestGrantPassport.passportId))
          .innerJoin(batteryItem, eq(batteryItem.id, passport.itemId))
          .where(inArray(interestGrantPassport.grantId, ids))
          .orderBy(asc(passport.productUrl));
  const today = ctx.now().toISOString().slice(0, 10);
  return grants.map((grant) => {
    const purpose = purposes.find(({ id }) => id === grant.purpose) ?? null;
    const isWidened = purpose?.namedBatteriesOnly === true && grant.scope === "all";
    return {
      ...{ id: grant.id, purpose, purposeId: grant.purpose, reason: grant.reason, endsOn: grant.endsOn },
      batteries:
        grant.scope === "all"
          ? null
          : named
              .filter(({ grantId }) => grantId === grant.id)
              .map(({ productUrl, serial }) => ({ path: pathOf(ctx, productUrl), serial })),
      grantedAt: grant.createdAt.toISOString(),
      revokedAt: grant.revokedAt?.toISOString() ?? null,
      isOpen: grant.revokedAt === null && grant.endsOn >= today && purpose !== null && !isWidened,
    };
  });
}

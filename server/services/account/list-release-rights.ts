import { aliasedTable, and, asc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { apiToken, membership, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { reviewedOperators } from "./grant-release.ts";
import type { ReleaseRight } from "./view.ts";

/**
 * Tokens in use of those who write for the operators that the caller reviews for, and which of them may release what they
 * change. Nothing for somebody who reviews nothing; nobody's secrets are in it.
 */
export async function listReleaseRights(ctx: Context): Promise<readonly ReleaseRight[]> {
  const reviewed = reviewedOperators(ctx);
  if (reviewed.length === 0) return [];
  const giver = aliasedTable(user, "giver");
  return ctx.db
    .selectDistinct({
      id: apiToken.id,
      name: apiToken.name,
      holderId: user.id,
      holderName: user.name,
      grantedByName: giver.name,
    })
    .from(apiToken)
    .innerJoin(user, eq(user.id, apiToken.userId))
    .innerJoin(membership, and(eq(membership.userId, user.id), eq(membership.role, "author")))
    .leftJoin(giver, eq(giver.id, apiToken.releaseGrantedBy))
    .where(
      and(
        inArray(membership.operatorId, [...reviewed]),
        isNull(apiToken.revokedAt),
        or(isNull(apiToken.expiresAt), gt(apiToken.expiresAt, ctx.now())),
      ),
    )
    .orderBy(asc(user.name), asc(apiToken.name));
}

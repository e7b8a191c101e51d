import { and, eq, exists, gte, isNull, or } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { interestGrant, interestGrantPassport, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { DataSet } from "../../domain/access/audience.ts";
import type { Reader } from "../../domain/access/policy.ts";
import { holdsInterest, readerOf as readerWith } from "../../domain/access/policy.ts";
import { currentInterestRules } from "./rules.ts";

/** What is read: a passport, or what its model shares (`itemId` null). */
export interface ReadPassport {
  readonly modelId: string;
  readonly itemId: string | null;
  readonly operatorId: string;
}

/**
 * Who the caller is when reading a passport, at this moment: grants that ended or were revoked open nothing. A grant for
 * named batteries opens what their model shares as well.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(2).
 */
export async function readerOf(
  ctx: Pick<Context, "caller" | "now">,
  db: Database,
  held: ReadPassport,
): Promise<Reader> {
  const { memberships, userId } = ctx.caller;
  const granted =
    userId !== null && holdsInterest(memberships) ? await grantedSets(db, userId, ctx.now(), held) : [];
  return readerWith(memberships, held.operatorId, granted);
}

async function grantedSets(
  db: Database,
  userId: string,
  now: Date,
  { modelId, itemId }: ReadPassport,
): Promise<readonly DataSet[]> {
  const isNamed = db
    .select({ one: interestGrantPassport.passportId })
    .from(interestGrantPassport)
    .innerJoin(passport, eq(passport.id, interestGrantPassport.passportId))
    .where(
      and(
        eq(interestGrantPassport.grantId, interestGrant.id),
        itemId === null ? eq(passport.modelId, modelId) : eq(passport.itemId, itemId),
      ),
    );
  const grants = await db
    .selectDistinct({ purpose: interestGrant.purpose, scope: interestGrant.scope })
    .from(interestGrant)
    .where(
      and(
        eq(interestGrant.userId, userId),
        isNull(interestGrant.revokedAt),
        gte(interestGrant.endsOn, now.toISOString().slice(0, 10)),
        or(eq(interestGrant.scope, "all"), exists(isNamed)),
      ),
    );
  if (grants.length === 0) return [];
  const { purposes } = await currentInterestRules(db);
  return grants.flatMap(({ purpose, scope }) => {
    const rule = purposes.find(({ id }) => id === purpose);
    // Rules may have become narrower after the grant.
    return rule === undefined || (rule.namedBatteriesOnly && scope === "all") ? [] : rule.dataSets;
  });
}

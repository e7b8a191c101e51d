import { and, arrayContains, eq, gt, gte, isNull, lte, or, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { apiToken, delegation, membership, user } from "../../../db/schema/index.ts";
import type { Caller } from "../../context.ts";
import type { Membership } from "../../domain/access/policy.ts";
import { roles } from "../../domain/access/policy.ts";
import { Refusal } from "../../refusal.ts";
import { tokenHash } from "./token-hash.ts";

/**
 * A person with the memberships held now: their own, and those that other operators gave theirs in writing, from the first
 * day to the last and until it is revoked. Asked by the program, to know who asks; the person's session was checked.
 */
export async function findCaller(
  db: Database,
  person: { readonly id: string; readonly name: string },
  now: Date,
): Promise<Caller> {
  const rows = await db
    .select({ role: membership.role, operatorId: membership.operatorId })
    .from(membership)
    .where(eq(membership.userId, person.id));
  const memberships = rows.flatMap(({ role: text, operatorId }): Membership[] => {
    const role = roles.find((known) => known === text);
    return role === undefined ? [] : [{ role, operatorId }];
  });
  return {
    userId: person.id,
    name: person.name,
    memberships: [...memberships, ...(await delegatedTo(db, person.id, now))],
  };
}

/** A member of the delegate acts with the roles that are both its own there and given. Source: Art. 77(4). */
async function delegatedTo(db: Database, userId: string, now: Date): Promise<readonly Membership[]> {
  const today = now.toISOString().slice(0, 10);
  const rows = await db
    .select({ id: delegation.id, operatorId: delegation.operatorId, role: membership.role })
    .from(delegation)
    .innerJoin(
      membership,
      and(
        eq(membership.operatorId, delegation.delegateId),
        arrayContains(delegation.roles, sql`array[${membership.role}]`),
      ),
    )
    .where(
      and(
        eq(membership.userId, userId),
        isNull(delegation.revokedAt),
        lte(delegation.startsOn, today),
        gte(delegation.endsOn, today),
      ),
    );
  return rows.flatMap(({ id: delegationId, operatorId, role: text }): Membership[] => {
    const role = roles.find((known) => known === text);
    return role === undefined ? [] : [{ role, operatorId, delegationId }];
  });
}

/** Whoever a bearer token acts for; `NOT_SIGNED_IN` for a token that is unknown, revoked, expired or misspelled. */
export async function findCallerByToken(db: Database, authorization: string, now: Date): Promise<Caller> {
  const token = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i.exec(authorization)?.[1];
  const [found] = token === undefined ? [] : await holderOf(db, token, now);
  if (found === undefined) {
    throw new Refusal("NOT_SIGNED_IN", "The bearer token is unknown, revoked or expired.");
  }
  const { releaseGrantedBy } = found;
  return {
    ...(await findCaller(db, found, now)),
    ...(releaseGrantedBy === null ? {} : { releaseGrantedBy }),
  };
}

async function holderOf(db: Database, token: string, now: Date) {
  return db
    .select({ id: user.id, name: user.name, releaseGrantedBy: apiToken.releaseGrantedBy })
    .from(apiToken)
    .innerJoin(user, eq(user.id, apiToken.userId))
    .where(
      and(
        eq(apiToken.tokenHash, tokenHash(token)),
        isNull(apiToken.revokedAt),
        or(isNull(apiToken.expiresAt), gt(apiToken.expiresAt, now)),
      ),
    );
}

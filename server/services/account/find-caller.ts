import { and, eq, gt, isNull, or } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { apiToken, membership, user } from "../../../db/schema/index.ts";
import type { Caller } from "../../context.ts";
import type { Membership } from "../../domain/access/policy.ts";
import { roles } from "../../domain/access/policy.ts";
import { Refusal } from "../../refusal.ts";
import { tokenHash } from "./token-hash.ts";

/** A person with the memberships held now. Asked by the program, to know who asks; the person's session was checked. */
export async function findCaller(
  db: Database,
  person: { readonly id: string; readonly name: string },
): Promise<Caller> {
  const rows = await db
    .select({ role: membership.role, operatorId: membership.operatorId })
    .from(membership)
    .where(eq(membership.userId, person.id));
  const memberships = rows.flatMap(({ role: text, operatorId }): Membership[] => {
    const role = roles.find((known) => known === text);
    return role === undefined ? [] : [{ role, operatorId }];
  });
  return { userId: person.id, name: person.name, memberships };
}

/** Whoever a bearer token acts for; `NOT_SIGNED_IN` for a token that is unknown, revoked, expired or misspelled. */
export async function findCallerByToken(db: Database, authorization: string, now: Date): Promise<Caller> {
  const token = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i.exec(authorization)?.[1];
  const [found] = token === undefined ? [] : await holderOf(db, token, now);
  if (found === undefined) {
    throw new Refusal("NOT_SIGNED_IN", "The bearer token is unknown, revoked or expired.");
  }
  const { releaseGrantedBy } = found;
  return { ...(await findCaller(db, found)), ...(releaseGrantedBy === null ? {} : { releaseGrantedBy }) };
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

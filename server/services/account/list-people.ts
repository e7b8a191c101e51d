import { and, asc, eq, isNull } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { apiToken, membership, operator, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { roles } from "../../domain/access/policy.ts";
import type { Role } from "../../domain/access/policy.ts";
import { Refusal } from "../../refusal.ts";

/** A person as the keeper sees them. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: string;
  /** Roles by whom they are held for: the registry first, then each operator by name. */
  readonly held: readonly RolesHeld[];
  /** Tokens that were not revoked, newest last. */
  readonly tokens: readonly TokenView[];
}

/** The roles somebody holds for one operator; `operatorId` null: for the registry. */
export interface RolesHeld {
  readonly operatorId: string | null;
  readonly operatorName: string | null;
  readonly roles: readonly Role[];
}

export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  /** The last UTC day on which it counts; null: until it is revoked. */
  readonly lastDay: string | null;
  readonly isExpired: boolean;
}

/** Everybody who can sign in, by name, with roles and tokens; never passwords or tokens themselves. */
export async function listPeople(ctx: Context): Promise<readonly PersonView[]> {
  demand(ctx, "registry.keep", null);
  return findPeople(ctx, undefined);
}

/** One person. `PERSON_NOT_FOUND`. */
export async function readPerson(ctx: Context, { id }: { readonly id: string }): Promise<PersonView> {
  demand(ctx, "registry.keep", null);
  const [found] = await findPeople(ctx, id);
  if (found === undefined) throw new Refusal("PERSON_NOT_FOUND", "There is no such person here.");
  return found;
}

async function findPeople(ctx: Context, id: string | undefined): Promise<readonly PersonView[]> {
  const only = (
    column: typeof user.id | typeof membership.userId | typeof apiToken.userId,
  ): SQL | undefined => (id === undefined ? undefined : eq(column, id));
  const [people, memberships, tokens] = await Promise.all([
    ctx.db.select().from(user).where(only(user.id)).orderBy(asc(user.name), asc(user.email)),
    ctx.db
      .select({
        userId: membership.userId,
        role: membership.role,
        operatorId: membership.operatorId,
        operatorName: operator.name,
      })
      .from(membership)
      .leftJoin(operator, eq(operator.id, membership.operatorId))
      .where(only(membership.userId)),
    ctx.db
      .select()
      .from(apiToken)
      .where(and(only(apiToken.userId), isNull(apiToken.revokedAt)))
      .orderBy(asc(apiToken.createdAt), asc(apiToken.id)),
  ]);
  const membershipsOf = byPerson(memberships);
  const tokensOf = byPerson(tokens);
  return people.map((person) => ({
    id: person.id,
    name: person.name,
    email: person.email,
    createdAt: person.createdAt.toISOString(),
    held: grouped(membershipsOf.get(person.id) ?? []),
    tokens: (tokensOf.get(person.id) ?? []).map((token) => ({
      id: token.id,
      name: token.name,
      createdAt: token.createdAt.toISOString(),
      lastDay: token.expiresAt === null ? null : lastDayBefore(token.expiresAt),
      isExpired: token.expiresAt !== null && token.expiresAt <= ctx.now(),
    })),
  }));
}

function byPerson<Row extends { readonly userId: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.userId, [...(groups.get(row.userId) ?? []), row]);
  return groups;
}

function grouped(
  rows: readonly {
    readonly role: string;
    readonly operatorId: string | null;
    readonly operatorName: string | null;
  }[],
): readonly RolesHeld[] {
  const groups = new Map<string | null, RolesHeld>();
  for (const { operatorId, operatorName } of rows) {
    const held = new Set(rows.filter((row) => row.operatorId === operatorId).map(({ role }) => role));
    groups.set(operatorId, { operatorId, operatorName, roles: roles.filter((role) => held.has(role)) });
  }
  return [...groups.values()].toSorted((a, b) => (a.operatorName ?? "").localeCompare(b.operatorName ?? ""));
}

function lastDayBefore(end: Date): string {
  return new Date(end.getTime() - 1).toISOString().slice(0, 10);
}

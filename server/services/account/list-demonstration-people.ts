import { asc, eq } from "drizzle-orm";
import { membership, operator, registry, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { roles } from "../../domain/access/policy.ts";
import type { Role } from "../../domain/access/policy.ts";

export interface DemonstrationPerson {
  readonly email: string;
  readonly name: string;
  readonly held: readonly { readonly role: Role; readonly operatorName: string | null }[];
}

/**
 * Sign-in addresses of a demonstration, for its sign-in page; never passwords. Empty in every other registry, where
 * nobody learns who has an account: hence no policy is asked.
 */
export async function listDemonstrationPeople(ctx: Context): Promise<readonly DemonstrationPerson[]> {
  const [born] = await ctx.db.select({ demonstration: registry.demonstration }).from(registry);
  if (born?.demonstration !== true) return [];
  const rows = await ctx.db
    .select({ email: user.email, name: user.name, role: membership.role, operatorName: operator.name })
    .from(user)
    .innerJoin(membership, eq(membership.userId, user.id))
    .leftJoin(operator, eq(operator.id, membership.operatorId))
    .orderBy(asc(user.createdAt), asc(user.email), asc(operator.name), asc(membership.role));
  const people = new Map<string, DemonstrationPerson>();
  for (const { email, name, role: text, operatorName } of rows) {
    const role = roles.find((known) => known === text);
    const before = people.get(email)?.held ?? [];
    people.set(email, {
      email,
      name,
      held: role === undefined ? before : [...before, { role, operatorName }],
    });
  }
  return [...people.values()];
}

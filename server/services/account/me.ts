import { asc, eq } from "drizzle-orm";
import { membership, operator, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { roles } from "../../domain/access/policy.ts";
import type { AccountView } from "./view.ts";

/** Who is signed in; null for nobody. Everybody may ask about themselves. */
export async function me(ctx: Context): Promise<AccountView | null> {
  const { userId } = ctx.caller;
  if (userId === null) return null;
  const [person] = await ctx.db.select().from(user).where(eq(user.id, userId));
  if (person === undefined) return null;
  const rows = await ctx.db
    .select({
      role: membership.role,
      operatorId: membership.operatorId,
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
      operatorSlug: operator.slug,
    })
    .from(membership)
    .leftJoin(operator, eq(operator.id, membership.operatorId))
    .where(eq(membership.userId, userId))
    .orderBy(asc(operator.name), asc(membership.role));
  return {
    userId,
    name: person.name,
    email: person.email,
    memberships: rows.flatMap(({ role: text, ...held }) => {
      const role = roles.find((known) => known === text);
      return role === undefined ? [] : [{ role, ...held }];
    }),
  };
}

import { eq, inArray } from "drizzle-orm";
import { operator, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { roles } from "../../domain/access/policy.ts";
import type { AccountView } from "./view.ts";

/** Who is signed in, with what they may act for now; null for nobody. Everybody may ask about themselves. */
export async function me(ctx: Context): Promise<AccountView | null> {
  const { userId, memberships } = ctx.caller;
  if (userId === null) return null;
  const [person] = await ctx.db.select().from(user).where(eq(user.id, userId));
  if (person === undefined) return null;
  const ids = [...new Set(memberships.flatMap(({ operatorId }) => operatorId ?? []))];
  const operators =
    ids.length === 0 ? [] : await ctx.db.select().from(operator).where(inArray(operator.id, ids));
  const named = memberships.map((held) => {
    const of = operators.find(({ id }) => id === held.operatorId);
    return {
      ...held,
      operatorName: of?.name ?? null,
      operatorNameOriginal: of?.nameOriginal ?? null,
      operatorSlug: of?.slug ?? null,
    };
  });
  return {
    userId,
    name: person.name,
    email: person.email,
    memberships: named.toSorted(
      (a, b) =>
        Number(a.delegationId !== undefined) - Number(b.delegationId !== undefined) ||
        (a.operatorName ?? "").localeCompare(b.operatorName ?? "") ||
        roles.indexOf(a.role) - roles.indexOf(b.role),
    ),
  };
}

import { asc, eq, inArray } from "drizzle-orm";
import { bodyMember, operator, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";

/** A notified body or an authority that signs, and who acts for it. */
export interface BodyView {
  readonly id: string;
  readonly slug: string;
  readonly kind: "notifiedBody" | "authority";
  readonly name: string;
  readonly nameOriginal: string | null;
  readonly members: readonly { readonly userId: string; readonly name: string; readonly email: string }[];
}

/** Every body with its members, by name, for the keeper. */
export async function listBodies(ctx: Context): Promise<readonly BodyView[]> {
  demand(ctx, "registry.keep", null);
  const bodies = await ctx.db
    .select()
    .from(operator)
    .where(inArray(operator.kind, ["notifiedBody", "authority"]))
    .orderBy(asc(operator.name));
  const members = await ctx.db
    .select({ bodyId: bodyMember.bodyId, userId: user.id, name: user.name, email: user.email })
    .from(bodyMember)
    .innerJoin(user, eq(user.id, bodyMember.userId))
    .orderBy(asc(user.name), asc(user.email));
  return bodies.map(({ id, slug, kind, name, nameOriginal }) => ({
    ...{ id, slug, name, nameOriginal },
    kind: kind === "authority" ? "authority" : "notifiedBody",
    members: members
      .filter(({ bodyId }) => bodyId === id)
      .map(({ userId, name: person, email }) => ({ userId, name: person, email })),
  }));
}

import { and, asc, eq } from "drizzle-orm";
import { bodyMember, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";

/** A notified body the caller acts for. */
export type OwnBody = typeof operator.$inferSelect;

/** The notified bodies the keeper has named the caller to act for, by name. The role alone names none. */
export async function ownBodies(ctx: Context): Promise<readonly OwnBody[]> {
  demand(ctx, "opinion.give", null);
  const rows = await ctx.db
    .select({ body: operator })
    .from(bodyMember)
    .innerJoin(operator, eq(operator.id, bodyMember.bodyId))
    .where(and(eq(bodyMember.userId, ctx.caller.userId ?? ""), eq(operator.kind, "notifiedBody")))
    .orderBy(asc(operator.name));
  return rows.map(({ body }) => body);
}

/** One of them; `NOT_ALLOWED` for any other. */
export async function demandBody(ctx: Context, bodyId: string): Promise<OwnBody> {
  const body = (await ownBodies(ctx)).find(({ id }) => id === bodyId);
  if (body === undefined) throw new Refusal("NOT_ALLOWED", "You do not act for this notified body.");
  return body;
}

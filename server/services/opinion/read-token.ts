import { and, eq } from "drizzle-orm";
import { operator, opinion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { isPublished } from "../log/published.ts";
import { isUuid } from "../new-id.ts";

/** The signed opinion of a notified body, for anyone, as signed; `OPINION_NOT_FOUND`. */
export async function readOpinionToken(
  ctx: Context,
  { slug, id }: { readonly slug: string; readonly id: string },
): Promise<{ readonly token: string; readonly digest: string }> {
  demand(ctx, "record.read", null);
  const [found] = isUuid(id)
    ? await ctx.db
        .select({ token: opinion.token, digest: opinion.digest })
        .from(opinion)
        .innerJoin(operator, eq(operator.id, opinion.bodyId))
        .where(and(eq(opinion.id, id), eq(operator.slug, slug), isPublished(opinion.leafIndex)))
    : [];
  if (found === undefined) throw new Refusal("OPINION_NOT_FOUND", "There is no such opinion here.");
  return found;
}

import { and, eq } from "drizzle-orm";
import { operator, suspension } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { isPublished } from "../log/published.ts";
import { isUuid } from "../new-id.ts";

/** The signed statement of an authority, for anyone, as signed; `SUSPENSION_NOT_FOUND`. */
export async function readSuspension(
  ctx: Context,
  { slug, id }: { readonly slug: string; readonly id: string },
): Promise<{ readonly token: string; readonly digest: string }> {
  demand(ctx, "record.read", null);
  const [found] = isUuid(id)
    ? await ctx.db
        .select({ token: suspension.token, digest: suspension.digest })
        .from(suspension)
        .innerJoin(operator, eq(operator.id, suspension.authorityId))
        .where(and(eq(suspension.id, id), eq(operator.slug, slug), isPublished(suspension.leafIndex)))
    : [];
  if (found === undefined) throw new Refusal("SUSPENSION_NOT_FOUND", "There is no such statement here.");
  return found;
}

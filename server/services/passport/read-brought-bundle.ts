import { and, asc, desc, eq } from "drizzle-orm";
import { broughtBundle } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import type { PassportRequest } from "./read.ts";
import { loadPassport } from "./read.ts";

/**
 * The bundle of a version as the registry made it from which its operator was brought here, byte for byte: its proofs are of
 * that registry's log. `PASSPORT_NOT_FOUND`, `PASSPORT_ENDED`; `VERSION_NOT_FOUND` also for what was issued here.
 */
export async function readBroughtBundle(
  ctx: Context,
  { productUrl, version }: PassportRequest,
): Promise<{ readonly version: number; readonly body: string }> {
  demand(ctx, "record.read", null);
  const { passport } = await loadPassport(ctx, productUrl);
  if (passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${productUrl} has ended.`);
  const [found] = await ctx.db
    .select({ version: broughtBundle.version, body: broughtBundle.body })
    .from(broughtBundle)
    .where(
      and(
        eq(broughtBundle.passportId, passport.id),
        version === undefined ? undefined : eq(broughtBundle.version, version),
      ),
    )
    // Of several registries it was brought through, the first one saw it signed.
    .orderBy(desc(broughtBundle.version), asc(broughtBundle.broughtAt))
    .limit(1);
  if (found === undefined)
    throw new Refusal("VERSION_NOT_FOUND", `${productUrl} has no version brought from elsewhere.`);
  return found;
}

import { and, eq } from "drizzle-orm";
import { artefact } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { findRecords } from "./find-record.ts";
import type { PassportRequest } from "./read.ts";
import { loadPassport } from "./read.ts";

/**
 * The UNTP projection of a version (the newest when none is named), as signed. Refusals as `readPassport`;
 * `VERSION_NOT_FOUND` also for a version of before projections were made.
 *
 * Source: record format, section 2.3.
 */
export async function readProjection(
  ctx: Context,
  input: PassportRequest,
): Promise<{ readonly token: string; readonly digest: string }> {
  demand(ctx, "record.read", null);
  const { passport } = await loadPassport(ctx, input.productUrl);
  if (passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${passport.productUrl} has ended.`);
  const [record] = await findRecords(ctx.db, passport.id, input.version, 1);
  const [found] =
    record === undefined
      ? []
      : await ctx.db
          .select({ token: artefact.body, digest: artefact.digest })
          .from(artefact)
          .where(
            and(
              eq(artefact.passportId, passport.id),
              eq(artefact.version, record.version),
              eq(artefact.kind, "untp+vc+jwt"),
            ),
          );
  if (found === undefined)
    throw new Refusal("VERSION_NOT_FOUND", `${input.productUrl} has no UNTP projection of this version.`);
  return found;
}

import { and, eq } from "drizzle-orm";
import { passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { loadDeclaration } from "../footprint/load.ts";
import { findRecords } from "../passport/find-record.ts";
import { loadPassport } from "../passport/read.ts";

/** One published version of a model's passport. */
export interface VersionAt {
  readonly productUrl: string;
  readonly version: number;
}

/**
 * A published version with the declaration it was signed for. The caller has asked the policy. `PASSPORT_NOT_FOUND`,
 * `VERSION_NOT_FOUND`; `DECLARATION_NOT_FOUND` for a version that declares no footprint, such as a single battery's.
 */
export async function loadAssessed(ctx: Context, { productUrl, version }: VersionAt) {
  const { passport, model, operator } = await loadPassport(ctx, productUrl);
  const [record] = await findRecords(ctx.db, passport.id, version);
  if (record === undefined)
    throw new Refusal("VERSION_NOT_FOUND", `${productUrl} has no version ${String(version)}.`);
  const [row] = await ctx.db
    .select({ declarationId: passportVersion.declarationId })
    .from(passportVersion)
    .where(and(eq(passportVersion.passportId, passport.id), eq(passportVersion.version, version)));
  if (row?.declarationId == null)
    throw new Refusal("DECLARATION_NOT_FOUND", "This version declares no carbon footprint.");
  return { passport, model, operator, record, loaded: await loadDeclaration(ctx.db, row.declarationId) };
}

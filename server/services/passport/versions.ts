import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { pathOf } from "../product-path.ts";
import { readStanding } from "../status/read-standing.ts";
import { findRecords } from "./find-record.ts";
import { loadPassport, partyOf } from "./read.ts";
import type { VersionRow } from "./view.ts";

/** The history of a passport, newest first; `PASSPORT_NOT_FOUND`. Every version stays readable. */
export async function listVersions(
  ctx: Context,
  input: { readonly productUrl: string },
): Promise<readonly VersionRow[]> {
  demand(ctx, "passport.read", null);
  const { passport } = await loadPassport(ctx, input.productUrl);
  const records = await findRecords(ctx.db, passport.id);
  const { versions } = await readStanding(ctx.db, passport.id);
  return records.map(({ version, issuedAt, leafIndex, digest, kid, signer, reason }, place) => ({
    version,
    path: `${pathOf(ctx, passport.productUrl)}/versions/${String(version)}`,
    issuedAt: issuedAt.toISOString(),
    leafIndex,
    digest,
    kid,
    signer: partyOf(signer),
    reason,
    current: place === 0,
    status: versions.get(version) ?? null,
  }));
}

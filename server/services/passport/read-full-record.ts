import { and, eq } from "drizzle-orm";
import { artefact } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Audience, DisclosureGroup } from "../../domain/access/audience.ts";
import { groupsOf } from "../../domain/access/audience.ts";
import { presentation } from "../../domain/record/sd-jwt.ts";
import { Refusal } from "../../refusal.ts";
import { readerOf } from "../interest/reader-of.ts";
import { openDisclosures } from "./disclosures.ts";
import { findRecords } from "./find-record.ts";
import type { PassportRequest } from "./read.ts";
import { loadPassport } from "./read.ts";
import { recordDelivery } from "./record-delivery.ts";

/** A full record as one reader is given it. */
export interface FullRecord {
  readonly version: number;
  readonly issuedAt: string;
  /** SD-JWT: the signed part, then what this reader may see, each followed by `~`. */
  readonly token: string;
  readonly audience: Audience;
  /** Groups disclosed, of those the record has and this reader may see; none for anybody. */
  readonly groups: readonly DisclosureGroup[];
}

/**
 * The full record of a version (the newest when none is named) with the disclosures of the caller's audience. What is
 * restricted is given out in the same transaction that writes the delivery down: it cannot be taken back.
 *
 * Refusals as `readPassport`; `VERSION_NOT_FOUND` also for a version of before full records were made.
 *
 * Source: record format, section 2.2; Regulation (EU) 2023/1542, Art. 77(2).
 */
export async function readFullRecord(ctx: Context, input: PassportRequest): Promise<FullRecord> {
  demand(ctx, "record.read", null);
  const { passport } = await loadPassport(ctx, input.productUrl);
  if (passport.endedAt !== null)
    throw new Refusal("PASSPORT_ENDED", `The passport of ${passport.productUrl} has ended.`);
  const [found] = await findRecords(ctx.db, passport.id, input.version, 1);
  if (found === undefined) throw noVersion(input);
  const { audience, dataSets } = await readerOf(ctx, ctx.db, passport);
  const at = { passportId: passport.id, version: found.version };
  return ctx.db.transaction(async (tx) => {
    const [signed] = await tx
      .select({ body: artefact.body })
      .from(artefact)
      .where(
        and(
          eq(artefact.passportId, at.passportId),
          eq(artefact.version, at.version),
          eq(artefact.kind, "dc+sd-jwt"),
        ),
      );
    if (signed === undefined) throw noVersion(input);
    const disclosures = await openDisclosures(ctx, tx, at.passportId, at.version, groupsOf(dataSets));
    const groups = groupsOf(dataSets).filter((one) => disclosures.some(({ group }) => group === one));
    if (disclosures.length > 0) await recordDelivery(ctx, tx, { ...at, audience, groups, form: "dc+sd-jwt" });
    return {
      version: found.version,
      issuedAt: found.issuedAt.toISOString(),
      token: presentation(
        signed.body,
        disclosures.map(({ text }) => text),
      ),
      audience,
      groups,
    };
  });
}

function noVersion({ productUrl, version }: PassportRequest): Refusal {
  return new Refusal(
    "VERSION_NOT_FOUND",
    `${productUrl} has no full record${version === undefined ? "" : ` of version ${String(version)}`}.`,
  );
}

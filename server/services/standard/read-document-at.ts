import { and, desc, eq, sql } from "drizzle-orm";
import { passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseVersionMoment } from "../../domain/passport/version-moment.ts";
import { passportDocument } from "../../domain/passport/document.ts";
import { isInformation } from "../../domain/record/content.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { didOf } from "../../domain/record/did.ts";
import { Refusal } from "../../refusal.ts";
import { invalidInput } from "../input.ts";
import { readerOf } from "../interest/reader-of.ts";
import { isPublished } from "../log/published.ts";
import { facilityIdOf, statusOf, stopOf } from "../passport/document.ts";
import type { PassportRecord } from "../passport/find-passport.ts";
import { findModelPassport } from "../passport/find-passport.ts";
import { credentialOf, findRecords } from "../passport/find-record.ts";
import { restrictedElements } from "../passport/restricted-elements.ts";
import { readStanding } from "../status/read-standing.ts";
import type { Standing, VersionStatus } from "../status/view.ts";
import { findPassport } from "./find.ts";
import type { StandardDocument } from "./read-document.ts";
import { catalogueNamedIn } from "./read-document.ts";

/**
 * The passport document as it stood at a moment: the version that was current then, with what had become of it by then, so
 * that the answer for a moment that is past never changes. That goes on after the passport has ended.
 *
 * Refusals: `VERSION_NOT_FOUND` before the first version, `PASSPORT_NOT_FOUND`, `INVALID_INPUT` for what is no moment.
 *
 * Source: EN 18222, ReadDPPVersionByIdAndDate; EN 18221.
 */
export async function readDocumentAt(
  ctx: Context,
  input: { readonly dppId: string; readonly date: string },
): Promise<StandardDocument> {
  demand(ctx, "passport.read", null);
  const moment = parseVersionMoment(input.date);
  if (!moment.ok) throw invalidInput(moment.problems);
  const at = new Date(moment.value);
  const { passport, model } = await findPassport(ctx, { dppId: input.dppId });
  const own = await recordAt(ctx, passport, at);
  if (own === null)
    throw new Refusal("VERSION_NOT_FOUND", `${passport.productUrl} had no version at ${at.toISOString()}.`);
  if (isInformation(own.credential.credentialSubject))
    throw new Refusal("PASSPORT_NOT_FOUND", `The registry has no passport ${input.dppId}.`);
  const modelPassport = passport.level === "model" ? null : await findModelPassport(ctx.db, model);
  const shared = modelPassport === null ? null : await recordAt(ctx, modelPassport, at);
  const reader = await readerOf(ctx, ctx.db, passport);
  const batch = await batchAt(ctx, own.credential.credentialSubject, at);
  const restricted = await ctx.db.transaction(async (tx) => {
    const give = (passportId: string, version: number, level: "model" | "item") =>
      restrictedElements(ctx, tx, { passportId, version, level }, reader, "json");
    return {
      ...(modelPassport === null || shared === null
        ? {}
        : await give(modelPassport.id, shared.version, "model")),
      ...(await give(passport.id, own.version, passport.level === "item" ? "item" : "model")),
    };
  });
  const stop = stopIn(own.standing) ?? (shared === null ? null : stopIn(shared.standing));
  const document = passportDocument({
    passportId: passport.id,
    documentStatus: statusAt(passport, own, at),
    recordVersion: own.version,
    withdrawn: statusOf(own.status),
    saleStop: stop === null ? null : stopOf(ctx, stop),
    lastUpdated: own.credential.validFrom,
    economicOperatorId: didOf(ctx.publicUrl, own.signer),
    facilityId: await facilityIdOf(ctx, model),
    subject: own.credential.credentialSubject,
    modelSubject: shared?.credential.credentialSubject ?? null,
    batchSubject: batch?.credential.credentialSubject ?? null,
    restricted,
  });
  return { document, catalogue: await catalogueNamedIn(ctx, document) };
}

/** The record of the batch that a battery's record names, as it was then. */
async function batchAt(ctx: Context, subject: BatterySubject, at: Date) {
  const productUrl = "batteryBatchPassport" in subject ? subject.batteryBatchPassport : undefined;
  const held = productUrl === undefined ? null : await findModelPassport(ctx.db, { productUrl });
  return held === null ? null : recordAt(ctx, held, at);
}

/** The version that was current at a moment, counted in whole seconds as its record counts them; null before the first. */
async function recordAt(ctx: Context, { id }: Pick<PassportRecord, "id">, at: Date) {
  const [then] = await ctx.db
    .select({ version: passportVersion.version })
    .from(passportVersion)
    .where(
      and(
        eq(passportVersion.passportId, id),
        isPublished(passportVersion.leafIndex),
        sql`date_trunc('second', ${passportVersion.issuedAt}) <= ${at.toISOString()}`,
      ),
    )
    .orderBy(desc(passportVersion.version))
    .limit(1);
  const [stored] = then === undefined ? [] : await findRecords(ctx.db, id, then.version, 1);
  if (stored === undefined) return null;
  const standing = await readStanding(ctx.db, id, at);
  return {
    version: stored.version,
    signer: stored.signer.slug,
    credential: credentialOf(stored.token),
    standing,
    status: standing.versions.get(stored.version) ?? null,
  };
}

function statusAt(
  { endedAt }: PassportRecord,
  { status }: { readonly status: Pick<VersionStatus, "status" | "reason"> | null },
  at: Date,
): string {
  // Recycling ends a passport that said nothing wrong.
  if (status?.status === "revoked" && status.reason !== "recycled") return "invalid";
  return status?.reason === "recycled" || (endedAt !== null && endedAt <= at) ? "archived" : "active";
}

/** The stop that the newest act says; null where none was made by then, or the newest ended one. */
function stopIn({ suspensions: [newest] }: Standing) {
  return newest?.action === "suspend" ? newest : null;
}

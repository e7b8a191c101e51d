import { eq } from "drizzle-orm";
import { facility } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { DocumentInput, PassportDocument } from "../../domain/passport/document.ts";
import { passportDocument } from "../../domain/passport/document.ts";
import { didOf } from "../../domain/record/did.ts";
import type { InformationDocument } from "../../domain/passport/information-document.ts";
import { informationDocument } from "../../domain/passport/information-document.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { isInformation, isOfCatalogue } from "../../domain/record/content.ts";
import { Refusal } from "../../refusal.ts";
import { readerOf } from "../interest/reader-of.ts";
import type { Model } from "../model/find.ts";
import type { SuspensionView } from "../status/view.ts";
import { findModelPassport } from "./find-passport.ts";
import { credentialOf, findRecords } from "./find-record.ts";
import type { PassportRequest } from "./read.ts";
import { loadPassport, readPassport } from "./read.ts";
import type { DisclosedVersion } from "./restricted-elements.ts";
import { restrictedElements } from "./restricted-elements.ts";
import type { PassportView, RecordView } from "./view.ts";

/** What anybody who asks a product URL for JSON gets: the passport, or the information about a battery without one. */
export async function readProductDocument(
  ctx: Context,
  input: PassportRequest,
): Promise<PassportDocument | InformationDocument> {
  const view = await readPassport(ctx, input);
  const { credentialSubject: subject } = view.record.credential;
  if (!isInformation(subject) || !isOfCatalogue(subject)) return documentOf(ctx, input, view);
  const { passport, model } = await loadPassport(ctx, input.productUrl);
  return informationDocument({
    ...headOf(ctx, view, await facilityIdOf(ctx, model)),
    informationId: passport.id,
    subject,
  });
}

/**
 * The standard passport document (EN 18223, compressed form) of one version as the caller may read it; what is restricted
 * in it is written down as given out. Refusals as `readPassport`; what is no passport is not found.
 */
export async function readDocument(ctx: Context, input: PassportRequest): Promise<PassportDocument> {
  const view = await readPassport(ctx, input);
  if (isInformation(view.record.credential.credentialSubject))
    throw new Refusal("PASSPORT_NOT_FOUND", `The registry has no passport for ${input.productUrl}.`);
  return documentOf(ctx, input, view);
}

async function documentOf(
  ctx: Context,
  input: PassportRequest,
  view: PassportView,
): Promise<PassportDocument> {
  const { passport, model } = await loadPassport(ctx, input.productUrl);
  const reader = await readerOf(ctx, ctx.db, passport);
  const own = { passportId: passport.id, version: view.record.version, level: view.level };
  const ofModel = view.modelRecord === null ? null : await findModelPassport(ctx.db, model);
  const restricted = await ctx.db.transaction(async (tx) => {
    const give = (at: DisclosedVersion) => restrictedElements(ctx, tx, at, reader, "json");
    const shared =
      ofModel === null || view.modelRecord === null
        ? {}
        : await give({ passportId: ofModel.id, version: view.modelRecord.version, level: "model" });
    return { ...shared, ...(await give(own)) };
  });
  return passportDocument({
    ...headOf(ctx, view, await facilityIdOf(ctx, model)),
    passportId: view.passportId,
    subject: view.record.credential.credentialSubject,
    modelSubject: view.modelRecord?.credential.credentialSubject ?? null,
    batchSubject: await batchSubjectOf(ctx, view),
    restricted,
  });
}

/** What the newest published version of a battery's batch says. */
async function batchSubjectOf(ctx: Context, { batch }: PassportView): Promise<BatterySubject | null> {
  if (batch === null) return null;
  const held = await findModelPassport(ctx.db, batch);
  const [newest] = held === null ? [] : await findRecords(ctx.db, held.id, undefined, 1);
  return newest === undefined ? null : credentialOf(newest.token).credentialSubject;
}

function headOf(ctx: Context, view: PassportView, facilityId: string | null) {
  return {
    documentStatus: view.documentStatus,
    recordVersion: view.record.version,
    withdrawn: statusOf(view.record.status),
    saleStop: view.saleStop === null ? null : stopOf(ctx, view.saleStop),
    lastUpdated: view.record.credential.validFrom,
    // Who answers now, and of an older version who answered when it was signed.
    economicOperatorId: didOf(
      ctx.publicUrl,
      (view.record.version === view.record.newestVersion ? view.answering : view.record.signer).slug,
    ),
    facilityId,
  };
}

/** Identifier of the plant in a scheme that EN 18219 names; null where it has none. */
export async function facilityIdOf(ctx: Context, { facilityId }: Model): Promise<string | null> {
  const [plant] = await ctx.db.select().from(facility).where(eq(facility.id, facilityId));
  return plant?.identifierScheme === "GLN" ? plant.identifier : null;
}

/** What became of a version, as documents say it. */
export function statusOf(status: RecordView["status"]): DocumentInput["withdrawn"] {
  return status === null ? null : { status: status.status, reason: status.reason, since: status.changedAt };
}

/** A stop of the sale, as documents say it. */
export function stopOf({ publicUrl }: Context, stop: SuspensionView): DocumentInput["saleStop"] {
  const { authority, reason, issuedAt, path } = stop;
  return { authority, reason, since: issuedAt, statement: publicUrl + path };
}

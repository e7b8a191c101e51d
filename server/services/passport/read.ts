import { and, eq } from "drizzle-orm";
import { batteryModel, operator, passport, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { statutoryElements } from "../../domain/record/content.ts";
import { Refusal } from "../../refusal.ts";
import { findOpinions } from "../opinion/find-opinions.ts";
import { cessationOf } from "../operator/find.ts";
import { countSuppliers } from "../opinion/read-chain.ts";
import { pathOf } from "../product-path.ts";
import { readStanding } from "../status/read-standing.ts";
import type { Standing, SuspensionView } from "../status/view.ts";
import { credentialOf, findRecords } from "./find-record.ts";
import { findReleasedSiblings } from "./find-siblings.ts";
import { levelOf } from "./level.ts";
import { judgeRecord } from "./judge-record.ts";
import { hasPublishedVersion } from "./newest-version.ts";
import { linkedPassports } from "./linked-passports.ts";
import { evidenceOfRecord } from "./record-evidence.ts";
import { signedDocuments } from "./signed-documents.ts";
import type { Assessment, PartyView, PassportView, RecordView } from "./view.ts";

export interface PassportRequest {
  /** Byte for byte as in the QR code. */
  readonly productUrl: string;
  /** The newest when not given. */
  readonly version?: number | undefined;
}

/**
 * The passport at a product URL with the record of one version, checked just now with what is published about it:
 * `PASSPORT_NOT_FOUND`, `VERSION_NOT_FOUND`, `PASSPORT_ENDED`.
 */
export async function readPassport(ctx: Context, input: PassportRequest): Promise<PassportView> {
  demand(ctx, "passport.read", null);
  const { passport: held, model, operator: answering } = await loadPassport(ctx, input.productUrl);
  if (held.endedAt !== null) {
    throw new Refusal(
      "PASSPORT_ENDED",
      `The passport of ${held.productUrl} ended on ${held.endedAt.toISOString()}.`,
    );
  }
  const ofModel = held.level === "model" ? null : await loadPassport(ctx, model.productUrl);
  const standing = await readStanding(ctx.db, held.id);
  const ofModelStanding = ofModel === null ? null : await readStanding(ctx.db, ofModel.passport.id);
  const record = await readRecord(ctx, held, standing, input.version);
  const newest = standing.versions.get(record.newestVersion);
  const modelRecord =
    ofModel === null || ofModelStanding === null
      ? null
      : await readRecord(ctx, ofModel.passport, ofModelStanding, undefined);
  const ofPassport = ofModel?.passport ?? held;
  return {
    productUrl: held.productUrl,
    path: pathOf(ctx, held.productUrl),
    level: levelOf(held.level),
    passportId: held.id,
    documentStatus: newest?.status === "revoked" ? "invalid" : held.documentStatus,
    demonstration: answering.demonstration,
    answering: answeringOf(answering),
    operatorCeased: cessationOf(answering.ceasedAt, answering.ceasedReason),
    saleStop: saleStopOf(standing) ?? (ofModelStanding === null ? null : saleStopOf(ofModelStanding)),
    suspensions: standing.suspensions,
    record,
    modelRecord,
    batch: batchIn(ctx, record),
    assessment: await readAssessment(ctx, ofPassport, modelRecord ?? record),
    siblings: await findReleasedSiblings(ctx, model),
    documents: await signedDocuments(ctx, model, ofPassport.id, modelRecord ?? record),
    ...(await linkedPassports(ctx, held.id)),
  };
}

/** The batch that a battery's record names. */
function batchIn(ctx: Context, { credential }: RecordView): PassportView["batch"] {
  const { credentialSubject: subject } = credential;
  const productUrl = "batteryBatchPassport" in subject ? subject.batteryBatchPassport : undefined;
  if (productUrl === undefined) return null;
  const number = statutoryElements(subject)["batteryBatchNumber"];
  return { productUrl, path: pathOf(ctx, productUrl), number: typeof number === "string" ? number : "" };
}

/** Opinions on a version of a model and the suppliers behind it. */
async function readAssessment(
  ctx: Context,
  { id: passportId, productUrl }: typeof passport.$inferSelect,
  { version, token }: RecordView,
): Promise<Assessment> {
  const opinions = await findOpinions(ctx, { passportId, productUrl, version, token });
  const [signed] = await ctx.db
    .select({ declarationId: passportVersion.declarationId })
    .from(passportVersion)
    .where(and(eq(passportVersion.passportId, passportId), eq(passportVersion.version, version)));
  const declarationId = signed?.declarationId ?? null;
  return {
    ...opinions,
    suppliers: declarationId === null ? null : await countSuppliers(ctx, declarationId),
  };
}

/** The stop that the newest act says; null where none was made, or the newest ended one. */
function saleStopOf({ suspensions: [newest] }: Standing): SuspensionView | null {
  return newest?.action === "suspend" ? newest : null;
}

/** A passport with its model and who answers for it; `PASSPORT_NOT_FOUND`, also before its first version is published. */
export async function loadPassport(ctx: Context, productUrl: string) {
  const [found] = await ctx.db
    .select({ passport, model: batteryModel, operator })
    .from(passport)
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .where(and(eq(passport.productUrl, productUrl), hasPublishedVersion(ctx.db)));
  if (found === undefined) {
    throw new Refusal("PASSPORT_NOT_FOUND", `The registry has no passport for ${productUrl}.`);
  }
  return found;
}

async function readRecord(
  ctx: Context,
  { id, productUrl }: typeof passport.$inferSelect,
  { versions }: Standing,
  version: number | undefined,
): Promise<RecordView> {
  const [newest] = await findRecords(ctx.db, id, undefined, 1);
  if (newest === undefined) throw new Refusal("PASSPORT_NOT_FOUND", `${productUrl} has no version yet.`);
  const wanted =
    version === undefined || version === newest.version
      ? newest
      : (await findRecords(ctx.db, id, version))[0];
  if (wanted === undefined) {
    throw new Refusal("VERSION_NOT_FOUND", `${productUrl} has no version ${String(version)}.`);
  }
  const bundle = await evidenceOfRecord(ctx, {
    of: { passportId: id, version: wanted.version },
    stored: wanted,
  });
  return {
    version: wanted.version,
    newestVersion: newest.version,
    token: wanted.token,
    digest: wanted.digest,
    issuedAt: wanted.issuedAt.toISOString(),
    leafIndex: wanted.leafIndex,
    signer: partyOf(wanted.signer),
    credential: credentialOf(wanted.token),
    verdict: (await judgeRecord(ctx, bundle, { slug: wanted.signer.slug, productUrl, at: ctx.now() }))
      .verdict,
    status: versions.get(wanted.version) ?? null,
  };
}

function answeringOf(row: typeof operator.$inferSelect): PassportView["answering"] {
  const { streetAddress, postalCode, city, country, email, web, identifierScheme, identifier } = row;
  return {
    ...{ ...partyOf(row), streetAddress, postalCode, city, country, email, web },
    ...{ identifierScheme, identifier },
  };
}

/** Of an operator's row what everybody may know. */
export function partyOf({ slug, name, nameOriginal }: PartyView): PartyView {
  return { slug, name, nameOriginal };
}

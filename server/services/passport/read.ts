import { and, asc, eq } from "drizzle-orm";
import { batteryModel, operator, operatorKey, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { didOf, jwks } from "../../domain/record/did.ts";
import { verifyPublicRecord } from "../../domain/verification/check.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { Refusal } from "../../refusal.ts";
import { findDocuments } from "../document/find.ts";
import { keyState } from "../operator/find.ts";
import { pathOf } from "../product-path.ts";
import { readStanding } from "../status/read-standing.ts";
import type { Standing, SuspensionView } from "../status/view.ts";
import type { StoredRecord } from "./find-record.ts";
import { credentialOf, findRecords } from "./find-record.ts";
import { findReleasedSiblings } from "./find-siblings.ts";
import { hasPublishedVersion } from "./newest-version.ts";
import type { PassportView, RecordView } from "./view.ts";

export interface PassportRequest {
  /** Byte for byte as in the QR code. */
  readonly productUrl: string;
  /** The newest when not given. */
  readonly version?: number | undefined;
}

/**
 * The passport at a product URL with the record of one version, checked just now with the operator's published keys:
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
  const ofModel = held.level === "item" ? await loadPassport(ctx, model.productUrl) : null;
  const standing = await readStanding(ctx.db, held.id);
  const ofModelStanding = ofModel === null ? null : await readStanding(ctx.db, ofModel.passport.id);
  const record = await readRecord(ctx, held, answering, standing, input.version);
  const newest = standing.versions.get(record.newestVersion);
  return {
    productUrl: held.productUrl,
    path: pathOf(ctx, held.productUrl),
    level: held.level === "item" ? "item" : "model",
    passportId: held.id,
    documentStatus: newest?.status === "revoked" ? "invalid" : held.documentStatus,
    demonstration: answering.demonstration,
    operatorSlug: answering.slug,
    statusKeptUntil: answering.ceasedAt?.toISOString() ?? null,
    saleStop: saleStopOf(standing) ?? (ofModelStanding === null ? null : saleStopOf(ofModelStanding)),
    suspensions: standing.suspensions,
    record,
    modelRecord:
      ofModel === null || ofModelStanding === null
        ? null
        : await readRecord(ctx, ofModel.passport, ofModel.operator, ofModelStanding, undefined),
    siblings: await findReleasedSiblings(ctx, model),
    documents: await findDocuments(ctx, model),
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
  answering: typeof operator.$inferSelect,
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
  return {
    version: wanted.version,
    newestVersion: newest.version,
    token: wanted.token,
    digest: wanted.digest,
    issuedAt: wanted.issuedAt.toISOString(),
    leafIndex: wanted.leafIndex,
    credential: credentialOf(wanted.token),
    verdict: await judge(ctx, wanted, productUrl, answering),
    status: versions.get(wanted.version) ?? null,
  };
}

async function judge(
  ctx: Context,
  { token }: StoredRecord,
  productUrl: string,
  { id, slug }: typeof operator.$inferSelect,
): Promise<RecordView["verdict"]> {
  const keys = await ctx.db
    .select()
    .from(operatorKey)
    .where(eq(operatorKey.operatorId, id))
    .orderBy(asc(operatorKey.leafIndex));
  const published = keys
    .filter(({ use }) => use === "passport")
    .map(({ kid, publicJwk, state }) => ({ kid, jwk: publicJwk, state: keyState(state) }));
  const trust = {
    keys: jwks(published).keys,
    issuer: didOf(ctx.publicUrl, slug),
    subject: productUrl,
    at: ctx.now(),
    asks: { status: true, log: true },
  };
  return (await verifyPublicRecord(token, trust, webCrypto)).verdict;
}

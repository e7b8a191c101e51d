import { and, asc, desc, eq, lte } from "drizzle-orm";
import { operatorKey, statusChange, statusEntry, statusListVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { jwks } from "../../domain/record/did.ts";
import { readJws } from "../../domain/record/jws.ts";
import type { Bundle } from "../../domain/verification/bundle.ts";
import { keyEntriesOf } from "../log/key-entries.ts";
import { proofOf } from "../log/proof-of.ts";
import { isPublished } from "../log/published.ts";
import { keyState } from "../operator/find.ts";
import type { StoredRecord } from "./find-record.ts";

/** The record of a version, and who signed it. */
export interface EvidenceRequest {
  readonly passportId: string;
  readonly operatorId: string;
  readonly stored: Pick<StoredRecord, "version" | "token" | "kid" | "leafIndex">;
  /** The lists in force then; the newest when not given. */
  readonly at?: Date | undefined;
}

/**
 * All that is published about one version: its record, the issuer's keys, the status lists, and the log's proofs for each,
 * for the life of the keys and for what ended the version. Nothing of it is judged here.
 *
 * Source: record format, section 7.
 */
export async function evidenceOfRecord(ctx: Context, request: EvidenceRequest): Promise<Bundle> {
  const { stored, operatorId } = request;
  const lists = await listsInForce(ctx, request);
  const read = lists === null ? null : readJws(lists.bitstring, "vc+jwt");
  const listKid = read?.ok === true ? read.value.kid : stored.kid;
  const ofKey = await keyEntriesOf(ctx.db, stored.kid);
  const ofListKey = listKid === stored.kid ? [] : await keyEntriesOf(ctx.db, listKid);
  const changes = await ctx.db
    .select({ leafIndex: statusChange.leafIndex })
    .from(statusChange)
    .where(
      and(
        eq(statusChange.passportId, request.passportId),
        eq(statusChange.version, stored.version),
        isPublished(statusChange.leafIndex),
      ),
    )
    .orderBy(asc(statusChange.leafIndex));

  const [added, ...later] = ofKey;
  const more = [...later, ...ofListKey, ...changes.map(({ leafIndex }) => leafIndex)];
  const moreProofs = await Promise.all(more.map((leafIndex) => proofOf(ctx, leafIndex)));
  return {
    record: stored.token,
    jwks: jwks(await publishedKeys(ctx, operatorId)),
    statusList: lists?.bitstring ?? null,
    tokenStatusList: lists?.token ?? null,
    proofs: {
      passport: await recordProof(ctx, stored),
      issuerKey: added === undefined ? null : await proofOf(ctx, added),
      statusList: lists === null ? null : await proofOf(ctx, lists.leafIndex),
      more: moreProofs.filter((proof) => proof !== null),
    },
  };
}

/** For a compromised key, the proof that a witness saw the record before: without one the record is not acceptable. */
async function recordProof(
  ctx: Context,
  { kid, leafIndex }: EvidenceRequest["stored"],
): Promise<string | null> {
  const [key] = await ctx.db
    .select({ since: operatorKey.compromisedSince })
    .from(operatorKey)
    .where(eq(operatorKey.kid, kid));
  const since = key?.since ?? null;
  const witnessed = since === null ? null : await proofOf(ctx, leafIndex, { witnessedBefore: since });
  return witnessed ?? proofOf(ctx, leafIndex);
}

/** The pair of lists that the version stands on: the newest, or the one in force at a time. */
async function listsInForce(ctx: Context, { passportId, stored, at }: EvidenceRequest) {
  const [place] = await ctx.db
    .select({ operatorId: statusEntry.operatorId, list: statusEntry.list })
    .from(statusEntry)
    .where(and(eq(statusEntry.passportId, passportId), eq(statusEntry.version, stored.version)));
  if (place === undefined) return null;
  const [found] = await ctx.db
    .select()
    .from(statusListVersion)
    .where(
      and(
        eq(statusListVersion.operatorId, place.operatorId),
        eq(statusListVersion.list, place.list),
        isPublished(statusListVersion.leafIndex),
        at === undefined ? undefined : lte(statusListVersion.issuedAt, at),
      ),
    )
    .orderBy(desc(statusListVersion.seq))
    .limit(1);
  return found ?? null;
}

async function publishedKeys(ctx: Context, operatorId: string) {
  const keys = await ctx.db
    .select()
    .from(operatorKey)
    .where(and(eq(operatorKey.operatorId, operatorId), isPublished(operatorKey.leafIndex)))
    .orderBy(asc(operatorKey.leafIndex));
  return keys.map(({ kid, publicJwk, state }) => ({ kid, jwk: publicJwk, state: keyState(state) }));
}

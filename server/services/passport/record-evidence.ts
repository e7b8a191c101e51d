import { and, asc, desc, eq, lte } from "drizzle-orm";
import { operatorKey, statusChange, statusEntry, statusListVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { jwks } from "../../domain/record/did.ts";
import { readJws } from "../../domain/record/jws.ts";
import type { Bundle } from "../../domain/verification/bundle.ts";
import { keyEntriesOf } from "../log/key-entries.ts";
import type { ReadProof } from "../log/proof-of.ts";
import { proofReader } from "../log/proof-of.ts";
import { isPublished } from "../log/published.ts";
import { once } from "../once.ts";
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
  return evidenceReader(ctx)(request);
}

/**
 * The same for many records of one moment: what they share (lists, keys, tiles of the log) is read once. To be used for
 * one answer and thrown away.
 */
export function evidenceReader(ctx: Context): (request: EvidenceRequest) => Promise<Bundle> {
  const shared: Shared = {
    proofOf: proofReader(ctx),
    keyEntries: once((kid) => keyEntriesOf(ctx.db, kid)),
    keys: once((operatorId) => publishedKeys(ctx, operatorId)),
    compromisedSince: once((kid) => compromisedSince(ctx, kid)),
    lists: once(
      (operatorId, list, at) => listPair(ctx, operatorId, list, at),
      (operatorId, list, at) => `${operatorId} ${String(list)} ${at?.toISOString() ?? ""}`,
    ),
  };
  return (request) => evidenceFrom(ctx, request, shared);
}

/** What records have in common, each part read when it is first needed. */
interface Shared {
  readonly proofOf: ReadProof;
  readonly keyEntries: (kid: string) => Promise<readonly number[]>;
  readonly keys: (operatorId: string) => ReturnType<typeof publishedKeys>;
  readonly compromisedSince: (kid: string) => Promise<Date | null>;
  readonly lists: (operatorId: string, list: number, at: Date | undefined) => ReturnType<typeof listPair>;
}

async function evidenceFrom(ctx: Context, request: EvidenceRequest, shared: Shared): Promise<Bundle> {
  const { stored, operatorId } = request;
  const { proofOf } = shared;
  const lists = await listsInForce(ctx, request, shared);
  const read = lists === null ? null : readJws(lists.bitstring, "vc+jwt");
  const listKid = read?.ok === true ? read.value.kid : stored.kid;
  const ofKey = await shared.keyEntries(stored.kid);
  const ofListKey = listKid === stored.kid ? [] : await shared.keyEntries(listKid);
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
  const moreProofs = await Promise.all(more.map((leafIndex) => proofOf(leafIndex)));
  return {
    record: stored.token,
    jwks: jwks(await shared.keys(operatorId)),
    statusList: lists?.bitstring ?? null,
    tokenStatusList: lists?.token ?? null,
    proofs: {
      passport: await recordProof(shared, stored),
      issuerKey: added === undefined ? null : await proofOf(added),
      statusList: lists === null ? null : await proofOf(lists.leafIndex),
      more: moreProofs.filter((proof) => proof !== null),
    },
  };
}

/** For a compromised key, the proof that a witness saw the record before: without one the record is not acceptable. */
async function recordProof(
  { proofOf, compromisedSince: sinceOf }: Shared,
  { kid, leafIndex }: EvidenceRequest["stored"],
): Promise<string | null> {
  const since = await sinceOf(kid);
  const witnessed = since === null ? null : await proofOf(leafIndex, { witnessedBefore: since });
  return witnessed ?? proofOf(leafIndex);
}

async function compromisedSince(ctx: Context, kid: string): Promise<Date | null> {
  const [key] = await ctx.db
    .select({ since: operatorKey.compromisedSince })
    .from(operatorKey)
    .where(eq(operatorKey.kid, kid));
  return key?.since ?? null;
}

/** The pair of lists that the version stands on: the newest, or the one in force at a time. */
async function listsInForce(ctx: Context, { passportId, stored, at }: EvidenceRequest, { lists }: Shared) {
  const [place] = await ctx.db
    .select({ operatorId: statusEntry.operatorId, list: statusEntry.list })
    .from(statusEntry)
    .where(and(eq(statusEntry.passportId, passportId), eq(statusEntry.version, stored.version)));
  return place === undefined ? null : lists(place.operatorId, place.list, at);
}

async function listPair(ctx: Context, operatorId: string, list: number, at: Date | undefined) {
  const [found] = await ctx.db
    .select()
    .from(statusListVersion)
    .where(
      and(
        eq(statusListVersion.operatorId, operatorId),
        eq(statusListVersion.list, list),
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

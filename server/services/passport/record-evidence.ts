import type { SQL } from "drizzle-orm";
import { and, asc, eq, inArray } from "drizzle-orm";
import { operatorKey, statusChange, statusEntry } from "../../../db/schema/index.ts";
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
import { listsInForce } from "../status/lists-in-force.ts";
import type { OnStatusList } from "../status/record-change.ts";
import { placeOf } from "../status/record-change.ts";
import type { StoredRecord } from "./find-record.ts";

/** The record of a version, or of a supplied product's footprint. Whose key signed it is who is looked up, nobody else. */
export interface EvidenceRequest {
  /** What has its place on the status lists. */
  readonly of: OnStatusList;
  readonly stored: Pick<StoredRecord, "token" | "kid" | "leafIndex">;
  /** The lists in force then; the newest when not given. */
  readonly at?: Date | undefined;
}

/**
 * All that is published about one version or footprint: its record, the issuer's keys, the status lists, and the log's proofs for each,
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
    keys: once((kid) => publishedKeys(ctx, kid)),
    compromisedSince: once((kid) => compromisedSince(ctx, kid)),
    lists: once(
      (operatorId, list, at) => listsInForce(ctx.db, operatorId, list, at),
      (operatorId, list, at) => `${operatorId} ${String(list)} ${at?.toISOString() ?? ""}`,
    ),
  };
  return (request) => evidenceFrom(ctx, request, shared);
}

/** What records have in common, each part read when it is first needed. */
interface Shared {
  readonly proofOf: ReadProof;
  readonly keyEntries: (kid: string) => Promise<readonly number[]>;
  /** All published keys of whose key this one is. */
  readonly keys: (kid: string) => ReturnType<typeof publishedKeys>;
  readonly compromisedSince: (kid: string) => Promise<Date | null>;
  readonly lists: (operatorId: string, list: number, at: Date | undefined) => ReturnType<typeof listsInForce>;
}

async function evidenceFrom(ctx: Context, request: EvidenceRequest, shared: Shared): Promise<Bundle> {
  const { stored } = request;
  const { proofOf } = shared;
  const lists = await listsOf(ctx, request, shared);
  const read = lists === null ? null : readJws(lists.bitstring, "vc+jwt");
  const listKid = read?.ok === true ? read.value.kid : stored.kid;
  const ofKey = await shared.keyEntries(stored.kid);
  const ofListKey = listKid === stored.kid ? [] : await shared.keyEntries(listKid);
  const changes = await ctx.db
    .select({ leafIndex: statusChange.leafIndex })
    .from(statusChange)
    .where(and(changesOf(request.of), isPublished(statusChange.leafIndex)))
    .orderBy(asc(statusChange.leafIndex));

  const [added, ...later] = ofKey;
  const more = [...later, ...ofListKey, ...changes.map(({ leafIndex }) => leafIndex)];
  const moreProofs = await Promise.all(more.map((leafIndex) => proofOf(leafIndex)));
  return {
    record: stored.token,
    jwks: jwks(await shared.keys(stored.kid)),
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

function changesOf(of: OnStatusList): SQL | undefined {
  return "passportId" in of
    ? and(eq(statusChange.passportId, of.passportId), eq(statusChange.version, of.version))
    : eq(statusChange.supplierFootprintId, of.supplierFootprintId);
}

/** The pair of lists that the record stands on: the newest, or the one in force at a time. */
async function listsOf(ctx: Context, { of, at }: EvidenceRequest, { lists }: Shared) {
  const [place] = await ctx.db
    .select({ operatorId: statusEntry.operatorId, list: statusEntry.list })
    .from(statusEntry)
    .where(placeOf(of));
  return place === undefined ? null : lists(place.operatorId, place.list, at);
}

async function publishedKeys(ctx: Context, signedWith: string) {
  const signer = ctx.db
    .select({ id: operatorKey.operatorId })
    .from(operatorKey)
    .where(eq(operatorKey.kid, signedWith));
  const keys = await ctx.db
    .select()
    .from(operatorKey)
    .where(and(inArray(operatorKey.operatorId, signer), isPublished(operatorKey.leafIndex)))
    .orderBy(asc(operatorKey.leafIndex));
  return keys.map(({ kid, publicJwk, state }) => ({ kid, jwk: publicJwk, state: keyState(state) }));
}

import type { Problem } from "../problem.ts";
import { encodeBase64url } from "../record/base64url.ts";
import { productFootprintType } from "../record/credential.ts";
import { passportOpinionType } from "../record/opinion.ts";
import { saleSuspensionType } from "../record/sale-suspension.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { DigestEntry } from "../transparency/entry.ts";
import type { LogEntry } from "../transparency/read-entry.ts";
import type { LoggedEntry } from "../transparency/tlog-proof.ts";
import type { RecordForm } from "./credential-rules.ts";
import type { LogEvidence } from "./log-evidence.ts";
import { placeOf } from "./log-evidence.ts";
import type { CouldNotCheckCode, RefusalCode } from "./refusal-codes.ts";
import { isProjection } from "./status-entry.ts";
import type { Finding } from "./verdict.ts";

export interface CheckedLog {
  readonly log: Finding;
  readonly witnesses: Finding;
  /** The entry that commits to exactly this record; null when no proof shows one. */
  readonly entry: LoggedEntry | null;
}

/**
 * Whether the pinned log holds an entry that commits to exactly this record and says the same of it, and who of the
 * witnesses saw it there.
 *
 * The part `log` fails with `R_LOG_PROOF` or `R_LOG_SPLIT` (a proof that proves nothing, or another history than a second
 * one), `R_LOG_ARTEFACT` (the entry shown is another record's; an ECDSA twin of a logged record is one), `R_LOG_MEMBERS`
 * (passport, version or previous version differ), `R_LOG_ORIGIN` (the record names another log). Too few witnesses leave
 * their part open; a false signature of one fails it (`R_WITNESS`).
 *
 * Source: record format, sections 5 and 6.5.
 *
 * @param digest DIG of the record.
 */
export function checkLog(
  payload: JsonObject,
  form: RecordForm,
  digest: string,
  log: LogEvidence,
): CheckedLog {
  const claimed = claimEvidence(memberOf(payload));
  const kind = kindOf(payload, form);
  const candidates: readonly LoggedEntry[] = kind.type === "passport" ? log.passports : log.digests;
  const entry = candidates.find((candidate) => commitsTo(candidate, kind, digest)) ?? null;
  const evidence = entry === null ? claimed : { ...claimed, ...placeOf(entry) };

  const found = log.fault ?? (entry === null ? null : memberFault(entry, payload));
  if (found !== null) {
    const finding = failed(found, evidence);
    return found.code === "R_WITNESS"
      ? { log: open("C_NOT_IN_A_CHECKPOINT", evidence), witnesses: finding, entry: null }
      : { log: finding, witnesses: open("C_NO_WITNESS", {}), entry: null };
  }
  if (entry !== null) return { log: { state: "ok", evidence }, witnesses: witnessed(entry), entry };
  if (candidates.length > 0) {
    return {
      log: failed(fault("R_LOG_ARTEFACT", { digest }), evidence),
      witnesses: open("C_NO_WITNESS", {}),
      entry,
    };
  }
  const code = log.hasProofs && !log.isPinned ? "C_NO_POLICY" : "C_NOT_IN_A_CHECKPOINT";
  return { log: open(code, evidence), witnesses: open("C_NO_WITNESS", {}), entry };
}

/** The part of the log that has to commit to a record, by what the record is. */
type Kind =
  | { readonly type: "passport"; readonly artefact: string }
  | { readonly type: "digest"; readonly what: DigestEntry["what"] };

/** The second type of each credential that the log knows by its digest alone. */
const digestOnly: ReadonlyMap<JsonValue, DigestEntry["what"]> = new Map([
  [productFootprintType, "product-footprint"],
  [passportOpinionType, "opinion"],
  [saleSuspensionType, "suspension"],
]);

function kindOf(payload: JsonObject, form: RecordForm): Kind {
  if (form === "dc+sd-jwt") return { type: "passport", artefact: "dc+sd-jwt" };
  if (isProjection(payload)) return { type: "passport", artefact: "untp+vc+jwt" };
  const types = Array.isArray(payload["type"]) ? payload["type"] : [];
  const what = digestOnly.get(types.find((type: JsonValue) => digestOnly.has(type)));
  return what === undefined ? { type: "passport", artefact: "vc+jwt" } : { type: "digest", what };
}

function commitsTo({ entry }: LoggedEntry, kind: Kind, digest: string): boolean {
  if (kind.type === "passport") return entry.type === "passport" && entry.artifacts[kind.artefact] === digest;
  return entry.type === "digest" && entry.what === kind.what && entry.digest === digest;
}

/**
 * In what an entry and the record it commits to contradict each other; null when in nothing. `R_LOG_ORIGIN`,
 * `R_LOG_MEMBERS` (with the member).
 *
 * Source: record format, sections 6.1 and 6.5.
 */
export function memberFault({ entry, origin }: LoggedEntry, payload: JsonObject): Problem | null {
  const member = memberOf(payload);
  if (member !== null && member["logOrigin"] !== origin) {
    return fault("R_LOG_ORIGIN", { expected: shown(member["logOrigin"]), found: origin });
  }
  // The projection has no place for these members; its digest stands in the same entry as the others'.
  if (member === null && isProjection(payload)) return null;
  // Footprints of before suppliers could withdraw them have no place of their own, and are about no passport.
  const mayLack = entry.type === "digest" && entry.what === "product-footprint";
  const differing = Object.entries(placeIn(entry)).find(
    ([name, value]) => member?.[name] !== value || (value === undefined && !mayLack),
  );
  return differing === undefined ? null : fault("R_LOG_MEMBERS", { member: differing[0] });
}

/** What an entry says of the place of the record it commits to. */
function placeIn(entry: LogEntry): Readonly<Record<string, JsonValue | undefined>> {
  switch (entry.type) {
    case "passport":
      return { logSubject: entry.subject, version: entry.version, previous: entry.previous };
    case "digest":
      return { logSubject: entry.subject, version: entry.version };
    default:
      return {};
  }
}

/** Where a record says its place in the log; null when it does not. */
function memberOf({ passport, registration, opinion, saleSuspension }: JsonObject): JsonObject | null {
  const found = passport ?? registration ?? opinion ?? saleSuspension;
  return isJsonObject(found) ? found : null;
}

/** The place in the log that a record claims, as evidence. */
function claimEvidence(member: JsonObject | null): Readonly<Record<string, string>> {
  if (member === null) return {};
  const { logOrigin, logSubject, version } = member;
  const evidence: Record<string, string> = {};
  if (typeof logOrigin === "string") evidence["origin"] = shown(logOrigin);
  if (typeof logSubject === "string") evidence["logSubject"] = shown(logSubject);
  if (typeof version === "number") evidence["version"] = String(version);
  return evidence;
}

function witnessed({ cosignatures, quorum, time, leafHash }: LoggedEntry): Finding {
  const evidence = {
    leafHash: encodeBase64url(leafHash),
    ...(cosignatures.length === 0
      ? {}
      : { witnesses: cosignatures.map((witness) => `${witness.witness} ${iso(witness.time)}`).join(", ") }),
    ...(time === undefined ? {} : { witnessedAt: iso(time) }),
  };
  if (quorum === "met") return { state: "ok", evidence };
  if (quorum === "none") return { state: "notAsked", evidence };
  return open(cosignatures.length === 0 ? "C_NO_WITNESS" : "C_WITNESS_QUORUM", evidence);
}

function failed({ code, params }: Problem, evidence: Readonly<Record<string, string>>): Finding {
  return { state: "failed", code, evidence: { ...evidence, ...params } };
}

function fault(code: RefusalCode, params: Readonly<Record<string, string>>): Problem {
  return { code, path: "", params };
}

function open(code: CouldNotCheckCode, evidence: Readonly<Record<string, string>>): Finding {
  return { state: "couldNotCheck", code, evidence };
}

function iso(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
}

function shown(value: JsonValue | undefined): string {
  return typeof value === "string" ? value.slice(0, 300) : JSON.stringify(value ?? null).slice(0, 300);
}

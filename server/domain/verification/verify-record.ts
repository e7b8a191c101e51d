import type { Problem } from "../problem.ts";
import { didOfKey } from "../record/did.ts";
import { checkSignature, readPayload } from "../record/jws.ts";
import { discloseSdJwt } from "../record/sd-jwt.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { CheckedLog } from "./check-log.ts";
import { checkLog } from "./check-log.ts";
import { checkStatus } from "./check-status.ts";
import { claimedIssuer, credentialFaults, isDemonstration } from "./credential-rules.ts";
import type { VerificationCrypto } from "./crypto.ts";
import type { Evidence, Trust } from "./evidence.ts";
import type { KeyRing } from "./key-ring.ts";
import { addedAt, hintedKey, keyRing, lifeFault, trustedKey } from "./key-ring.ts";
import { nothingLogged, readLogEvidence, unpinned } from "./log-evidence.ts";
import { aboutFaults } from "./opinion-rules.ts";
import type { ReadRecord } from "./read-record.ts";
import { compactDigest, readRecord } from "./read-record.ts";
import type { CouldNotCheckCode } from "./refusal-codes.ts";
import { refusalCodes } from "./refusal-codes.ts";
import { readStatusEntry } from "./status-entry.ts";
import type { Finding, PartVerdict, Verdict, VerdictPart } from "./verdict.ts";
import { outcomeOf, verdictParts } from "./verdict.ts";

export interface CheckedRecord {
  readonly verdict: Verdict;
  /** Protected header, when it could be read. Not to be believed unless the signature part is ok. */
  readonly header: JsonObject | null;
  /** What was signed, of a full record with what it discloses; null unless the signature part is ok. */
  readonly credential: JsonObject | null;
}

/**
 * Judges a record, part by part. Never throws on any input, fetches nothing.
 *
 * 1. The text is taken apart strictly (`read-record.ts`).
 * 2. Every proof at hand is judged under the pinned log (`log-evidence.ts`).
 * 3. The signature is checked with the one key the record names: given by whoever checks, or added in the pinned log
 *    (`key-ring.ts`). Keys that merely came along vouch for nothing.
 * 4. Form, times, issuer, subject and status entry are held to the rules (`credential-rules.ts`).
 *    An opinion must speak of exactly the record that is given as `about` (`opinion-rules.ts`).
 * 5. The log must hold an entry that commits to exactly this record, seen by witnesses (`check-log.ts`).
 * 6. The key must have counted when the log took the record (`lifeFault`).
 * 7. The lists and the log say whether the record is still the valid one (`check-status.ts`).
 *
 * Where the signature fails, nothing else the record says is looked at; where it could not be checked, no other part is
 * ever ok.
 *
 * Source: record format, sections 5, 6.5 and 7.
 */
export async function verifyRecord(
  evidence: Evidence,
  trust: Trust,
  crypto: VerificationCrypto,
): Promise<CheckedRecord> {
  const record = readRecord(evidence.record);
  if (!record.ok) return unreadable(trust, record.problems, {}, null);
  const { header, kid, alg } = record.value.jws;

  const digest = await orNull(compactDigest(record.value.jws, crypto));
  const signedBy = digest === null ? { kid, alg } : { kid, alg, digest };
  const { policy = null, about } = trust;
  const proofs = evidence.proofs ?? [];
  const log = policy === null ? unpinned(proofs) : await orNull(readLogEvidence(proofs, policy, crypto));
  const ring = keyRing(trust.keys ?? null, evidence.hints ?? [], log ?? nothingLogged);
  const signature = await judgeSignature(record.value, ring, crypto);
  const claims =
    record.value.form === "vc+jwt"
      ? readPayload(record.value.jws)
      : await orNull(discloseSdJwt(record.value.sdJwt, crypto));
  if (claims === null) return undecided(trust, "C_CRYPTO", signedBy, header);
  if (signature.faults.length > 0 || !claims.ok) {
    const faults = claims.ok ? signature.faults : [...signature.faults, ...claims.problems];
    return unreadable(trust, faults, signedBy, header);
  }

  const payload = claims.value;
  const added = addedAt(ring, kid);
  const alsoKnownAs = added?.entry.alsoKnownAs;
  const ofOthers = about === undefined ? [] : await orNull(aboutFaults(payload, about, crypto));
  if (ofOthers === null) return undecided(trust, "C_CRYPTO", signedBy, header);
  const entry = readStatusEntry(payload);
  const faults = [
    ...credentialFaults(
      payload,
      kid,
      { issuer: trust.issuer, subject: trust.subject, at: trust.at, alsoKnownAs, kidPrefix: trust.kidPrefix },
      record.value.form,
      entry,
    ),
    ...ofOthers,
  ];
  const checked =
    log === null || digest === null
      ? { log: open("C_CRYPTO", {}), witnesses: open("C_CRYPTO", {}), entry: null }
      : checkLog(payload, record.value.form, digest, log);
  const life = lifeFault(ring, kid, checked.entry, "record");
  const context = {
    faults: life === null ? faults : [...faults, life],
    unchecked: signature.unchecked,
    signedBy: {
      ...signedBy,
      ...signedAt(payload),
      ...(added === undefined ? {} : { keyIndex: String(added.index), ...custodyOf(added.entry.custody) }),
    },
  };
  const status =
    entry.ok && entry.value !== null
      ? await orNull(
          checkStatus(
            {
              entry: entry.value,
              payload,
              operator: didOfKey(kid),
              lists: evidence,
              log: log ?? nothingLogged,
              ring,
              trust,
            },
            crypto,
          ),
        )
      : open("C_NO_STATUS_ENTRY", {});
  return concluded(trust, payload, header, context, checked, status ?? open("C_CRYPTO", {}));
}

/** The issuer a record claims, to look for its keys; null when it cannot be read. Nothing of it is verified. */
export function claimedIssuerOf(record: string): string | null {
  const read = readRecord(record);
  return read.ok ? didOfKey(read.value.jws.kid) : null;
}

interface SignatureResult {
  readonly faults: readonly Problem[];
  /** Why the signature could not be checked; null when it was. */
  readonly unchecked: CouldNotCheckCode | null;
}

async function judgeSignature(
  { jws }: ReadRecord,
  ring: KeyRing,
  crypto: VerificationCrypto,
): Promise<SignatureResult> {
  const trusted = trustedKey(ring, jws, "record");
  if (trusted !== null && !trusted.ok) return { faults: trusted.problems, unchecked: null };
  const key = trusted === null ? hintedKey(ring, jws) : trusted.value;
  if (key === null) return { faults: [], unchecked: "C_NO_KEYS" };
  const checked = await orNull(checkSignature(key, jws.signingInput, jws.signature, crypto));
  if (checked === null) return { faults: [], unchecked: "C_CRYPTO" };
  if (!checked.ok) return { faults: checked.problems, unchecked: null };
  return { faults: [], unchecked: trusted === null ? "C_KEY_NOT_LOGGED" : null };
}

interface Judged {
  readonly faults: readonly Problem[];
  readonly unchecked: CouldNotCheckCode | null;
  readonly signedBy: Readonly<Record<string, string>>;
}

/** The verdict on a record whose text could be read and whose signature did not fail. */
function concluded(
  trust: Trust,
  payload: JsonObject,
  header: JsonObject,
  { faults, unchecked, signedBy }: Judged,
  { log, witnesses }: CheckedLog,
  status: Finding,
): CheckedRecord {
  const claim = (isAsked: boolean, evidence: Readonly<Record<string, string>>): Finding => {
    if (!isAsked) return { state: "notAsked", evidence };
    return unchecked === null ? { state: "ok", evidence } : open("C_SIGNATURE_NOT_CHECKED", evidence);
  };
  const found: Readonly<Record<VerdictPart, Finding>> = {
    signature: unchecked === null ? { state: "ok", evidence: signedBy } : open(unchecked, signedBy),
    issuer: claim(trust.issuer !== undefined, issuerEvidence(payload)),
    subject: claim(trust.subject !== undefined || trust.about !== undefined, subjectEvidence(payload)),
    status: unlessUnsigned(status, unchecked),
    log: unlessUnsigned(log, unchecked),
    witnesses: unlessUnsigned(witnesses, unchecked),
  };
  const parts = verdictParts.map((part) => withFault(part, found[part], faults));
  const isSigned = parts.some(({ part, state }) => part === "signature" && state === "ok");
  return {
    verdict: verdictOf(trust, parts, isDemonstration(payload)),
    header,
    credential: isSigned ? payload : null,
  };
}

/** The first rule of a part that was broken decides over it. */
function withFault(part: VerdictPart, finding: Finding, faults: readonly Problem[]): PartVerdict {
  const fault = faults.find(({ code }) => partOf(code) === part);
  if (fault === undefined) return { part, ...finding };
  return { part, state: "failed", code: fault.code, evidence: { ...finding.evidence, ...fault.params } };
}

/** What rests on an unchecked signature may be found wrong, but never ok. */
function unlessUnsigned(finding: Finding, unchecked: CouldNotCheckCode | null): Finding {
  return unchecked !== null && finding.state === "ok"
    ? open("C_SIGNATURE_NOT_CHECKED", finding.evidence)
    : finding;
}

/** The verdict on a text that is no record, or whose signature is wrong: nothing it says was looked at. */
function unreadable(
  trust: Trust,
  faults: readonly Problem[],
  signedBy: Readonly<Record<string, string>>,
  header: JsonObject | null,
): CheckedRecord {
  const parts = verdictParts.map((part) =>
    withFault(part, open("C_SIGNATURE_FAILED", part === "signature" ? signedBy : {}), faults),
  );
  return { verdict: verdictOf(trust, parts, false), header, credential: null };
}

/** The verdict where this runtime cannot compute what is needed: that says nothing about the record. */
function undecided(
  trust: Trust,
  code: CouldNotCheckCode,
  signedBy: Readonly<Record<string, string>>,
  header: JsonObject,
): CheckedRecord {
  const parts = verdictParts.map((part) => ({
    part,
    ...open(part === "signature" ? code : "C_SIGNATURE_NOT_CHECKED", part === "signature" ? signedBy : {}),
  }));
  return { verdict: verdictOf(trust, parts, false), header, credential: null };
}

function verdictOf(trust: Trust, parts: readonly PartVerdict[], demonstration: boolean): Verdict {
  const overall = outcomeOf(parts, trust.asks ?? { status: false, log: false });
  return { parts, overall, demonstration, checkedAt: trust.at.toISOString() };
}

function partOf(code: string): VerdictPart {
  const parts: Readonly<Record<string, VerdictPart>> = refusalCodes;
  return parts[code] ?? "signature";
}

function open(code: CouldNotCheckCode, evidence: Readonly<Record<string, string>>): Finding {
  return { state: "couldNotCheck", code, evidence };
}

/** Null when the runtime cannot compute it: an older browser, or a page without TLS. */
function orNull<T>(computed: Promise<T>): Promise<T | null> {
  return computed.catch(() => null);
}

function signedAt(payload: JsonObject): Readonly<Record<string, string>> {
  const { iat } = payload;
  return typeof iat === "number" && Math.abs(iat) <= 8.64e12
    ? { signedAt: new Date(iat * 1000).toISOString() }
    : {};
}

function custodyOf(custody: string | undefined): Readonly<Record<string, string>> {
  return custody === undefined ? {} : { custody };
}

function issuerEvidence(payload: JsonObject): Readonly<Record<string, string>> {
  const { issuer } = payload;
  return texts({ issuer: claimedIssuer(payload), name: isJsonObject(issuer) ? issuer["name"] : null });
}

function subjectEvidence(payload: JsonObject): Readonly<Record<string, string>> {
  const subject = payload["credentialSubject"];
  return texts({ subject: isJsonObject(subject) ? subject["id"] : null });
}

/** Those members that are texts, cut short: they came from a stranger. */
function texts(members: Readonly<Record<string, JsonValue | undefined>>): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(members)) {
    if (typeof value === "string") found[name] = value.slice(0, 300);
  }
  return found;
}

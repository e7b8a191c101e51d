import type { Problem } from "../problem.ts";
import { encodeBase64url } from "../record/base64url.ts";
import type { CandidateKey, ReadJws } from "../record/jws.ts";
import { checkSignature, keyFor, readJws, readPayload } from "../record/jws.ts";
import type { JsonObject } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { Expectation } from "./credential-rules.ts";
import { claimedIssuer, credentialFaults, isDemonstration } from "./credential-rules.ts";
import type { VerificationCrypto } from "./crypto.ts";
import type { CouldNotCheckCode } from "./refusal-codes.ts";
import { refusalCodes } from "./refusal-codes.ts";
import type { PartState, PartVerdict, Verdict, VerdictPart } from "./verdict.ts";

/** What whoever verifies trusts, expects and asks. */
export interface Trust extends Expectation {
  /** The issuer's keys, obtained apart from the record; null when there are none to check with. */
  readonly keys: readonly CandidateKey[] | null;
  /**
   * Whether the answer must cover the record's status and its place in the log. They are judged in any case; only what
   * is asked decides over the whole. Absent: neither is asked.
   */
  readonly asks?: { readonly status: boolean; readonly log: boolean };
}

export interface CheckedRecord {
  readonly verdict: Verdict;
  /** Protected header, when it could be read. Not to be believed unless the signature part is ok. */
  readonly header: JsonObject | null;
  /** What was signed; null unless the signature verified under a trusted key. */
  readonly credential: JsonObject | null;
}

/**
 * Judges a public record (`vc+jwt`), part by part. Never throws on any input, fetches nothing.
 *
 * The form, times and signature of the record are the part `signature`; who signed is `issuer`; which product it speaks
 * of is `subject`. Without a trusted signature nothing else the record says can be relied on: those parts then fail, or
 * read "could not check", and never ok. Status lists, checkpoints and witnesses are not read yet: their parts are
 * "could not check".
 *
 * Source: record format, section 5, JWS and VC-JWT; section 6.5 for the parts of the verdict.
 *
 * @param token compact JWS, exactly as received.
 */
export async function verifyPublicRecord(
  token: string | Uint8Array,
  trust: Trust,
  crypto: VerificationCrypto,
): Promise<CheckedRecord> {
  const jws = readJws(token, "vc+jwt");
  if (!jws.ok) {
    return {
      verdict: concluded(trust, null, jws.problems, "C_SIGNATURE_FAILED", {}),
      header: null,
      credential: null,
    };
  }
  const { header } = jws.value;
  const evidence = { kid: jws.value.kid, alg: jws.value.alg, ...(await digestOf(token, crypto)) };
  const signature = await signatureResult(jws.value, trust.keys, crypto);
  const payload = readPayload(jws.value);
  if (signature.faults.length > 0 || !payload.ok) {
    const faults = payload.ok ? signature.faults : [...signature.faults, ...payload.problems];
    return {
      verdict: concluded(trust, null, faults, "C_SIGNATURE_FAILED", evidence),
      header,
      credential: null,
    };
  }
  const faults = credentialFaults(payload.value, jws.value.kid, trust);
  return {
    verdict: concluded(trust, payload.value, faults, signature.unchecked, evidence),
    header,
    credential: signature.unchecked === null ? payload.value : null,
  };
}

/** The issuer a record claims, to look for its keys; null when it cannot be read. Nothing of it is verified. */
export function claimedIssuerOf(token: string): string | null {
  const jws = readJws(token, "vc+jwt");
  const payload = jws.ok ? readPayload(jws.value) : jws;
  return payload.ok ? claimedIssuer(payload.value) : null;
}

interface SignatureResult {
  readonly faults: readonly Problem[];
  /** Why the signature could not be checked; null when it was. */
  readonly unchecked: CouldNotCheckCode | null;
}

async function signatureResult(
  jws: ReadJws,
  keys: readonly CandidateKey[] | null,
  crypto: VerificationCrypto,
): Promise<SignatureResult> {
  if (keys === null) return { faults: [], unchecked: "C_NO_KEYS" };
  const key = keyFor(jws, keys);
  if (!key.ok) return { faults: key.problems, unchecked: null };
  try {
    const checked = await checkSignature(key.value, jws.signingInput, jws.signature, crypto);
    return { faults: checked.ok ? [] : checked.problems, unchecked: null };
  } catch {
    // The runtime cannot compute it; that says nothing about the record.
    return { faults: [], unchecked: "C_CRYPTO" };
  }
}

/**
 * The verdict from what was found.
 *
 * @param payload null when the record could not be read or its signature failed.
 * @param unchecked why the record cannot be relied on although no rule of a part was broken; null when it can.
 */
function concluded(
  trust: Trust,
  payload: JsonObject | null,
  faults: readonly Problem[],
  unchecked: CouldNotCheckCode | null,
  signatureEvidence: Readonly<Record<string, string>>,
): Verdict {
  const part = (
    name: VerdictPart,
    otherwise: { readonly state: PartState; readonly code?: string },
    evidence: Readonly<Record<string, string>>,
  ): PartVerdict => {
    const fault = faults.find(({ code }) => partOf(code) === name);
    if (fault === undefined) return { part: name, ...otherwise, evidence };
    return { part: name, state: "failed", code: fault.code, evidence: { ...evidence, ...fault.params } };
  };
  const couldNotCheck = (code: CouldNotCheckCode) => ({ state: "couldNotCheck", code }) as const;
  const claim = (isAsked: boolean) => {
    if (!isAsked) return { state: "notAsked" } as const;
    if (unchecked === null) return { state: "ok" } as const;
    return couldNotCheck(unchecked === "C_SIGNATURE_FAILED" ? unchecked : "C_SIGNATURE_NOT_CHECKED");
  };
  const status = statusEvidence(payload);
  const hasFailed = unchecked === "C_SIGNATURE_FAILED";

  const parts = [
    part("signature", unchecked === null ? { state: "ok" } : couldNotCheck(unchecked), {
      ...signatureEvidence,
      ...signedAt(payload),
    }),
    part("issuer", claim(trust.issuer !== undefined), issuerEvidence(payload)),
    part("subject", claim(trust.subject !== undefined), subjectEvidence(payload)),
    part(
      "status",
      couldNotCheck(
        hasFailed ? "C_SIGNATURE_FAILED" : status === null ? "C_NO_STATUS_ENTRY" : "C_NO_STATUS_LIST",
      ),
      status ?? {},
    ),
    part(
      "log",
      couldNotCheck(hasFailed ? "C_SIGNATURE_FAILED" : "C_NOT_IN_A_CHECKPOINT"),
      logEvidence(payload),
    ),
    part("witnesses", couldNotCheck(hasFailed ? "C_SIGNATURE_FAILED" : "C_NO_WITNESS"), {}),
  ];
  return {
    parts,
    overall: overallOf(parts, trust.asks ?? { status: false, log: false }),
    demonstration: payload !== null && isDemonstration(payload),
    checkedAt: trust.at.toISOString(),
  };
}

function overallOf(
  parts: readonly PartVerdict[],
  asks: { status: boolean; log: boolean },
): Verdict["overall"] {
  if (parts.some(({ state }) => state === "failed")) return "wrong";
  const isAsked: Readonly<Record<VerdictPart, boolean>> = {
    signature: true,
    issuer: true,
    subject: true,
    status: asks.status,
    log: asks.log,
    witnesses: asks.log,
  };
  return parts.some(({ part, state }) => isAsked[part] && state === "couldNotCheck")
    ? "couldNotCheck"
    : "holds";
}

function partOf(code: string): VerdictPart {
  const parts: Readonly<Record<string, VerdictPart>> = refusalCodes;
  return parts[code] ?? "signature";
}

/** SHA-256 of the record, by which the log knows it; nothing where the runtime cannot compute it. */
async function digestOf(
  token: string | Uint8Array,
  crypto: VerificationCrypto,
): Promise<Readonly<Record<string, string>>> {
  const bytes = typeof token === "string" ? new TextEncoder().encode(token) : token;
  try {
    return { digest: encodeBase64url(await crypto.sha256(bytes)) };
  } catch {
    return {};
  }
}

function signedAt(payload: JsonObject | null): Readonly<Record<string, string>> {
  const iat = payload?.["iat"];
  return typeof iat === "number" && Math.abs(iat) <= 8.64e12
    ? { signedAt: new Date(iat * 1000).toISOString() }
    : {};
}

function issuerEvidence(payload: JsonObject | null): Readonly<Record<string, string>> {
  const issuer = payload?.["issuer"];
  return strings({
    issuer: payload === null ? null : claimedIssuer(payload),
    name: isJsonObject(issuer) ? issuer["name"] : null,
  });
}

function subjectEvidence(payload: JsonObject | null): Readonly<Record<string, string>> {
  const subject = payload?.["credentialSubject"];
  return strings({ subject: isJsonObject(subject) ? subject["id"] : null });
}

/** Null when the record names no status list. */
function statusEvidence(payload: JsonObject | null): Readonly<Record<string, string>> | null {
  const entry = payload?.["credentialStatus"];
  if (!isJsonObject(entry)) return null;
  return strings({ list: entry["statusListCredential"], index: entry["statusListIndex"] });
}

function logEvidence(payload: JsonObject | null): Readonly<Record<string, string>> {
  const passport = payload?.["passport"] ?? payload?.["registration"];
  if (!isJsonObject(passport)) return {};
  const version = passport["version"];
  return strings({
    origin: passport["logOrigin"],
    logSubject: passport["logSubject"],
    version: typeof version === "number" ? String(version) : null,
  });
}

/** Those members that are texts, cut short: they came from a stranger. */
function strings(members: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value.slice(0, 300)] as const] : [],
    ),
  );
}

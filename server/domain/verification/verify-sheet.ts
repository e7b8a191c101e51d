import type { Problem } from "../problem.ts";
import { didOfKey, registrySlug } from "../record/did.ts";
import type { ReadJws } from "../record/jws.ts";
import { checkSignature, readJws, readPayload } from "../record/jws.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../record/strict-json.ts";
import { isDemonstration } from "./credential-rules.ts";
import type { VerificationCrypto } from "./crypto.ts";
import type { Trust } from "./evidence.ts";
import type { KeyRing } from "./key-ring.ts";
import { addedAt, keyRing, lifeFault, trustedKey } from "./key-ring.ts";
import { readLogEvidence, unpinned } from "./log-evidence.ts";
import { digestOf, unverifiedHeader } from "./read-record.ts";
import type { CouldNotCheckCode, RefusalCode } from "./refusal-codes.ts";
import { refusalCodes } from "./refusal-codes.ts";
import type { ResultSheet } from "./result-sheet.ts";
import { keyProofsOf, maxSheetBytes, readResultSheet, resultSheetTyp } from "./result-sheet.ts";
import type { Finding, PartVerdict, Verdict, VerdictPart } from "./verdict.ts";
import { outcomeOf, verdictParts } from "./verdict.ts";

export interface CheckedSheet {
  readonly verdict: Verdict;
  /** What the sheet says. Not to be believed unless the signature part is ok; null when it cannot be read. */
  readonly sheet: ResultSheet | null;
}

/** What whoever verifies trusts, expects and holds. */
export type SheetTrust = Pick<Trust, "keys" | "policy" | "issuer" | "subject" | "at"> & {
  /** tlog-proofs about the key, beside those the sheet carries. */
  readonly proofs?: readonly string[];
};

/** Whether a text looks like a result sheet, signed or not. It only decides where the text is looked at. */
export function isResultSheet(text: string | Uint8Array): boolean {
  const typ = unverifiedHeader(text)?.["typ"];
  if (typeof typ === "string") return typ.toLowerCase().replace(/^application\//, "") === resultSheetTyp;
  return unsignedPayload(text) !== null;
}

/**
 * Judges a result sheet: whether it is as it was signed, and by whom. What it says about records is not judged again.
 * Never throws on any input, fetches nothing.
 *
 * A key counts when whoever checks gave it, or when the pinned log shows that it was added; then it must not have been
 * retired before the sheet or added after it, and a key in foreign hands counts for no sheet at all, for no witness saw
 * when it was signed. That a registry made a sheet is believed of that registry's own key alone: `op:registry` at the
 * host of the log.
 *
 * Of the parts of a verdict, current, public log and witnesses are never asked: a sheet stands in no log and on no list.
 *
 * Problems: those of `readJws`, `trustedKey`, `lifeFault` and `readResultSheet`; `R_SHEET_ISSUER`, `R_ISSUER`,
 * `R_ISSUER_KID`, `R_ISSUER_UNEXPECTED`, `R_SUBJECT_UNEXPECTED`, `R_TIME_FORMAT`, `R_TIME_FUTURE`, `R_LOG_PROOF`,
 * `R_LOG_SPLIT`, `R_WITNESS`.
 */
export async function verifySheet(
  text: string | Uint8Array,
  trust: SheetTrust,
  crypto: VerificationCrypto,
): Promise<CheckedSheet> {
  const unsigned = unsignedPayload(text);
  if (unsigned !== null) {
    const sheet = readResultSheet(unsigned);
    const faults = sheet.ok ? [] : sheet.problems;
    return concluded(trust, unsigned, {
      ...{ faults, unchecked: "C_SHEET_UNSIGNED", signedBy: {} },
      sheet: sheet.ok ? sheet.value : null,
    });
  }
  const jws = readJws(text, resultSheetTyp, maxSheetBytes);
  if (!jws.ok) return unreadable(trust, jws.problems, {});
  const payload = readPayload(jws.value);
  const signedBy = { kid: jws.value.kid, alg: jws.value.alg };
  if (!payload.ok) return unreadable(trust, payload.problems, signedBy);
  try {
    return await judged(text, jws.value, payload.value, trust, crypto);
  } catch {
    // An older browser, or a page without TLS: that says nothing about the sheet.
    const sheet = readResultSheet(payload.value);
    return concluded(trust, payload.value, {
      ...{ faults: [], unchecked: "C_CRYPTO", signedBy },
      sheet: sheet.ok ? sheet.value : null,
    });
  }
}

async function judged(
  text: string | Uint8Array,
  jws: ReadJws,
  payload: JsonObject,
  trust: SheetTrust,
  crypto: VerificationCrypto,
): Promise<CheckedSheet> {
  const proofs = [...(trust.proofs ?? []), ...keyProofsOf(payload)];
  const { policy = null } = trust;
  const log = policy === null ? unpinned(proofs) : await readLogEvidence(proofs, policy, crypto);
  const ring = keyRing(trust.keys ?? null, [], log);
  const added = addedAt(ring, jws.kid);
  const signedBy = {
    ...{ kid: jws.kid, alg: jws.alg, digest: await digestOf(text, crypto), ...signedAt(payload) },
    ...(added === undefined ? {} : { keyIndex: String(added.index) }),
  };
  const key = trustedKey(ring, jws, "record");
  const checked =
    key?.ok === true ? await checkSignature(key.value, jws.signingInput, jws.signature, crypto) : key;
  if (checked?.ok === false) return unreadable(trust, checked.problems, signedBy);
  const sheet = readResultSheet(payload);
  const faults = [
    ...(log.fault === null ? [] : [log.fault]),
    ...(sheet.ok ? [] : sheet.problems),
    ...timeFaults(payload, ring, jws.kid, trust.at),
    ...issuerFaults(payload, jws.kid, trust.issuer, sheet.ok ? sheet.value : null),
    ...subjectFaults(trust.subject, sheet.ok ? sheet.value : null),
  ];
  return concluded(trust, payload, {
    ...{ faults, unchecked: checked === null ? "C_NO_KEYS" : null, signedBy },
    sheet: sheet.ok ? sheet.value : null,
  });
}

/** Clocks differ: 300 seconds either way are forgiven. */
const toleranceMs = 300_000;

/** When it was signed is the signer's word; the log says between which moments the key counted. */
function timeFaults({ iat }: JsonObject, ring: KeyRing, kid: string, at: Date): readonly Problem[] {
  if (typeof iat !== "number" || Math.abs(iat) > 8.64e12) return [fault("R_TIME_FORMAT", { member: "iat" })];
  const signedMs = iat * 1000;
  const iso = (ms: number) => new Date(ms).toISOString();
  const faults: Problem[] = [];
  if (signedMs > at.getTime() + toleranceMs)
    faults.push(fault("R_TIME_FUTURE", { from: iso(signedMs), at: at.toISOString() }));
  const compromised = lifeFault(ring, kid, null, "record");
  if (compromised !== null) faults.push(compromised);
  for (const { entry, index } of ring.logged.filter((one) => one.entry.kid === kid)) {
    const params = { kid, keyIndex: String(index) };
    if (entry.action === "add" && signedMs < entry.time.getTime() - toleranceMs)
      faults.push(fault("R_KEY_LATER", params));
    if (entry.action === "retire" && signedMs > entry.time.getTime() + toleranceMs)
      faults.push(fault("R_KEY_RETIRED", params));
  }
  return faults;
}

function issuerFaults(
  { iss }: JsonObject,
  kid: string,
  expected: string | undefined,
  sheet: ResultSheet | null,
): readonly Problem[] {
  if (typeof iss !== "string" || iss === "") return [fault("R_ISSUER", {})];
  if (didOfKey(kid) !== iss) return [fault("R_ISSUER_KID", { issuer: iss.slice(0, 300), kid })];
  const registry = registryHost(iss);
  if (sheet !== null) {
    const isOfLog = sheet.log === null || sheet.log.origin === `${registry ?? ""}/log`;
    const isRight = sheet.madeBy === "registry" ? registry !== null && isOfLog : registry === null;
    if (!isRight) return [fault("R_SHEET_ISSUER", { issuer: iss.slice(0, 300) })];
  }
  return expected === undefined || expected === iss
    ? []
    : [fault("R_ISSUER_UNEXPECTED", { expected, issuer: iss.slice(0, 300) })];
}

/** Host of the registry whose own DID this is; null for every other name. */
function registryHost(did: string): string | null {
  const [method, web, host = "", op, slug, ...more] = did.split(":");
  const isOwn =
    method === "did" && web === "web" && op === "op" && slug === registrySlug && more.length === 0;
  return isOwn ? host.replace("%3A", ":") : null;
}

function subjectFaults(expected: string | undefined, sheet: ResultSheet | null): readonly Problem[] {
  if (expected === undefined || sheet === null) return [];
  if (sheet.checked.some(({ product }) => product === expected)) return [];
  return [fault("R_SUBJECT_UNEXPECTED", { expected, subject: sheet.checked[0]?.product ?? "" })];
}

interface Judged {
  readonly faults: readonly Problem[];
  /** Why the signature could not be checked; null when it was. */
  readonly unchecked: CouldNotCheckCode | null;
  readonly signedBy: Readonly<Record<string, string>>;
  readonly sheet: ResultSheet | null;
}

function concluded(
  trust: SheetTrust,
  payload: JsonObject,
  { faults, unchecked, signedBy, sheet }: Judged,
): CheckedSheet {
  const claim = (isAsked: boolean, evidence: Readonly<Record<string, string>>): Finding => {
    if (!isAsked) return { state: "notAsked", evidence };
    return unchecked === null ? { state: "ok", evidence } : open("C_SIGNATURE_NOT_CHECKED", evidence);
  };
  const issuer = textOf(payload["iss"]);
  const found: Readonly<Record<VerdictPart, Finding>> = {
    ...nothingAsked,
    signature: unchecked === null ? { state: "ok", evidence: signedBy } : open(unchecked, signedBy),
    issuer: claim(trust.issuer !== undefined, issuer === "" ? {} : { issuer }),
    subject: claim(
      trust.subject !== undefined,
      trust.subject === undefined ? {} : { subject: trust.subject },
    ),
  };
  const parts = verdictParts.map((part) => withFault(part, found[part], faults));
  const products = sheet?.checked.map(({ product }) => product) ?? [];
  const isDemo = [issuer, ...products].some((id) => isDemonstration({ issuer: id }));
  return { verdict: verdictOf(trust, parts, isDemo), sheet };
}

/** A text that is no sheet, or whose signature is wrong: nothing it says was looked at. */
function unreadable(
  trust: SheetTrust,
  faults: readonly Problem[],
  signedBy: Readonly<Record<string, string>>,
): CheckedSheet {
  const found: Readonly<Record<VerdictPart, Finding>> = {
    ...nothingAsked,
    signature: open("C_SIGNATURE_FAILED", signedBy),
    issuer: open("C_SIGNATURE_FAILED", {}),
    subject: open("C_SIGNATURE_FAILED", {}),
  };
  const parts = verdictParts.map((part) => withFault(part, found[part], faults));
  return { verdict: verdictOf(trust, parts, false), sheet: null };
}

const nothingAsked = {
  status: { state: "notAsked", evidence: {} },
  log: { state: "notAsked", evidence: {} },
  witnesses: { state: "notAsked", evidence: {} },
} as const;

function withFault(part: VerdictPart, finding: Finding, faults: readonly Problem[]): PartVerdict {
  const found = faults.find(({ code }) => partOf(code) === part);
  if (found === undefined) return { part, ...finding };
  return { part, state: "failed", code: found.code, evidence: { ...finding.evidence, ...found.params } };
}

function partOf(code: string): VerdictPart {
  const parts: Readonly<Record<string, VerdictPart>> = refusalCodes;
  return parts[code] ?? "signature";
}

function verdictOf(trust: SheetTrust, parts: readonly PartVerdict[], demonstration: boolean): Verdict {
  const overall = outcomeOf(parts, { status: false, log: false });
  return { parts, overall, demonstration, checkedAt: trust.at.toISOString(), of: "resultSheet" };
}

/** The payload of a sheet that nobody signed; null for every other text. */
function unsignedPayload(text: string | Uint8Array): JsonObject | null {
  if (text.length > maxSheetBytes) return null;
  const first = typeof text === "string" ? text.trimStart().charCodeAt(0) : text.find((byte) => byte > 0x20);
  if (first !== "{".charCodeAt(0)) return null;
  const json = parseStrictJson(text);
  return json.ok && isJsonObject(json.value) && Object.hasOwn(json.value, "resultSheet") ? json.value : null;
}

function signedAt({ iat }: JsonObject): Readonly<Record<string, string>> {
  return typeof iat === "number" && Math.abs(iat) <= 8.64e12
    ? { signedAt: new Date(iat * 1000).toISOString() }
    : {};
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value.slice(0, 300) : "";
}

function open(code: CouldNotCheckCode, evidence: Readonly<Record<string, string>>): Finding {
  return { state: "couldNotCheck", code, evidence };
}

function fault(code: RefusalCode, params: Readonly<Record<string, string>>): Problem {
  return { code, path: "", params };
}

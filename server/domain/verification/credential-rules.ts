import { isPlainHttpAllowed, readUrl } from "../identifier/public-url.ts";
import type { Problem } from "../problem.ts";
import { credentialsContext } from "../record/credential.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { readDateTimeStamp } from "../record/time.ts";
import { footprintFaults } from "./footprint-rules.ts";
import type { RefusalCode } from "./refusal-codes.ts";

/** What whoever verifies expects a credential to say; what is absent is not asked for. */
export interface Expectation {
  /** DID of the operator that should have signed. */
  readonly issuer?: string;
  /** Product URL as scanned, byte for byte. */
  readonly subject?: string;
  /** Judging time. */
  readonly at: Date;
}

/** Clocks differ: 300 seconds either way are forgiven. */
const toleranceMs = 300_000;

/**
 * Everything in which the payload of a signed public record breaks the rules, in the order of the rules; empty when it
 * keeps them. The codes name the part of the verdict they fail (`refusal-codes.ts`).
 *
 * @param kid key the record was signed with: it must belong to the issuer.
 *
 * Source: record format, section 5, VC-JWT; W3C Verifiable Credentials Data Model 2.0, section 4.
 */
export function credentialFaults(
  payload: JsonObject,
  kid: string,
  expected: Expectation,
): readonly Problem[] {
  return [
    ...formFaults(payload),
    ...timeFaults(payload, expected.at.getTime()),
    ...issuerFaults(payload, kid, expected.issuer),
    ...subjectFaults(payload, expected.subject),
    ...statusFaults(payload),
    ...footprintFaults(payload),
  ];
}

/** DID or URL of the issuer a payload claims; null when it claims none. */
export function claimedIssuer(payload: JsonObject): string | null {
  return idOf(payload["issuer"]);
}

/** Whether the record names hosts that only a demonstration on one's own machine has. */
export function isDemonstration(payload: JsonObject): boolean {
  const subject = payload["credentialSubject"];
  const status = payload["credentialStatus"];
  const named = [
    claimedIssuer(payload),
    ...(Array.isArray(payload["@context"]) ? payload["@context"] : []),
    ...schemaIds(payload["credentialSchema"]),
    isJsonObject(subject) ? subject["id"] : null,
    isJsonObject(status) ? status["statusListCredential"] : null,
  ];
  return named.some((name) => typeof name === "string" && isOwnMachine(name));
}

function formFaults(payload: JsonObject): readonly Problem[] {
  const faults: Problem[] = [];
  for (const claim of ["vc", "vp"]) {
    if (Object.hasOwn(payload, claim)) faults.push(fault("R_VC_CLAIM", { claim }));
  }
  const context = payload["@context"];
  if (!Array.isArray(context) || context[0] !== credentialsContext || context.some(isRefusedName)) {
    faults.push(fault("R_CONTEXT", { expected: credentialsContext }));
  }
  const type = payload["type"];
  const types = Array.isArray(type) ? type : [type];
  if (!types.includes("VerifiableCredential"))
    faults.push(fault("R_TYPE", { expected: "VerifiableCredential" }));
  const { id, jti } = payload;
  if ((id !== undefined && !isName(id)) || (jti !== undefined && jti !== id)) faults.push(fault("R_ID"));
  const schema = payload["credentialSchema"];
  if (schema !== undefined && !schemaIds(schema).every(isName)) faults.push(fault("R_SCHEMA"));
  return faults;
}

function timeFaults(payload: JsonObject, atMs: number): readonly Problem[] {
  const faults: Problem[] = [];
  const read = (member: string, reader: (value: JsonValue) => number | null): number | null => {
    const value = payload[member];
    if (value === undefined) return null;
    const time = reader(value);
    if (time === null) faults.push(fault("R_TIME_FORMAT", { member }));
    return time;
  };
  const issued = read("iat", readNumericDate);
  const begins = [read("nbf", readNumericDate), read("validFrom", readStamp)].filter((time) => time !== null);
  const ends = [read("exp", readNumericDate), read("validUntil", readStamp)].filter((time) => time !== null);
  const earliestEnd = Math.min(...ends);
  const latestBegin = Math.max(...begins, issued ?? -Infinity);

  if (latestBegin > earliestEnd)
    faults.push(fault("R_TIME_ORDER", { from: iso(latestBegin), until: iso(earliestEnd) }));
  if (latestBegin > atMs + toleranceMs)
    faults.push(fault("R_TIME_FUTURE", { from: iso(latestBegin), at: iso(atMs) }));
  if (earliestEnd < atMs - toleranceMs)
    faults.push(fault("R_TIME_EXPIRED", { until: iso(earliestEnd), at: iso(atMs) }));
  return faults;
}

function issuerFaults(payload: JsonObject, kid: string, expected: string | undefined): readonly Problem[] {
  const issuer = claimedIssuer(payload);
  if (issuer === null) return [fault("R_ISSUER")];
  if (isRefusedName(issuer)) return [fault("R_ISSUER_HTTP", { issuer })];
  if (payload["iss"] !== issuer) return [fault("R_ISSUER_ISS", { issuer, iss: text(payload["iss"]) })];
  if (kid !== issuer && !kid.startsWith(`${issuer}#`)) return [fault("R_ISSUER_KID", { issuer, kid })];
  if (expected !== undefined && issuer !== expected)
    return [fault("R_ISSUER_UNEXPECTED", { expected, issuer })];
  return [];
}

function subjectFaults(payload: JsonObject, expected: string | undefined): readonly Problem[] {
  const subject = payload["credentialSubject"];
  if (!isJsonObject(subject) || Object.keys(subject).length === 0) return [fault("R_SUBJECT")];
  const { id } = subject;
  if (id !== undefined && typeof id !== "string") return [fault("R_SUBJECT")];
  if (isRefusedName(id)) return [fault("R_SUBJECT_HTTP", { subject: text(id) })];
  const sub = payload["sub"];
  if (sub !== undefined && sub !== id) return [fault("R_SUBJECT_SUB", { subject: text(id), sub: text(sub) })];
  if (expected !== undefined && id !== expected) {
    return [fault("R_SUBJECT_UNEXPECTED", { expected, subject: text(id) })];
  }
  return [];
}

/** A record without a status entry is not malformed; its status can only not be checked. */
function statusFaults(payload: JsonObject): readonly Problem[] {
  const entry = payload["credentialStatus"];
  if (entry === undefined) return [];
  if (!isJsonObject(entry)) return [fault("R_STATUS_ENTRY")];
  const { id, type, statusPurpose, statusSize, statusListIndex, statusListCredential } = entry;
  if (
    type !== "BitstringStatusListEntry" ||
    typeof statusPurpose !== "string" ||
    statusPurpose === "" ||
    (statusSize !== undefined && statusSize !== 1) ||
    (id !== undefined && typeof id !== "string")
  ) {
    return [fault("R_STATUS_ENTRY")];
  }
  if (typeof statusListIndex !== "string" || !/^(0|[1-9][0-9]*)$/.test(statusListIndex)) {
    return [fault("R_STATUS_INDEX", { index: text(statusListIndex) })];
  }
  if (typeof statusListCredential !== "string" || !isFetchable(statusListCredential)) {
    return [fault("R_STATUS_URL", { list: text(statusListCredential) })];
  }
  return [];
}

function schemaIds(schema: JsonValue | undefined): readonly (JsonValue | undefined)[] {
  if (schema === undefined) return [];
  const schemas = Array.isArray(schema) ? schema : [schema];
  return schemas.map((one) => (isJsonObject(one) ? one["id"] : null));
}

function idOf(value: JsonValue | undefined): string | null {
  const id = isJsonObject(value) ? value["id"] : value;
  return typeof id === "string" && id !== "" ? id : null;
}

/** A text that may name something: any URI, but no http URL outside a demonstration. */
function isName(value: JsonValue | undefined): boolean {
  return typeof value === "string" && value !== "" && !isRefusedName(value);
}

/** An http URL on a host that may not use http: anybody on the way could answer in its place. */
function isRefusedName(value: JsonValue | undefined): boolean {
  const url = typeof value === "string" ? readUrl(value) : null;
  return url !== null && url.protocol === "http:" && !isPlainHttpAllowed(url);
}

function isFetchable(text: string): boolean {
  const url = readUrl(text);
  return url !== null && (url.protocol === "https:" || isPlainHttpAllowed(url));
}

function isOwnMachine(name: string): boolean {
  if (/^did:web:(localhost|127\.0\.0\.1)(%3A[0-9]+)?(:|$)/.test(name)) return true;
  const url = readUrl(name);
  return url !== null && isPlainHttpAllowed(url);
}

/** Seconds since 1970, fractions allowed. Source: RFC 7519 section 2, NumericDate. */
function readNumericDate(value: JsonValue): number | null {
  return typeof value === "number" && Math.abs(value) <= 8.64e12 ? value * 1000 : null;
}

function readStamp(value: JsonValue): number | null {
  return typeof value === "string" ? readDateTimeStamp(value) : null;
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}

/** A found value in evidence, cut short: it came from a stranger. */
function text(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 300);
}

function fault(code: RefusalCode, params: Readonly<Record<string, string>> = {}): Problem {
  return { code, path: "", params };
}

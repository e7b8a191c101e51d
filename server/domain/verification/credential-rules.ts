import { isPlainHttpAllowed, readHttpUrl } from "../identifier/public-url.ts";
import type { Problem } from "../problem.ts";
import { credentialsContext } from "../record/credential.ts";
import { didOfKey, isAddressOf } from "../record/did.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { readDateTimeStamp } from "../record/time.ts";
import { footprintFaults } from "./footprint-rules.ts";
import { opinionFaults } from "./opinion-rules.ts";
import type { RefusalCode } from "./refusal-codes.ts";
import { readStatusEntry } from "./status-entry.ts";

/** What whoever verifies expects a credential to say; what is absent is not asked for. */
export interface Expectation {
  /** DID or issuer URL of the operator that should have signed. */
  readonly issuer?: string | undefined;
  /** Product URL as scanned, byte for byte. */
  readonly subject?: string | undefined;
  /** Judging time. */
  readonly at: Date;
  /** Other names that the pinned log ties to the key's operator; absent where no logged key is known. */
  readonly alsoKnownAs?: readonly string[] | undefined;
  /** What the name of the key must start with, asked of full records without a logged key. */
  readonly kidPrefix?: string | undefined;
}

/** What a record came as: a public record names its issuer by DID, a full one by URL. */
export type RecordForm = "vc+jwt" | "dc+sd-jwt";

/** Clocks differ: 300 seconds either way are forgiven. */
const toleranceMs = 300_000;

/**
 * Everything in which the payload of a signed record breaks the rules, in the order of the rules; empty when it keeps
 * them. The codes name the part of the verdict they fail (`refusal-codes.ts`).
 *
 * @param payload of a full record with what it discloses in place.
 * @param kid key the record was signed with: it must belong to the issuer.
 * @param status what `readStatusEntry` said of it, where it was asked already.
 *
 * Source: record format, section 5, VC-JWT and SD-JWT; W3C Verifiable Credentials Data Model 2.0, section 4.
 */
export function credentialFaults(
  payload: JsonObject,
  kid: string,
  expected: Expectation,
  form: RecordForm = "vc+jwt",
  status = readStatusEntry(payload),
): readonly Problem[] {
  return [
    ...formFaults(payload),
    ...(form === "dc+sd-jwt" ? claimFaults(payload) : []),
    ...timeFaults(payload, expected.at.getTime()),
    ...issuerFaults(payload, kid, expected, form),
    ...subjectFaults(payload, expected.subject),
    ...(status.ok ? [] : status.problems),
    ...footprintFaults(payload),
    ...opinionFaults(payload),
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
  const context = payload["@context"];
  return (
    isOnOwnMachine(claimedIssuer(payload)) ||
    (Array.isArray(context) && context.some(isOnOwnMachine)) ||
    schemaIds(payload["credentialSchema"]).some(isOnOwnMachine) ||
    (isJsonObject(subject) && isOnOwnMachine(subject["id"])) ||
    (isJsonObject(status) && isOnOwnMachine(status["statusListCredential"]))
  );
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
  const latestBegin = Math.max(
    read("iat", readNumericDate) ?? -Infinity,
    read("nbf", readNumericDate) ?? -Infinity,
    read("validFrom", readStamp) ?? -Infinity,
  );
  const earliestEnd = Math.min(
    read("exp", readNumericDate) ?? Infinity,
    read("validUntil", readStamp) ?? Infinity,
  );

  if (latestBegin > earliestEnd)
    faults.push(fault("R_TIME_ORDER", { from: iso(latestBegin), until: iso(earliestEnd) }));
  if (latestBegin > atMs + toleranceMs)
    faults.push(fault("R_TIME_FUTURE", { from: iso(latestBegin), at: iso(atMs) }));
  if (earliestEnd < atMs - toleranceMs)
    faults.push(fault("R_TIME_EXPIRED", { until: iso(earliestEnd), at: iso(atMs) }));
  return faults;
}

function issuerFaults(
  payload: JsonObject,
  kid: string,
  expected: Expectation,
  form: RecordForm,
): readonly Problem[] {
  const issuer = claimedIssuer(payload);
  if (issuer === null) return [fault("R_ISSUER")];
  if (isRefusedName(issuer)) return [fault("R_ISSUER_HTTP", { issuer })];
  if (payload["iss"] !== issuer) return [fault("R_ISSUER_ISS", { issuer, iss: text(payload["iss"]) })];
  const owns = form === "vc+jwt" ? isNamedUnder(kid, issuer) : isKeyOfUrl(kid, issuer, expected);
  if (!owns) return [fault("R_ISSUER_KID", { issuer, kid })];
  const names = [issuer, didOfKey(kid), ...(expected.alsoKnownAs ?? [])];
  if (expected.issuer !== undefined && !names.includes(expected.issuer))
    return [fault("R_ISSUER_UNEXPECTED", { expected: expected.issuer, issuer })];
  return [];
}

/** A key is named below the one it belongs to, so that nobody signs in another's name. */
function isNamedUnder(kid: string, issuer: string): boolean {
  return kid === issuer || kid.startsWith(issuer.endsWith("#") ? issuer : `${issuer}#`);
}

/**
 * A full record names its issuer by URL. What ties the URL to the DID of the key is its logged entry; for a key that is
 * not shown to be logged what the verifier demands of its name, or else the address every did:web has.
 */
function isKeyOfUrl(kid: string, issuer: string, { alsoKnownAs, kidPrefix }: Expectation): boolean {
  if (kidPrefix !== undefined && !isNamedUnder(kid, kidPrefix)) return false;
  if (alsoKnownAs !== undefined) return alsoKnownAs.includes(issuer);
  return kidPrefix !== undefined || isAddressOf(didOfKey(kid), issuer);
}

/** Claims that stand in every full record beside those of the credential. Source: record format, section 2.2. */
function claimFaults(payload: JsonObject): readonly Problem[] {
  const required = ["iss", "sub", "vct"].filter((claim) => !isName(payload[claim]));
  if (payload["iat"] === undefined) required.push("iat");
  return required.map((claim) => fault("R_SD_CLAIM", { claim }));
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
  const url = typeof value === "string" ? readHttpUrl(value) : null;
  return url !== null && !isPlainHttpAllowed(url);
}

function isOnOwnMachine(name: JsonValue | undefined): boolean {
  if (typeof name !== "string") return false;
  if (/^did:web:(localhost|127\.0\.0\.1)(%3A[0-9]+)?(:|$)/.test(name)) return true;
  const url = readHttpUrl(name);
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

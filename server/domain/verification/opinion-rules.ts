import type { Problem } from "../problem.ts";
import { parseExact } from "../quantity/exact.ts";
import { isOpinionOutcome, passportOpinionType } from "../record/opinion.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { readDateTimeStamp } from "../record/time.ts";
import type { VerificationCrypto } from "./crypto.ts";
import { digestOf, unverifiedClaims } from "./read-record.ts";
import type { RefusalCode } from "./refusal-codes.ts";

/**
 * What an opinion must keep beyond the rules of every credential; nothing for other credentials. It is nothing else at the
 * same time, names its version and each signed text of it in their forms, says what it found, why where it has something
 * to remark, and what was recomputed: `R_OPINION_MEMBER` (evidence `member`).
 *
 * Source: our record format for opinions, schema 1.0.0.
 */
export function opinionFaults(payload: JsonObject): readonly Problem[] {
  if (!isOpinion(payload)) return [];
  const { opinion, credentialSubject: subject, type } = payload;
  const isNothingElse =
    Array.isArray(type) &&
    type.length === 2 &&
    ["passport", "registration", "saleSuspension", "credentialStatus"].every(
      (name) => !Object.hasOwn(payload, name),
    );
  const faults: Problem[] = isNothingElse ? [] : [member("type")];
  if (!isJsonObject(opinion)) return [...faults, member("opinion")];
  for (const [name, isGood] of Object.entries(bound)) if (!isGood(opinion[name])) faults.push(member(name));
  if (!isJsonObject(subject)) return faults;
  for (const [name, isGood] of Object.entries(said)) {
    if (!isGood(subject[name], subject)) faults.push(member(name));
  }
  return faults;
}

/** Whether a credential says that it is an opinion on a version of a passport. */
export function isOpinion({ type }: JsonObject): boolean {
  return Array.isArray(type) && type.includes(passportOpinionType);
}

/**
 * Whether an opinion speaks of exactly this record. `R_OPINION_KIND`: the credential is no opinion. `R_OPINION_VERSION`
 * (evidence `expected`, `found`): it is about another version of the same passport. `R_OPINION_RECORD`: the record is not
 * among the texts it is bound to. `R_OPINION_MEMBER`: it is bound to the record and contradicts it.
 *
 * Of the record only its digest and what it says are looked at: whether it is genuine its own check says. Rejects when
 * `crypto` cannot compute.
 */
export async function aboutFaults(
  payload: JsonObject,
  record: string | Uint8Array,
  crypto: VerificationCrypto,
): Promise<readonly Problem[]> {
  const { opinion, credentialSubject: subject } = payload;
  if (!isOpinion(payload) || !isJsonObject(opinion) || !isJsonObject(subject))
    return [fault("R_OPINION_KIND", {})];
  const digest = await digestOf(record, crypto);
  const claims = unverifiedClaims(record) ?? {};
  const place = objectIn(claims, "passport");
  if (!isBoundTo(opinion, digest)) {
    const isOtherVersion =
      place["logSubject"] === opinion["logSubject"] && place["version"] !== opinion["version"];
    return isOtherVersion
      ? [fault("R_OPINION_VERSION", { expected: shown(place["version"]), found: shown(opinion["version"]) })]
      : [fault("R_OPINION_RECORD", { digest })];
  }
  const passport = objectIn(claims, "credentialSubject");
  // The projection names neither its place in the log nor the footprint's digests: there the digest alone binds.
  const footprint = objectIn(objectIn(passport, "voluntary"), "carbonFootprint");
  const compared: readonly (readonly [string, JsonValue | undefined, JsonValue | undefined])[] = [
    ["logSubject", place["logSubject"], opinion["logSubject"]],
    ["version", place["version"], opinion["version"]],
    ["id", passport["id"], subject["id"]],
    ["declarationNumber", footprint["declarationNumber"], subject["declarationNumber"]],
    ["requestDigest", footprint["requestDigest"], subject["requestDigest"]],
    ["resultDigest", footprint["resultDigest"], subject["resultDigest"]],
  ];
  return compared
    .filter(([, inRecord, inOpinion]) => inRecord !== undefined && inRecord !== inOpinion)
    .map(([name]) => member(name));
}

/** Whether the member `opinion` of an opinion lists a signed text with this digest (base64url SHA-256). */
export function isBoundTo({ artefacts }: JsonObject, digest: string): boolean {
  return (
    Array.isArray(artefacts) &&
    artefacts.some((one: JsonValue) => isJsonObject(one) && one["digest"] === digest)
  );
}

const isText = (value: JsonValue | undefined) => typeof value === "string" && value !== "";
const isDigest = (value: JsonValue | undefined) =>
  typeof value === "string" && /^[A-Za-z0-9_-]{43}$/.test(value);
const isCount = (value: JsonValue | undefined) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 1;
const isStamp = (value: JsonValue | undefined) =>
  typeof value === "string" && readDateTimeStamp(value) !== null;

const forms: readonly JsonValue[] = ["vc+jwt", "dc+sd-jwt", "untp+vc+jwt"];

const bound: Readonly<Record<string, (value: JsonValue | undefined) => boolean>> = {
  logOrigin: isText,
  logSubject: (value) => typeof value === "string" && /^[A-Za-z0-9_-]{22}$/.test(value),
  version: isCount,
  artefacts: areArtefacts,
  previous: (value) => value === null || isDigest(value),
};

const said: Readonly<Record<string, (value: JsonValue | undefined, subject: JsonObject) => boolean>> = {
  id: isText,
  type: (value) => value === "DeclaredFootprint",
  declarationNumber: isCount,
  requestDigest: isDigest,
  resultDigest: isDigest,
  outcome: isOpinionOutcome,
  remarks: (value, { outcome }) => (value === undefined ? outcome === "confirmed" : isText(value)),
  recomputation: (value, { resultDigest }) => isRecomputation(value, resultDigest),
};

/** Each form once, the public record always among them. */
function areArtefacts(value: JsonValue | undefined): boolean {
  if (!Array.isArray(value)) return false;
  const seen = value.map((one: JsonValue) =>
    isJsonObject(one) && isDigest(one["digest"]) ? (one["form"] ?? null) : null,
  );
  return (
    seen.includes("vc+jwt") &&
    new Set(seen).size === seen.length &&
    seen.every((form: JsonValue) => forms.includes(form))
  );
}

/** `same` means that the digests are the same, and `figuresSame` that they are not. */
function isRecomputation(value: JsonValue | undefined, resultDigest: JsonValue | undefined): boolean {
  if (!isJsonObject(value)) return false;
  const { at, agreement, kgCO2ePerKWh, resultDigest: recomputed } = value;
  const isSame = recomputed === resultDigest;
  return (
    isStamp(at) &&
    isDigest(recomputed) &&
    typeof kgCO2ePerKWh === "string" &&
    parseExact(kgCO2ePerKWh) !== null &&
    agreement === (isSame ? "same" : "figuresSame")
  );
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isJsonObject(value) ? value : {};
}

function member(name: string): Problem {
  return fault("R_OPINION_MEMBER", { member: name });
}

function shown(value: JsonValue | undefined): string {
  return JSON.stringify(value ?? null).slice(0, 300);
}

function fault(code: RefusalCode, params: Readonly<Record<string, string>>): Problem {
  return { code, path: "", params };
}

import type { VerdictCode } from "../../server/domain/verification/refusal-codes.ts";
import { couldNotCheckCodes, refusalCodes } from "../../server/domain/verification/refusal-codes.ts";
import { problemsText } from "../_text/en/problems.ts";

/** Verdicts as a whole that are none of the states of a part, by the words of their pages' addresses. */
export const outcomePages = ["withdrawn", "superseded", "unknown"] as const;
export type OutcomePage = (typeof outcomePages)[number];

/** The four states of a part, by the words of their pages' addresses. */
export const stateOfPage = {
  holds: "ok",
  wrong: "failed",
  "could-not-check": "couldNotCheck",
  "not-asked": "notAsked",
} as const;
export type StatePage = keyof typeof stateOfPage;
export const statePages = [
  "holds",
  "wrong",
  "could-not-check",
  "not-asked",
] as const satisfies readonly StatePage[];

/** Who can mend what a code complains of, and how: several codes share one answer. */
export type Remedy =
  | "copy"
  | "issuer"
  | "kind"
  | "keys"
  | "keySet"
  | "impostor"
  | "product"
  | "time"
  | "runtime"
  | "signature"
  | "ended"
  | "proof"
  | "split"
  | "policy"
  | "witness"
  | "registry"
  | "statusList";

/** Every code a verdict can name has its remedy, or this does not compile. */
export const remedyOf: Readonly<Record<VerdictCode, Remedy>> = {
  R_SIZE: "copy",
  R_ASCII: "copy",
  R_PARTS: "copy",
  R_BASE64URL: "copy",
  R_JSON_UTF8: "issuer",
  R_JSON_BOM: "issuer",
  R_JSON_SYNTAX: "copy",
  R_JSON_DUPLICATE: "issuer",
  R_JSON_DEPTH: "issuer",
  R_JSON_NUMBER: "issuer",
  R_JSON_NOT_OBJECT: "issuer",
  R_HEADER_FORBIDDEN: "impostor",
  R_ALG: "impostor",
  R_TYP: "kind",
  R_KID: "issuer",
  R_KEY_UNKNOWN: "keys",
  R_KEY_AMBIGUOUS: "keySet",
  R_KEY_ALG: "keySet",
  R_KEY_USE: "keySet",
  R_KEY_OPS: "keySet",
  R_KEY_FORMAT: "keySet",
  R_KEY_POINT: "keySet",
  R_SIGNATURE_LENGTH: "copy",
  R_SIGNATURE_RANGE: "impostor",
  R_SIGNATURE: "copy",
  R_VC_CLAIM: "issuer",
  R_CONTEXT: "issuer",
  R_TYPE: "issuer",
  R_ID: "issuer",
  R_SCHEMA: "issuer",
  R_TIME_FORMAT: "issuer",
  R_TIME_ORDER: "issuer",
  R_TIME_FUTURE: "time",
  R_TIME_EXPIRED: "time",
  R_ISSUER: "issuer",
  R_ISSUER_ISS: "issuer",
  R_ISSUER_KID: "impostor",
  R_ISSUER_HTTP: "issuer",
  R_ISSUER_UNEXPECTED: "impostor",
  R_SUBJECT: "issuer",
  R_SUBJECT_SUB: "issuer",
  R_SUBJECT_HTTP: "issuer",
  R_SUBJECT_UNEXPECTED: "product",
  R_STATUS_ENTRY: "issuer",
  R_STATUS_INDEX: "issuer",
  R_STATUS_URL: "issuer",
  R_SD_TILDE: "copy",
  R_SD_KEY_BINDING: "kind",
  R_SD_EMPTY: "copy",
  R_SD_BASE64URL: "copy",
  R_SD_SHAPE: "issuer",
  R_SD_ALG: "issuer",
  R_SD_DIGESTS: "issuer",
  R_SD_DOTS: "issuer",
  R_SD_TWICE: "issuer",
  R_SD_KIND: "issuer",
  R_SD_NAME: "issuer",
  R_SD_NAME_TAKEN: "issuer",
  R_SD_HIDDEN: "impostor",
  R_SD_UNREFERENCED: "copy",
  R_KEY_STATUS_ONLY: "impostor",
  R_KEY_LATER: "impostor",
  R_KEY_RETIRED: "impostor",
  R_KEY_COMPROMISED: "issuer",
  R_SD_CLAIM: "issuer",
  R_STATUS_TOKEN: "issuer",
  R_STATUS_REVOKED: "ended",
  R_STATUS_SUPERSEDED: "ended",
  R_STATUS_SET: "ended",
  R_LOG_PROOF: "proof",
  R_LOG_ARTEFACT: "proof",
  R_LOG_MEMBERS: "issuer",
  R_LOG_ORIGIN: "proof",
  R_LOG_SPLIT: "split",
  R_WITNESS: "proof",
  R_FOOTPRINT_TERM: "issuer",
  R_FOOTPRINT_PLACE: "issuer",
  R_FOOTPRINT_MEMBER: "issuer",
  R_OPINION_MEMBER: "issuer",
  R_OPINION_KIND: "kind",
  R_OPINION_VERSION: "product",
  R_OPINION_RECORD: "product",
  R_SHEET_MEMBER: "issuer",
  R_SHEET_ISSUER: "impostor",
  C_NO_KEYS: "keys",
  C_CRYPTO: "runtime",
  C_SIGNATURE_NOT_CHECKED: "signature",
  C_SIGNATURE_FAILED: "signature",
  C_NO_STATUS_ENTRY: "issuer",
  C_NO_STATUS_LIST: "registry",
  C_LIST_TYPE: "statusList",
  C_LIST_ID: "statusList",
  C_LIST_ISSUER: "statusList",
  C_LIST_PURPOSE: "statusList",
  C_LIST_TIME: "statusList",
  C_LIST_NOT_YET: "statusList",
  C_LIST_STALE: "statusList",
  C_LIST_ENCODING: "statusList",
  C_LIST_STREAM: "statusList",
  C_LIST_BOMB: "statusList",
  C_LIST_SHORT: "statusList",
  C_LIST_BITS: "statusList",
  C_LIST_INDEX: "statusList",
  C_KEY_NOT_LOGGED: "policy",
  C_SHEET_UNSIGNED: "signature",
  C_LIST_BROKEN: "statusList",
  C_LIST_KEY: "statusList",
  C_LIST_NOT_LOGGED: "statusList",
  C_LIST_DISAGREE: "statusList",
  C_LIST_VALUE: "statusList",
  C_LIST_LATER: "statusList",
  C_NO_POLICY: "policy",
  C_WITNESS_QUORUM: "witness",
  C_NOT_IN_A_CHECKPOINT: "registry",
  C_NO_WITNESS: "registry",
};

/** All codes, in the order of the checks. */
export const verdictCodes: readonly VerdictCode[] = [
  ...Object.keys(refusalCodes),
  ...couldNotCheckCodes,
].filter(isVerdictCode);

/** What the registry itself says: a refusal, a problem of entered data (`E_`), a warning beside a result (`W_`), or a rule of the report checker (`CK-`). */
export const problemKinds = ["refusal", "problem", "warning", "finding"] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Every code the registry answers with; each has a sentence in every language. */
export const problemCodes: readonly string[] = Object.keys(problemsText);

export function problemKindOf(code: string): ProblemKind {
  if (code.startsWith("W_")) return "warning";
  if (code.startsWith("CK-")) return "finding";
  return code.startsWith("E_") ? "problem" : "refusal";
}

export function isProblemCode(text: string): boolean {
  return Object.hasOwn(problemsText, text);
}

export function isVerdictCode(text: string): text is VerdictCode {
  return Object.hasOwn(remedyOf, text);
}

export function isOutcomePage(text: string): text is OutcomePage {
  return outcomePages.some((page) => page === text);
}

export function isStatePage(text: string): text is StatePage {
  return Object.hasOwn(stateOfPage, text);
}

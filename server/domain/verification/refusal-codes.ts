import { statusUnknownCodes } from "../record/status-list.ts";
import type { VerdictPart } from "./verdict.ts";

/**
 * Every reason for which a record is refused, and the part of the verdict it fails. Codes are stable: scripts, help pages
 * and published vectors rely on them. Source of the rules: record format, section 5.
 */
export const refusalCodes = {
  // JWS: the envelope.
  R_SIZE: "signature",
  R_ASCII: "signature",
  R_PARTS: "signature",
  R_BASE64URL: "signature",
  R_JSON_UTF8: "signature",
  R_JSON_BOM: "signature",
  R_JSON_SYNTAX: "signature",
  R_JSON_DUPLICATE: "signature",
  R_JSON_DEPTH: "signature",
  R_JSON_NUMBER: "signature",
  R_JSON_NOT_OBJECT: "signature",
  R_HEADER_FORBIDDEN: "signature",
  R_ALG: "signature",
  R_TYP: "signature",
  // JWS: the key.
  R_KID: "signature",
  R_KEY_UNKNOWN: "signature",
  R_KEY_AMBIGUOUS: "signature",
  R_KEY_ALG: "signature",
  R_KEY_USE: "signature",
  R_KEY_OPS: "signature",
  R_KEY_FORMAT: "signature",
  R_KEY_POINT: "signature",
  // JWS: the signature itself.
  R_SIGNATURE_LENGTH: "signature",
  R_SIGNATURE_RANGE: "signature",
  R_SIGNATURE: "signature",
  // VC-JWT: what is signed.
  R_VC_CLAIM: "signature",
  R_CONTEXT: "signature",
  R_TYPE: "signature",
  R_ID: "signature",
  R_SCHEMA: "signature",
  R_TIME_FORMAT: "signature",
  R_TIME_ORDER: "signature",
  R_TIME_FUTURE: "signature",
  R_TIME_EXPIRED: "signature",
  R_ISSUER: "issuer",
  R_ISSUER_ISS: "issuer",
  R_ISSUER_KID: "issuer",
  R_ISSUER_HTTP: "issuer",
  R_ISSUER_UNEXPECTED: "issuer",
  R_SUBJECT: "subject",
  R_SUBJECT_SUB: "subject",
  R_SUBJECT_HTTP: "subject",
  R_SUBJECT_UNEXPECTED: "subject",
  // The key, as the log knows it.
  R_KEY_STATUS_ONLY: "signature",
  R_KEY_LATER: "signature",
  R_KEY_RETIRED: "signature",
  R_KEY_COMPROMISED: "signature",
  // Full records: claims every SD-JWT VC has.
  R_SD_CLAIM: "signature",
  // Status: what the lists and the log say.
  R_STATUS_TOKEN: "status",
  R_STATUS_REVOKED: "status",
  R_STATUS_SUPERSEDED: "status",
  R_STATUS_SET: "status",
  // The log.
  R_LOG_PROOF: "log",
  R_LOG_ARTEFACT: "log",
  R_LOG_MEMBERS: "log",
  R_LOG_ORIGIN: "log",
  R_LOG_SPLIT: "log",
  R_WITNESS: "witnesses",
  // Product footprints: what a supplier signed.
  R_FOOTPRINT_TERM: "signature",
  R_FOOTPRINT_PLACE: "subject",
  R_FOOTPRINT_MEMBER: "subject",
  // Opinions: what a notified body signed about one version.
  R_OPINION_MEMBER: "subject",
  R_OPINION_KIND: "subject",
  R_OPINION_VERSION: "subject",
  R_OPINION_RECORD: "subject",
  // Result sheets: what was found in a check, signed by whoever made it.
  R_SHEET_MEMBER: "signature",
  R_SHEET_ISSUER: "issuer",
  R_STATUS_ENTRY: "status",
  R_STATUS_INDEX: "status",
  R_STATUS_URL: "status",
  // SD-JWT: what a full record hides and discloses.
  R_SD_TILDE: "signature",
  R_SD_KEY_BINDING: "signature",
  R_SD_EMPTY: "signature",
  R_SD_BASE64URL: "signature",
  R_SD_SHAPE: "signature",
  R_SD_ALG: "signature",
  R_SD_DIGESTS: "signature",
  R_SD_DOTS: "signature",
  R_SD_TWICE: "signature",
  R_SD_KIND: "signature",
  R_SD_NAME: "signature",
  R_SD_NAME_TAKEN: "signature",
  R_SD_HIDDEN: "signature",
  R_SD_UNREFERENCED: "signature",
} as const satisfies Readonly<Record<string, VerdictPart>>;

export type RefusalCode = keyof typeof refusalCodes;

/** Every reason for which a part could not be checked: neither good nor bad news. */
export const couldNotCheckCodes = [
  "C_NO_KEYS",
  "C_CRYPTO",
  "C_SIGNATURE_NOT_CHECKED",
  "C_SIGNATURE_FAILED",
  "C_NO_STATUS_ENTRY",
  "C_NO_STATUS_LIST",
  "C_KEY_NOT_LOGGED",
  "C_SHEET_UNSIGNED",
  // A list that was given and cannot be relied on.
  "C_LIST_BROKEN",
  "C_LIST_KEY",
  "C_LIST_NOT_LOGGED",
  "C_LIST_DISAGREE",
  "C_LIST_VALUE",
  "C_LIST_LATER",
  ...statusUnknownCodes,
  "C_NOT_IN_A_CHECKPOINT",
  "C_NO_POLICY",
  "C_NO_WITNESS",
  "C_WITNESS_QUORUM",
] as const;

export type CouldNotCheckCode = (typeof couldNotCheckCodes)[number];

/** Every reason a verdict can name. */
export type VerdictCode = RefusalCode | CouldNotCheckCode;

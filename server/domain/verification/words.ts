import type { CouldNotCheckCode, RefusalCode } from "./refusal-codes.ts";
import type { PartState, Verdict, VerdictPart } from "./verdict.ts";

/** What a whole verdict comes down to; each has one sentence. */
export const headlines = [
  "wrong",
  "withdrawn",
  "superseded",
  "ended",
  "couldNotCheck",
  "signed",
  "verified",
  "sheet",
  "sheetWrong",
  "sheetOpen",
] as const;
export type Headline = (typeof headlines)[number];

/**
 * The one sentence for a verdict. `ended` is for a list that does not tell withdrawn from superseded. `signed` says that
 * all asked parts hold while status or log could not be checked; `verified` that they hold as well. None says more than
 * was checked. A result sheet has sentences of its own: it is neither current nor withdrawn, it tells what was found once.
 */
export function headlineOf({ overall, parts, of }: Verdict): Headline {
  if (of === "resultSheet")
    return overall === "holds" ? "sheet" : overall === "wrong" ? "sheetWrong" : "sheetOpen";
  if (parts.some(({ code }) => code === "R_STATUS_SET") && overall === "withdrawn") return "ended";
  if (overall !== "holds") return overall;
  return parts.every(({ state }) => state === "ok" || state === "notAsked") ? "verified" : "signed";
}

/** The words of a verdict in one language: command line and page speak alike. */
export interface VerdictWords {
  readonly headlines: Readonly<Record<Headline, string>>;
  readonly demonstration: string;
  readonly states: Readonly<Record<PartState, string>>;
  readonly parts: Readonly<Record<VerdictPart, PartWords>>;
  readonly reasons: Readonly<Record<RefusalCode | CouldNotCheckCode, string>>;
}

interface PartWords {
  readonly name: string;
  readonly ok: string;
  readonly notAsked: string;
}

/** Why a part reads as it does: the reason of its code, else what its state means. */
export function explanationOf({ part, state, code }: Verdict["parts"][number], words: VerdictWords): string {
  const reasons: Readonly<Record<string, string>> = words.reasons;
  const reason = code === undefined ? undefined : reasons[code];
  return reason ?? (state === "ok" ? words.parts[part].ok : words.parts[part].notAsked);
}

export const englishVerdict: VerdictWords = {
  headlines: {
    wrong: "Do not rely on this record.",
    withdrawn: "This record is genuine, and its issuer has withdrawn it.",
    superseded: "This record is genuine, and a newer version has taken its place.",
    ended: "This record is genuine, and its issuer has withdrawn it or replaced it by a newer version.",
    couldNotCheck: "Not everything that was asked could be checked.",
    signed: "The signature holds. Whether the record is current and in the public log could not be checked.",
    verified: "The signature holds; the record is current and part of the public log.",
    sheet: "This result sheet is as it was signed. It tells what was found then, not how things stand now.",
    sheetWrong: "Do not rely on this result sheet.",
    sheetOpen: "Whether this result sheet is as it was signed could not be checked.",
  },
  demonstration:
    "Demonstration: the record names addresses on somebody’s own machine, so it proves nothing outside it.",
  states: { ok: "holds", failed: "wrong", couldNotCheck: "could not check", notAsked: "not asked" },
  parts: {
    signature: {
      name: "Signature",
      ok: "The record is well formed, within its time, and signed with the trusted key it names.",
      notAsked: "The signature was not asked for.",
    },
    issuer: {
      name: "Issuer",
      ok: "The issuer is the one expected.",
      notAsked: "No issuer was expected, so none was compared.",
    },
    subject: {
      name: "Product",
      ok: "The record speaks of the product expected.",
      notAsked: "No product was expected, so none was compared.",
    },
    status: {
      name: "Current",
      ok: "The issuer’s status list says that the record is valid, as of the time beside.",
      notAsked: "Whether the record is current was not asked for.",
    },
    log: {
      name: "Public log",
      ok: "The pinned public log holds an entry for exactly this record.",
      notAsked: "The public log was not asked for.",
    },
    witnesses: {
      name: "Witnesses",
      ok: "Enough independent witnesses have signed the state of the log.",
      notAsked: "No witness was asked for.",
    },
  },
  reasons: {
    R_SIZE: "The record is larger than 256 KiB.",
    R_ASCII: "The record contains characters that no signed record has.",
    R_PARTS: "A record is three parts joined by two full stops; this text is not.",
    R_BASE64URL: "A part of the record is not strict base64url: padding, white space or loose bits.",
    R_JSON_UTF8: "Header or payload is not well-formed UTF-8.",
    R_JSON_BOM: "Header or payload starts with a byte order mark.",
    R_JSON_SYNTAX: "Header or payload is not JSON.",
    R_JSON_DUPLICATE: "Header or payload names a member twice, so that two readers could read two things.",
    R_JSON_DEPTH: "Header or payload is nested more deeply than any honest record.",
    R_JSON_NUMBER: "Header or payload holds a number beyond what a computer’s number can hold.",
    R_JSON_NOT_OBJECT: "Header or payload is not a JSON object.",
    R_HEADER_FORBIDDEN: "The header holds a member that no record may have, such as its own key.",
    R_ALG: "The record names a signature algorithm that is not allowed.",
    R_TYP: "This is another kind of token, not a public battery passport record.",
    R_KID: "The record does not name the key it was signed with.",
    R_KEY_UNKNOWN: "The key the record names is not among the trusted keys.",
    R_KEY_AMBIGUOUS: "More than one trusted key has the name the record uses.",
    R_KEY_ALG: "The key does not fit the signature algorithm.",
    R_KEY_USE: "The key is not meant for signatures.",
    R_KEY_OPS: "The key is not meant for checking signatures.",
    R_KEY_FORMAT: "The key is malformed.",
    R_KEY_POINT: "The key is not a point of its curve.",
    R_SIGNATURE_LENGTH: "The signature is not 64 bytes long.",
    R_SIGNATURE_RANGE: "A number in the signature is outside its range.",
    R_SIGNATURE: "The signature does not fit the text: the record was changed, or signed with another key.",
    R_VC_CLAIM: "The record wraps its content in an outdated claim.",
    R_CONTEXT:
      "The record does not start with the context of W3C credentials, or names a context that is not safe.",
    R_TYPE: "The record does not say that it is a verifiable credential.",
    R_ID: "The identifier of the record is malformed or contradicts itself.",
    R_SCHEMA: "The record names a schema that is malformed or not safe.",
    R_TIME_FORMAT: "A time in the record is malformed or lacks its offset.",
    R_TIME_ORDER: "The record ends before it begins.",
    R_TIME_FUTURE: "The record was signed, or begins, after the time of checking.",
    R_TIME_EXPIRED: "The record had ended at the time of checking.",
    R_ISSUER: "The record does not name its issuer.",
    R_ISSUER_ISS: "The record names two different issuers.",
    R_ISSUER_KID: "The key does not belong to the issuer.",
    R_ISSUER_HTTP: "The issuer is named by an address without encryption.",
    R_ISSUER_UNEXPECTED: "The record comes from another issuer than the one expected.",
    R_SUBJECT: "The record does not say which product it is about.",
    R_SUBJECT_SUB: "The record names two different products.",
    R_SUBJECT_HTTP: "The product is named by an address without encryption.",
    R_SUBJECT_UNEXPECTED: "The record is about another product than the one expected.",
    R_STATUS_ENTRY: "The status entry of the record is malformed.",
    R_STATUS_INDEX: "The place on the status list is not a plain decimal number.",
    R_STATUS_URL: "The status list is not at an encrypted address.",
    R_SD_TILDE: "A full record ends with a tilde; this text does not.",
    R_SD_KEY_BINDING: "A proof of possession follows the record; battery passports have none.",
    R_SD_EMPTY: "Two tildes follow each other: an empty disclosure.",
    R_SD_BASE64URL: "A disclosure is not strict base64url: padding, white space or loose bits.",
    R_SD_SHAPE: "A disclosure is not a salt with a value, or a salt with a name and a value.",
    R_SD_ALG: "The record names another hash than SHA-256, or names one in the wrong place.",
    R_SD_DIGESTS: "The digests of a section are not a list of texts.",
    R_SD_DOTS: "The mark for a hidden list element is used wrongly.",
    R_SD_TWICE: "A digest or a disclosure occurs twice.",
    R_SD_KIND: "A disclosure of a list element stands for a named value, or the other way round.",
    R_SD_NAME: "A disclosure uses a name that is reserved.",
    R_SD_NAME_TAKEN: "A disclosure names a value that already stands there.",
    R_SD_HIDDEN:
      "The record hides something that must stand in clear, such as issuer, product, time or status.",
    R_SD_UNREFERENCED: "A disclosure came along that the record does not refer to.",
    R_KEY_STATUS_ONLY: "The record was signed with a key that may sign status lists only.",
    R_KEY_LATER: "The key entered the public log only after the record.",
    R_KEY_RETIRED: "The record entered the public log after its key was retired.",
    R_KEY_COMPROMISED: "The key is in foreign hands, and no witness saw the record before that.",
    R_SD_CLAIM: "The full record lacks a claim that every full record has.",
    R_STATUS_TOKEN: "The two status entries of the record do not name the same place.",
    R_STATUS_REVOKED: "The issuer has withdrawn this record.",
    R_STATUS_SUPERSEDED: "A newer version has taken the place of this record.",
    R_STATUS_SET: "The issuer’s list says that this record was withdrawn or replaced.",
    R_LOG_PROOF: "The proof from the public log does not hold.",
    R_LOG_ARTEFACT: "The log entry shown is about another record.",
    R_LOG_MEMBERS: "Record and log entry contradict each other.",
    R_LOG_ORIGIN: "The record belongs to another log.",
    R_LOG_SPLIT: "The log has shown two different states of the same size.",
    R_WITNESS: "The signature of a witness is false.",
    R_FOOTPRINT_TERM: "A product footprint must say when it ends, and this one does not.",
    R_FOOTPRINT_PLACE: "The footprint names an address that does not belong to its issuer.",
    R_FOOTPRINT_MEMBER:
      "A statement of the footprint is missing or malformed, or the record claims to be a passport as well.",
    R_OPINION_MEMBER:
      "A statement of the opinion is missing, malformed or contradicts the record, or it claims to be something else as well.",
    R_OPINION_KIND: "This is not an opinion, so it cannot be about the other record.",
    R_OPINION_VERSION:
      "The opinion is about another version of this passport: this version has none from it.",
    R_OPINION_RECORD: "The opinion is not about this record.",
    R_SHEET_MEMBER: "A statement of the result sheet is missing or malformed.",
    R_SHEET_ISSUER:
      "The result sheet says that a registry made it, and is not signed by that registry’s own key, or the other way round.",
    C_NO_KEYS: "There was no key to check the signature with.",
    C_CRYPTO: "This browser or program cannot compute the signature check.",
    C_SIGNATURE_NOT_CHECKED: "The signature was not checked, so what the record says here proves nothing.",
    C_SIGNATURE_FAILED: "Nothing the record says can be relied on, because its form or signature is wrong.",
    C_NO_STATUS_ENTRY: "The record names no status list.",
    C_NO_STATUS_LIST: "There was no status list to look in.",
    C_LIST_TYPE: "The status list is not a status list of the kind the record names.",
    C_LIST_ID: "The status list is another one than the record names.",
    C_LIST_ISSUER: "The status list comes from another issuer than the record.",
    C_LIST_PURPOSE: "The status list is kept for another purpose than the record asks for.",
    C_LIST_TIME: "The status list does not say properly from when until when it counts.",
    C_LIST_NOT_YET: "The status list was issued after the time of checking.",
    C_LIST_STALE:
      "The status list had ended at the time of checking. What it last said stands in the evidence.",
    C_LIST_ENCODING: "The status list is not written as such lists are.",
    C_LIST_STREAM: "The compressed status list is damaged, cut off, or followed by something else.",
    C_LIST_BOMB: "The status list would expand to more than 16 MiB.",
    C_LIST_SHORT: "The status list is shorter than any may be.",
    C_LIST_BITS: "The status list does not say properly how many bits a place has.",
    C_LIST_INDEX: "The place the record names is not on the status list.",
    C_KEY_NOT_LOGGED:
      "The signature fits the key that came with the record, but nobody you trust vouches for that key.",
    C_SHEET_UNSIGNED: "Nobody has signed this result sheet: anybody could have changed it.",
    C_LIST_BROKEN: "The status list is malformed, or its signature does not hold.",
    C_LIST_KEY: "The status list was signed with a key that is not trusted for it.",
    C_LIST_NOT_LOGGED: "The status list is not shown to be in the public log.",
    C_LIST_DISAGREE: "The two status lists contradict each other.",
    C_LIST_VALUE: "The status list holds a value that has no meaning here.",
    C_LIST_LATER:
      "The status list was made after the time asked for, and does not say since when the record is no longer valid.",
    C_NO_POLICY: "No log is pinned, so its proofs cannot be checked.",
    C_WITNESS_QUORUM: "Fewer witnesses have signed than your policy asks for.",
    C_NOT_IN_A_CHECKPOINT: "There was no signed state of the public log to look for the record in.",
    C_NO_WITNESS: "No independent witness has signed a state of the log that could be checked here.",
  },
};

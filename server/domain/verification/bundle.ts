import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { maxJwsBytes } from "../record/jws.ts";
import type { CandidateKey } from "../record/jws.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../record/strict-json.ts";
import type { VerificationCrypto } from "./crypto.ts";
import type { Evidence, Trust } from "./evidence.ts";
import type { CheckedRecord } from "./verify-record.ts";
import { verifyRecord } from "./verify-record.ts";

/** All that is needed to check one record offline, but for whom to trust: that the verifier pins. */
export interface Bundle {
  /** `vc+jwt` or SD-JWT text. */
  readonly record: string;
  /** The issuer's keys as published: a hint, for the key that counts is the logged one. */
  readonly jwks: JsonObject;
  readonly statusList: string | null;
  readonly tokenStatusList: string | null;
  readonly proofs: BundleProofs;
}

/** tlog-proofs, each against a checkpoint with its cosignatures. */
export interface BundleProofs {
  readonly passport: string | null;
  readonly issuerKey: string | null;
  readonly statusList: string | null;
  /**
   * More that is known of the keys, and of the record, beyond the three: the key that signed the lists where it is another,
   * retirements and compromises, the end of this version. Other readers may leave it unread.
   */
  readonly more: readonly string[];
}

/** Record, lists and proofs together; twice the largest of each is far more than any honest bundle has. */
const maxBundleBytes = 16 * maxJwsBytes;

/** The text of a bundle. Source: record format, section 7. */
export function formatBundle({ record, jwks, statusList, tokenStatusList, proofs }: Bundle): string {
  const { passport, issuerKey, statusList: listProof, more } = proofs;
  return JSON.stringify({
    v: 1,
    record,
    jwks,
    ...(statusList === null ? {} : { statusList }),
    ...(tokenStatusList === null ? {} : { tokenStatusList }),
    proofs: {
      ...(passport === null ? {} : { passport }),
      ...(issuerKey === null ? {} : { issuerKey }),
      ...(listProof === null ? {} : { statusList: listProof }),
      ...(more.length === 0 ? {} : { more }),
    },
  });
}

/**
 * Reads a bundle. What is missing in it is missing in the verdict, never assumed; members it does not know are left alone.
 *
 * Problems: those of strict JSON; `E_BUNDLE_SIZE`; `E_BUNDLE_FORM` (no object, another `v`, no record);
 * `E_BUNDLE_MEMBER` (a member of another kind than it has to be, named in the path).
 *
 * Source: record format, section 7.
 */
export function parseBundle(input: string | Uint8Array): Parsed<Bundle> {
  if (input.length > maxBundleBytes) return reject("E_BUNDLE_SIZE");
  const json = parseStrictJson(input);
  if (!json.ok) return json;
  const { value } = json;
  if (!isJsonObject(value) || value["v"] !== 1 || typeof value["record"] !== "string") {
    return reject("E_BUNDLE_FORM");
  }
  const { record, jwks = { keys: [] }, proofs = {} } = value;
  const wrong = (path: string) => reject("E_BUNDLE_MEMBER", path, { value: path });
  if (!isJsonObject(jwks)) return wrong("jwks");
  if (!isJsonObject(proofs)) return wrong("proofs");
  for (const name of ["statusList", "tokenStatusList"]) {
    if (!isTextOrAbsent(value[name])) return wrong(name);
  }
  for (const name of ["passport", "issuerKey", "statusList"]) {
    if (!isTextOrAbsent(proofs[name])) return wrong(`proofs.${name}`);
  }
  const { more = [] } = proofs;
  if (!isList(more) || !more.every((proof) => typeof proof === "string")) return wrong("proofs.more");
  return accept({
    record,
    jwks,
    statusList: textOf(value["statusList"]),
    tokenStatusList: textOf(value["tokenStatusList"]),
    proofs: {
      passport: textOf(proofs["passport"]),
      issuerKey: textOf(proofs["issuerKey"]),
      statusList: textOf(proofs["statusList"]),
      more,
    },
  });
}

/** A bundle as evidence: what a proof is good for its entry says, wherever in the bundle it stands. */
export function evidenceOf({ record, jwks, statusList, tokenStatusList, proofs }: Bundle): Evidence {
  const { keys } = jwks;
  const { passport, issuerKey, statusList: listProof, more } = proofs;
  return {
    record,
    ...(statusList === null ? {} : { statusList }),
    ...(tokenStatusList === null ? {} : { tokenStatusList }),
    proofs: [passport, issuerKey, listProof, ...more].filter((proof) => proof !== null),
    hints: isList(keys) ? keys.filter((key): key is JsonObject & CandidateKey => isJsonObject(key)) : [],
  };
}

/**
 * Judges a bundle. Everything is asked that a bundle is for: status, log and witnesses; and its lists must be logged.
 *
 * Source: record format, section 7.
 */
export function verifyBundle(
  bundle: Bundle,
  trust: Omit<Trust, "asks" | "wantsLoggedLists">,
  crypto: VerificationCrypto,
): Promise<CheckedRecord> {
  const asks = { status: true, log: true };
  return verifyRecord(evidenceOf(bundle), { ...trust, asks, wantsLoggedLists: true }, crypto);
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** `null` says the same as leaving it out. */
function isTextOrAbsent(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || typeof value === "string";
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

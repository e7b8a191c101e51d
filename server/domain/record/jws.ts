import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { VerificationCrypto } from "../verification/crypto.ts";
import type { RefusalCode } from "../verification/refusal-codes.ts";
import { decodeBase64url } from "./base64url.ts";
import type { PublicJwk } from "./jwk.ts";
import { isBelowP256Order, parsePublicJwk } from "./jwk.ts";
import type { JsonObject, JsonValue } from "./strict-json.ts";
import { isJsonObject, parseStrictJson } from "./strict-json.ts";

/** A key of a trusted set as it came: judged when a record names it, so that a foreign key in a set harms nobody. */
export type CandidateKey = Readonly<Record<string, unknown>>;

/** A compact JWS taken apart; nothing of it is believed yet. */
export interface ReadJws {
  readonly header: JsonObject;
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  /** ASCII of the whole token as received: what its digest is computed of. */
  readonly compact: Uint8Array;
  /** ASCII of `header.payload` as received. */
  readonly signingInput: Uint8Array;
  readonly payloadBytes: Uint8Array;
  readonly signature: Uint8Array;
}

export type SignatureAlgorithm = "ES256" | "EdDSA" | "Ed25519";

/** Larger records are refused unread: 256 KiB. */
export const maxJwsBytes = 262_144;

const forbiddenMembers = ["crit", "b64", "zip", "enc", "jwk", "jku", "x5u"];

/**
 * Reads a compact JWS of one kind, strictly. Other header members than those named are ignored.
 *
 * Problems: `R_SIZE`, `R_ASCII`, `R_PARTS`, `R_BASE64URL`, the `R_JSON_…` codes, `R_HEADER_FORBIDDEN`, `R_ALG`, `R_TYP`,
 * `R_KID`, `R_SIGNATURE_LENGTH`; params are the evidence.
 *
 * Source: record format, section 5, JWS; RFC 7515 section 5.2; RFC 8725 sections 3.1 and 3.11.
 *
 * @param typ the exact kind expected, without `application/`.
 * @param maxBytes a larger text is refused unread.
 */
export function readJws(
  token: string | Uint8Array,
  typ: string,
  maxBytes: number = maxJwsBytes,
): Parsed<ReadJws> {
  const ascii = readAscii(token, maxBytes);
  if (!ascii.ok) return ascii;
  const { text, bytes: compact } = ascii.value;
  const parts = text.split(".");
  const [headerText, payloadText, signatureText] = parts;
  if (parts.length !== 3 || !headerText || !payloadText || !signatureText) {
    return refuse("R_PARTS", { parts: String(parts.length) });
  }
  const header = readHeaderText(headerText);
  if (!header.ok) return header;
  const signed = headerText.length + 1 + payloadText.length;
  const payloadBytes = decodeBase64url(compact.subarray(headerText.length + 1, signed));
  if (!payloadBytes.ok) return refuse("R_BASE64URL", { where: "payload" });
  const signature = decodeBase64url(compact.subarray(signed + 1));
  if (!signature.ok) return refuse("R_BASE64URL", { where: "signature" });
  const named = readHeader(header.value, typ);
  if (!named.ok) return named;
  if (signature.value.length !== 64) {
    return refuse("R_SIGNATURE_LENGTH", { bytes: String(signature.value.length) });
  }
  return accept({
    ...named.value,
    header: header.value,
    compact,
    signingInput: compact.subarray(0, signed),
    payloadBytes: payloadBytes.value,
    signature: signature.value,
  });
}

/** The payload as a JSON object. Problems: the `R_JSON_…` codes. */
export function readPayload(jws: ReadJws): Parsed<JsonObject> {
  return readObject(jws.payloadBytes, "payload");
}

/**
 * The one key of the trusted set that the record names, checked for its use. Keys are never tried in turn and never
 * fetched.
 *
 * Problems: `R_KEY_UNKNOWN`, `R_KEY_AMBIGUOUS`, `R_KEY_ALG`, `R_KEY_USE`, `R_KEY_OPS`, `R_KEY_FORMAT`, `R_KEY_POINT`.
 */
export function keyFor(jws: ReadJws, keys: readonly CandidateKey[]): Parsed<PublicJwk> {
  const named = keys.filter((key) => key["kid"] === jws.kid);
  const [key] = named;
  if (key === undefined) return refuse("R_KEY_UNKNOWN", { kid: jws.kid });
  if (named.length > 1) return refuse("R_KEY_AMBIGUOUS", { kid: jws.kid });
  if (key["use"] !== undefined && key["use"] !== "sig") return refuse("R_KEY_USE", { kid: jws.kid });
  const operations = key["key_ops"];
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes("verify"))) {
    return refuse("R_KEY_OPS", { kid: jws.kid });
  }
  const kind = `${String(key["kty"])} ${String(key["crv"])}`;
  if (kind !== keyKindOf[jws.alg] || !isAlgOfKind(key["alg"], jws.alg)) {
    return refuse("R_KEY_ALG", { kid: jws.kid, alg: jws.alg, key: kind });
  }
  const jwk = parsePublicJwk(key);
  if (jwk.ok) return jwk;
  const isOffCurve = jwk.problems.some(({ code }) => code === "E_JWK_POINT");
  return refuse(isOffCurve ? "R_KEY_POINT" : "R_KEY_FORMAT", { kid: jws.kid });
}

/**
 * Whether `signature` over `data` verifies under `jwk`. An ECDSA copy with s replaced by n − s verifies as well; it has
 * another digest, so it counts as not logged.
 *
 * Problems: `R_SIGNATURE_RANGE` (ES256: r or s outside 1 … n−1), `R_SIGNATURE`. Rejects when `crypto` cannot compute.
 *
 * Source: RFC 7518 section 3.4, RFC 8037 section 3.1, FIPS 186-4 section 6.4.
 */
export async function checkSignature(
  jwk: PublicJwk,
  data: Uint8Array,
  signature: Uint8Array,
  crypto: VerificationCrypto,
): Promise<Parsed<true>> {
  if (jwk.kty === "EC") {
    if (!isBelowP256Order(signature, 0) || !isBelowP256Order(signature, 32))
      return refuse("R_SIGNATURE_RANGE");
  }
  return (await crypto.verify(jwk, data, signature)) ? accept(true) : refuse("R_SIGNATURE");
}

const keyKindOf: Readonly<Record<SignatureAlgorithm, string>> = {
  ES256: "EC P-256",
  EdDSA: "OKP Ed25519",
  Ed25519: "OKP Ed25519",
};

/** EdDSA and its RFC 9864 name Ed25519 are one algorithm for an Ed25519 key. */
function isAlgOfKind(keyAlg: unknown, alg: SignatureAlgorithm): boolean {
  if (keyAlg === undefined) return true;
  return isSignatureAlgorithm(keyAlg) && keyKindOf[keyAlg] === keyKindOf[alg];
}

function isSignatureAlgorithm(value: unknown): value is SignatureAlgorithm {
  return typeof value === "string" && Object.hasOwn(keyKindOf, value);
}

/** A thousand records of one operator have one header: what its text says is kept, and judged each time. */
const knownHeaders = new Map<string, JsonObject>();
const maxKnownHeaders = 100;

function readHeaderText(text: string): Parsed<JsonObject> {
  const known = knownHeaders.get(text);
  if (known !== undefined) return accept(known);
  const bytes = decodeBase64url(text);
  if (!bytes.ok) return refuse("R_BASE64URL", { where: "header" });
  const header = readObject(bytes.value, "header");
  if (!header.ok) return header;
  if (knownHeaders.size >= maxKnownHeaders) knownHeaders.clear();
  knownHeaders.set(text, header.value);
  return header;
}

function readHeader(header: JsonObject, typ: string): Parsed<Pick<ReadJws, "kid" | "alg">> {
  const forbidden = forbiddenMembers.find((member) => Object.hasOwn(header, member));
  if (forbidden !== undefined) return refuse("R_HEADER_FORBIDDEN", { member: forbidden });
  const { alg, kid } = header;
  if (!isSignatureAlgorithm(alg)) return refuse("R_ALG", { alg: shown(alg) });
  if (!isMediaType(header["typ"], typ))
    return refuse("R_TYP", { expected: typ, found: shown(header["typ"]) });
  if (typeof kid !== "string" || kid === "") return refuse("R_KID", { found: shown(kid) });
  return accept({ alg, kid });
}

/** Media types are case-insensitive, and `application/` may be left out. Source: RFC 7515 section 4.1.9. */
function isMediaType(value: unknown, expected: string): boolean {
  return typeof value === "string" && value.toLowerCase().replace(/^application\//, "") === expected;
}

function readObject(bytes: Uint8Array, where: "header" | "payload"): Parsed<JsonObject> {
  const json = readJson(bytes, where);
  if (!json.ok) return json;
  return isJsonObject(json.value) ? accept(json.value) : refuse("R_JSON_NOT_OBJECT", { where });
}

/** Strict JSON of a part of a record. Problems: the `R_JSON_…` codes, with the part as evidence. */
export function readJson(bytes: Uint8Array, where: "header" | "payload" | "disclosure"): Parsed<JsonValue> {
  const json = parseStrictJson(bytes);
  if (json.ok) return json;
  const [problem] = json.problems;
  return refuse(refusalOfJson[problem?.code ?? ""] ?? "R_JSON_SYNTAX", { where, ...problem?.params });
}

const refusalOfJson: Readonly<Record<string, RefusalCode>> = {
  E_JSON_UTF8: "R_JSON_UTF8",
  E_JSON_BOM: "R_JSON_BOM",
  E_JSON_SYNTAX: "R_JSON_SYNTAX",
  E_JSON_DUPLICATE: "R_JSON_DUPLICATE",
  E_JSON_DEPTH: "R_JSON_DEPTH",
  E_JSON_NUMBER: "R_JSON_NUMBER",
};

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text of a record, and the same as bytes. Problems: `R_SIZE` (more than `maxBytes`), `R_ASCII`. */
export function readAscii(
  token: string | Uint8Array,
  maxBytes: number = maxJwsBytes,
): Parsed<{ readonly text: string; readonly bytes: Uint8Array }> {
  if (token.length > maxBytes)
    return refuse("R_SIZE", { bytes: String(token.length), limit: String(maxBytes) });
  const text = typeof token === "string" ? token : decoder.decode(token);
  const bytes = encoder.encode(text);
  // In UTF-8 ASCII alone takes one byte for each unit of a text; what was no UTF-8 has become U+FFFD, which takes three.
  return bytes.length === text.length ? accept({ text, bytes }) : refuse("R_ASCII");
}

/** A found value in evidence, cut short: it came from a stranger. */
function shown(value: unknown): string {
  if (value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function refuse(code: RefusalCode, evidence: Readonly<Record<string, string>> = {}): Parsed<never> {
  return reject(code, "", evidence);
}

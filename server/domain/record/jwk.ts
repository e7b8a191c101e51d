import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { decodeBase64url } from "./base64url.ts";
import { canonicalJson } from "./canonical-json.ts";

/** Public keys a record may be signed with: P-256 (what we issue), or Ed25519 (what an operator may bring). */
export type PublicJwk =
  | { readonly kty: "EC"; readonly crv: "P-256"; readonly x: string; readonly y: string }
  | { readonly kty: "OKP"; readonly crv: "Ed25519"; readonly x: string };

/**
 * Reads the public part of a JSON Web Key of one of the two kinds records are signed with; private and other members
 * are left behind.
 *
 * Problems: `E_JWK_KIND` (another key type or curve), `E_JWK_FORMAT` (coordinates that are not 32 bytes in strict
 * base64url), `E_JWK_POINT` (coordinates of no point on the curve).
 *
 * Source: RFC 7518 section 6.2, RFC 8037 section 2.
 */
export function parsePublicJwk(key: Readonly<Record<string, unknown>>): Parsed<PublicJwk> {
  const { kty, crv, x, y } = key;
  if (kty === "EC" && crv === "P-256") {
    if (typeof x !== "string" || typeof y !== "string") return reject("E_JWK_FORMAT");
    if (knownPoints.get(x) !== y) {
      if (!isCoordinate(x) || !isCoordinate(y)) return reject("E_JWK_FORMAT");
      if (!isOnP256(x, y)) return reject("E_JWK_POINT");
      if (knownPoints.size >= maxKnownPoints) knownPoints.clear();
      knownPoints.set(x, y);
    }
    return accept({ kty, crv, x, y });
  }
  if (kty === "OKP" && crv === "Ed25519") {
    return isCoordinate(x) ? accept({ kty, crv, x }) : reject("E_JWK_FORMAT");
  }
  return reject("E_JWK_KIND", "", { kty: String(kty), crv: String(crv) });
}

/** `alg` of what a key signs. Source: RFC 7518 section 3.4, RFC 8037 section 3.1. */
export type KeyAlgorithm = "ES256" | "EdDSA";

/** The algorithm a key signs with: each kind has one. */
export function algorithmOf(jwk: PublicJwk): KeyAlgorithm {
  return jwk.kty === "EC" ? "ES256" : "EdDSA";
}

/** The public members alone, in RFC 7638 order, whatever else the object carries. */
export function publicMembers(jwk: PublicJwk): PublicJwk {
  return jwk.kty === "EC"
    ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }
    : { crv: jwk.crv, kty: jwk.kty, x: jwk.x };
}

/** Text whose SHA-256 in base64url is the thumbprint of a key. Source: RFC 7638 section 3, RFC 8037 section 2. */
export function thumbprintInput(jwk: PublicJwk): string {
  return canonicalJson(publicMembers(jwk));
}

/** Order of the P-256 base point: r and s of a signature lie between 1 and this, exclusive. Source: FIPS 186-4, D.1.2.3. */
export const p256Order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * Whether the 32 big-endian bytes from a place on are a number between 1 and the order of P-256, exclusive, as r and s of a
 * signature must be. Source: FIPS 186-4 section 6.4.2.
 */
export function isBelowP256Order(bytes: Uint8Array, from: number): boolean {
  let isZero = true;
  for (let at = 0; at < 32 && isZero; at++) isZero = bytes[from + at] === 0;
  if (isZero) return false;

  for (let at = 0; at < 32; at++) {
    const difference = (bytes[from + at] ?? 0) - (p256OrderBytes[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const p256OrderBytes = Uint8Array.from({ length: 32 }, (_, at) =>
  Number((p256Order >> BigInt(248 - 8 * at)) & 0xffn),
);
const p256Prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const p256B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/**
 * y of the points by their x: thousands of records are signed with few keys, and a point that is on the curve once is there
 * for good.
 */
const knownPoints = new Map<string, string>();
const maxKnownPoints = 1000;

/** Whether y² = x³ − 3x + b holds in the field of P-256. Source: FIPS 186-4, D.1.2.3. */
function isOnP256(xText: string, yText: string): boolean {
  const x = coordinate(xText);
  const y = coordinate(yText);
  if (x >= p256Prime || y >= p256Prime) return false;
  return (y * y - (x * x * x - 3n * x + p256B)) % p256Prime === 0n;
}

function isCoordinate(value: unknown): value is string {
  if (typeof value !== "string") return false;
  const bytes = decodeBase64url(value);
  return bytes.ok && bytes.value.length === 32;
}

function coordinate(text: string): bigint {
  const bytes = decodeBase64url(text);
  return bytes.ok ? toBigInt(bytes.value) : p256Prime;
}

/** Unsigned integer of big-endian bytes. */
export function toBigInt(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let value = 0n;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) value = (value << 64n) | view.getBigUint64(at);
  for (; at < bytes.length; at++) value = (value << 8n) | BigInt(view.getUint8(at));
  return value;
}

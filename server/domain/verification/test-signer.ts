import { encodeBase64url } from "../record/base64url.ts";
import type { PublicJwk } from "../record/jwk.ts";
import { p256Order, toBigInt } from "../record/jwk.ts";

/**
 * Signs test records, always with the same signature for the same text, so that published vectors can be made again
 * byte for byte. Slow, and its keys follow from public labels: for tests alone.
 */
export interface TestKey {
  readonly jwk: PublicJwk & { readonly kty: "EC" };
  readonly secret: bigint;
}

/** Key whose private number is the SHA-256 of a public label. */
export async function testKey(label: string): Promise<TestKey> {
  const secret = toBigInt(await sha256(new TextEncoder().encode(label)));
  const [x, y] = multiply(secret, base);
  return {
    secret,
    jwk: { kty: "EC", crv: "P-256", x: encodeBase64url(bytesOf(x)), y: encodeBase64url(bytesOf(y)) },
  };
}

/** ES256 over the ASCII of `text`: r then s, 64 bytes. Source: FIPS 186-4 section 6.4, nonce by RFC 6979 section 3.2. */
export async function signEs256(key: TestKey, text: string): Promise<Uint8Array> {
  const hash = toBigInt(await sha256(new TextEncoder().encode(text)));
  const nonce = await nonceOf(key.secret, hash % p256Order);
  const r = multiply(nonce, base)[0] % p256Order;
  const s = modulo(inverse(nonce, p256Order) * (hash + r * key.secret), p256Order);
  return joined(bytesOf(r), bytesOf(s));
}

/** The other signature every ECDSA signature has: s replaced by n − s. */
export function mirrored(signature: Uint8Array): Uint8Array {
  return joined(signature.slice(0, 32), bytesOf(p256Order - toBigInt(signature.slice(32))));
}

type Point = readonly [x: bigint, y: bigint];

const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const base: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
];

function multiply(factor: bigint, point: Point): Point {
  let sum: Point | null = null;
  let power = point;
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = sum === null ? power : add(sum, power);
    power = add(power, power);
  }
  return sum ?? point;
}

function add([x1, y1]: Point, [x2, y2]: Point): Point {
  const slope =
    x1 === x2 && y1 === y2
      ? (3n * x1 * x1 - 3n) * inverse(2n * y1, prime)
      : (y2 - y1) * inverse(modulo(x2 - x1, prime), prime);
  const x = modulo(slope * slope - x1 - x2, prime);
  return [x, modulo(slope * (x1 - x) - y1, prime)];
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high, lowFactor, highFactor] = [modulo(value, modulus), modulus, 1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high] = [high - quotient * low, low];
    [lowFactor, highFactor] = [highFactor - quotient * lowFactor, lowFactor];
  }
  return modulo(lowFactor, modulus);
}

function modulo(value: bigint, modulus: bigint): bigint {
  return ((value % modulus) + modulus) % modulus;
}

async function nonceOf(secret: bigint, hash: bigint): Promise<bigint> {
  const seed = joined(bytesOf(secret), bytesOf(hash));
  let key = new Uint8Array(32);
  let value = new Uint8Array(32).fill(1);
  for (const round of [0, 1]) {
    key = await hmac(key, joined(value, Uint8Array.of(round), seed));
    value = await hmac(key, value);
  }
  for (;;) {
    value = await hmac(key, value);
    const candidate = toBigInt(value);
    if (candidate >= 1n && candidate < p256Order) return candidate;
    key = await hmac(key, joined(value, Uint8Array.of(0)));
    value = await hmac(key, value);
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

async function hmac(
  key: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}

function bytesOf(value: bigint): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: 32 }, (_, place) => Number((value >> BigInt(8 * (31 - place))) & 0xffn));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

import type { KeyObject } from "node:crypto";
import { createPublicKey, hash, verify } from "node:crypto";
import { inflate } from "../domain/record/inflate.ts";
import type { PublicJwk } from "../domain/record/jwk.ts";
import { publicMembers } from "../domain/record/jwk.ts";
import type { VerificationCrypto } from "../domain/verification/crypto.ts";

/** A customs office checks thousands of records of a few issuers: their keys are not read anew each time. */
const maxKept = 1000;
const kept = new Map<string, { readonly jwk: PublicJwk; readonly key: KeyObject }>();

/**
 * Hash and signature check by OpenSSL, at once and on the thread that asks: for programs, where many records are checked
 * one after the other. Answers the same as `webCrypto`.
 */
export const nodeCrypto: VerificationCrypto = {
  sha256: (bytes) => Promise.resolve(hash("sha256", bytes, "buffer")),

  verify(jwk, data, signature) {
    const key = keyObject(jwk);
    return Promise.resolve(
      jwk.kty === "EC"
        ? verify("sha256", data, { key, dsaEncoding: "ieee-p1363" }, signature)
        : verify(null, data, key, signature),
    );
  },

  inflate(bytes, format, maxBytes) {
    const expanded = inflate(bytes, format, maxBytes);
    return expanded.ok ? Promise.resolve(expanded.value) : Promise.reject(new Error("E_INFLATE"));
  },
};

function keyObject(jwk: PublicJwk): KeyObject {
  const known = kept.get(jwk.x);
  if (known !== undefined && isSameKey(known.jwk, jwk)) return known.key;
  const key = createPublicKey({ key: { ...jwk }, format: "jwk" });
  if (kept.size >= maxKept) kept.clear();
  kept.set(jwk.x, { jwk: publicMembers(jwk), key });
  return key;
}

/** An x alone is no name: two points of a curve have it. */
function isSameKey(one: PublicJwk, other: PublicJwk): boolean {
  if (one.kty === "EC") return other.kty === "EC" && one.x === other.x && one.y === other.y;
  return other.kty === "OKP" && one.x === other.x;
}

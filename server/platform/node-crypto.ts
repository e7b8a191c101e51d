import type { KeyObject } from "node:crypto";
import { createPublicKey, hash, verify } from "node:crypto";
import { inflate } from "../domain/record/inflate.ts";
import type { PublicJwk } from "../domain/record/jwk.ts";
import type { VerificationCrypto } from "../domain/verification/crypto.ts";

/** A customs office checks thousands of records of a few issuers: their keys are not read anew each time. */
const maxKept = 1000;
const kept = new Map<string, KeyObject>();

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
  const name = jwk.kty === "EC" ? `${jwk.x}.${jwk.y}` : jwk.x;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const key = createPublicKey({ key: { ...jwk }, format: "jwk" });
  if (kept.size >= maxKept) kept.clear();
  kept.set(name, key);
  return key;
}

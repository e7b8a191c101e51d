import type { VerificationCrypto } from "../domain/verification/crypto.ts";
import { inflate } from "../domain/record/inflate.ts";
import type { PublicJwk } from "../domain/record/jwk.ts";

/**
 * Hash and signature check on the Web Cryptography API of browser and Node.js. Rejects where the runtime lacks the
 * algorithm (an older browser without Ed25519) or the whole API (a page served without TLS).
 */
export const webCrypto: VerificationCrypto = {
  async sha256(bytes) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
  },

  async verify(jwk, data, signature) {
    const key = await imported(jwk);
    return crypto.subtle.verify(
      algorithmsOf(jwk).algorithm,
      key,
      new Uint8Array(signature),
      new Uint8Array(data),
    );
  },

  async inflate(bytes, format, maxBytes) {
    const expanded = inflate(bytes, format, maxBytes);
    if (!expanded.ok) throw new Error(expanded.problems.map(({ code }) => code).join(", "));
    return expanded.value;
  },
};

/** One log and one operator sign most of what is checked together: their keys are read once. */
const keys = new Map<string, CryptoKey>();
const maxKeys = 1000;

async function imported(jwk: PublicJwk): Promise<CryptoKey> {
  const name = jwk.kty === "EC" ? `${jwk.x}.${jwk.y}` : jwk.x;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = await crypto.subtle.importKey("jwk", { ...jwk }, algorithmsOf(jwk).keyAlgorithm, false, [
    "verify",
  ]);
  if (keys.size >= maxKeys) keys.clear();
  keys.set(name, key);
  return key;
}

function algorithmsOf(jwk: PublicJwk) {
  return jwk.kty === "EC"
    ? { keyAlgorithm: { name: "ECDSA", namedCurve: "P-256" }, algorithm: { name: "ECDSA", hash: "SHA-256" } }
    : { keyAlgorithm: { name: "Ed25519" }, algorithm: { name: "Ed25519" } };
}

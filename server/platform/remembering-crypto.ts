import { createHash } from "node:crypto";
import type { VerificationCrypto } from "../domain/verification/crypto.ts";

/**
 * The same answers, each computed once: records of one list share keys' proofs, status lists and checkpoints. Signatures
 * are told apart by everything that goes into them. For one list, then thrown away.
 */
export function rememberingCrypto(crypto: VerificationCrypto): VerificationCrypto {
  const signatures = new Map<string, Promise<boolean>>();
  const streams = new Map<string, Promise<Uint8Array>>();
  return {
    sha256: (bytes) => crypto.sha256(bytes),
    verify: (jwk, data, signature) =>
      known(signatures, nameOf(JSON.stringify(jwk), signature, data), () =>
        crypto.verify(jwk, data, signature),
      ),
    inflate: (bytes, format, maxBytes) =>
      known(streams, nameOf(`${format} ${String(maxBytes)}`, bytes), () =>
        crypto.inflate(bytes, format, maxBytes),
      ),
  };
}

function known<T>(kept: Map<string, Promise<T>>, name: string, compute: () => Promise<T>): Promise<T> {
  const found = kept.get(name);
  if (found !== undefined) return found;
  const computed = compute();
  kept.set(name, computed);
  return computed;
}

/** Each part with its length, so that no two questions share a name. */
function nameOf(first: string, ...rest: readonly Uint8Array[]): string {
  const hash = createHash("sha256").update(`${String(first.length)} ${first}`);
  for (const part of rest) hash.update(` ${String(part.length)} `).update(part);
  return hash.digest("base64url");
}

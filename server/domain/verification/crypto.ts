import type { PublicJwk } from "../record/jwk.ts";

/** Hash and signature check, passed in by whoever verifies: the domain does no I/O and chooses no library. */
export interface VerificationCrypto {
  sha256(bytes: Uint8Array): Promise<Uint8Array>;
  /** True when `signature` (64 bytes) over `data` verifies under `jwk`: ES256 for EC P-256, EdDSA for OKP Ed25519. */
  verify(jwk: PublicJwk, data: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /**
   * Expands exactly one complete stream. Rejects one that is malformed or cut off, that is followed by further bytes, or
   * that would expand to more than `maxBytes`.
   */
  inflate(bytes: Uint8Array, format: "gzip" | "zlib", maxBytes: number): Promise<Uint8Array>;
}

import { createHash } from "node:crypto";

/** SHA-256 at once: trees are built of many small hashes, and waiting for each would cost more than the hash. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

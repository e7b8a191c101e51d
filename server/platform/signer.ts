import { sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { KeyStore } from "./key-store.ts";

/** Signs with an operator's key. One interface, so that an external signing service or an HSM can stand behind it. */
export interface Signer {
  /** ES256 over `bytes`: 64 bytes, r then s. Throws when the key is unknown, retired, or not in this signer's reach. */
  sign(kid: string, bytes: Uint8Array): Promise<Uint8Array>;
}

/** A key as kept, for the signer that holds it in registry custody. */
export interface StoredKey {
  readonly state: string;
  /** Null when the operator holds the key itself. */
  readonly encryptedPrivateKey: Uint8Array | null;
}

/**
 * Signs in this process with keys in registry custody. The opened key is kept in memory; its state is asked anew for
 * every signature, so that a key retired a moment ago signs nothing more.
 */
export function inProcessSigner(
  keys: KeyStore,
  load: (kid: string) => Promise<StoredKey | undefined>,
): Signer {
  const opened = new Map<string, KeyObject>();
  return {
    async sign(kid, bytes) {
      const stored = await load(kid);
      if (stored === undefined) throw new Error(`There is no signing key ${kid}.`);
      if (stored.state !== "active")
        throw new Error(`The key ${kid} is ${stored.state} and signs nothing more.`);
      if (stored.encryptedPrivateKey === null)
        throw new Error(`The key ${kid} is in its operator's custody.`);
      const key = opened.get(kid) ?? keys.open(kid, stored.encryptedPrivateKey);
      opened.set(kid, key);
      return new Uint8Array(sign("sha256", bytes, { key, dsaEncoding: "ieee-p1363" }));
    },
  };
}

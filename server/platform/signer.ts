import { createPublicKey, sign, verify } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { PublicJwk } from "../domain/record/jwk.ts";
import type { KeyStore } from "./key-store.ts";

/** Signs with an operator's key: the one interface behind which this program, a signing service or a token stands. */
export interface Signer {
  /** ES256 over `bytes`: 64 bytes, r then s. Throws when the key is unknown, retired, or not in this signer's reach:
   * `KeyHeldOutside` when its operator signs with it elsewhere. */
  sign(kid: string, bytes: Uint8Array): Promise<Uint8Array>;
}

/** Thrown for a key whose signatures its operator computes outside and brings; to be told by `kidHeldOutside`. */
class KeyHeldOutside extends Error {
  readonly kid: string;

  constructor(kid: string) {
    super(`The key ${kid} is in its operator's custody.`);
    this.name = "KeyHeldOutside";
    this.kid = kid;
  }
}

/**
 * The key of a `KeyHeldOutside`, null for every other error. Told by its name: the program that makes the signer and the
 * screens that catch are bundled apart, so that each has a class of its own.
 */
export function kidHeldOutside(error: unknown): string | null {
  const isHeldOutside = error instanceof Error && error.name === "KeyHeldOutside" && "kid" in error;
  return isHeldOutside && typeof error.kid === "string" ? error.kid : null;
}

/** A key as the registry knows it. */
export interface StoredKey {
  readonly state: string;
  readonly publicJwk: PublicJwk;
  /** Who computes its signatures; `upload` is the operator itself, outside. */
  readonly signer: "process" | "service" | "pkcs11" | "upload";
  /** The key's name at the signing service or on the token. */
  readonly signerKey: string | null;
  /** Null unless `signer` is `process`. */
  readonly encryptedPrivateKey: Uint8Array | null;
}

/** Keys that others hold for this registry: a signing service, a token. They never give a private key out. */
export interface OutsideKeys {
  /** The public part of a key, by its name there. */
  publicJwk(name: string): Promise<PublicJwk>;
  /** ES256 over `bytes`: 64 bytes, r then s. */
  sign(name: string, bytes: Uint8Array): Promise<Uint8Array>;
}

/** Outside holders that are set up here; undefined where none is. */
export interface OutsideHolders {
  readonly service?: OutsideKeys | undefined;
  readonly pkcs11?: OutsideKeys | undefined;
}

/**
 * Signs with whoever holds the key. Its state is asked anew for every signature, so that a key retired a moment ago signs
 * nothing more; a signature that comes from outside is checked before anybody sees it.
 */
export function createSigner(
  keys: KeyStore,
  load: (kid: string) => Promise<StoredKey | undefined>,
  outside: OutsideHolders = {},
): Signer {
  const opened = new Map<string, KeyObject>();
  const signInProcess = (kid: string, encrypted: Uint8Array, bytes: Uint8Array): Uint8Array => {
    const key = opened.get(kid) ?? keys.open(kid, encrypted);
    opened.set(kid, key);
    return new Uint8Array(sign("sha256", bytes, { key, dsaEncoding: "ieee-p1363" }));
  };
  return {
    async sign(kid, bytes) {
      const stored = await load(kid);
      if (stored === undefined) throw new Error(`There is no signing key ${kid}.`);
      const { state, signer, signerKey, encryptedPrivateKey, publicJwk } = stored;
      if (state !== "active") throw new Error(`The key ${kid} is ${state} and signs nothing more.`);
      if (signer === "upload") throw new KeyHeldOutside(kid);
      if (signer === "process") {
        if (encryptedPrivateKey === null) throw new Error(`The key ${kid} is not kept here.`);
        return signInProcess(kid, encryptedPrivateKey, bytes);
      }
      const holder = outside[signer];
      if (holder === undefined || signerKey === null)
        throw new Error(`The key ${kid} is held by a ${holderNames[signer]} that is not set up here.`);
      const signature = await holder.sign(signerKey, bytes);
      if (!isSignatureOf(publicJwk, bytes, signature))
        throw new Error(
          `The ${holderNames[signer]} answered with a signature that is not of the key ${kid}; nothing was signed.`,
        );
      return signature;
    },
  };
}

const holderNames = { service: "signing service", pkcs11: "token" } as const;

/** Whether 64 bytes, r then s, are an ES256 signature of a P-256 key over `bytes`. */
export function isSignatureOf(jwk: PublicJwk, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (jwk.kty !== "EC" || signature.length !== 64) return false;
  const key = createPublicKey({ key: { ...jwk }, format: "jwk" });
  return verify("sha256", bytes, { key, dsaEncoding: "ieee-p1363" }, signature);
}

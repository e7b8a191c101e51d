import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
} from "node:crypto";
import type { KeyObject } from "node:crypto";
import { kidOf } from "../domain/record/did.ts";
import type { PublicJwk } from "../domain/record/jwk.ts";
import { thumbprintInput } from "../domain/record/jwk.ts";

/** Public part of a key this store makes. */
export type P256Jwk = Extract<PublicJwk, { readonly kty: "EC" }>;

export interface NewKey {
  /** DID + "#" + RFC 7638 thumbprint. */
  readonly kid: string;
  readonly publicJwk: P256Jwk;
  /** Private key as it may lie in the database: encrypted and bound to `kid`. */
  readonly encryptedPrivateKey: Uint8Array;
}

/** Makes signing keys and is the only one who can read them again. */
export interface KeyStore {
  /** A new ES256 key pair of `did`. */
  create(did: string): NewKey;
  /** The private key; throws when it was encrypted under another key, for another `kid`, or was changed. */
  open(kid: string, encrypted: Uint8Array): KeyObject;
  /** Encrypts a text for the database, bound to the place it is kept in. */
  sealText(place: string, text: string): Uint8Array;
  /** The text; throws when it was encrypted under another key, for another place, or was changed. */
  openText(place: string, encrypted: Uint8Array): string;
}

/**
 * Keys encrypted with AES-256-GCM under `keyEncryptionKey` (32 bytes). The `kid` is authenticated with each key, so a
 * row of one operator cannot be put in another's place. Layout: version byte 1, 12 bytes nonce, 16 bytes tag, PKCS #8.
 */
export function keyStore(keyEncryptionKey: Uint8Array): KeyStore {
  if (keyEncryptionKey.length !== 32) {
    throw new Error("KEY_ENCRYPTION_KEY must be 32 bytes, written as base64.");
  }
  const secret = Buffer.from(keyEncryptionKey);
  return {
    create(did) {
      const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const publicJwk = publicPart(pair.publicKey);
      const kid = kidOf(did, createHash("sha256").update(thumbprintInput(publicJwk)).digest("base64url"));
      const plain = pair.privateKey.export({ format: "der", type: "pkcs8" });
      const encryptedPrivateKey = seal(secret, kid, plain);
      plain.fill(0);
      return { kid, publicJwk, encryptedPrivateKey };
    },
    open(kid, encrypted) {
      const plain = unseal(secret, kid, Buffer.from(encrypted));
      try {
        return createPrivateKey({ key: plain, format: "der", type: "pkcs8" });
      } finally {
        plain.fill(0);
      }
    },
    sealText: (place, text) => seal(secret, place, Buffer.from(text, "utf8")),
    openText: (place, encrypted) => unseal(secret, place, Buffer.from(encrypted)).toString("utf8"),
  };
}

const layoutVersion = 1;
const nonceLength = 12;
const tagLength = 16;

/** Encrypts bytes under the key encryption key; `bound`, their place, is authenticated with it. */
export function seal(secret: Buffer, bound: string, plain: Buffer): Uint8Array {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", secret, nonce);
  cipher.setAAD(Buffer.from(bound, "utf8"));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.of(layoutVersion), nonce, cipher.getAuthTag(), sealed]));
}

/** What {@link seal} encrypted; throws when it was encrypted under another key, for another place, or was changed. */
export function unseal(secret: Buffer, bound: string, encrypted: Buffer): Buffer {
  if (encrypted[0] !== layoutVersion || encrypted.length <= 1 + nonceLength + tagLength) {
    throw new Error(`What is stored for ${bound} is not in a form this version reads.`);
  }
  const nonce = encrypted.subarray(1, 1 + nonceLength);
  const tag = encrypted.subarray(1 + nonceLength, 1 + nonceLength + tagLength);
  const decipher = createDecipheriv("aes-256-gcm", secret, nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(bound, "utf8"));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([
      decipher.update(encrypted.subarray(1 + nonceLength + tagLength)),
      decipher.final(),
    ]);
  } catch (cause) {
    throw new Error(
      `What is stored for ${bound} does not open: KEY_ENCRYPTION_KEY is not the one it was encrypted with, or the stored bytes were changed.`,
      { cause },
    );
  }
}

function publicPart(key: KeyObject): P256Jwk {
  const { x, y } = key.export({ format: "jwk" });
  if (x === undefined || y === undefined) throw new Error("A P-256 key has two coordinates.");
  return { kty: "EC", crv: "P-256", x, y };
}

import { createHash, createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { didOf, kidOf } from "../domain/record/did.ts";
import type { PublicJwk } from "../domain/record/jwk.ts";
import { algorithmOf, parsePublicJwk, thumbprintInput } from "../domain/record/jwk.ts";
import { keyProofType } from "../domain/record/key-proof.ts";
import { compact, signingInput } from "../domain/record/public-record.ts";

/** A key pair outside any registry, as an operator has it that signs for itself. */
export interface OwnKey {
  readonly jwk: PublicJwk;
  readonly kid: string;
  readonly privateKey: KeyObject;
  /** 64 bytes over a text. */
  sign(text: string): Buffer;
  /** The statement with which the operator brings it. */
  proof(at: Date): string;
}

/** Makes one under the DID of an operator of the registry at `publicUrl`. */
export function ownKey(publicUrl: string, slug: string, kind: "P-256" | "Ed25519" = "P-256"): OwnKey {
  const { privateKey } =
    kind === "P-256" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("ed25519");
  const read = parsePublicJwk({ ...createPublicKey(privateKey).export({ format: "jwk" }) });
  if (!read.ok) throw new Error("A key just made can be read.");
  const jwk = read.value;
  const did = didOf(publicUrl, slug);
  const kid = kidOf(did, createHash("sha256").update(thumbprintInput(jwk)).digest("base64url"));
  const signed = (text: string) =>
    kind === "P-256"
      ? sign("sha256", Buffer.from(text), { key: privateKey, dsaEncoding: "ieee-p1363" })
      : sign(null, Buffer.from(text), privateKey);
  return {
    ...{ jwk, kid, privateKey, sign: signed },
    proof(at) {
      const header = { alg: algorithmOf(jwk), kid, typ: keyProofType };
      const input = signingInput(header, {
        ...{ iss: did, aud: publicUrl, iat: Math.floor(at.getTime() / 1000) },
      });
      return compact(input, new Uint8Array(signed(input)));
    },
  };
}

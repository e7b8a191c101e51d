import type { PublicJwk } from "./jwk.ts";
import { algorithmOf } from "./jwk.ts";

/** A key as an operator publishes it. */
export interface PublishedKey {
  /** DID + "#" + RFC 7638 thumbprint. */
  readonly kid: string;
  readonly jwk: PublicJwk;
  /** A retired key still verifies what it signed; a compromised one verifies nothing any more. */
  readonly state: "active" | "retired" | "compromised";
}

/**
 * DID of an operator at this registry; the colon before a port is written `%3A`.
 *
 * Source: did:web method specification, section 3.1; section 3 of the record format.
 *
 * @example `https://registry.example` and `voltara` give `did:web:registry.example:op:voltara`.
 */
export function didOf(publicUrl: string, slug: string): string {
  return `did:web:${hostOf(publicUrl).replace(":", "%3A")}:op:${slug}`;
}

/** The name below which the registry's own keys stand, those that sign what it has checked. No operator may have it. */
export const registrySlug = "registry";

/** HTTPS issuer URL of an operator: the other name of its DID, and the address its keys stand under. */
export function issuerUrl(publicUrl: string, slug: string): string {
  return `${publicUrl}/op/${slug}`;
}

/** The one `kid` string of a key: in headers, key sets and DID documents alike. `thumbprint` as in RFC 7638. */
export function kidOf(did: string, thumbprint: string): string {
  return `${did}#${thumbprint}`;
}

/** DID of the operator a key belongs to by its name. */
export function didOfKey(kid: string): string {
  const hash = kid.indexOf("#");
  return hash < 0 ? kid : kid.slice(0, hash);
}

/**
 * Whether an address is where the document of a did:web stands, that is the other name of its operator.
 *
 * Source: did:web method specification, section 3.2; record format, section 3.
 *
 * @example `did:web:localhost%3A3000:op:voltara` stands at `http://localhost:3000/op/voltara`.
 */
export function isAddressOf(did: string, address: string): boolean {
  const [host, ...path] = did.slice("did:web:".length).split(":");
  if (!did.startsWith("did:web:") || host === undefined) return false;
  const place = [host.replace("%3A", ":"), ...path].join("/");
  return address === `https://${place}` || address === `http://${place}`;
}

/** Origin of the transparency log, as its checkpoints name it: log URL without the scheme. */
export function logOriginOf(publicUrl: string): string {
  return `${hostOf(publicUrl)}/log`;
}

/** The document a did:web resolver fetches. A compromised key leaves `assertionMethod`, a retired one stays. */
export function didDocument(publicUrl: string, slug: string, keys: readonly PublishedKey[]) {
  const did = didOf(publicUrl, slug);
  return {
    "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
    id: did,
    alsoKnownAs: [issuerUrl(publicUrl, slug)],
    verificationMethod: keys.map(({ kid, jwk }) => ({
      id: kid,
      type: "JsonWebKey",
      controller: did,
      publicKeyJwk: { ...wireOrder(jwk), kid: kid.slice(kid.indexOf("#") + 1), alg: algorithmOf(jwk) },
    })),
    assertionMethod: keys.filter(({ state }) => state !== "compromised").map(({ kid }) => kid),
  };
}

/** The operator's key set, without compromised keys. Source: RFC 7517 section 5. */
export function jwks(keys: readonly PublishedKey[]) {
  return {
    keys: keys
      .filter(({ state }) => state !== "compromised")
      .map(({ kid, jwk }) => ({ ...wireOrder(jwk), kid, alg: algorithmOf(jwk), use: "sig" })),
  };
}

/** What `/.well-known/jwt-vc-issuer/op/{slug}` answers. Source: SD-JWT VC draft, JWT VC issuer metadata. */
export function issuerMetadata(publicUrl: string, slug: string) {
  const issuer = issuerUrl(publicUrl, slug);
  return { issuer, jwks_uri: `${issuer}/jwks.json` };
}

/** Public members only, in the order readers know. */
function wireOrder(jwk: PublicJwk) {
  return jwk.kty === "EC"
    ? { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }
    : { kty: jwk.kty, crv: jwk.crv, x: jwk.x };
}

function hostOf(publicUrl: string): string {
  return new URL(publicUrl).host;
}

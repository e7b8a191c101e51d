/** Public keys a record may be signed with: P-256 (what we issue), or Ed25519 (what an operator may bring). */
export type PublicJwk =
  | { readonly kty: "EC"; readonly crv: "P-256"; readonly x: string; readonly y: string }
  | { readonly kty: "OKP"; readonly crv: "Ed25519"; readonly x: string };

/** A key of a trusted set, as in a JWKS. `kid` is the full DID URL. */
export type TrustedKey = PublicJwk & {
  readonly kid: string;
  readonly alg?: string;
  readonly use?: string;
  readonly key_ops?: readonly string[];
};

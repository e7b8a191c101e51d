import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { VerificationCrypto } from "../verification/crypto.ts";
import type { PublicJwk } from "./jwk.ts";
import { checkSignature, readJws, readPayload } from "./jws.ts";

/** Media type of the statement by which an operator shows that it has a key it brings. */
export const keyProofType = "cellproof-key+jwt";

/** Longest time from the statement to its use, either way, in seconds. */
const freshSeconds = 3600;

/** What the statement must say. */
export interface ExpectedKeyProof {
  /** DID + "#" + RFC 7638 thumbprint of the key. */
  readonly kid: string;
  readonly jwk: PublicJwk;
  /** DID of the operator that brings the key. */
  readonly issuer: string;
  /** Address of the registry, so that a statement made for one is nothing at another. */
  readonly audience: string;
  readonly at: Date;
}

/**
 * Checks that whoever brings a key can sign with it, and means this operator at this registry, now: a compact JWS of
 * type `cellproof-key+jwt` signed with the key, whose payload is `{"iss": DID, "aud": registry, "iat": seconds}`.
 *
 * Problems: those of reading a JWS (`R_…`), `R_KEY_UNKNOWN` (another `kid`), `R_KEY_ALG`, `R_SIGNATURE`, `E_KEY_PROOF`
 * with the member that is not as expected.
 *
 * Source: the idea of proof of possession in RFC 7800 section 3; the form is ours.
 */
export async function readKeyProof(
  token: string,
  expected: ExpectedKeyProof,
  crypto: VerificationCrypto,
): Promise<Parsed<true>> {
  const jws = readJws(token, keyProofType);
  if (!jws.ok) return jws;
  const { kid, alg, signingInput, signature } = jws.value;
  if (kid !== expected.kid) return reject("R_KEY_UNKNOWN", "", { kid, expected: expected.kid });
  if ((alg === "ES256") !== (expected.jwk.kty === "EC"))
    return reject("R_KEY_ALG", "", { kid, alg, key: expected.jwk.kty });
  const checked = await checkSignature(expected.jwk, signingInput, signature, crypto);
  if (!checked.ok) return checked;
  const payload = readPayload(jws.value);
  if (!payload.ok) return payload;
  const { iss, aud, iat } = payload.value;
  if (iss !== expected.issuer) return wrong("iss", expected.issuer);
  if (aud !== expected.audience) return wrong("aud", expected.audience);
  const seconds = Math.floor(expected.at.getTime() / 1000);
  if (typeof iat !== "number" || Math.abs(seconds - iat) > freshSeconds) return wrong("iat", String(seconds));
  return accept(true);
}

function wrong(member: string, expected: string): Parsed<never> {
  return reject("E_KEY_PROOF", "", { member, expected });
}

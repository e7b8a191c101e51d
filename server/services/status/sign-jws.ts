import { createHash } from "node:crypto";
import type { Context } from "../../context.ts";
import { checkSignature, readJws } from "../../domain/record/jws.ts";
import { compact, signingInput } from "../../domain/record/public-record.ts";
import type { ActiveKey } from "../operator/active-key.ts";
import { checkingCrypto } from "../operator/checking-crypto.ts";

/** A text just signed. */
export interface SignedJws {
  /** Compact JWS. */
  readonly token: string;
  /** Base64url SHA-256 of the token, as the log names it. */
  readonly digest: string;
}

/** Signs a payload and checks the signature before anything is made of it: a signer outside may answer anything. */
export async function signJws(
  ctx: Context,
  key: ActiveKey,
  header: { readonly typ: string },
  payload: object,
  maxBytes?: number,
): Promise<SignedJws> {
  const input = signingInput(header, payload);
  const token = compact(input, await ctx.signer.sign(key.kid, new TextEncoder().encode(input)));
  const jws = readJws(token, header.typ, maxBytes);
  const checked = jws.ok
    ? await checkSignature(key.publicJwk, jws.value.signingInput, jws.value.signature, checkingCrypto(ctx))
    : jws;
  if (!checked.ok)
    throw new Error(
      `The text just signed does not verify: ${checked.problems.map(({ code }) => code).join(", ")}.`,
    );
  return { token, digest: createHash("sha256").update(token, "ascii").digest("base64url") };
}

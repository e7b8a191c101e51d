import type { Context } from "../../context.ts";
import { didOf } from "../../domain/record/did.ts";
import { algorithmOf } from "../../domain/record/jwk.ts";
import type { KeyAlgorithm } from "../../domain/record/jwk.ts";
import { keyProofType } from "../../domain/record/key-proof.ts";
import { signingInput } from "../../domain/record/public-record.ts";
import { Fields } from "../input.ts";
import { kidOfKey, readBroughtKey } from "./brought-key.ts";
import { loadKeyOwner } from "./load.ts";

/** What an operator signs with a key it brings, to show that it has it. */
export interface KeyStatement {
  readonly kid: string;
  readonly alg: KeyAlgorithm;
  /** ASCII to sign; with the signature it is the proof `addKey` asks for. */
  readonly input: string;
}

/** The statement for one key at this moment; good for an hour. `INVALID_INPUT` for a key that cannot be used. */
export async function readKeyStatement(
  ctx: Context,
  { operatorId, jwk }: { readonly operatorId: string; readonly jwk: string },
): Promise<KeyStatement> {
  const owner = await loadKeyOwner(ctx, operatorId);
  const key = readBroughtKey(new Fields(), jwk);
  const did = didOf(ctx.publicUrl, owner.slug);
  const kid = kidOfKey(did, key);
  const alg = algorithmOf(key);
  const iat = Math.floor(ctx.now().getTime() / 1000);
  return {
    kid,
    alg,
    input: signingInput({ alg, kid, typ: keyProofType }, { iss: did, aud: ctx.publicUrl, iat }),
  };
}

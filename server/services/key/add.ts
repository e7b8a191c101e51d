import type { Context } from "../../context.ts";
import { readBroughtSignature } from "../../domain/record/brought-signature.ts";
import { didOf } from "../../domain/record/did.ts";
import type { PublicJwk } from "../../domain/record/jwk.ts";
import { readKeyProof } from "../../domain/record/key-proof.ts";
import { compact } from "../../domain/record/public-record.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { Fields } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { kidOfKey, readBroughtKey } from "./brought-key.ts";
import type { EnteringKey } from "./enter.ts";
import { enterKey } from "./enter.ts";
import { loadKeyOwner, lockKeys } from "./load.ts";
import { asBrought } from "../signature/brought.ts";

/** A key an operator starts to use, by who computes its signatures. */
export type NewKeyOrder =
  | { readonly operatorId: string; readonly signer: "process" }
  /** `name` of the key at the signing service, or its ID on the token. */
  | { readonly operatorId: string; readonly signer: "service" | "pkcs11"; readonly name: string }
  /** Public key as JWK or PEM, and a statement signed with it (see `readKeyProof`). */
  | { readonly operatorId: string; readonly signer: "upload"; readonly jwk: string; readonly proof: string };

export interface AddedKey {
  readonly kid: string;
  /** Why it does not count yet; null when its entry is published. */
  readonly pending: string | null;
}

/**
 * Adds a key to an operator's: made here, held by a signing service or a token, or brought by the operator, who proves
 * that it has the private part. From its publication on new records are signed with it. An operator that signs outside
 * gets a second key in the registry's custody, for its status lists alone: those are signed daily.
 *
 * Refuses `INVALID_INPUT` field by field, `IDENTIFIER_TAKEN` for a key that is known, `SIGNER_UNAVAILABLE` when the
 * holder cannot be asked, `OPERATOR_CEASED`.
 *
 * Source: record format, sections 3 and 4.
 */
export async function addKey(ctx: Context, order: NewKeyOrder): Promise<AddedKey> {
  const owner = await loadKeyOwner(ctx, order.operatorId);
  if (owner.ceasedAt !== null)
    throw new Refusal("OPERATOR_CEASED", `${owner.name} has ceased; nobody signs in its name.`);
  const did = didOf(ctx.publicUrl, owner.slug);
  const key = await keyOf(ctx, did, order);
  try {
    await ctx.db.transaction(async (tx) => {
      const active = await lockKeys(tx, owner.id);
      await enterKey(ctx, tx, owner, key);
      if (key.signer === "upload" && !active.some(({ use }) => use === "status"))
        await enterKey(ctx, tx, owner, { ...madeHere(ctx, did), use: "status" });
      await recordDeed(ctx, tx, {
        action: "key.add",
        subject: key.kid,
        operatorId: owner.id,
        detail: { signer: key.signer },
      });
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Refusal("IDENTIFIER_TAKEN", "This key is one of the registry's already.", [
      { code: "IDENTIFIER_TAKEN", path: "jwk", params: { value: key.kid } },
    ]);
  }
  const { pending } = await afterIssue(ctx, owner.id);
  return { kid: key.kid, pending };
}

function madeHere(ctx: Context, did: string): EnteringKey {
  return { ...ctx.keys.create(did), use: "passport", signer: "process", signerKey: null };
}

async function keyOf(ctx: Context, did: string, order: NewKeyOrder): Promise<EnteringKey> {
  if (order.signer === "process") return madeHere(ctx, did);
  const { signer } = order;
  const held = { use: "passport", encryptedPrivateKey: null } as const;
  if (signer === "upload") {
    const publicJwk = await provenKey(ctx, did, order);
    return { ...held, signer, kid: kidOfKey(did, publicJwk), publicJwk, signerKey: null };
  }
  const fields = new Fields();
  const name = fields.text("name", order.name);
  fields.refuse();
  const holder = ctx.outside[signer];
  if (holder === undefined)
    throw new Refusal("SIGNER_UNAVAILABLE", "No such holder of keys is set up at this registry.");
  try {
    const publicJwk = await holder.publicJwk(name);
    return { ...held, signer, kid: kidOfKey(did, publicJwk), publicJwk, signerKey: name };
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal("SIGNER_UNAVAILABLE", said, [
      { code: "SIGNER_UNAVAILABLE", path: "name", params: { value: said } },
    ]);
  }
}

async function provenKey(
  ctx: Context,
  did: string,
  { jwk, proof }: { readonly jwk: string; readonly proof: string },
): Promise<PublicJwk> {
  const fields = new Fields();
  const key = readBroughtKey(fields, jwk);
  const expected = { kid: kidOfKey(did, key), jwk: key, issuer: did, audience: ctx.publicUrl };
  const proven = await readKeyProof(asJws(proof.trim()), { ...expected, at: ctx.now() }, webCrypto);
  fields.take("proof", asBrought(proven));
  fields.refuse();
  return key;
}

/** A statement whose signature came as people's tools write it, as the compact JWS it is; any other text as it came. */
function asJws(proof: string): string {
  const end = proof.lastIndexOf(".");
  const signature = readBroughtSignature(proof.slice(end + 1), "");
  return end > 0 && signature.ok ? compact(proof.slice(0, end), signature.value) : proof;
}

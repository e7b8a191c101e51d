import type { Context } from "../../context.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import { didOf } from "../../domain/record/did.ts";
import { disclosedFacts } from "../../domain/record/full-record.ts";
import { presentation } from "../../domain/record/sd-jwt.ts";
import { verifyRecord } from "../../domain/verification/verify-record.ts";
import type { ActiveKey } from "../operator/active-key.ts";
import { checkingCrypto } from "../operator/checking-crypto.ts";
import type { DraftedArtefacts, SignedArtefact } from "./draft-artefacts.ts";

/** What the artefacts of a version must say. */
export interface Expected {
  readonly operatorSlug: string;
  readonly productUrl: string;
}

/**
 * Throws when our own verifier does not accept what was just signed, or when the full record with all its disclosures
 * says anything but the facts it was made of: then nothing of it may be kept.
 */
export async function refuseUnsound(
  ctx: Pick<Context, "publicUrl" | "now" | "isRehearsal">,
  key: ActiveKey,
  expected: Expected,
  artefacts: readonly SignedArtefact[],
  drafted: Pick<DraftedArtefacts, "disclosures" | "facts">,
): Promise<void> {
  const trust = {
    keys: [{ ...key.publicJwk, kid: key.kid, use: "sig" }],
    issuer: didOf(ctx.publicUrl, expected.operatorSlug),
    subject: expected.productUrl,
    at: ctx.now(),
  };
  for (const { kind, body } of artefacts) {
    const isFull = kind === "dc+sd-jwt";
    const record = isFull
      ? presentation(
          body,
          drafted.disclosures.map(({ text }) => text),
        )
      : body;
    const { verdict, credential } = await verifyRecord({ record }, trust, checkingCrypto(ctx));
    const parts = verdict.parts.filter(({ part }) => ["signature", "issuer", "subject"].includes(part));
    const wrong = parts.find(({ state }) => state !== "ok");
    if (credential === null || wrong !== undefined) throw unsound(kind, wrong?.code ?? "signature");
    if (isFull && canonicalJson(disclosedFacts(credential)) !== canonicalJson(drafted.facts)) {
      throw unsound(kind, "other facts than it was made of");
    }
  }
}

function unsound(kind: string, reason: string): Error {
  return new Error(`The record just signed (${kind}) does not verify: ${reason}.`);
}

import type { Context } from "../../context.ts";
import type { RestrictedFacts } from "../../domain/passport/restricted-attributes.ts";
import { factOf, restrictedAt } from "../../domain/passport/restricted-attributes.ts";
import type { Problem } from "../../domain/problem.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import { didOf } from "../../domain/record/did.ts";
import { disclosedFacts } from "../../domain/record/full-record.ts";
import type { ReadJws } from "../../domain/record/jws.ts";
import { checkSignature, keyFor, readJws } from "../../domain/record/jws.ts";
import { discloseSdJwt, presentation, readSdJwt } from "../../domain/record/sd-jwt.ts";
import { verifyPublicRecord } from "../../domain/verification/check.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { ActiveKey } from "../operator/active-key.ts";
import type { DraftedArtefacts, SignedArtefact } from "./draft-artefacts.ts";

/** What the artefacts of a version must say. */
export interface Expected {
  readonly operatorSlug: string;
  readonly productUrl: string;
  readonly level: "model" | "item";
}

/**
 * Throws when our own verifier does not accept what was just signed, or when the full record with all its disclosures
 * says anything but the facts it was made of: then nothing of it may be kept.
 */
export async function refuseUnsound(
  ctx: Context,
  key: ActiveKey,
  expected: Expected,
  artefacts: readonly SignedArtefact[],
  drafted: DraftedArtefacts,
): Promise<void> {
  const keys = [{ ...key.publicJwk, kid: key.kid, use: "sig" }];
  for (const { kind, body } of artefacts) {
    switch (kind) {
      case "vc+jwt": {
        const { verdict } = await verifyPublicRecord(
          body,
          {
            keys,
            issuer: didOf(ctx.publicUrl, expected.operatorSlug),
            subject: expected.productUrl,
            at: ctx.now(),
          },
          webCrypto,
        );
        const parts = verdict.parts.filter(({ part }) => ["signature", "issuer", "subject"].includes(part));
        const wrong = parts.find(({ state }) => state !== "ok");
        if (wrong !== undefined) throw unsound(kind, wrong.code ?? wrong.part);
        break;
      }
      case "dc+sd-jwt": {
        const read = readSdJwt(
          presentation(
            body,
            drafted.disclosures.map(({ text }) => text),
          ),
        );
        if (!read.ok) throw unsound(kind, codeOf(read.problems));
        await refuseUnsigned(kind, read.value.jws, keys);
        const disclosed = await discloseSdJwt(read.value, webCrypto);
        if (!disclosed.ok) throw unsound(kind, codeOf(disclosed.problems));
        if (
          canonicalJson(disclosedFacts(disclosed.value)) !== canonicalJson(allFacts(expected, drafted.facts))
        ) {
          throw unsound(kind, "other facts than it was made of");
        }
        break;
      }
      case "untp+vc+jwt": {
        const read = readJws(body, "vc+jwt");
        if (!read.ok) throw unsound(kind, codeOf(read.problems));
        await refuseUnsigned(kind, read.value, keys);
      }
    }
  }
}

async function refuseUnsigned(kind: string, jws: ReadJws, keys: Parameters<typeof keyFor>[1]): Promise<void> {
  const key = keyFor(jws, keys);
  if (!key.ok) throw unsound(kind, codeOf(key.problems));
  const checked = await checkSignature(key.value, jws.signingInput, jws.signature, webCrypto);
  if (!checked.ok) throw unsound(kind, codeOf(checked.problems));
}

function allFacts({ level }: Expected, facts: RestrictedFacts): RestrictedFacts {
  return Object.fromEntries(restrictedAt(level).map((attribute) => [attribute.id, factOf(attribute, facts)]));
}

function codeOf(problems: readonly Problem[]): string {
  return problems.map(({ code }) => code).join(", ");
}

function unsound(kind: string, reason: string): Error {
  return new Error(`The record just signed (${kind}) does not verify: ${reason}.`);
}

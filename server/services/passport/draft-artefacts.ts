import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { RestrictedFacts } from "../../domain/passport/restricted-attributes.ts";
import { factOf, hiddenIn } from "../../domain/passport/restricted-attributes.ts";
import { isInformation } from "../../domain/record/content.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import type { Disclosure } from "../../domain/record/full-record.ts";
import { disclosuresFor, fullRecordPayload, restrictedDigests } from "../../domain/record/full-record.ts";
import type { PublicRecordInput } from "../../domain/record/public-record.ts";
import {
  compact,
  publicRecordHeader,
  publicRecordPayload,
  signingInput,
} from "../../domain/record/public-record.ts";
import { sdJwtHeader } from "../../domain/record/sd-jwt.ts";
import { untpPayload } from "../../domain/record/untp.ts";
import { catalogueOf } from "../catalogue/current.ts";
import { newestSubject } from "./find-record.ts";
import { restrictedFacts } from "./restricted-facts.ts";

/**
 * The signed texts of a version of a passport, in the order they are signed. The information about a battery without a
 * passport has the first alone: nothing of it is restricted, and no projection calls it a passport.
 */
export type ArtefactKind = "vc+jwt" | "dc+sd-jwt" | "untp+vc+jwt";

/** What is to be signed for one version, made once: with other salts it would be another record. */
export interface DraftedArtefacts {
  /** ASCII to sign, for each artefact, in the order they are signed. */
  readonly inputs: readonly { readonly kind: ArtefactKind; readonly text: string }[];
  /** In stored order. */
  readonly disclosures: readonly Disclosure[];
  /** What the disclosures hide: every restricted attribute, also those that are empty. */
  readonly facts: RestrictedFacts;
}

export interface SignedArtefact {
  readonly kind: ArtefactKind;
  /** Compact JWS; of a full record without `~`. */
  readonly body: string;
  /** Base64url SHA-256 of the body. */
  readonly digest: string;
}

/** The key that is going to sign, and how. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: "ES256" | "EdDSA";
}

/** What is signed of one version, ready to be signed. */
export async function draftArtefacts(
  ctx: Context,
  tx: Database,
  passportId: string,
  { kid, alg }: SigningKey,
  input: PublicRecordInput,
): Promise<DraftedArtefacts> {
  const [held] = await tx.select().from(passport).where(eq(passport.id, passportId));
  if (held === undefined) throw new Error("A version belongs to a passport.");
  const { granularity } = input.subject;
  const record = {
    kind: "vc+jwt",
    text: signingInput(publicRecordHeader(kid, alg), publicRecordPayload(input)),
  } as const;
  if (isInformation(input.subject)) return { inputs: [record], disclosures: [], facts: {} };
  const hidden = hiddenIn(input.subject, await catalogueOf(tx, input.subject));
  const facts = await restrictedFacts(tx, held, hidden);
  const disclosures = disclosuresFor(hidden, granularity, facts, () => ctx.randomBytes(16));
  const restricted = restrictedDigests(granularity, disclosures, sha256);
  const model = granularity === "model" ? input.subject : await modelSubject(tx, held.modelId);
  return {
    inputs: [
      record,
      { kind: "dc+sd-jwt", text: signingInput(sdJwtHeader(kid, alg), fullRecordPayload(input, restricted)) },
      { kind: "untp+vc+jwt", text: signingInput(publicRecordHeader(kid, alg), untpPayload(input, model)) },
    ],
    disclosures,
    facts: Object.fromEntries(hidden.map((attribute) => [attribute.id, factOf(attribute, facts)])),
  };
}

/** Signs what was drafted, with the signer of the context. */
export async function signArtefacts(
  ctx: Context,
  kid: string,
  { inputs }: DraftedArtefacts,
): Promise<readonly SignedArtefact[]> {
  return Promise.all(
    inputs.map(async ({ kind, text }) => {
      const signature = await ctx.signer.sign(kid, new TextEncoder().encode(text));
      return signedArtefact(kind, text, signature);
    }),
  );
}

/** An artefact from its signing input and the 64 bytes signed for it. */
export function signedArtefact(kind: ArtefactKind, input: string, signature: Uint8Array): SignedArtefact {
  const body = compact(input, signature);
  return { kind, body, digest: createHash("sha256").update(body, "ascii").digest("base64url") };
}

async function modelSubject(tx: Database, modelId: string): Promise<BatterySubject> {
  const [ofModel] = await tx
    .select({ id: passport.id })
    .from(passport)
    .where(and(eq(passport.modelId, modelId), eq(passport.level, "model")));
  const subject = ofModel === undefined ? null : await newestSubject(tx, ofModel.id);
  if (subject === null) throw new Error("A battery has a passport only after its model.");
  return subject;
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

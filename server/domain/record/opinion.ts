import { credentialsContext } from "./credential.ts";
import { didOf, logOriginOf } from "./did.ts";
import contextJson from "./passport-opinion-context-1.0.0.json" with { type: "json" };
import schemaJson from "./passport-opinion-schema-1.0.0.json" with { type: "json" };

/** Second type of a credential in which a notified body says what it found about one version of a passport. */
export const passportOpinionType = "PassportOpinionCredential";

/** JSON-LD context of these credentials, version 1.0.0; never changed, only succeeded. */
export const opinionContext = contextJson;

/** JSON Schema (2020-12) of their payload, version 1.0.0; never changed, only succeeded. */
export const opinionSchema = schemaJson;

/** What a body can find. The last two say why in their remarks. */
export const opinionOutcomes = ["confirmed", "confirmedWithRemarks", "notConfirmed"] as const;
export type OpinionOutcome = (typeof opinionOutcomes)[number];

/** Whether a value is one of the findings. */
export function isOpinionOutcome(value: unknown): value is OpinionOutcome {
  return opinionOutcomes.some((outcome) => outcome === value);
}

/** The declaration calculated again before signing, from its frozen request. Nobody signs where a figure differs. */
export interface OpinionRecomputation {
  /** The opinion carries whole seconds. */
  readonly at: Date;
  /** `same`: to the last member of the result; `figuresSame`: every figure to the last digit, other members differ. */
  readonly agreement: "same" | "figuresSame";
  /** What was recomputed; 34 significant digits at most, not rounded. */
  readonly kgCO2ePerKWh: string;
  /** Base64url SHA-256 of the recomputed result (RFC 8785). */
  readonly resultDigest: string;
}

/** What a body signs. */
export interface OpinionInput {
  readonly publicUrl: string;
  readonly body: { readonly slug: string; readonly name: string };
  /** Random UUID, lower case. */
  readonly credentialUuid: string;
  /** The opinion carries whole seconds. */
  readonly issuedAt: Date;
  /** Product URL, byte for byte as in the QR code. */
  readonly productUrl: string;
  /** The passport by its name in the log, and the one version the opinion is about. */
  readonly logSubject: string;
  readonly version: number;
  /** Base64url SHA-256 of every signed text of that version, by its form: `vc+jwt`, `dc+sd-jwt`, `untp+vc+jwt`. */
  readonly artefacts: Readonly<Record<string, string>>;
  /** Base64url SHA-256 of the body's opinion about this version before this one; null for its first. */
  readonly previous: string | null;
  readonly declarationNumber: number;
  readonly requestDigest: string;
  readonly resultDigest: string;
  readonly outcome: OpinionOutcome;
  /** In words; signed and published. */
  readonly remarks: string | null;
  readonly recomputation: OpinionRecomputation;
}

/**
 * The credential that is signed as `vc+jwt`. It names its version by number and by the digest of every signed text of it,
 * so that it can never be read as being about another version; it has no status entry, and is ended by a later opinion of
 * the same body, which names it as its `previous`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 7(1) and Annex VIII (the notified body assesses declaration and study); record
 * format, section 2.1 for the form and 6.1 for the digests.
 */
export function opinionPayload(input: OpinionInput) {
  const did = didOf(input.publicUrl, input.body.slug);
  return {
    "@context": [credentialsContext, `${input.publicUrl}/contexts/passport-opinion/1.0.0`],
    id: `urn:uuid:${input.credentialUuid}`,
    type: ["VerifiableCredential", passportOpinionType],
    issuer: { id: did, name: input.body.name },
    iss: did,
    iat: Math.floor(input.issuedAt.getTime() / 1000),
    validFrom: stamp(input.issuedAt),
    credentialSchema: {
      id: `${input.publicUrl}/schemas/passport-opinion/1.0.0.json`,
      type: "JsonSchema",
    },
    opinion: {
      logOrigin: logOriginOf(input.publicUrl),
      logSubject: input.logSubject,
      version: input.version,
      artefacts: Object.entries(input.artefacts)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([form, digest]) => ({ form, digest })),
      previous: input.previous,
    },
    credentialSubject: {
      id: input.productUrl,
      type: "DeclaredFootprint",
      declarationNumber: input.declarationNumber,
      requestDigest: input.requestDigest,
      resultDigest: input.resultDigest,
      outcome: input.outcome,
      ...(input.remarks === null ? {} : { remarks: input.remarks }),
      recomputation: { ...input.recomputation, at: stamp(input.recomputation.at) },
    },
  };
}

/** RFC 3339 UTC, whole seconds. */
function stamp(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

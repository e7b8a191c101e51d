import { encodeBase64url } from "./base64url.ts";
import { isInformation } from "./content.ts";
import { contextUrl } from "./context.ts";
import type { BatteryPassportCredential, BatterySubject } from "./credential.ts";
import { credentialsContext, informationCredentialType } from "./credential.ts";
import { didOf, issuerUrl, logOriginOf } from "./did.ts";
import type { KeyAlgorithm } from "./jwk.ts";
import { schemaUrl } from "./schema.ts";

export interface PublicRecordHeader {
  readonly alg: KeyAlgorithm;
  readonly kid: string;
  readonly typ: "vc+jwt";
  readonly cty: "vc";
}

/** Everything one version of a public record is made of. */
export interface PublicRecordInput {
  readonly publicUrl: string;
  readonly operator: { readonly slug: string; readonly name: string };
  /** Random UUID of this version, lower case. */
  readonly credentialUuid: string;
  /** Time of signing; the record carries whole seconds. */
  readonly issuedAt: Date;
  /** Place on the operator's status list `list` (from 1). */
  readonly status: { readonly list: number; readonly index: number };
  /** Base64url of the 16 random bytes that name this passport in the log. */
  readonly logSubject: string;
  /** Counts from 1. */
  readonly version: number;
  /** Base64url leaf hash of the previous version's log entry; null for version 1. */
  readonly previous: string | null;
  readonly subject: BatterySubject;
}

/**
 * Protected header of a public record, and nothing besides; `EdDSA` only with a key that its operator brought. Source:
 * record format, sections 1 and 2.1.
 */
export function publicRecordHeader(kid: string, alg: KeyAlgorithm = "ES256"): PublicRecordHeader {
  return { alg, kid, typ: "vc+jwt", cty: "vc" };
}

/** The credential that is signed: W3C Verifiable Credential 2.0, members in the order of section 2.1 of the record format. */
export function publicRecordPayload(input: PublicRecordInput): BatteryPassportCredential {
  const did = didOf(input.publicUrl, input.operator.slug);
  const { "@context": context, id, type, validFrom, ...bound } = envelopeOf(input);
  return {
    "@context": context,
    id,
    type,
    issuer: { id: did, name: input.operator.name },
    iss: did,
    iat: issuedSeconds(input),
    validFrom,
    ...bound,
    credentialSubject: input.subject,
  };
}

/** What public and full record of a version have in common, but for issuer and subject. */
export function envelopeOf(input: PublicRecordInput) {
  const { publicUrl, status } = input;
  const list = statusListUrl(input);
  return {
    "@context": [credentialsContext, contextUrl(publicUrl, input.subject)],
    id: `urn:uuid:${input.credentialUuid}`,
    type: [
      "VerifiableCredential",
      isInformation(input.subject) ? informationCredentialType : "BatteryPassportCredential",
    ],
    validFrom: new Date(issuedSeconds(input) * 1000).toISOString().replace(".000Z", "Z"),
    credentialStatus: {
      id: `${list}#${status.index}`,
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: String(status.index),
      statusSize: 1,
      statusListCredential: list,
    },
    credentialSchema: { id: schemaUrl(publicUrl, input.subject), type: "JsonSchema" },
    passport: {
      logOrigin: logOriginOf(publicUrl),
      logSubject: input.logSubject,
      version: input.version,
      previous: input.previous,
    },
  } as const;
}

/** Address of the status list that a version stands on. Source: record format, section 4.1. */
export function statusListUrl({ publicUrl, operator, status }: PublicRecordInput): string {
  return `${issuerUrl(publicUrl, operator.slug)}/status/${status.list}`;
}

/** Time of signing as records carry it: whole seconds since 1970. Source: RFC 7519 section 2, NumericDate. */
export function issuedSeconds({ issuedAt }: PublicRecordInput): number {
  return Math.floor(issuedAt.getTime() / 1000);
}

/** What is signed, as text; sign its ASCII bytes. Source: RFC 7515 section 5.1. */
export function signingInput(header: object, payload: object): string {
  return `${encodeJson(header)}.${encodeJson(payload)}`;
}

/** Compact JWS of a signing input and its 64-byte signature (r, then s). Source: RFC 7515 section 7.1. */
export function compact(input: string, signature: Uint8Array): string {
  return `${input}.${encodeBase64url(signature)}`;
}

function encodeJson(value: object): string {
  return encodeBase64url(new TextEncoder().encode(JSON.stringify(value)));
}

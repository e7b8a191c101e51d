import { credentialsContext } from "./credential.ts";
import { didOf, logOriginOf } from "./did.ts";
import contextJson from "./sale-suspension-context-1.0.0.json" with { type: "json" };
import type { SuspensionReason } from "./status-reason.ts";

/** Second type of a credential in which an authority stops the sale of a product, or ends that. */
export const saleSuspensionType = "SaleSuspensionCredential";

/** JSON-LD context of these credentials, version 1.0.0; never changed, only succeeded. */
export const saleSuspensionContext = contextJson;

/** What an authority signs. */
export interface SaleSuspensionInput {
  readonly publicUrl: string;
  readonly authority: { readonly slug: string; readonly name: string };
  /** Random UUID, lower case. */
  readonly credentialUuid: string;
  /** The statement carries whole seconds. */
  readonly issuedAt: Date;
  readonly action: "suspend" | "lift";
  readonly reason: SuspensionReason;
  /** In words; published with the statement. */
  readonly note: string | null;
  /** Product URL, byte for byte as in the QR code. */
  readonly productUrl: string;
  /** The passport by its name in the log, and the version that was in front of the authority. */
  readonly logSubject: string;
  readonly version: number;
  /** Base64url SHA-256 of that version's public record. */
  readonly recordDigest: string;
  /** Base64url SHA-256 of the statement that this one ends or renews; null for the first about the product. */
  readonly previous: string | null;
}

/**
 * The credential that is signed as `vc+jwt`: a statement of its own about a product, which leaves the operator's status
 * lists as they are. It names the version it was made on, so that a later one visibly is another.
 *
 * Source: record format, section 4 (value 2 is not used); Regulation (EU) 2023/1542, Art. 79 to 84.
 */
export function saleSuspensionPayload(input: SaleSuspensionInput) {
  const did = didOf(input.publicUrl, input.authority.slug);
  const seconds = Math.floor(input.issuedAt.getTime() / 1000);
  return {
    "@context": [credentialsContext, `${input.publicUrl}/contexts/sale-suspension/1.0.0`],
    id: `urn:uuid:${input.credentialUuid}`,
    type: ["VerifiableCredential", saleSuspensionType],
    issuer: { id: did, name: input.authority.name },
    iss: did,
    iat: seconds,
    validFrom: new Date(seconds * 1000).toISOString().replace(".000Z", "Z"),
    saleSuspension: {
      logOrigin: logOriginOf(input.publicUrl),
      logSubject: input.logSubject,
      version: input.version,
      recordDigest: input.recordDigest,
      previous: input.previous,
    },
    credentialSubject: {
      id: input.productUrl,
      type: "ProductOnSale",
      action: input.action,
      reason: input.reason,
      ...(input.note === null ? {} : { remarks: input.note }),
    },
  };
}

import { statutoryElements, voluntaryPart } from "../record/content.ts";
import type { CatalogueSubject } from "../record/credential.ts";
import type { DocumentInput, PassportDocument } from "./document.ts";

/**
 * What stands behind the QR code of a battery that gets no passport, as JSON: the members of the standard document, by
 * names that promise none.
 */
export interface InformationDocument {
  readonly batteryInformationId: string;
  readonly uniqueProductIdentifier: string;
  readonly granularity: "model";
  readonly informationSchemaVersion: string;
  readonly informationStatus: string;
  readonly recordVersion: number;
  readonly recordStatus: PassportDocument["recordStatus"];
  readonly saleStop?: PassportDocument["saleStop"];
  /** UTC, ISO 8601 with `Z`. */
  readonly lastUpdated: string;
  readonly economicOperatorId: string;
  readonly facilityId?: string;
  readonly contentSpecificationIds: readonly string[];
  readonly [content: string]: unknown;
}

type InformationInput = Omit<
  DocumentInput,
  "passportId" | "subject" | "modelSubject" | "batchSubject" | "restricted"
> & {
  readonly informationId: string;
  readonly subject: CatalogueSubject;
};

/**
 * The information about a battery model without a passport: label data, declaration of conformity, due diligence report,
 * waste information, of starting batteries the recovered shares.
 *
 * Source: Regulation (EU) 2023/1542, Art. 13(6)(b) and (c).
 */
export function informationDocument(input: InformationInput): InformationDocument {
  const { subject, saleStop, facilityId } = input;
  const { version } = subject.catalogue;
  const [statutory, voluntary] = [
    `battery-information-${version}`,
    `battery-information-voluntary-${version}`,
  ];
  const { attributes = {}, recycledContent: _, ...described } = voluntaryPart(subject);
  const beside: Readonly<Record<string, unknown>> = { ...described, ...attributes };
  const isBeside = Object.keys(beside).length > 0;
  return {
    batteryInformationId: `urn:uuid:${input.informationId}`,
    uniqueProductIdentifier: subject.id,
    granularity: "model",
    informationSchemaVersion: "1.0.0",
    informationStatus: input.documentStatus,
    recordVersion: input.recordVersion,
    recordStatus: input.withdrawn ?? { status: "valid" },
    ...(saleStop === null ? {} : { saleStop }),
    lastUpdated: input.lastUpdated,
    economicOperatorId: input.economicOperatorId,
    ...(facilityId === null ? {} : { facilityId }),
    contentSpecificationIds: isBeside ? [statutory, voluntary] : [statutory],
    [statutory]: statutoryElements(subject),
    ...(isBeside ? { [voluntary]: beside } : {}),
  };
}

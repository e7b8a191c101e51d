import { isOfCatalogue, statutoryElements as statutoryElementsOf, voluntaryPart } from "../record/content.ts";
import type { BatterySubject, Elements, Granularity } from "../record/credential.ts";

/** Names of the two content specifications a document follows; each is a key of the document. */
export function contentNames(subject: BatterySubject): {
  readonly statutory: string;
  readonly voluntary: string;
} {
  return contentNamesUnder(isOfCatalogue(subject) ? subject.catalogue.version : "1.0.0");
}

/** The same of documents made under a version of the catalogue. */
export function contentNamesUnder(version: string): {
  readonly statutory: string;
  readonly voluntary: string;
} {
  return {
    statutory: `battery-passport-statutory-${version}`,
    voluntary: `battery-passport-voluntary-${version}`,
  };
}

/** The standard passport document in its compressed form: header attributes, then one key for each content specification. */
export interface PassportDocument {
  readonly digitalProductPassportId: string;
  readonly uniqueProductIdentifier: string;
  readonly granularity: Granularity;
  readonly dppSchemaVersion: string;
  readonly dppStatus: string;
  /** The version this document is made from, and what became of it; 0 for what no version says yet. */
  readonly recordVersion: number;
  readonly recordStatus: {
    readonly status: "valid" | "revoked" | "superseded" | "draft";
    readonly reason?: string;
    readonly since?: string;
  };
  /** Present while an authority has stopped the sale of the product; `statement` is what it signed. */
  readonly saleStop?: SaleStop;
  /** UTC, ISO 8601 with `Z`. */
  readonly lastUpdated: string;
  readonly economicOperatorId: string;
  readonly facilityId?: string;
  readonly contentSpecificationIds: readonly string[];
  readonly [content: string]: unknown;
}

/** A stop of the sale by an authority. */
export interface SaleStop {
  readonly authority: string;
  readonly reason: string;
  /** UTC, ISO 8601 with `Z`. */
  readonly since: string;
  /** Where the signed statement stands. */
  readonly statement: string;
}

/** What a document is made of: signed records, and what is kept of the battery beside them. */
export interface DocumentInput {
  readonly passportId: string;
  readonly documentStatus: string;
  readonly recordVersion: number;
  /** What became of that version; null while it is the valid one. */
  readonly withdrawn: {
    readonly status: "revoked" | "superseded";
    readonly reason: string;
    readonly since: string;
  } | null;
  /** The stop of its sale that stands; null where none does. */
  readonly saleStop: SaleStop | null;
  readonly lastUpdated: string;
  /** DID of the operator that answers for the passport. */
  readonly economicOperatorId: string;
  /** Only in a scheme that EN 18219 names, such as a GLN. */
  readonly facilityId: string | null;
  readonly subject: BatterySubject;
  /** For an item or a batch: what its model's record says. */
  readonly modelSubject: BatterySubject | null;
  /** For an item of a batch that has a record: what that says. */
  readonly batchSubject: BatterySubject | null;
  /** Restricted elements of the battery and its model that the reader was given, and no others. */
  readonly restricted: Elements;
}

/**
 * The passport of a product as its reader may see it. Element names are those of the attribute catalogue; decimals stay
 * text, so that no reader loses digits.
 *
 * Source: EN 18223, compressed form.
 */
export function passportDocument(input: DocumentInput): PassportDocument {
  const { subject } = input;
  const names = contentNames(subject);
  const voluntary = voluntaryElements(input);
  const isVoluntary = Object.keys(voluntary).length > 0;
  return {
    digitalProductPassportId: `urn:uuid:${input.passportId}`,
    uniqueProductIdentifier: subject.id,
    granularity: subject.granularity,
    dppSchemaVersion: isOfCatalogue(subject) ? "2.0.0" : "1.0.0",
    dppStatus: input.documentStatus,
    recordVersion: input.recordVersion,
    recordStatus: input.withdrawn ?? { status: "valid" },
    ...(input.saleStop === null ? {} : { saleStop: input.saleStop }),
    lastUpdated: input.lastUpdated,
    economicOperatorId: input.economicOperatorId,
    ...(input.facilityId === null ? {} : { facilityId: input.facilityId }),
    contentSpecificationIds: isVoluntary ? [names.statutory, names.voluntary] : [names.statutory],
    [names.statutory]: statutoryElements(input),
    ...(isVoluntary ? { [names.voluntary]: voluntary } : {}),
  };
}

/**
 * What the next version would say, for those who make it. `recordVersion` 0 and the status `draft`: nobody signed it.
 */
export function draftDocument(
  input: Omit<DocumentInput, "documentStatus" | "recordVersion" | "withdrawn" | "saleStop">,
): PassportDocument {
  const head = { documentStatus: "inactive", recordVersion: 0, withdrawn: null, saleStop: null };
  return { ...passportDocument({ ...input, ...head }), recordStatus: { status: "draft" } };
}

/** What the law asks for of the battery and its model, and what of the rest this reader may see. */
function statutoryElements({ subject, modelSubject, batchSubject, restricted }: DocumentInput): Elements {
  return {
    ...(modelSubject === null ? {} : statutoryElementsOf(modelSubject)),
    ...(batchSubject === null ? {} : statutoryElementsOf(batchSubject)),
    ...statutoryElementsOf(subject),
    ...restricted,
  };
}

/** What the law does not ask for, or does not admit yet: name, energies, the footprint with its method. */
function voluntaryElements({ subject, modelSubject }: DocumentInput): Readonly<Record<string, unknown>> {
  const { attributes: ofModel = {}, ...described } = modelSubject === null ? {} : voluntaryPart(modelSubject);
  const { attributes: own = {}, ...ownDescribed } = voluntaryPart(subject);
  // The year's shares stand among the statutory elements; the other years and the sources are the page's.
  const { recycledContent: _, ...rest } = { ...described, ...ownDescribed };
  return { ...rest, ...ofModel, ...own };
}

import type { Audience } from "../access/audience.ts";
import type { DataElement } from "../access/disclose.ts";
import { disclose } from "../access/disclose.ts";
import type {
  BatterySubject,
  ItemStatutory,
  ModelStatutory,
  RecycledContentOfRecord,
} from "../record/credential.ts";

/** Names of the two content specifications a document follows; each is a key of the document. */
export const statutoryContent = "battery-passport-statutory-1.0.0";
export const voluntaryContent = "battery-passport-voluntary-1.0.0";

/** The standard passport document in its compressed form: header attributes, then one key for each content specification. */
export interface PassportDocument {
  readonly digitalProductPassportId: string;
  readonly uniqueProductIdentifier: string;
  readonly granularity: "model" | "item";
  readonly dppSchemaVersion: string;
  readonly dppStatus: string;
  /** The version this document is made from, and what became of it. */
  readonly recordVersion: number;
  readonly recordStatus: {
    readonly status: "valid" | "revoked" | "superseded";
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
  /** For an item: what its model's record says. */
  readonly modelSubject: BatterySubject | null;
  /** For an item: `original`, `repurposed`, `re-used`, `remanufactured` or `waste`. */
  readonly batteryStatus: string | null;
}

/**
 * The passport of a product as `audience` may read it. Element names are those of the attribute catalogue; decimals stay
 * text, so that no reader loses digits.
 *
 * Source: EN 18223, compressed form; Regulation (EU) 2023/1542, Annex XIII for the data set of each element.
 */
export function passportDocument(input: DocumentInput, audience: Audience): PassportDocument {
  const { subject } = input;
  const voluntary = voluntaryElements(input);
  const contents = voluntary === null ? [statutoryContent] : [statutoryContent, voluntaryContent];
  return {
    digitalProductPassportId: `urn:uuid:${input.passportId}`,
    uniqueProductIdentifier: subject.id,
    granularity: subject.granularity,
    dppSchemaVersion: "1.0.0",
    dppStatus: input.documentStatus,
    recordVersion: input.recordVersion,
    recordStatus: input.withdrawn ?? { status: "valid" },
    ...(input.saleStop === null ? {} : { saleStop: input.saleStop }),
    lastUpdated: input.lastUpdated,
    economicOperatorId: input.economicOperatorId,
    ...(input.facilityId === null ? {} : { facilityId: input.facilityId }),
    contentSpecificationIds: contents,
    [statutoryContent]: disclose(statutoryElements(input), audience),
    ...(voluntary === null ? {} : { [voluntaryContent]: voluntary }),
  };
}

function statutoryElements({ subject, modelSubject, batteryStatus }: DocumentInput): readonly DataElement[] {
  const shared = modelSubject ?? subject;
  return [
    ...(isModel(shared.statutory) ? modelElements(shared.statutory) : []),
    ...(isModel(subject.statutory) ? [] : itemElements(subject.id, subject.statutory)),
    ...(batteryStatus === null ? [] : [element("batteryStatus", batteryStatus, "point4")]),
  ];
}

function modelElements(said: ModelStatutory): readonly DataElement[] {
  const place = said.manufacturingPlace;
  return [
    element("batteryModelIdentifier", said.batteryModelIdentifier),
    element("batteryCategory", said.batteryCategory),
    element("batteryChemistry", said.batteryChemistry),
    element("manufacturerName", {
      name: said.manufacturerName,
      ...(said.manufacturerNameOriginal === undefined ? {} : { nameOriginal: said.manufacturerNameOriginal }),
    }),
    element("manufacturerPostalAddress", said.manufacturerPostalAddress),
    element("manufacturerWebAndEmail", {
      email: said.manufacturerEmail,
      ...(said.manufacturerWeb === undefined ? {} : { web: said.manufacturerWeb }),
    }),
    element("economicOperatorIdentifier", said.economicOperatorIdentifier),
    element("manufacturingPlace", place),
    element("batteryMass", said.batteryMassKg),
    element("ratedCapacity", said.ratedCapacityAh),
    element("nominalVoltage", said.nominalVoltageV),
    ...(said.warrantyMonths === undefined ? [] : [element("warrantyPeriod", said.warrantyMonths)]),
    ...recycledElements(said.recycledContent),
    ...(said.euDeclarationOfConformityId === undefined
      ? []
      : [element("euDeclarationOfConformityId", said.euDeclarationOfConformityId)]),
  ];
}

/** The newest year that anything is stated for; the catalogue has one year for all metals. */
function recycledElements(statements: readonly RecycledContentOfRecord[]): readonly DataElement[] {
  const year = Math.max(...statements.map((statement) => statement.year));
  const newest = statements.filter((statement) => statement.year === year);
  if (newest.length === 0) return [];
  return [
    element("recycledContentYear", year),
    ...newest.flatMap(({ metal, sharePercent, preConsumerPercent, postConsumerPercent }) => {
      const name = `recycled${metal.charAt(0).toUpperCase()}${metal.slice(1)}Share`;
      return [
        element(name, sharePercent),
        element(`${name}PreConsumer`, preConsumerPercent),
        element(`${name}PostConsumer`, postConsumerPercent),
      ];
    }),
  ];
}

function itemElements(productUrl: string, said: ItemStatutory): readonly DataElement[] {
  return [
    element("uniqueBatteryIdentifier", productUrl),
    element("batterySerialNumber", said.batterySerialNumber),
    element("manufacturingDate", said.manufacturingDate),
    ...(said.placedOnMarketDate === undefined
      ? []
      : [element("placedOnMarketDate", said.placedOnMarketDate)]),
  ];
}

/** What the law does not ask for, or does not admit yet: name, energies and the footprint with its method. */
function voluntaryElements({
  subject,
  modelSubject,
}: DocumentInput): Readonly<Record<string, unknown>> | null {
  const shared = modelSubject ?? subject;
  if (shared.voluntary === undefined || !isModel(shared.statutory)) return null;
  const { ratedEnergyKWh, usableEnergyKWh } = shared.statutory;
  return {
    ...shared.voluntary,
    ratedEnergyKWh,
    ...(usableEnergyKWh === undefined ? {} : { usableEnergyKWh }),
  };
}

function isModel(statutory: BatterySubject["statutory"]): statutory is ModelStatutory {
  return "batteryModelIdentifier" in statutory;
}

function element(elementId: string, value: unknown, dataSet: DataElement["dataSet"] = "point1"): DataElement {
  return { elementId, dataSet, value };
}

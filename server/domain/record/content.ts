import type { BatteryCategory } from "../battery/category.ts";
import { batteryCategories, informationCategories } from "../battery/category.ts";
import type {
  BatterySubject,
  CatalogueSubject,
  CatalogueVoluntary,
  Elements,
  FixedSubject,
  FootprintOfRecord,
  ItemStatutory,
  ModelStatutory,
  RecycledContentOfRecord,
} from "./credential.ts";
import type { JsonValue } from "./strict-json.ts";
import { isJsonObject } from "./strict-json.ts";

/** Whether a record names its values as the attribute catalogue does: schema 2.0.0 and later. */
export function isOfCatalogue(subject: BatterySubject): subject is CatalogueSubject {
  return "catalogue" in subject;
}

/** What the law asks for, by identifier of the attribute, of a record of any schema. */
export function statutoryElements(subject: BatterySubject): Elements {
  return isOfCatalogue(subject) ? subject.statutory : fixedElements(subject);
}

/** What a record of any schema says beside that. */
export function voluntaryPart(subject: BatterySubject): CatalogueVoluntary {
  if (isOfCatalogue(subject)) return subject.voluntary ?? {};
  const { statutory, voluntary } = subject;
  if (!isOfModel(statutory)) return {};
  const { ratedEnergyKWh, usableEnergyKWh, recycledContent } = statutory;
  return {
    ...voluntary,
    ratedEnergyKWh,
    ...(usableEnergyKWh === undefined ? {} : { usableEnergyKWh }),
    ...(recycledContent.length === 0 ? {} : { recycledContent }),
  };
}

/** The declared footprint; null where none was declared. */
export function footprintOf(subject: BatterySubject): FootprintOfRecord | null {
  return subject.voluntary?.carbonFootprint ?? null;
}

/**
 * Data of a model by the names that screens and documents use, of a record of any schema; null for a battery's or a
 * batch's own record. Energies are those a record of any schema states, "" where it states none.
 */
export function modelDataOf(subject: BatterySubject): ModelStatutory | null {
  if (!isOfCatalogue(subject)) return isOfModel(subject.statutory) ? subject.statutory : null;
  if (subject.granularity !== "model") return null;
  const { voluntary } = subject;
  const statutory = { ...voluntary?.attributes, ...subject.statutory };
  const text = (id: string, member?: string) => textOf(statutory[id], member);
  const original = text("manufacturerName", "nameOriginal");
  const web = text("manufacturerWebAndEmail", "web");
  const warranty = statutory["warrantyPeriod"];
  const conformity = text("euDeclarationOfConformityId");
  const region = text("manufacturingPlace", "region");
  return {
    batteryModelIdentifier: text("batteryModelIdentifier"),
    batteryCategory: categoryOf(statutory),
    batteryChemistry: text("batteryChemistry"),
    manufacturerName: text("manufacturerName", "name"),
    ...(original === "" ? {} : { manufacturerNameOriginal: original }),
    manufacturerPostalAddress: {
      street: text("manufacturerPostalAddress", "street"),
      postalCode: text("manufacturerPostalAddress", "postalCode"),
      city: text("manufacturerPostalAddress", "city"),
      country: text("manufacturerPostalAddress", "country"),
    },
    manufacturerEmail: text("manufacturerWebAndEmail", "email"),
    ...(web === "" ? {} : { manufacturerWeb: web }),
    economicOperatorIdentifier: {
      scheme: text("economicOperatorIdentifier", "scheme"),
      value: text("economicOperatorIdentifier", "value"),
    },
    manufacturingPlace: {
      name: text("manufacturingPlace", "name"),
      city: text("manufacturingPlace", "city"),
      ...(region === "" ? {} : { region }),
      country: text("manufacturingPlace", "country"),
    },
    batteryMassKg: text("batteryMass"),
    ratedCapacityAh: text("ratedCapacity"),
    nominalVoltageV: text("nominalVoltage"),
    ratedEnergyKWh: voluntary?.ratedEnergyKWh ?? "",
    ...(voluntary?.usableEnergyKWh === undefined ? {} : { usableEnergyKWh: voluntary.usableEnergyKWh }),
    ...(typeof warranty === "number" ? { warrantyMonths: warranty } : {}),
    recycledContent: voluntary?.recycledContent ?? [],
    ...(conformity === "" ? {} : { euDeclarationOfConformityId: conformity }),
  };
}

/** Data of one battery by the names that screens use; null for a model's or a batch's record. */
export function itemDataOf(subject: BatterySubject): ItemStatutory | null {
  if (!isOfCatalogue(subject)) return isOfModel(subject.statutory) ? null : subject.statutory;
  if (subject.granularity !== "item") return null;
  const { batteryModelPassport } = subject;
  const statutory = { ...subject.voluntary?.attributes, ...subject.statutory };
  const placed = textOf(statutory["placedOnMarketDate"]);
  return {
    batteryModelPassport: batteryModelPassport ?? "",
    batterySerialNumber: textOf(statutory["batterySerialNumber"]),
    manufacturingDate: textOf(statutory["manufacturingDate"]),
    ...(placed === "" ? {} : { placedOnMarketDate: placed }),
  };
}

/** Elements of a record of schemas 1.0.0 to 1.2.0, named as the catalogue names them. */
function fixedElements({ id, statutory }: FixedSubject): Elements {
  return isOfModel(statutory) ? fixedModelElements(statutory) : fixedItemElements(id, statutory);
}

function fixedModelElements(said: ModelStatutory): Elements {
  const { name, city, region, country } = said.manufacturingPlace;
  const industrial = { industrialStationary: "stationary-storage", industrialOther: "other" } as const;
  const category = said.batteryCategory;
  return {
    economicOperatorIdentifier: { ...said.economicOperatorIdentifier },
    manufacturerName: {
      name: said.manufacturerName,
      ...stated("nameOriginal", said.manufacturerNameOriginal),
    },
    manufacturerPostalAddress: { ...said.manufacturerPostalAddress },
    manufacturerWebAndEmail: { email: said.manufacturerEmail, ...stated("web", said.manufacturerWeb) },
    batteryModelIdentifier: said.batteryModelIdentifier,
    manufacturingPlace: { name, city, ...stated("region", region), country },
    ...stated("warrantyPeriod", said.warrantyMonths),
    ...(category === "industrialStationary" || category === "industrialOther"
      ? { batteryCategory: "industrial", industrialSubType: industrial[category] }
      : { batteryCategory: category }),
    batteryMass: said.batteryMassKg,
    ...stated("euDeclarationOfConformityId", said.euDeclarationOfConformityId),
    batteryChemistry: said.batteryChemistry,
    ...recycledElements(said.recycledContent),
    ratedCapacity: said.ratedCapacityAh,
    nominalVoltage: said.nominalVoltageV,
  };
}

function fixedItemElements(productUrl: string, said: ItemStatutory): Elements {
  return {
    uniqueBatteryIdentifier: productUrl,
    batterySerialNumber: said.batterySerialNumber,
    manufacturingDate: said.manufacturingDate,
    ...stated("placedOnMarketDate", said.placedOnMarketDate),
  };
}

/**
 * Shares of recycled content as the catalogue has them: those of the newest year that anything is stated for; it has one
 * year for all metals. Source: Regulation (EU) 2023/1542, Art. 8(1), Annex XIII 1(e).
 */
export function recycledElements(statements: readonly RecycledContentOfRecord[]): Elements {
  const year = Math.max(...statements.map((statement) => statement.year));
  const newest = statements.filter((statement) => statement.year === year);
  if (newest.length === 0) return {};
  const shares = newest.flatMap(({ metal, sharePercent, preConsumerPercent, postConsumerPercent }) => {
    const name = `recycled${metal.charAt(0).toUpperCase()}${metal.slice(1)}Share`;
    return [
      [name, sharePercent],
      [`${name}PreConsumer`, preConsumerPercent],
      [`${name}PostConsumer`, postConsumerPercent],
    ] as const;
  });
  return { ...Object.fromEntries(shares), recycledContentYear: year };
}

/**
 * Whether a record holds the information about a battery of a category that gets no passport. Only models of such
 * categories have records. Source: Regulation (EU) 2023/1542, Art. 13(6)(b) and (c), Art. 77(1).
 */
export function isInformation(subject: BatterySubject): boolean {
  const category = statutoryElements(subject)["batteryCategory"];
  return informationCategories.some((one) => one === category);
}

function categoryOf(statutory: Elements): BatteryCategory {
  const category = statutory["batteryCategory"];
  const named = batteryCategories.find((one) => one === category);
  if (named !== undefined) return named;
  return statutory["industrialSubType"] === "other" ? "industrialOther" : "industrialStationary";
}

function isOfModel(statutory: FixedSubject["statutory"]): statutory is ModelStatutory {
  return "batteryModelIdentifier" in statutory;
}

/** A text, or the text in a member of an object; "" where there is none. */
function textOf(value: JsonValue | undefined, member?: string): string {
  const found = member === undefined ? value : isJsonObject(value) ? value[member] : undefined;
  return typeof found === "string" ? found : "";
}

/** A member with a value, or nothing. */
function stated<Value extends JsonValue>(
  name: string,
  value: Value | undefined,
): Readonly<Record<string, Value>> {
  return value === undefined ? {} : { [name]: value };
}

import type { BatteryCategory } from "../battery/category.ts";
import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";
import { primaryDataShare } from "../carbon-footprint/inventory.ts";
import type { PcfResult } from "../carbon-footprint/request.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { BatteryAt } from "../catalogue/requirement.ts";
import { studyUrl } from "../identifier/product-url.ts";
import { convert, areComparable, parseUnit } from "../quantity/unit.ts";
import { divide, parseExact, toDecimal } from "../quantity/exact.ts";
import { recycledElements } from "../record/content.ts";
import type {
  CatalogueSubject,
  Elements,
  FootprintOfRecord,
  PlantOfRecord,
  RecycledContentOfRecord,
} from "../record/credential.ts";
import { catalogueSubject } from "./catalogue-subject.ts";

/** What the registry keeps of a model and its operator, as the record needs it. */
export interface ModelOfRecord {
  readonly productUrl: string;
  readonly gtin: string | null;
  readonly modelCode: string;
  readonly typeDesignation: string;
  readonly name: string;
  readonly category: BatteryCategory;
  readonly chemistry: string;
  readonly massKg: string;
  readonly ratedCapacityAh: string;
  readonly nominalVoltageV: string;
  readonly ratedEnergyKwh: string;
  readonly usableEnergyKwh: string | null;
  readonly warrantyMonths: number | null;
  readonly euDeclarationOfConformityId: string | null;
  readonly illustrative: boolean;
  readonly recycledContent: readonly RecycledContentOfRecord[];
  /** Chinese traction battery code; null where there is none. */
  readonly chineseCode: string | null;
  /** Further values by attribute, in the form of the catalogue. */
  readonly attributes: Elements;
  /** Attached files by the attribute they answer. */
  readonly files: Elements;
  readonly shownVoluntarily: readonly string[];
}

export interface OperatorOfRecord {
  readonly name: string;
  readonly nameOriginal: string | null;
  readonly streetAddress: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly email: string;
  readonly web: string | null;
  readonly identifierScheme: string;
  readonly identifier: string;
}

/** Who has to do with a model: after a hand-over of responsibility the maker is still the maker. */
export interface PartiesOfRecord {
  /** Who answers for it now. Source: Regulation (EU) 2023/1542, Art. 77(4). */
  readonly answering: OperatorOfRecord;
  /** Who makes it. Source: Art. 38(7). */
  readonly maker: OperatorOfRecord;
}

export interface FacilityOfRecord {
  readonly name: string;
  readonly city: string;
  readonly region: string | null;
  readonly country: string;
  readonly identifierScheme: string | null;
  readonly identifier: string | null;
}

/** A declaration as it is released. */
export interface DeclarationOfRecord {
  readonly number: number;
  /** `YYYY-MM-DD`, UTC. */
  readonly declaredOn: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly lines: readonly InventoryLine[];
  readonly result: PcfResult;
  /** kWh. */
  readonly totalEnergyKWh: string;
  readonly requestDigest: string;
  readonly resultDigest: string;
  readonly published: {
    readonly value: string | null;
    readonly unit: string | null;
    readonly total: string | null;
    readonly totalUnit: string | null;
    readonly source: string;
  } | null;
  readonly performanceClass: FootprintOfRecord["performanceClass"];
}

/** The catalogue a record is made under, the day the law is asked for, and what the operator wants shown apart. */
export interface MadeUnder {
  readonly catalogue: Catalogue;
  /** Base64url SHA-256 of the catalogue. */
  readonly digest: string;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

/**
 * What the record of a model says about it. A footprint, where one is declared, stands under `voluntary`: while the EU acts
 * on method and format are missing it is no statutory declaration; once they apply its values are owed and stand among the
 * statutory ones as well.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 1 and Annex VI part A.
 */
export function modelSubject(
  model: ModelOfRecord,
  parties: PartiesOfRecord,
  facility: FacilityOfRecord,
  carbonFootprint: FootprintOfRecord | null,
  { catalogue, digest, day }: MadeUnder,
): CatalogueSubject {
  const { shownVoluntarily, recycledContent } = model;
  return catalogueSubject({
    ...{ catalogue, digest, shownVoluntarily },
    battery: batteryOf(model, day),
    links: { id: model.productUrl, granularity: "model" },
    values: {
      ...modelValues(model, parties, facility),
      ...footprintValues(carbonFootprint, parties.maker, model),
    },
    voluntary: {
      name: model.name,
      typeDesignation: model.typeDesignation,
      illustrative: model.illustrative,
      ratedEnergyKWh: model.ratedEnergyKwh,
      ...stated("usableEnergyKWh", model.usableEnergyKwh),
      ...stated("chineseBatteryCode", model.chineseCode),
      ...(recycledContent.length === 0 ? {} : { recycledContent }),
      ...stated("carbonFootprint", carbonFootprint),
    },
  });
}

/** The battery that the law is asked about. */
export function batteryOf({ category, attributes }: ModelOfRecord, day: string): BatteryAt {
  const hasOnlyExternalStorage = attributes["industrialSubType"] === "exclusively-external-storage";
  return { category, day, hasOnlyExternalStorage };
}

/** Everything the registry knows of a model, by attribute of the catalogue. */
export function modelValues(
  model: ModelOfRecord,
  { answering, maker }: PartiesOfRecord,
  facility: FacilityOfRecord,
): Elements {
  const { country, city, email } = maker;
  const address = { street: maker.streetAddress, postalCode: maker.postalCode, city, country };
  const name = { name: maker.name, ...stated("nameOriginal", maker.nameOriginal) };
  const reached = { email, ...stated("web", maker.web) };
  const isIndustrial = model.category === "industrialStationary" || model.category === "industrialOther";
  return {
    ...(isIndustrial ? { industrialSubType: subTypes[model.category] ?? "other" } : {}),
    ...model.attributes,
    ...operatorValues(answering),
    manufacturerIdentifier: operatorValues(maker).economicOperatorIdentifier,
    manufacturerName: name,
    manufacturerPostalAddress: address,
    manufacturerWebAndEmail: reached,
    batteryModelIdentifier: model.gtin ?? model.modelCode,
    manufacturingPlace: { ...plantOf(facility) },
    ...(facility.identifierScheme === null || facility.identifier === null
      ? {}
      : {
          manufacturingFacilityIdentifier: { scheme: facility.identifierScheme, value: facility.identifier },
        }),
    ...stated("warrantyPeriod", model.warrantyMonths),
    batteryCategory: isIndustrial ? "industrial" : model.category,
    batteryMass: model.massKg,
    ...stated("euDeclarationOfConformityId", model.euDeclarationOfConformityId),
    batteryChemistry: model.chemistry,
    ...recycledElements(model.recycledContent),
    ratedCapacity: model.ratedCapacityAh,
    nominalVoltage: model.nominalVoltageV,
    ...model.files,
  };
}

/** Who answers for a battery, by attribute. Source: Regulation (EU) 2023/1542, Art. 77(4); EN 18219 (operators). */
export function operatorValues(operator: OperatorOfRecord) {
  const { streetAddress: street, postalCode, city, country, email } = operator;
  return {
    economicOperatorIdentifier: { scheme: operator.identifierScheme, value: operator.identifier },
    economicOperatorInformation: {
      ...{ name: operator.name, ...stated("nameOriginal", operator.nameOriginal) },
      ...{ street, postalCode, city, country },
      ...{ email, ...stated("web", operator.web) },
    },
  };
}

/** Sub-types of industrial batteries where the operator states none itself. */
const subTypes: Readonly<Record<string, string>> = { industrialStationary: "stationary-storage" };

/**
 * The declaration as the catalogue has it. A result of another method than that of the Union is never a data point of
 * Art. 7. Source: Regulation (EU) 2023/1542, Art. 7(1)(a) to (g).
 */
function footprintValues(
  declared: FootprintOfRecord | null,
  maker: OperatorOfRecord,
  model: ModelOfRecord,
): Elements {
  if (declared?.method !== "eu-cfb-ev") return {};
  const { plant, kgCO2ePerKWh, totalKgCO2e, publicStudy, performanceClass } = declared;
  const stages = Object.fromEntries(
    declared.stages.flatMap(({ stage, kgCO2ePerKWh: share }) => {
      const id = stageAttributes[stage];
      return id === undefined ? [] : [[id, share] as const];
    }),
  );
  const { name, streetAddress: street, postalCode, city, country } = maker;
  const [kg, tonne] = [parseExact(totalKgCO2e), parseExact("1000")];
  return {
    carbonFootprintManufacturerInfo: { name, street, postalCode, city, country },
    carbonFootprintModelInfo: model.gtin ?? model.modelCode,
    carbonFootprintPlantLocation: { ...plant },
    carbonFootprintPerFunctionalUnit: kgCO2ePerKWh,
    ...stages,
    ...(performanceClass === null
      ? {}
      : {
          carbonFootprintPerformanceClass: {
            class: performanceClass.class,
            ruleSet: performanceClass.ruleSet,
            version: String(performanceClass.ruleSetVersion),
          },
        }),
    ...stated("carbonFootprintStudyUrl", publicStudy),
    ...(kg === null || tonne === null ? {} : { absoluteCarbonFootprint: toDecimal(divide(kg, tonne)) }),
  };
}

/** Life-cycle stages of that method as Annex II point 4 names them. */
const stageAttributes: Readonly<Record<string, string>> = {
  raw_materials: "carbonFootprintStageRawMaterials",
  production: "carbonFootprintStageMainProduction",
  distribution: "carbonFootprintStageDistribution",
  end_of_life: "carbonFootprintStageEndOfLife",
};

/** A declaration as the record states it. */
export function footprintOfDeclaration(
  declaration: DeclarationOfRecord,
  facility: FacilityOfRecord,
  productUrl: string,
): FootprintOfRecord {
  const { result, lines, totalEnergyKWh } = declaration;
  return {
    declarationNumber: declaration.number,
    declaredOn: declaration.declaredOn,
    method: result.method,
    methodVersion: result.methodVersion,
    boundary: Object.keys(result.stagesKg),
    periodStart: declaration.periodStart,
    periodEnd: declaration.periodEnd,
    plant: plantOf(facility),
    kgCO2ePerKWh: result.cfp,
    totalKgCO2e: result.totalKg,
    totalEnergyKWh,
    stages: Object.entries(result.stagesKg).map(([stage, kgCO2e]) => ({
      stage,
      kgCO2e,
      kgCO2ePerKWh: quotient(kgCO2e, totalEnergyKWh),
      share: result.shares[stage] ?? "0",
    })),
    primaryDataShare: primaryDataShare(lines, result),
    warnings: [...new Set(result.warnings.map(({ code }) => code))],
    requestDigest: declaration.requestDigest,
    resultDigest: declaration.resultDigest,
    illustrativeInventory: lines.some(({ illustrative }) => illustrative),
    publicStudy: studyUrl(productUrl, declaration.number),
    ...stated("published", publishedOf(declaration.published)),
    performanceClass: declaration.performanceClass,
  };
}

/** Published figures in the units of the record; one that is in no such unit is left to the console. */
function publishedOf(published: DeclarationOfRecord["published"]): FootprintOfRecord["published"] | null {
  if (published === null) return null;
  return {
    ...stated("kgCO2ePerKWh", inUnit(published.value, published.unit, "kgCO2e/kWh lifetime energy")),
    ...stated("totalKgCO2e", inUnit(published.total, published.totalUnit, "kgCO2e")),
    source: published.source,
  };
}

function inUnit(value: string | null, unit: string | null, wanted: string): string | null {
  const number = value === null ? null : parseExact(value);
  const from = unit === null ? null : parseUnit(unit);
  const to = parseUnit(wanted);
  if (number === null || from === null || to === null || !areComparable(from, to)) return null;
  return toDecimal(convert(number, from, to));
}

function plantOf({ name, city, region, country }: FacilityOfRecord): PlantOfRecord {
  return { name, city, ...stated("region", region), country };
}

function quotient(dividend: string, divisor: string): string {
  const [above, below] = [parseExact(dividend), parseExact(divisor)];
  if (above === null || below === null) throw new RangeError("A calculated result holds decimals.");
  return toDecimal(divide(above, below));
}

/** A member with a value, or nothing. */
function stated<Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): { [N in Name]?: Value } {
  const member: { [N in Name]?: Value } = {};
  if (value !== null && value !== undefined) member[name] = value;
  return member;
}

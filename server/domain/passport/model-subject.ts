import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";
import { primaryDataShare } from "../carbon-footprint/inventory.ts";
import type { PcfResult } from "../carbon-footprint/request.ts";
import { studyUrl } from "../identifier/product-url.ts";
import { convert, areComparable, parseUnit } from "../quantity/unit.ts";
import { divide, parseExact, toDecimal } from "../quantity/exact.ts";
import type {
  BatterySubject,
  FootprintOfRecord,
  ModelStatutory,
  PlantOfRecord,
  RecycledContentOfRecord,
} from "../record/credential.ts";

/** What the registry keeps of a model and its operator, as the record needs it. */
export interface ModelOfRecord {
  readonly productUrl: string;
  readonly gtin: string | null;
  readonly modelCode: string;
  readonly typeDesignation: string;
  readonly name: string;
  readonly category: ModelStatutory["batteryCategory"];
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

export interface FacilityOfRecord {
  readonly name: string;
  readonly city: string;
  readonly region: string | null;
  readonly country: string;
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

/**
 * What the record of a model says about it. The footprint stands under `voluntary`: while the EU acts on method and
 * format are missing it is no statutory declaration. What is not stated is left out, never written as empty.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 1 and Annex VI part A for the statutory values.
 */
export function modelSubject(
  model: ModelOfRecord,
  operator: OperatorOfRecord,
  facility: FacilityOfRecord,
  declaration: DeclarationOfRecord,
): BatterySubject {
  const plant = plantOf(facility);
  return {
    id: model.productUrl,
    type: "Battery",
    granularity: "model",
    statutory: statutory(model, operator, plant),
    voluntary: {
      name: model.name,
      typeDesignation: model.typeDesignation,
      illustrative: model.illustrative,
      carbonFootprint: footprint(declaration, plant, model.productUrl),
    },
  };
}

function statutory(model: ModelOfRecord, operator: OperatorOfRecord, plant: PlantOfRecord): ModelStatutory {
  return {
    batteryModelIdentifier: model.gtin ?? model.modelCode,
    batteryCategory: model.category,
    batteryChemistry: model.chemistry,
    manufacturerName: operator.name,
    ...stated("manufacturerNameOriginal", operator.nameOriginal),
    manufacturerPostalAddress: {
      street: operator.streetAddress,
      postalCode: operator.postalCode,
      city: operator.city,
      country: operator.country,
    },
    manufacturerEmail: operator.email,
    ...stated("manufacturerWeb", operator.web),
    economicOperatorIdentifier: { scheme: operator.identifierScheme, value: operator.identifier },
    manufacturingPlace: plant,
    batteryMassKg: model.massKg,
    ratedCapacityAh: model.ratedCapacityAh,
    nominalVoltageV: model.nominalVoltageV,
    ratedEnergyKWh: model.ratedEnergyKwh,
    ...stated("usableEnergyKWh", model.usableEnergyKwh),
    ...stated("warrantyMonths", model.warrantyMonths),
    recycledContent: model.recycledContent,
    ...stated("euDeclarationOfConformityId", model.euDeclarationOfConformityId),
  };
}

function footprint(
  declaration: DeclarationOfRecord,
  plant: PlantOfRecord,
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
    plant,
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

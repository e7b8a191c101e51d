import type { PcfResult, Q } from "../carbon-footprint/request.ts";
import { knownStages } from "../carbon-footprint/stage.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import {
  add,
  divide,
  isNegative,
  isZero,
  multiply,
  one,
  parseExact,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { parseUnit } from "../quantity/unit.ts";
import type { DeclaredUnit } from "./declared-unit.ts";
import { declaredUnitFor, declaredUnits } from "./declared-unit.ts";
import { threeYearsAfter } from "./imported-footprint.ts";

/** What a declaration says that goes into a footprint of the exchange format. */
export interface ExportedDeclaration {
  /** UUID of the declaration: the identifier of the footprint. */
  readonly id: string;
  readonly number: number;
  /** Released and still in force; one that was replaced; one nobody has released. */
  readonly standing: "current" | "replaced" | "draft";
  /** UUIDs of the declarations it takes the place of. */
  readonly precedingIds: readonly string[];
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  readonly company: { readonly name: string; readonly ids: readonly string[] };
  readonly product: {
    readonly name: string;
    readonly description: string;
    readonly ids: readonly string[];
    /** A battery is declared by the piece, with these; null for a supplied product. */
    readonly battery: { readonly massKg: string; readonly ratedEnergyKwh: string } | null;
  };
  readonly place: { readonly country: string; readonly region: string | null };
  readonly method: string;
  readonly methodVersion: string;
  readonly gwpSet: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  /** The declared output the total stands for; null where it is for one battery. */
  readonly output: Q | null;
  /** kg of one unit of the output, where the output is no mass. */
  readonly massKgPerOutput?: string | undefined;
  readonly result: PcfResult;
  /** 0 to 1. */
  readonly primaryDataShare: string;
  /** Weighted scores of the lines, 1 to 5. */
  readonly quality: { readonly TeR: string; readonly GeR: string; readonly TiR: string } | null;
  /** Libraries behind the secondary data. */
  readonly secondarySources: readonly { readonly name: string; readonly version: string }[];
  readonly allocation: string | null;
  readonly conformityDeclarationNumber: string | null;
  readonly requestDigest: string | null;
  readonly resultDigest: string | null;
  /** Where the schema of our extension is published. */
  readonly extensionSchema: string;
}

const specVersion = "3.0.3";
const extensionVersion = "1.0.0";

/**
 * A released or computed declaration as a `ProductFootprint` of PACT 3.0.3. PACT is cradle-to-gate: raw materials, parts
 * and production are the footprint, distribution is outbound logistics; end of life and the functional unit of the
 * batteries regulation stand in an extension. A battery is declared by the piece with its mass, never by the kilowatt
 * hour, which could be capacity or lifetime energy.
 *
 * Decimals are texts of all digits. Biogenic carbon and land use are no part of these methods, so the whole footprint is
 * stated as fossil, and the carbon content as 0; the comment says so.
 *
 * Problems: `E_EXPORT_BOUNDARY` where a stage holds end of life and raw materials in one, `E_EXPORT_UNIT` where the output
 * has no declared unit, `E_EXPORT_MASS` where its mass is not known, `E_EXPORT_NEGATIVE` below zero, `E_EXPORT_GWP`.
 *
 * Source: PACT Technical Specifications 3.0.3; PACT Methodology 3, 3.2.3 (validity of at most three years) and 3.3.1.
 */
export function writePactFootprint(from: ExportedDeclaration): Parsed<Readonly<Record<string, unknown>>> {
  const problems: Problem[] = [];
  const per = declaredUnitOf(from, problems);
  const kg = stageKg(from.result, problems);
  if (!/^AR\d+$/.test(from.gwpSet))
    problems.push({ code: "E_EXPORT_GWP", path: "gwpSet", params: { value: from.gwpSet } });
  if (kg !== null && (isNegative(kg.gate) || isNegative(kg.distribution)))
    problems.push({ code: "E_EXPORT_NEGATIVE", path: "stagesKg", params: { value: toDecimal(kg.gate) } });
  if (per === null || kg === null || problems.length > 0) return rejectAll(problems);
  const perDeclared = (total: Exact) => toDecimal(divide(total, per.count));
  const footprint = perDeclared(kg.gate);
  const periodEnd = midnightAfter(from.periodEnd);
  return accept({
    id: from.id,
    specVersion,
    ...(from.precedingIds.length === 0 ? {} : { precedingPfIds: from.precedingIds }),
    created: from.createdAt,
    status: from.standing === "replaced" ? "Deprecated" : "Active",
    validityPeriodStart: periodEnd,
    validityPeriodEnd: midnightAfter(threeYearsAfter(from.periodEnd)),
    companyName: from.company.name,
    companyIds: from.company.ids,
    productDescription: from.product.description,
    productIds: from.product.ids,
    productNameCompany: from.product.name,
    comment: commentOf(from),
    pcf: {
      declaredUnitOfMeasurement: per.unit,
      declaredUnitAmount: "1",
      productMassPerDeclaredUnit: per.massKg,
      referencePeriodStart: `${from.periodStart}T00:00:00Z`,
      referencePeriodEnd: periodEnd,
      ...(from.place.region === null
        ? { geographyCountry: from.place.country }
        : { geographyCountrySubdivision: from.place.region }),
      boundaryProcessesDescription: `Cradle-to-gate under ${from.methodVersion}: ${kg.gateStages.join(", ")}.`,
      pcfExcludingBiogenicUptake: footprint,
      pcfIncludingBiogenicUptake: footprint,
      fossilGhgEmissions: footprint,
      fossilCarbonContent: "0",
      packagingEmissionsIncluded: false,
      ...(kg.hasDistribution ? { outboundLogisticsGhgEmissions: perDeclared(kg.distribution) } : {}),
      ccsTechnologicalCO2CaptureIncluded: false,
      ipccCharacterizationFactors: [from.gwpSet],
      crossSectoralStandards: [from.method === "eu-cfb-ev" ? "PEF" : "ISO14067"],
      ...rulesOf(from),
      // What the cut-off rule leaves out is counted with the factor of another input: nothing is exempted.
      exemptedEmissionsPercent: "0",
      ...(from.allocation === null ? {} : { allocationRulesDescription: from.allocation }),
      ...(from.secondarySources.length === 0
        ? {}
        : { secondaryEmissionFactorSources: from.secondarySources }),
      primaryDataShare: toDecimal(multiply(exactOf(from.primaryDataShare), hundred)),
      ...(from.quality === null
        ? {}
        : {
            dqi: {
              technologicalDQR: from.quality.TeR,
              geographicalDQR: from.quality.GeR,
              temporalDQR: from.quality.TiR,
            },
          }),
    },
    extensions: [
      {
        specVersion: extensionVersion,
        dataSchema: from.extensionSchema,
        data: {
          declarationNumber: from.number,
          method: from.method,
          methodVersion: from.methodVersion,
          ...(from.result.totalEnergyKWh === undefined
            ? {}
            : {
                functionalUnit: "1 kWh of the total energy over the service life",
                carbonFootprintPerFunctionalUnit: from.result.cfp,
                totalEnergyKWh: from.result.totalEnergyKWh,
              }),
          stagesKg: from.result.stagesKg,
          totalKg: from.result.totalKg,
          ...(from.conformityDeclarationNumber === null
            ? {}
            : { conformityDeclarationNumber: from.conformityDeclarationNumber }),
          ...(from.requestDigest === null ? {} : { requestDigest: from.requestDigest }),
          ...(from.resultDigest === null ? {} : { resultDigest: from.resultDigest }),
        },
      },
    ],
  });
}

const hundred = exactOf("100");

interface Declared {
  readonly unit: DeclaredUnit;
  /** How many declared units the total stands for. */
  readonly count: Exact;
  /** kg of one declared unit. */
  readonly massKg: string;
}

function declaredUnitOf(from: ExportedDeclaration, problems: Problem[]): Declared | null {
  const { battery } = from.product;
  return battery === null ? outputUnit(from, problems) : pieces(from, battery, problems);
}

/** How many batteries the total stands for: one, unless a number, an energy content or a mass of them is declared. */
function pieces(
  { output }: ExportedDeclaration,
  { massKg, ratedEnergyKwh }: { readonly massKg: string; readonly ratedEnergyKwh: string },
  problems: Problem[],
): Declared | null {
  const found = (count: Exact): Declared => ({ unit: "piece", count, massKg });
  if (output === null) return found(one);
  const unit = parseUnit(output.unit);
  const amount = unit === null ? null : multiply(exactOf(output.value), unit.inBase);
  const each = { energy: exactOf(ratedEnergyKwh), mass: exactOf(massKg) };
  if (unit !== null && amount !== null && !isZero(amount) && unit.per === null) {
    if (unit.dimension === "count") return found(amount);
    if (unit.dimension === "energy" && unit.basis !== "lifetime energy")
      return found(divide(amount, each.energy));
    if (unit.dimension === "mass") return found(divide(amount, each.mass));
  }
  problems.push({ code: "E_EXPORT_UNIT", path: "energy.output", params: { value: output.unit } });
  return null;
}

/** A supplied product in its own unit; in kilograms where an energy would be ambiguous and its mass is known. */
function outputUnit({ output, massKgPerOutput }: ExportedDeclaration, problems: Problem[]): Declared | null {
  const unit = output === null ? null : parseUnit(output.unit);
  const declared = output === null ? null : declaredUnitFor(output.unit);
  if (output === null || unit === null || declared === null) {
    problems.push({ code: "E_EXPORT_UNIT", path: "energy.output", params: { value: output?.unit ?? "–" } });
    return null;
  }
  const amount = exactOf(output.value);
  if (declared === "kilogram") return { unit: declared, count: multiply(amount, unit.inBase), massKg: "1" };
  const mass = massKgPerOutput === undefined ? null : parseExact(massKgPerOutput);
  if (mass === null || isNegative(mass) || isZero(mass)) {
    problems.push({ code: "E_EXPORT_MASS", path: "massKg", params: { value: output.unit } });
    return null;
  }
  if (unit.dimension === "energy") return { unit: "kilogram", count: multiply(amount, mass), massKg: "1" };
  const inDeclared = divide(unit.inBase, parseUnit(declaredUnits[declared] ?? "")?.inBase ?? one);
  return {
    unit: declared,
    count: multiply(amount, inDeclared),
    massKg: toDecimal(divide(mass, inDeclared)),
  };
}

interface StageKg {
  readonly gate: Exact;
  readonly gateStages: readonly string[];
  readonly distribution: Exact;
  readonly hasDistribution: boolean;
}

function stageKg({ stagesKg }: PcfResult, problems: Problem[]): StageKg | null {
  if (Object.hasOwn(stagesKg, "raw_materials_and_eol")) {
    problems.push({ code: "E_EXPORT_BOUNDARY", path: "stagesKg.raw_materials_and_eol" });
    return null;
  }
  // A stored result has lost the order of its members.
  const gateStages = knownStages.filter(
    (name) => stagesKg[name] !== undefined && name !== "distribution" && name !== "end_of_life",
  );
  return {
    gate: gateStages.reduce((sum, name) => add(sum, exactOf(stagesKg[name] ?? "0")), zero),
    gateStages,
    distribution: exactOf(stagesKg["distribution"] ?? "0"),
    hasDistribution: stagesKg["distribution"] !== undefined,
  };
}

function rulesOf({ method, methodVersion }: ExportedDeclaration): Readonly<Record<string, unknown>> {
  const operators: Readonly<Record<string, string>> = {
    "eu-cfb-ev": "European Commission",
    "mee-partial": "Ministry of Ecology and Environment of China",
  };
  const otherOperatorName = operators[method];
  if (otherOperatorName === undefined) return {};
  return {
    productOrSectorSpecificRules: [{ operator: "Other", otherOperatorName, ruleNames: [methodVersion] }],
  };
}

function commentOf({ standing, number, methodVersion }: ExportedDeclaration): string {
  const drafted = standing === "draft" ? "Preliminary: computed from a draft that nobody has released. " : "";
  return `${drafted}Declaration ${String(number)} under ${methodVersion}. The method counts neither biogenic uptake nor land use, so the footprint is stated as fossil; the carbon content of the product was not determined and is stated as 0.`;
}

/** The instant at which this last day is over. */
function midnightAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().replace(".000", "");
}

/** Of a decimal that has been checked. */
function exactOf(text: string): Exact {
  const exact = parseExact(text);
  if (exact === null) throw new TypeError(`not a decimal: ${text}`);
  return exact;
}

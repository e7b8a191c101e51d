import { add, isNegative, round, toDecimal, zero } from "../quantity/exact.ts";
import type { Rounding } from "../quantity/exact.ts";
import { areComparable, convert } from "../quantity/unit.ts";
import { checkReport } from "../report-check/check-report.ts";
import type { CheckAnswer } from "../report-check/check-report.ts";
import { characterise } from "./characterise.ts";
import { circularFootprint } from "./circular-formula.ts";
import { cutOffComponent } from "./cut-off.ts";
import { dataQualityRating } from "./data-quality.ts";
import { decimals } from "./decimals.ts";
import { Findings } from "./findings.ts";
import { calculateFootprint } from "./footprint.ts";
import { meeTransportDefaults } from "./method.ts";
import { isAbsent, isFields, readAnyQuantity, readList, readSignedDecimal, readUnit } from "./read.ts";
import type { Fields } from "./read.ts";
import type { CodeAt, ErrorAnswer, PcfResult } from "./request.ts";
import { energyRules, readTotalEnergy } from "./total-energy.ts";
import { readLeg, sumByMode } from "./transport.ts";

interface ConvertAnswer {
  readonly value: string;
  readonly warnings: readonly CodeAt[];
}

interface TotalEnergyAnswer {
  readonly methodVersion: string;
  readonly totalEnergyKWh: string;
  readonly fec: string;
  readonly years: string;
  readonly warnings: readonly CodeAt[];
}

interface TransportAnswer {
  readonly totalKg: string;
  readonly byMode: Readonly<Record<string, string>>;
  readonly warnings: readonly CodeAt[];
}

interface RoundAnswer {
  readonly text: string;
}

type Answer =
  | ConvertAnswer
  | TotalEnergyAnswer
  | ReturnType<typeof characterise>
  | TransportAnswer
  | ReturnType<typeof cutOffComponent>
  | ReturnType<typeof circularFootprint>
  | ReturnType<typeof dataQualityRating>
  | RoundAnswer
  | PcfResult
  | CheckAnswer
  | ErrorAnswer;

const operations: ReadonlyMap<string, (request: Fields) => Answer> = new Map<
  string,
  (request: Fields) => Answer
>([
  ["convert", convertQuantity],
  ["total_energy", totalEnergy],
  ["characterise", characterise],
  ["transport", transport],
  ["cutoff", cutOffComponent],
  ["cff", circularFootprint],
  ["dqr", dataQualityRating],
  ["round", roundDecimal],
  ["pcf", (request) => calculateFootprint(request)],
  ["check_report", checkReport],
]);

/**
 * One calculation request of any kind, chosen by its `op`, answered in the form promised to strangers. Never throws:
 * whatever JSON comes in, the answer is a result or `errors`, never both; a report check alone names what it could not
 * read beside what it found in the rest.
 */
export function calculate(request: unknown): Answer {
  if (!isFields(request)) return { errors: [{ code: "E_SCHEMA", path: "" }] };
  const operation = typeof request["op"] === "string" ? operations.get(request["op"]) : undefined;
  return operation === undefined ? { errors: [{ code: "E_SCHEMA", path: "op" }] } : operation(request);
}

/** A quantity in another unit of the same dimension; ratios such as `tCO2e/MWh` convert as well. */
function convertQuantity(request: Fields): ConvertAnswer | ErrorAnswer {
  const findings = new Findings();
  const quantity = readAnyQuantity(request["quantity"], "quantity", findings);
  const to = readUnit(request["to"], "to", findings);
  const value = quantity?.value ?? null;
  const from = quantity?.unit ?? null;
  // Only an emission may be below zero: a credit.
  if (value !== null && isNegative(value) && from?.dimension !== "co2e") {
    findings.error("E_NEGATIVE_QUANTITY", "quantity.value");
  }
  const isPossible = from !== null && to !== null && areComparable(from, to);
  if (from !== null && to !== null && !isPossible) findings.error("E_UNIT_DIMENSION", "to");
  if (findings.hasErrors || value === null || from === null || to === null) return findings.refusal();
  return { value: toDecimal(convert(value, from, to)), warnings: findings.warnings };
}

function totalEnergy(request: Fields): TotalEnergyAnswer | ErrorAnswer {
  const findings = new Findings();
  const method = request["method"];
  const rules = method === "mee" || method === "eu" ? energyRules[method] : null;
  if (rules === null) findings.error("E_SCHEMA", "method");
  const energy = readTotalEnergy(request, rules, "", findings);
  if (findings.hasErrors || energy === null || rules === null) return findings.refusal();
  return {
    methodVersion: rules.methodVersion,
    totalEnergyKWh: toDecimal(energy.kWh),
    fec: toDecimal(energy.fec),
    years: toDecimal(energy.years),
    warnings: findings.warnings,
  };
}

/** Emission of transport legs, in all and by mode; MEE default factors only when asked for. */
function transport(request: Fields): TransportAnswer | ErrorAnswer {
  const findings = new Findings();
  const asked = request["defaults"];
  if (!isAbsent(asked) && asked !== "mee") findings.error("E_SCHEMA", "defaults");
  const defaults = asked === "mee" ? meeTransportDefaults : null;
  const legs = readList(request["legs"], "legs", findings, (leg) => readLeg(leg, defaults, findings));
  if (findings.hasErrors) return findings.refusal();
  return {
    totalKg: toDecimal(legs.reduce((sum, leg) => add(sum, leg.kg), zero)),
    byMode: decimals(sumByMode(legs)),
    warnings: findings.warnings,
  };
}

/** A decimal with a fixed number of places, 0 to 100. `half_up` unless `half_even` is asked for. */
function roundDecimal(request: Fields): RoundAnswer | ErrorAnswer {
  const findings = new Findings();
  const value = readSignedDecimal(request["value"], "value", findings);
  const places = readPlaces(request["places"], findings);
  const mode = readRounding(request["mode"] ?? "half_up", findings);
  if (findings.hasErrors || value === null || places === null || mode === null) return findings.refusal();
  return { text: round(value, places, mode) };
}

function readPlaces(value: unknown, findings: Findings): number | null {
  const places = typeof value === "string" && /^\d{1,3}$/.test(value) ? Number(value) : value;
  if (typeof places === "number" && Number.isInteger(places) && places >= 0 && places <= 100) return places;
  findings.error("E_SCHEMA", "places");
  return null;
}

function readRounding(value: unknown, findings: Findings): Rounding | null {
  if (value === "half_up" || value === "half_even") return value;
  findings.error("E_SCHEMA", "mode");
  return null;
}

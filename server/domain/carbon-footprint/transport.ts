import { add, compare, divide, isZero, multiply, one, parseExact, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { parseUnit } from "../quantity/unit.ts";
import type { Findings } from "./findings.ts";
import { emission, isAbsent, readFactor, readQuantity, readShareOr } from "./read.ts";
import type { Element, Fields, ReadQuantity } from "./read.ts";
import type { TransportMode } from "./request.ts";

interface Leg {
  readonly mode: TransportMode;
  readonly kg: Exact;
}

/** Factors of each mode in kgCO2e/tkm; null where the method has none; unknown where the method is. */
type DefaultFactors = Readonly<Record<TransportMode, string>> | null | "unknown";

const modes: readonly TransportMode[] = ["road", "rail", "water", "air"];
const tkm = parseUnit("tkm");
const kgPerTkm = parseUnit("kgCO2e/tkm");

/**
 * What factors of each mode are usually between, in kgCO2e/tkm, both inclusive. Source: section 11 of the method notes,
 * from published reports and factor tables.
 */
const usualFactors: Readonly<Record<TransportMode, readonly [lowest: Exact, highest: Exact]>> = {
  road: [exact("0.05"), exact("0.4")],
  rail: [exact("0.003"), exact("0.05")],
  water: [exact("0.003"), exact("0.03")],
  air: [exact("0.5"), exact("1.6")],
};

/**
 * Emission of one transport leg in kgCO2e: mass x distance, or the transport work, times the factor per tkm. The leg's
 * own factor counts first, then the method's default for the mode (`W_DEFAULT_TRANSPORT`), else `E_MISSING_FACTOR`. A
 * factor per litre or kilogram of fuel is no factor per tkm: `E_UNIT_DIMENSION`. A factor of its own outside the usual
 * band of the mode is pointed out (`W_OUT_OF_RANGE`), unless it is zero or a credit.
 *
 * `emptyShare`, 0 to 1, is the share of the way that is driven back empty: the work counts 1 + emptyShare times. Stating
 * it says that the factor does not hold the way back; where the factor does, it is left out.
 *
 * Null when anything is missing or wrong, and then it has been reported.
 *
 * Source: MEE draft (March 2025) eq. (4).
 *
 * @example 1 t over 1 000 km by road at 0.076 kgCO2e/tkm is 76 kgCO2e.
 */
export function readLeg(
  { fields, path, credit }: Element,
  defaults: DefaultFactors,
  findings: Findings,
): Leg | null {
  const mode = readMode(fields["mode"], `${path}.mode`, findings);
  const empty = readShareOr(zero, fields["emptyShare"], `${path}.emptyShare`, findings);
  const work = readWork(fields, path, findings);
  const factor = isAbsent(fields["factor"])
    ? defaultFactor(mode, work, defaults, `${path}.factor`, findings)
    : readFactor(fields["factor"], `${path}.factor`, findings, { per: "transport work", credit });
  if (mode !== null && !isAbsent(fields["factor"])) warnOfUnusual(factor, mode, `${path}.factor`, findings);
  const kg = emission(work, factor, `${path}.factor`, findings);
  return mode === null || kg === null || empty === null
    ? null
    : { mode, kg: isZero(empty) ? kg : multiply(kg, add(one, empty)) };
}

function warnOfUnusual(
  factor: ReadQuantity | null,
  mode: TransportMode,
  path: string,
  findings: Findings,
): void {
  if (factor?.value == null || factor.unit?.per == null || compare(factor.value, zero) <= 0) return;
  const inBase = multiply(factor.value, divide(factor.unit.inBase, factor.unit.per.inBase));
  const [lowest, highest] = usualFactors[mode];
  if (compare(inBase, lowest) < 0 || compare(inBase, highest) > 0) findings.warn("W_OUT_OF_RANGE", path);
}

function defaultFactor(
  mode: TransportMode | null,
  work: ReadQuantity | null,
  defaults: DefaultFactors,
  path: string,
  findings: Findings,
): ReadQuantity | null {
  if (defaults === "unknown") return null;
  // What is multiplied by nothing may be absent.
  if (work?.value != null && isZero(work.value)) return { value: zero, unit: kgPerTkm };
  if (defaults === null) {
    findings.error("E_MISSING_FACTOR", path);
    return null;
  }
  if (mode === null) return null;
  findings.warn("W_DEFAULT_TRANSPORT", path);
  return { value: parseExact(defaults[mode]), unit: kgPerTkm };
}

function readMode(value: unknown, path: string, findings: Findings): TransportMode | null {
  const mode = modes.find((known) => known === value) ?? null;
  if (mode === null) findings.error("E_SCHEMA", path);
  return mode;
}

/** Adds up the legs of each mode. */
export function sumByMode(legs: readonly Leg[]): Map<TransportMode, Exact> {
  const sums = new Map<TransportMode, Exact>();
  for (const { mode, kg } of legs) sums.set(mode, add(sums.get(mode) ?? zero, kg));
  return sums;
}

/** Transport work, stated or as mass times distance; stated twice is a contradiction waiting to happen: `E_SCHEMA`. */
function readWork(fields: Fields, path: string, findings: Findings): ReadQuantity | null {
  if (!isAbsent(fields["work"])) {
    if (!isAbsent(fields["mass"]) || !isAbsent(fields["distance"]))
      findings.error("E_SCHEMA", `${path}.work`);
    return readQuantity(fields["work"], `${path}.work`, findings, "transport work");
  }
  const mass = readQuantity(fields["mass"], `${path}.mass`, findings, "mass");
  const distance = readQuantity(fields["distance"], `${path}.distance`, findings, "distance");
  if (mass === null || distance === null || mass.unit === null || distance.unit === null)
    return { value: null, unit: tkm };
  const bothKnown = mass.value !== null && distance.value !== null;
  const inKgKm = bothKnown
    ? multiply(multiply(mass.value, mass.unit.inBase), multiply(distance.value, distance.unit.inBase))
    : null;
  return { value: inKgKm === null ? null : { ...inKgKm, scale: inKgKm.scale + 3 }, unit: tkm };
}

function exact(decimal: string): Exact {
  return parseExact(decimal) ?? zero;
}

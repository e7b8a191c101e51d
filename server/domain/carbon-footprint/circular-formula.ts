import {
  add,
  compare,
  divide,
  isNegative,
  isZero,
  multiply,
  one,
  subtract,
  toDecimal,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { readAllocation } from "./allocation-factor.ts";
import type { MaterialClass } from "./allocation-factor.ts";
import { Findings } from "./findings.ts";
import { findMethod } from "./method.ts";
import type { AllocationRules } from "./method.ts";
import {
  inBaseUnit,
  isAbsent,
  isFields,
  readAnyQuantity,
  readFactorInBase,
  readFlag,
  readQuantity,
  readShare,
  readSignedDecimal,
} from "./read.ts";
import type { Fields } from "./read.ts";
import type { CodeAt, ErrorAnswer } from "./request.ts";

/**
 * What the Circular Footprint Formula takes for one material, in kgCO2e/kg; energy recovered in kWh/kg and what it
 * replaces in kgCO2e/kWh; shares, qualities and efficiencies as fractions.
 */
export interface CircularInputs {
  readonly A: Exact;
  readonly B: Exact;
  readonly R1: Exact;
  readonly R2: Exact;
  readonly R3: Exact;
  readonly QsinQp: Exact;
  readonly QsoutQp: Exact;
  readonly Ev: Exact;
  readonly Erec: Exact;
  readonly ErecEoL: Exact;
  readonly EvStar: Exact;
  readonly EER: Exact;
  readonly LHV: Exact;
  readonly Xheat: Exact;
  readonly Xelec: Exact;
  readonly EseHeat: Exact;
  readonly EseElec: Exact;
  readonly ED: Exact;
}

/** The four terms of the formula, each in the unit of the factors that went in: kgCO2e/kg. */
export interface CircularTerms {
  readonly production: Exact;
  readonly material: Exact;
  readonly energy: Exact;
  readonly disposal: Exact;
}

/**
 * Circular Footprint Formula for one kilogram of a material: its production counts with the raw materials, the other
 * three at the end of life, where a credit makes them negative.
 *
 * Exact, and without limits of its own: A = 1 is the cut-off approach and A = 0 full substitution.
 *
 * Source: PEF method, Recommendation (EU) 2021/2279, Annex I, 4.4.8.1; JRC CFB-EV rules (June 2023).
 *
 * @example A 0.2, R1 0, R2 0.9, Ev 10, ErecEoL 2, ED 1: 10 + 0.8 x 0.9 x (2 - 10) + 0.1 x 1 = 4.34 kgCO2e/kg.
 */
export function circularFormula(i: CircularInputs): CircularTerms {
  const share = coefficients(i);
  const credit = add(
    multiply(i.LHV, multiply(i.Xheat, i.EseHeat)),
    multiply(i.LHV, multiply(i.Xelec, i.EseElec)),
  );
  return {
    production: add(multiply(share.Ev, i.Ev), multiply(share.Erec, i.Erec)),
    material: subtract(multiply(share.ErecEoL, i.ErecEoL), multiply(share.EvStar, i.EvStar)),
    energy: multiply(share.EER, subtract(i.EER, credit)),
    disposal: multiply(share.ED, i.ED),
  };
}

type Parameters = Pick<CircularInputs, "A" | "B" | "R1" | "R2" | "R3" | "QsinQp" | "QsoutQp">;

/** What each factor is multiplied by. */
function coefficients({ A, B, R1, R2, R3, QsinQp, QsoutQp }: Parameters) {
  const toNext = subtract(one, A);
  const recovered = multiply(toNext, R2);
  return {
    Ev: add(subtract(one, R1), multiply(R1, multiply(toNext, QsinQp))),
    Erec: multiply(R1, A),
    ErecEoL: recovered,
    EvStar: multiply(recovered, QsoutQp),
    EER: multiply(subtract(one, B), R3),
    ED: subtract(subtract(one, R2), R3),
  };
}

/** A material as read: its terms for one kilogram, and the places where a factor is needed that nobody stated. */
interface ReadCircular {
  /** Null when anything could not be read, and then it has been reported. */
  readonly perKg: CircularTerms | null;
  /** Reported by whoever knows that there is any of the material. */
  readonly missing: readonly string[];
}

/** Finds a member by its name in the formula, with its place in the request. */
type MemberOf = (name: keyof CircularInputs | "materialClass") => {
  readonly value: unknown;
  readonly path: string;
};

interface ReadingRules {
  readonly allocation: AllocationRules | null;
  /** A where the material states none; null where it must. */
  readonly statedA: Exact | null;
  /** Whether A, R1 and R2 must be stated; otherwise A is the default of the method and both shares are 0. */
  readonly isWhole: boolean;
  /** Allows negative factors. */
  readonly credit: boolean;
}

/**
 * Reads the parameters of the formula for one material and applies it to one kilogram.
 *
 * Shares outside 0..1 or R2 + R3 above 1: `E_SHARE_RANGE`. A and B outside their bounds, a quality ratio of 0 or less, a
 * heating value below 0, an efficiency outside 0..1: `E_PARAM_RANGE`. A quality ratio above 1 is capped at 1, as the
 * method says of price ratios, and pointed out (`W_OUT_OF_RANGE`). A factor that is multiplied by nothing may be absent;
 * E*v is Ev unless stated; LHV, efficiencies and replaced energy are 0 unless stated.
 */
export function readCircular(member: MemberOf, rules: ReadingRules, findings: Findings): ReadCircular {
  const parameters = readParameters(member, rules, findings);
  const share = parameters === null ? null : coefficients(parameters);
  const missing: string[] = [];
  const { credit } = rules;
  /** Null when it could not be read; 0 in place of a factor that is absent. */
  const factor = (name: keyof CircularInputs, isNeeded: boolean): Exact | null => {
    const { value, path } = member(name);
    if (!isAbsent(value)) return readFactorInBase(value, path, findings, { per: "mass", credit });
    if (isNeeded) missing.push(path);
    return zero;
  };
  const isCounted = (coefficient: Exact | undefined) => coefficient !== undefined && !isZero(coefficient);
  const ownEvStar = !isAbsent(member("EvStar").value);
  const Ev = factor("Ev", isCounted(share?.Ev) || (!ownEvStar && isCounted(share?.EvStar)));
  const Erec = factor("Erec", isCounted(share?.Erec));
  const ErecEoL = factor("ErecEoL", isCounted(share?.ErecEoL));
  const EvStar = ownEvStar ? factor("EvStar", false) : Ev;
  const EER = factor("EER", isCounted(share?.EER));
  const ED = factor("ED", isCounted(share?.ED));
  const energy = readRecoveredEnergy(member, credit, findings);
  if (parameters === null || energy === null) return { perKg: null, missing };
  if (Ev === null || Erec === null || ErecEoL === null || EvStar === null || EER === null || ED === null) {
    return { perKg: null, missing };
  }
  const factors = { Ev, Erec, ErecEoL, EvStar, EER, ED };
  return { perKg: circularFormula({ ...parameters, ...factors, ...energy }), missing };
}

function readParameters(member: MemberOf, rules: ReadingRules, findings: Findings): Parameters | null {
  const A = readA(member, rules, findings);
  const B = readFraction(member("B"), findings);
  const share = (name: "R1" | "R2" | "R3", isOptional: boolean): Exact | null => {
    const { value, path } = member(name);
    return isOptional && isAbsent(value) ? zero : readShare(value, path, findings);
  };
  const R1 = share("R1", !rules.isWhole);
  const R2 = share("R2", !rules.isWhole);
  const R3 = share("R3", true);
  const isTooMuch = R2 !== null && R3 !== null && compare(add(R2, R3), one) > 0;
  if (isTooMuch) findings.error("E_SHARE_RANGE", member("R3").path);
  const QsinQp = readQuality(member("QsinQp"), findings);
  const QsoutQp = readQuality(member("QsoutQp"), findings);
  if (A === null || B === null || QsinQp === null || QsoutQp === null || isTooMuch) return null;
  return R1 === null || R2 === null || R3 === null ? null : { A, B, R1, R2, R3, QsinQp, QsoutQp };
}

function readA(member: MemberOf, rules: ReadingRules, findings: Findings): Exact | null {
  const { value, path } = member("A");
  const materialClass = readMaterialClass(member("materialClass"), findings);
  if (isAbsent(value) && rules.isWhole) {
    findings.error("E_SCHEMA", path);
    return null;
  }
  // What a whole request states holds for every material that says nothing of its own.
  if (isAbsent(value) && rules.statedA !== null) return rules.statedA;
  return readAllocation(value, path, rules.allocation, findings, materialClass);
}

function readMaterialClass({ value, path }: ReturnType<MemberOf>, findings: Findings): MaterialClass | null {
  if (isAbsent(value)) return null;
  if (value === "metal" || value === "other") return value;
  findings.error("E_SCHEMA", path);
  return null;
}

/** A decimal from 0 to 1 that is no share of a whole: 0 when absent, `E_PARAM_RANGE` outside. */
function readFraction({ value, path }: ReturnType<MemberOf>, findings: Findings): Exact | null {
  if (isAbsent(value)) return zero;
  const fraction = readSignedDecimal(value, path, findings);
  if (fraction === null) return null;
  if (!isNegative(fraction) && compare(fraction, one) <= 0) return fraction;
  findings.error("E_PARAM_RANGE", path);
  return null;
}

/** Ratio of the quality of recycled to virgin material: 1 when absent, capped at 1. */
function readQuality({ value, path }: ReturnType<MemberOf>, findings: Findings): Exact | null {
  if (isAbsent(value)) return one;
  const ratio = readSignedDecimal(value, path, findings);
  if (ratio === null) return null;
  if (isNegative(ratio) || isZero(ratio)) {
    findings.error("E_PARAM_RANGE", path);
    return null;
  }
  if (compare(ratio, one) <= 0) return ratio;
  findings.warn("W_OUT_OF_RANGE", path);
  return one;
}

function readRecoveredEnergy(member: MemberOf, credit: boolean, findings: Findings) {
  const LHV = readHeatingValue(member("LHV"), findings);
  const Xheat = readFraction(member("Xheat"), findings);
  const Xelec = readFraction(member("Xelec"), findings);
  const replaced = (name: "EseHeat" | "EseElec"): Exact | null => {
    const { value, path } = member(name);
    return isAbsent(value) ? zero : readFactorInBase(value, path, findings, { per: "energy", credit });
  };
  const EseHeat = replaced("EseHeat");
  const EseElec = replaced("EseElec");
  if (LHV === null || Xheat === null || Xelec === null || EseHeat === null || EseElec === null) return null;
  return { LHV, Xheat, Xelec, EseHeat, EseElec };
}

/** Lower heating value in kWh/kg; 0 when absent. A plain decimal is in MJ/kg. */
function readHeatingValue({ value, path }: ReturnType<MemberOf>, findings: Findings): Exact | null {
  if (isAbsent(value)) return zero;
  if (typeof value === "string") {
    const megajoules = readSignedDecimal(value, path, findings);
    if (megajoules !== null && isNegative(megajoules)) findings.error("E_PARAM_RANGE", path);
    return megajoules === null ? null : divide(megajoules, megajoulesPerKilowattHour);
  }
  const heating = readAnyQuantity(value, path, findings);
  const unit = heating?.unit ?? null;
  if (unit !== null && (unit.dimension !== "energy" || unit.per?.dimension !== "mass")) {
    findings.error("E_UNIT_DIMENSION", `${path}.unit`);
  }
  if (heating === null || heating.value === null || unit === null) return null;
  if (isNegative(heating.value)) findings.error("E_PARAM_RANGE", `${path}.value`);
  return unit.per === null ? null : multiply(heating.value, divide(unit.inBase, unit.per.inBase));
}

/** 1 kWh is 3.6 MJ exactly. */
const megajoulesPerKilowattHour: Exact = { numerator: 36n, divisor: 1n, scale: 1 };

interface CircularAnswer {
  readonly productionKg: string;
  readonly eolMaterialKg: string;
  readonly eolEnergyKg: string;
  readonly eolDisposalKg: string;
  readonly totalKg: string;
  readonly warnings: readonly CodeAt[];
}

/**
 * The operation `cff`: {@link circularFormula} for the mass of one material. A, R1 and R2 must be stated; in an inventory
 * they have the defaults of the method.
 */
export function circularFootprint(request: Fields): CircularAnswer | ErrorAnswer {
  const findings = new Findings();
  const material = request["material"];
  if (!isFields(material)) {
    findings.error("E_SCHEMA", "material");
    return findings.refusal();
  }
  const mass = inBaseUnit(readQuantity(material["mass"], "material.mass", findings, "mass"));
  const credit = readFlag(material["credit"], "material.credit", findings);
  const allocation = findMethod("eu-cfb-ev")?.allocation ?? null;
  const { perKg, missing } = readCircular(
    (name) => ({ value: material[name], path: `material.${name}` }),
    { allocation, statedA: null, isWhole: true, credit },
    findings,
  );
  const isAny = mass === null || !isZero(mass);
  if (isAny) for (const path of missing) findings.error("E_MISSING_FACTOR", path);
  if (findings.hasErrors || mass === null || perKg === null) return findings.refusal();
  const { production, material: recycling, energy, disposal } = perKg;
  const kg = (term: Exact) => toDecimal(multiply(mass, term));
  return {
    productionKg: kg(production),
    eolMaterialKg: kg(recycling),
    eolEnergyKg: kg(energy),
    eolDisposalKg: kg(disposal),
    totalKg: kg([recycling, energy, disposal].reduce(add, production)),
    warnings: findings.warnings,
  };
}

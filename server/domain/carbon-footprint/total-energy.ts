import { compare, divide, isZero, multiply, parseExact } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { parseUnit } from "../quantity/unit.ts";
import type { Findings } from "./findings.ts";
import { inBaseUnit, isAbsent, isFields, readDecimal, readQuantity } from "./read.ts";
import type { Fields, ReadQuantity } from "./read.ts";

/** The denominator of a footprint per kWh delivered: energy over the expected service life, and what it was made of. */
interface TotalEnergy {
  readonly kWh: Exact;
  /** Full equivalent charge-discharge cycles per year. */
  readonly fec: Exact;
  readonly years: Exact;
}

/** How a method fixes cycles and yearly distance for each vehicle category. */
export interface EnergyRules {
  readonly methodVersion: string;
  readonly source: string;
  /** Whether a cycle number of the battery maker counts where the method has a default. */
  readonly makerValue: "takes precedence" | "refused";
  readonly categories: Readonly<Record<string, CategoryDefaults>>;
}

/** None for a category the method does not name; unknown when method or category are, which has been reported. */
type Defaults = CategoryDefaults | "none" | "unknown";

interface CategoryDefaults {
  readonly fecPerYear: string;
  /** Null where the request must give it. */
  readonly kmPerYear: string | null;
}

const light: CategoryDefaults = { fecPerYear: "60", kmPerYear: "20000" };
const heavy: CategoryDefaults = { fecPerYear: "250", kmPerYear: null };
const categoryL: CategoryDefaults = { fecPerYear: "20", kmPerYear: null };

export const energyRules = {
  mee: {
    methodVersion: "mee@draft-2025-03",
    source: "MEE draft (March 2025), 5.4.1",
    makerValue: "takes precedence",
    categories: {
      light_noncommercial: light,
      // 60 cycles x 120 000 km / 20 000 km.
      light_commercial: { fecPerYear: "360", kmPerYear: null },
      medium_heavy: heavy,
    },
  },
  eu: {
    methodVersion: "eu-cfb-ev@draft-2024-04",
    source:
      "Draft delegated act on the carbon footprint of EV batteries (April 2024), cycles by vehicle category",
    makerValue: "refused",
    categories: {
      M1: light,
      N1: light,
      L: categoryL,
      M2: heavy,
      M3: heavy,
      N2: heavy,
      N3: heavy,
    },
  },
} as const satisfies Readonly<Record<string, EnergyRules>>;

/**
 * Energy a battery delivers over its expected service life: usable capacity x cycles per year x years of warranty; a
 * warranty that also has a distance ends when the first of both is reached.
 *
 * Null when anything is missing or wrong, and then it has been reported under `prefix`: `E_FEC_UNDEFINED` for a category
 * without default and without maker's value, `E_ZERO_ENERGY` for a factor of zero, `E_PARAM_RANGE` for a maker's value
 * where the method fixes it. The EU draft fixes it for every category it names, L among them; only another vehicle may
 * bring its own.
 *
 * @param rules null when the method is unknown; what only a method can tell is then not judged.
 *
 * Source: section 2.4 of the method notes; MEE draft 5.4.1; EU draft of April 2024.
 *
 * @example 100 kWh x 60 cycles a year x 8 years is 48 000 kWh.
 */
export function readTotalEnergy(
  fields: Fields,
  rules: EnergyRules | null,
  prefix: string,
  findings: Findings,
): TotalEnergy | null {
  const isRated = isAbsent(fields["usableCapacity"]) && !isAbsent(fields["ratedCapacity"]);
  const capacityName = isRated ? "ratedCapacity" : "usableCapacity";
  const capacityPath = `${prefix}${capacityName}`;
  const capacity = readQuantity(fields[capacityName], capacityPath, findings, "energy");
  judgeCapacity(capacity, isRated || saysRated(fields[capacityName]), capacityPath, findings);
  const category = readCategory(fields["vehicleCategory"], `${prefix}vehicleCategory`, findings);
  const defaults =
    category === null || rules === null ? "unknown" : (categoryDefaults(rules, category) ?? "none");
  const fec = readCycles(fields["fecPerYear"], defaults, rules, `${prefix}fecPerYear`, findings);
  const years = readYears(fields, defaults, prefix, findings);
  const kWh = inBaseUnit(capacity);
  if (kWh !== null && isZero(kWh)) findings.error("E_ZERO_ENERGY", `${capacityPath}.value`);
  return kWh === null || fec === null || years === null
    ? null
    : { kWh: multiply(multiply(kWh, fec), years), fec, years };
}

/** Cycles and distance a method gives for a vehicle category; null for a category it does not name. */
export function categoryDefaults(rules: EnergyRules, category: string): CategoryDefaults | null {
  if (Object.hasOwn(rules.categories, category)) return rules.categories[category] ?? null;
  // All of category L have one default: L1e to L7e are parts of it.
  return /^L[1-7]e?$/.test(category) ? (rules.categories["L"] ?? null) : null;
}

function judgeCapacity(
  capacity: ReadQuantity | null,
  isRated: boolean,
  path: string,
  findings: Findings,
): void {
  const unit = capacity?.unit;
  if (unit?.basis === "lifetime energy") findings.error("E_UNIT_DIMENSION", `${path}.unit`);
  if (/\brated\b/i.test(unit?.qualifier ?? "")) findings.warn("W_RATED_AS_USABLE", `${path}.unit`);
  else if (isRated) findings.warn("W_RATED_AS_USABLE", path);
}

/** A quantity that says what it is the energy of, as published reports state it: `{"kind": "rated"}` beside value and unit. */
function saysRated(quantity: unknown): boolean {
  return isFields(quantity) && quantity["kind"] === "rated";
}

function readCategory(value: unknown, path: string, findings: Findings): string | null {
  if (typeof value === "string") return value;
  findings.error("E_SCHEMA", path);
  return null;
}

function readCycles(
  value: unknown,
  defaults: Defaults,
  rules: EnergyRules | null,
  path: string,
  findings: Findings,
): Exact | null {
  if (isAbsent(value)) {
    if (typeof defaults === "object") return parseExact(defaults.fecPerYear);
    if (defaults === "none") findings.error("E_FEC_UNDEFINED", path);
    return null;
  }
  const fec = inBaseUnit(readQuantity(value, path, findings, "frequency"));
  if (rules?.makerValue === "refused" && typeof defaults === "object") findings.error("E_PARAM_RANGE", path);
  else findings.warn("W_FEC_MAKER_VALUE", path);
  if (fec !== null && isZero(fec)) findings.error("E_ZERO_ENERGY", `${path}.value`);
  return fec;
}

function readYears(fields: Fields, defaults: Defaults, prefix: string, findings: Findings): Exact | null {
  const kmPerYear = readKmPerYear(fields["kmPerYear"], defaults, `${prefix}kmPerYear`, findings);
  const inYears = isAbsent(fields["warrantyYears"])
    ? null
    : inBaseUnit(readQuantity(fields["warrantyYears"], `${prefix}warrantyYears`, findings, "time"));
  if (inYears !== null && isZero(inYears)) findings.error("E_ZERO_ENERGY", `${prefix}warrantyYears.value`);
  if (isAbsent(fields["warrantyKm"])) {
    if (isAbsent(fields["warrantyYears"])) findings.error("E_SCHEMA", `${prefix}warrantyYears`);
    return inYears;
  }
  const km = inBaseUnit(readQuantity(fields["warrantyKm"], `${prefix}warrantyKm`, findings, "distance"));
  if (km !== null && isZero(km)) findings.error("E_ZERO_ENERGY", `${prefix}warrantyKm.value`);
  if (kmPerYear === "absent" && defaults !== "unknown") findings.error("E_SCHEMA", `${prefix}kmPerYear`);
  if (km === null || kmPerYear === null || kmPerYear === "absent" || isZero(kmPerYear)) return null;
  const byDistance = divide(km, kmPerYear);
  if (isAbsent(fields["warrantyYears"])) return byDistance;
  if (inYears === null) return null;
  return compare(inYears, byDistance) <= 0 ? inYears : byDistance;
}

/** A decimal in km per year, or a quantity in `km/a`; a quantity of kilometres is the distance of one year. */
function readKmPerYear(
  value: unknown,
  defaults: Defaults,
  path: string,
  findings: Findings,
): Exact | "absent" | null {
  if (isAbsent(value)) {
    return typeof defaults === "object" && defaults.kmPerYear !== null
      ? parseExact(defaults.kmPerYear)
      : "absent";
  }
  const perYear = isFields(value)
    ? inBaseUnit(readQuantity(value, path, findings, distanceOfYear(value["unit"])))
    : readDecimal(value, path, findings);
  if (perYear !== null && isZero(perYear)) findings.error("E_ZERO_DENOMINATOR", path);
  return perYear;
}

function distanceOfYear(unit: unknown): "distance" | "distance per time" {
  const isDistance = typeof unit === "string" && parseUnit(unit)?.dimension === "distance";
  return isDistance ? "distance" : "distance per time";
}

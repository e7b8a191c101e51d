import { compare, divide, parseExact, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { parseUnit } from "../quantity/unit.ts";
import type { Unit } from "../quantity/unit.ts";

/** A number as a report prints it, with the places that were printed. */
export interface PrintedNumber {
  readonly path: string;
  readonly text: string;
  readonly value: Exact;
  /** Decimal places printed; 0 for a whole number. */
  readonly places: number;
  /** Half a unit of the last printed place. */
  readonly half: Exact;
}

/** A printed number with its unit; the unit is null when nobody can tell what it means. */
export interface Printed extends PrintedNumber {
  readonly unitText: string;
  readonly unit: Unit | null;
}

const thousands = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/**
 * Reads a number with its printed places: `47.440` has three. Full-width digits, a minus sign of typography and commas
 * between groups of three are read as what they mean. Null when it is no decimal.
 */
export function parsePrinted(text: string, path: string): PrintedNumber | null {
  const plain = text.normalize("NFKC").trim().replace(/^−/, "-");
  const bare = thousands.test(plain) ? plain.replaceAll(",", "") : plain;
  const value = parseExact(bare);
  if (value === null) return null;
  // The scale of a decimal text is the number of places it was written with.
  const places = Math.max(0, value.scale);
  return { path, text: plain, value, places, half: { numerator: 5n, divisor: 1n, scale: places + 1 } };
}

/** Ways in which reports write a unit, and the unit that is meant. Longer words first. */
const meant: readonly (readonly [written: RegExp, unit: string])[] = [
  [/二氧化碳当量|CO2当量/g, "CO2e"],
  [/二氧化碳/g, "CO2"],
  [/吨公里|吨·公里|ton-?km|t-km/gi, "tkm"],
  [/千瓦时|千瓦·时|kW·h|kw·h|KWh|kwh/g, "kWh"],
  [/兆瓦时/g, "MWh"],
  [/千克|公斤/g, "kg"],
  [/吨/g, "t"],
  [/公里|千米/g, "km"],
  [/立方米|Nm3/g, "m3"],
  [/升/g, "L"],
  [/年/g, "a"],
  [/CO2[ -]?eq(uiv(alent)?)?/gi, "CO2e"],
  [
    /(?<=^|[/ ])(套|只|个|件|台|块|set|sets|pcs|pieces|pack|packs|cell|module|unit|units|item|items)$/i,
    "piece",
  ],
];

const ofFunctionalUnit = /\/\s*\(?(functional unit|declared unit|FU|功能单位|声明单位)\)?$/i;

/**
 * Reads a unit of a report, also in Chinese words and for counted things. `kgCO2e/functional unit` is read with the
 * functional unit in its place. Null when unknown.
 */
export function readUnitText(text: string, functionalUnit: string | null = null): Unit | null {
  const direct = text.length > 200 ? null : parseUnit(text);
  if (direct !== null) return direct;
  if (text.length > 200) return null;
  const plain = text.normalize("NFKC").trim();
  const placed = functionalUnit === null ? plain : plain.replace(ofFunctionalUnit, `/${functionalUnit}`);
  return parseUnit(meant.reduce((result, [written, unit]) => result.replace(written, unit), placed));
}

/** True for a unit that counts CO2e or CO2 without saying in which mass, such as `CO2e/kWh`. */
export function lacksMassUnit(text: string): boolean {
  return /^\(?CO2([ -]?eq?)?\)?\s*(\/|$)/i.test(text.normalize("NFKC").trim());
}

/** The range of values that round to what is printed. */
export interface Interval {
  readonly low: Exact;
  readonly high: Exact;
}

/** Quotient of two ranges; null when the divisor may be zero. */
export function quotientOf(a: Interval, b: Interval): Interval | null {
  if (compare(b.low, zero) <= 0 && compare(b.high, zero) >= 0) return null;
  const corners = [a.low, a.high].flatMap((top) => [b.low, b.high].map((bottom) => divide(top, bottom)));
  return {
    low: corners.reduce((least, next) => (compare(next, least) < 0 ? next : least)),
    high: corners.reduce((most, next) => (compare(next, most) > 0 ? next : most)),
  };
}

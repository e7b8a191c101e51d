import type { DataQuality } from "../carbon-footprint/inventory-line.ts";
import { divide, isZero, multiply, parseExact, toDecimal } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { DeclaredUnit } from "./declared-unit.ts";
import { declaredUnits } from "./declared-unit.ts";
import type { Members } from "./members.ts";

/** A supplier's footprint as our calculations read it, whatever format it came in. */
export interface ImportedFootprint {
  readonly format: "pact" | "catena-x";
  readonly specVersion: string;
  /** The sender's identifier of the footprint, a UUID. */
  readonly footprintId: string;
  readonly companyName: string;
  readonly productName: string;
  readonly productIds: readonly string[];
  /** What the sender declares per, and how much of it. */
  readonly declaredUnit: DeclaredUnit;
  readonly declaredAmount: string;
  /** kgCO2e for one `unit`, cradle-to-gate, without what the product's biomass took up. */
  readonly value: string;
  /** For example `kgCO2e/kg`. */
  readonly unit: string;
  /** The same for a kilogram, where the product has a mass. */
  readonly perKilogram: string | null;
  /** First and last day of the data. */
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly validUntil: string;
  readonly geography: string | null;
  /** 0 to 1. */
  readonly primaryDataShare: string | null;
  /** `AR4`, `AR5`, `AR6`; null where none or several are stated. */
  readonly gwpSet: string | null;
  readonly quality: DataQuality | null;
  readonly boundary: string;
}

interface Amounts {
  readonly unit: DeclaredUnit;
  /** How many units the footprint, and the mass, are for. */
  readonly amount: Exact;
  /** kgCO2e for `amount` units. */
  readonly footprint: Exact;
  /** kg for `amount` units; zero where the product has none. */
  readonly mass: Exact;
}

/**
 * The footprint for one unit of ours: of the declared unit where we have it, of a kilogram where only the mass leads to
 * one. Null with `E_EXCHANGE_UNIT` at `path` where neither does.
 */
export function perUnit(
  { unit, amount, footprint, mass }: Amounts,
  members: Members,
  path: string,
): Pick<ImportedFootprint, "value" | "unit" | "perKilogram"> | null {
  const own = declaredUnits[unit];
  const perKilogram = isZero(mass) ? null : toDecimal(divide(footprint, mass));
  if (own !== null)
    return { value: toDecimal(divide(footprint, amount)), unit: `kgCO2e/${own}`, perKilogram };
  if (perKilogram !== null) return { value: perKilogram, unit: "kgCO2e/kg", perKilogram };
  members.add("E_EXCHANGE_UNIT", path, { value: unit });
  return null;
}

/** First day of a period that begins at this instant, in UTC. */
export function firstDay(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** Last day of a period that ends at this instant: an end at midnight belongs to the day before. */
export function lastDay(instant: Date): string {
  return firstDay(new Date(instant.getTime() - 1));
}

/** The same day three years later, 28 February for 29 February. */
export function threeYearsAfter(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const later = `${String(Number(year) + 3).padStart(4, "0")}-${month}-${date}`;
  return later.endsWith("02-29") ? later.replace(/29$/, "28") : later;
}

/** Percent as a share of 0 to 1. */
export function shareOf(percent: Exact | null): string | null {
  const hundredth = parseExact("0.01");
  return percent === null || hundredth === null ? null : toDecimal(multiply(percent, hundredth));
}

interface Validity {
  readonly start: Date | null;
  readonly end: Date | null;
  readonly validStart: Date | null;
  readonly validEnd: Date | null;
}

/**
 * Period and validity: the period does not end before it starts, validity does not start before the period ends and ends
 * at most three years after it; without one it ends then. Problems at the named members.
 *
 * Source: PACT Technical Specifications 3.0.3, `validityPeriodStart`, `validityPeriodEnd`; PACT Methodology 3, 3.2.3.
 */
export function readValidity(
  { start, end, validStart, validEnd }: Validity,
  members: Members,
  paths: { readonly periodEnd: string; readonly validityEnd: string; readonly validityStart: string },
): Pick<ImportedFootprint, "periodStart" | "periodEnd" | "validUntil"> | null {
  if (start === null || end === null) return null;
  if (end.getTime() <= start.getTime()) {
    members.add("E_EXCHANGE_PERIOD", paths.periodEnd);
    return null;
  }
  const [periodStart, periodEnd] = [firstDay(start), lastDay(end)];
  const latest = threeYearsAfter(periodEnd);
  if (validStart !== null && firstDay(validStart) < periodEnd)
    members.add("E_EXCHANGE_VALIDITY_START", paths.validityStart, { expected: periodEnd });
  if (validEnd === null) return { periodStart, periodEnd, validUntil: latest };
  const validUntil = lastDay(validEnd);
  if (validUntil > latest) members.add("E_EXCHANGE_VALIDITY", paths.validityEnd, { expected: latest });
  if (validUntil < periodEnd) members.add("E_EXCHANGE_PERIOD", paths.validityEnd);
  return { periodStart, periodEnd, validUntil };
}

/** Scores of the sender's data quality; precision is no score of these formats. */
export function qualityOf(
  technology: Exact | null,
  geography: Exact | null,
  time: Exact | null,
): DataQuality | null {
  if (technology === null || geography === null || time === null) return null;
  return { TeR: toDecimal(technology), GeR: toDecimal(geography), TiR: toDecimal(time) };
}

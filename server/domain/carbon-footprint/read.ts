import { compare, divide, isNegative, multiply, one, parseExact } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { areComparable, parseUnit } from "../quantity/unit.ts";
import type { Dimension, Unit } from "../quantity/unit.ts";
import type { Findings } from "./findings.ts";

/** The members of a JSON object nobody has checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * A quantity as far as it could be read. Value and unit are apart so that a wrong value does not hide a wrong unit; a
 * null half has been reported.
 */
export interface ReadQuantity {
  readonly value: Exact | null;
  readonly unit: Unit | null;
}

/** One object of a list; `credit` allows a negative factor. */
export interface Element {
  readonly fields: Fields;
  readonly path: string;
  /** Empty when it could not be read. */
  readonly id: string;
  readonly credit: boolean;
}

/** True for a JSON object: not null, not an array. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Absent and null are the same: nothing was stated. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/**
 * The elements of a list with their `id`, which none may share with another (`E_DUPLICATE`), and their `credit` flag. An
 * element that could not be read is left out: it has been reported.
 *
 * @param ids whether every element must have one; what has none where it need not has the empty id.
 */
export function readList<T>(
  list: unknown,
  name: string,
  findings: Findings,
  readElement: (element: Element) => T | null,
  ids: "required" | "optional" = "required",
): readonly T[] {
  if (!Array.isArray(list)) {
    findings.error("E_SCHEMA", name);
    return [];
  }
  const elements: readonly unknown[] = list;
  const seen = new Set<string>();
  const values: T[] = [];
  for (let index = 0; index < elements.length; index += 1) {
    const fields = elements[index];
    const path = `${name}[${index}]`;
    if (!isFields(fields)) {
      findings.error("E_SCHEMA", path);
      continue;
    }
    const isUnnamed = ids === "optional" && isAbsent(fields["id"]);
    const id = isUnnamed ? "" : readId(fields["id"], path, seen, findings);
    const credit = isAbsent(fields["credit"])
      ? false
      : readFlag(fields["credit"], `${path}.credit`, findings);
    const value = readElement({ fields, path, id, credit });
    if (value !== null) values.push(value);
  }
  return values;
}

function readId(value: unknown, path: string, seen: Set<string>, findings: Findings): string {
  if (typeof value !== "string" || value === "") {
    findings.error("E_SCHEMA", `${path}.id`);
    return "";
  }
  if (seen.has(value)) findings.error("E_DUPLICATE", `${path}.id`);
  seen.add(value);
  return value;
}

/** A decimal string that is not negative. */
export function readDecimal(value: unknown, path: string, findings: Findings): Exact | null {
  const exact = readSignedDecimal(value, path, findings);
  if (exact !== null && isNegative(exact)) findings.error("E_NEGATIVE_QUANTITY", path);
  return exact;
}

/** A decimal with any sign, as text. `E_SCHEMA` when it is no text, `E_NOT_FINITE` when it is no decimal. */
export function readSignedDecimal(value: unknown, path: string, findings: Findings): Exact | null {
  if (typeof value !== "string") {
    findings.error("E_SCHEMA", path);
    return null;
  }
  const exact = parseExact(value);
  if (exact === null) findings.error("E_NOT_FINITE", path);
  return exact;
}

/** A decimal string from 0 to 1. */
export function readShare(value: unknown, path: string, findings: Findings): Exact | null {
  const share = readSignedDecimal(value, path, findings);
  if (share !== null && (isNegative(share) || compare(share, one) > 0)) {
    findings.error("E_SHARE_RANGE", path);
    return null;
  }
  return share;
}

/** A share, or `byDefault` when none is stated. */
export function readShareOr(
  byDefault: Exact,
  value: unknown,
  path: string,
  findings: Findings,
): Exact | null {
  return isAbsent(value) ? byDefault : readShare(value, path, findings);
}

/** True or false, false when absent. */
export function readFlag(value: unknown, path: string, findings: Findings): boolean {
  if (!isAbsent(value) && typeof value !== "boolean") findings.error("E_SCHEMA", path);
  return value === true;
}

/** `{"value": "12.5", "unit": "kWh"}` of any dimension and sign. */
export function readAnyQuantity(value: unknown, path: string, findings: Findings): ReadQuantity | null {
  if (!isFields(value)) {
    findings.error("E_SCHEMA", path);
    return null;
  }
  const { value: text, unit: symbol } = value;
  // A place is written down only for what is wrong with it: most of a long inventory is right.
  const exact = typeof text === "string" ? parseExact(text) : null;
  const unit = typeof symbol === "string" ? parseUnit(symbol) : null;
  return {
    value: exact ?? readSignedDecimal(text, `${path}.value`, findings),
    unit: unit === null || isCo2Only(unit) ? readUnit(symbol, `${path}.unit`, findings) : unit,
  };
}

/** A quantity that is not negative and, where a dimension is named, has it. */
export function readQuantity(
  value: unknown,
  path: string,
  findings: Findings,
  dimension?: Dimension,
): ReadQuantity | null {
  const quantity = readAnyQuantity(value, path, findings);
  if (quantity === null) return null;
  if (quantity.value !== null && isNegative(quantity.value)) {
    findings.error("E_NEGATIVE_QUANTITY", `${path}.value`);
  }
  const { unit } = quantity;
  if (unit !== null && (unit.per !== null || (dimension !== undefined && unit.dimension !== dimension))) {
    findings.error("E_UNIT_DIMENSION", `${path}.unit`);
    return { value: quantity.value, unit: null };
  }
  return quantity;
}

/** What a factor may look like: what it counts for each unit of, where the line fixes it, and whether it may be below zero. */
export interface FactorRules {
  readonly per?: Dimension;
  readonly credit: boolean;
}

/**
 * An emission factor: CO2e mass for each unit of something. Judged by itself, so that it is right or wrong whatever the
 * amount beside it looks like.
 */
export function readFactor(
  value: unknown,
  path: string,
  findings: Findings,
  { per, credit }: FactorRules,
): ReadQuantity | null {
  const factor = readAnyQuantity(value, path, findings);
  if (factor === null) return null;
  if (factor.value !== null && isNegative(factor.value) && !credit) {
    findings.error("E_NEGATIVE_QUANTITY", `${path}.value`);
  }
  const { unit } = factor;
  const isFactor = unit?.per != null && unit.dimension === "co2e";
  if (unit !== null && (!isFactor || (per !== undefined && unit.per.dimension !== per))) {
    findings.error("E_UNIT_DIMENSION", `${path}.unit`);
    return { value: factor.value, unit: null };
  }
  return factor;
}

/**
 * An emission factor in kgCO2e for each base unit (kg, kWh, tkm) of what it is made for. Null when it could not be read,
 * and then it has been reported.
 */
export function readFactorInBase(
  value: unknown,
  path: string,
  findings: Findings,
  rules: FactorRules,
): Exact | null {
  const factor = readFactor(value, path, findings, rules);
  if (factor?.value == null || factor.unit?.per == null) return null;
  return multiply(factor.value, divide(factor.unit.inBase, factor.unit.per.inBase));
}

/** A unit of the table in section 2.2 of the method. `E_SCHEMA`, `E_UNIT_UNKNOWN`; warns `W_CO2_ONLY` for CO2 in place of CO2e. */
export function readUnit(value: unknown, path: string, findings: Findings): Unit | null {
  if (typeof value !== "string") {
    findings.error("E_SCHEMA", path);
    return null;
  }
  const unit = parseUnit(value);
  if (unit === null) findings.error("E_UNIT_UNKNOWN", path);
  else if (isCo2Only(unit)) findings.warn("W_CO2_ONLY", path);
  return unit;
}

function isCo2Only(unit: Unit): boolean {
  return unit.co2Only || unit.per?.co2Only === true;
}

/**
 * Amount times factor in kgCO2e. Null when a part is missing, and then it has been reported; `E_UNIT_DIMENSION` at the
 * factor when it is made for something else than the amount is measured in.
 */
export function emission(
  amount: ReadQuantity | null,
  factor: ReadQuantity | null,
  factorPath: string,
  findings: Findings,
): Exact | null {
  if (amount === null || factor === null || amount.unit === null || factor.unit === null) return null;
  const { per } = factor.unit;
  if (per === null || !areComparable(amount.unit, per)) {
    findings.error("E_UNIT_DIMENSION", `${factorPath}.unit`);
    return null;
  }
  if (amount.value === null || factor.value === null) return null;
  const bare = multiply(amount.value, factor.value);
  return multiply(bare, divide(multiply(amount.unit.inBase, factor.unit.inBase), per.inBase));
}

/** The value of a plain quantity, no ratio, in the base unit of its dimension. */
export function inBaseUnit(quantity: ReadQuantity | null): Exact | null {
  if (quantity === null || quantity.value === null || quantity.unit === null) return null;
  return multiply(quantity.value, quantity.unit.inBase);
}

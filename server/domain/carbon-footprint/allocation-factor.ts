import { compare, isZero, parseExact, subtract, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { Findings } from "./findings.ts";
import type { AllocationRules } from "./method.ts";
import { isAbsent, readSignedDecimal } from "./read.ts";

/**
 * The allocation factor A between the product system that supplies recycled material and the one that uses it; the
 * default where none is stated. Outside the bounds of the method: `E_PARAM_RANGE`. One that is no default asks for
 * evidence: `W_A_NON_DEFAULT`. Null when it could not be read, or where the method has none.
 *
 * Nothing in a request says what a material is made of unless its `materialClass` does, so that without it the default
 * for metals counts as a default too (our reading).
 *
 * Source: MEE draft (March 2025) 5.4.6, A = 0.5; JRC CFB-EV rules (June 2023), 0.2 for metals and 0.5 for the rest;
 * bounds of the PEF method.
 */
export function readAllocation(
  value: unknown,
  path: string,
  rules: AllocationRules | null,
  findings: Findings,
  materialClass: MaterialClass | null = null,
): Exact | null {
  const byDefault = defaultAllocation(rules, materialClass);
  if (isAbsent(value)) return byDefault;
  const stated = readSignedDecimal(value, path, findings);
  if (stated === null || rules === null) return stated;
  const isOutside = compare(stated, exact(rules.lowest)) < 0 || compare(stated, exact(rules.highest)) > 0;
  if (isOutside) findings.error("E_PARAM_RANGE", path);
  else if (
    rules.byDefault !== null &&
    !defaults(rules, materialClass).some((known) => isZero(subtract(known, stated)))
  ) {
    findings.warn("W_A_NON_DEFAULT", path);
  }
  return stated;
}

/** Classes of material with an allocation factor of their own. */
export type MaterialClass = "metal" | "other";

/** The factor A of a method where a request states none; null where the method has none. */
export function defaultAllocation(
  rules: AllocationRules | null,
  materialClass: MaterialClass | null,
): Exact | null {
  if (rules === null || rules.byDefault === null) return null;
  return exact(materialClass === "metal" ? (rules.forMetals ?? rules.byDefault) : rules.byDefault);
}

/** What may be stated without a warning. */
function defaults(rules: AllocationRules, materialClass: MaterialClass | null): readonly Exact[] {
  const { byDefault, forMetals } = rules;
  if (materialClass !== null) return [defaultAllocation(rules, materialClass) ?? zero];
  return [byDefault, forMetals].flatMap((known) => (known === null ? [] : [exact(known)]));
}

function exact(decimal: string): Exact {
  return parseExact(decimal) ?? zero;
}

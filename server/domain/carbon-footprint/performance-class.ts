import { compare, parseExact } from "../quantity/exact.ts";

/** A class of a rule set: text, because the Regulation fixes no letters. */
export interface PerformanceClass {
  readonly name: string;
  /** Upper-inclusive limit in kgCO2e/kWh; null for a class without an upper limit. */
  readonly upTo: string | null;
}

interface PerformanceClassRuleSet {
  /** Ascending; null for a class without an upper limit. */
  readonly classes: readonly PerformanceClass[];
}

/**
 * The class a footprint in kgCO2e/kWh falls into under one rule set: the first whose limit it does not exceed. Compares
 * the exact value, never a rounded one. Null when the rule set has no class for it, or the value is no decimal.
 *
 * Source: Regulation (EU) 2023/1542, Art. 7(2), which names no classes: they are text of a rule set.
 */
export function classOf(cfp: string, ruleSet: PerformanceClassRuleSet): string | null {
  const value = parseExact(cfp);
  if (value === null) return null;
  const reached = ruleSet.classes.find(({ upTo }) => {
    const limit = upTo === null ? null : parseExact(upTo);
    return upTo === null || (limit !== null && compare(value, limit) <= 0);
  });
  return reached?.name ?? null;
}

/**
 * Whether a footprint in kgCO2e/kWh is below a maximum threshold in the same unit. The threshold itself is not below it.
 * Null when either is no decimal.
 *
 * Source: Regulation (EU) 2023/1542, Art. 7(3): the declared value is below the maximum threshold.
 */
export function isBelowThreshold(cfp: string, threshold: string): boolean | null {
  const [value, limit] = [parseExact(cfp), parseExact(threshold)];
  return value === null || limit === null ? null : compare(value, limit) < 0;
}

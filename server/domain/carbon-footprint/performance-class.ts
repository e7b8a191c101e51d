import { compare, parseExact } from "../quantity/exact.ts";

interface PerformanceClassRuleSet {
  /** Upper-inclusive limits in kgCO2e/kWh, ascending; null for a class without an upper limit. */
  readonly classes: readonly { readonly name: string; readonly upTo: string | null }[];
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

import type { Problem } from "../problem.ts";
import { add, compare, parseExact, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { Catalogue, CatalogueRule } from "./catalogue.ts";
import type { AttributeValues } from "./completeness.ts";

/**
 * What is wrong between values that are each right by themselves, at the path of the attribute to look at. A value that is
 * not stated, or no decimal, takes no part. Problems: `E_RULE_ASCENDING`, `E_RULE_SUM`.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII 1(e), 1(h), 1(l), Art. 8(1).
 */
export function crossProblems(catalogue: Catalogue, values: AttributeValues): readonly Problem[] {
  return catalogue.rules.flatMap((rule) => {
    switch (rule.kind) {
      case "ascending":
        return ascendingProblems(rule, values);
      case "sum":
        return sumProblems(rule, values);
      default:
        return [];
    }
  });
}

/** Each value is compared with the one before it that is stated, so that a gap hides nothing. */
function ascendingProblems(
  { attributes, strict }: Extract<CatalogueRule, { readonly kind: "ascending" }>,
  values: AttributeValues,
): readonly Problem[] {
  const stated = attributes.flatMap((id) => {
    const exact = exactOf(values, id);
    return exact === null ? [] : [{ id, exact }];
  });
  return stated.slice(1).flatMap(({ id, exact }, index) => {
    const below = stated[index];
    if (below === undefined) return [];
    const distance = compare(exact, below.exact);
    if (distance > 0 || (distance === 0 && !strict)) return [];
    const params = { value: textOf(values, id), expected: textOf(values, below.id), other: below.id };
    return [{ code: "E_RULE_ASCENDING", path: id, params }];
  });
}

/** Judged once all of it is stated. */
function sumProblems(
  { parts, total }: Extract<CatalogueRule, { readonly kind: "sum" }>,
  values: AttributeValues,
): readonly Problem[] {
  const [whole, ...addends] = [total, ...parts].map((id) => exactOf(values, id));
  if (whole == null || addends.includes(null)) return [];
  const sum = addends.reduce<Exact>((result, addend) => add(result, addend ?? zero), zero);
  if (compare(sum, whole) === 0) return [];
  const params = {
    value: textOf(values, total),
    expected: parts.map((id) => textOf(values, id)).join(" + "),
  };
  return [{ code: "E_RULE_SUM", path: total, params }];
}

function exactOf(values: AttributeValues, id: string): Exact | null {
  return parseExact(textOf(values, id));
}

function textOf(values: AttributeValues, id: string): string {
  const value = values[id];
  return typeof value === "string" ? value : "";
}

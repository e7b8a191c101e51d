import { absolute, add, compare, divide, isZero, subtract, zero } from "../../quantity/exact.ts";
import type { Exact } from "../../quantity/exact.ts";
import { isFields } from "../read.ts";
import type { PcfRequest } from "../request.ts";
import { emissionsByLine } from "./contribution-tree.ts";
import { linePartsOf, wholeProduct } from "./line-parts.ts";
import type { ResultModel } from "./result-model.ts";

/** The rules in which methods differ, in the order in which they are switched. */
export const methodRules = [
  "boundary",
  "cutOff",
  "allocation",
  "electricity",
  "transport",
  "other",
  "denominator",
] as const;
export type MethodRule = (typeof methodRules)[number];

/** What switching one rule does, after those before it have been switched. */
export interface RuleStep {
  readonly rule: MethodRule;
  readonly kg: Exact;
  /** In the unit of both results; null where they have two. */
  readonly perUnit: Exact | null;
  /** Lines that change, in the order of the inventory; they add up to `kg`. */
  readonly lines: readonly { readonly line: string; readonly kg: Exact }[];
}

export interface MethodDifference {
  readonly kg: Exact;
  /** Null where the methods divide by different things. */
  readonly perUnit: Exact | null;
  readonly steps: readonly RuleStep[];
}

/**
 * How the result of one inventory changes from one method to another, rule by rule. Starting from `from`, one rule after
 * the other is taken from `to` in the order of {@link methodRules}, and each step is the change that this alone makes; after
 * the last one stands the result of `to`. The steps add up to the difference of the totals, and of the results, exactly.
 *
 * - boundary: lines that only one of the two counts, with what they emit there;
 * - cutOff: materials by the formula of `from`, with the masses after the cut-off of `to`;
 * - allocation: the same masses by the formula of `to`, and the end of life of the whole product;
 * - electricity, transport, other: lines of that kind;
 * - denominator: the total of `to` divided by what `to` divides by.
 *
 * The order decides which step gets what two rules do together. Results over different units, energy and an output, are not
 * subtracted from one another: then the steps are in kgCO2e alone.
 */
export function explainMethods(from: ResultModel, to: ResultModel): MethodDifference {
  const sameUnit = unitOfDenominator(from) === unitOfDenominator(to);
  const emissions = {
    before: emissionsByLine(from.parts),
    cut: emissionsByLine(
      // Without a cut-off on either side the masses are the same.
      from.result.cutoff === to.result.cutoff ? from.parts : linePartsOf(from.request, to.result.cutoff),
    ),
    after: emissionsByLine(to.parts),
  };
  const kinds = new Map([...from.parts, ...to.parts].map(({ line, kind }) => [line, kind]));
  const insideFrom = linesOf(from.request);
  const insideTo = linesOf(to.request);
  const lines = [...new Set([...insideFrom, ...insideTo, ...kinds.keys()])];
  const of = (state: keyof typeof emissions, line: string) => emissions[state].get(line) ?? zero;

  function changeOf(rule: MethodRule, line: string): Exact {
    const kind = kinds.get(line);
    const isProduct = line === wholeProduct;
    if (!isProduct && insideFrom.has(line) !== insideTo.has(line)) {
      return rule === "boundary" ? subtract(of("after", line), of("before", line)) : zero;
    }
    if (kind === "material") {
      if (rule === "cutOff") return subtract(of("cut", line), of("before", line));
      return rule === "allocation" ? subtract(of("after", line), of("cut", line)) : zero;
    }
    const own = isProduct ? "allocation" : kind === "activity" ? "other" : kind;
    return own === rule ? subtract(of("after", line), of("before", line)) : zero;
  }

  const steps = methodRules.map((rule): RuleStep => {
    if (rule === "denominator") {
      const perUnit = sameUnit ? subtract(to.perUnit, divide(to.totalKg, from.denominator)) : null;
      return { rule, kg: zero, perUnit, lines: [] };
    }
    const changed = lines.map((line) => ({ line, kg: changeOf(rule, line) })).filter(({ kg }) => !isZero(kg));
    const kg = changed.reduce((sum, change) => add(sum, change.kg), zero);
    return { rule, kg, perUnit: sameUnit ? divide(kg, from.denominator) : null, lines: changed };
  });
  return {
    kg: subtract(to.totalKg, from.totalKg),
    perUnit: sameUnit ? subtract(to.perUnit, from.perUnit) : null,
    steps,
  };
}

/** What the total is divided by: kWh of total energy, or the unit of the declared output. */
export function unitOfDenominator({ method, request: { energy } }: ResultModel): string {
  if (method.energyRules !== null) return "kWh";
  const output = isFields(energy) ? energy["output"] : null;
  return isFields(output) && typeof output["unit"] === "string" ? output["unit"] : "";
}

function linesOf(request: PcfRequest): ReadonlySet<string> {
  const lists = [request.materials, request.activities, request.electricity, request.transport];
  return new Set(lists.flatMap((list) => (list ?? []).map(({ id }) => id)));
}

/** Lines of a step, the largest change first. */
export function largestFirst(lines: RuleStep["lines"]): RuleStep["lines"] {
  return lines.toSorted((a, b) => compare(absolute(b.kg), absolute(a.kg)) || (a.line < b.line ? -1 : 1));
}

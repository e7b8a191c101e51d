import {
  absolute,
  compare,
  isNegative,
  isZero,
  multiply,
  parseExact,
  subtract,
  zero,
} from "../../quantity/exact.ts";
import type { Exact } from "../../quantity/exact.ts";
import type { Input } from "./line-parts.ts";
import type { ResultModel } from "./result-model.ts";
import { isInRange, rangeOf, resultWith } from "./result-model.ts";

/** What one input does to the result when it alone is a tenth smaller or larger. */
export interface Sensitivity {
  readonly input: Input;
  readonly low: Effect;
  readonly high: Effect;
  /** Distance of the two results, without sign: the rank. */
  readonly swing: Exact;
}

export interface Effect {
  /** The input as it was taken: a tenth off, or the end of its range where that is nearer. */
  readonly value: Exact;
  /** Result per unit of the denominator. */
  readonly perUnit: Exact;
}

/**
 * How the result answers to each input alone, 10 % down and up, the strongest first; by line and name where two are equal.
 * Each result is calculated anew, exactly. Inputs that are zero or move nothing are left out, and so is a share that the
 * shares beside it fix.
 *
 * Source: ISO 14044:2006, 4.5.3.3 (sensitivity check); ISO 14067:2018, 6.6.
 */
export function sensitivities(model: ResultModel): readonly Sensitivity[] {
  return model.inputs
    .flatMap((input) => {
      if (isZero(input.value)) return [];
      const low = effect(model, input, lower);
      const high = effect(model, input, higher);
      if (low === null || high === null) return [];
      const swing = absolute(subtract(high.perUnit, low.perUnit));
      return isZero(swing) ? [] : [{ input, low, high, swing }];
    })
    .toSorted((a, b) => compare(b.swing, a.swing) || (placeOf(a.input) < placeOf(b.input) ? -1 : 1));
}

const lower = parseExact("0.9") ?? zero;
const higher = parseExact("1.1") ?? zero;

function effect(model: ResultModel, input: Input, by: Exact): Effect | null {
  const wanted = multiply(input.value, by);
  const value =
    isInRange(model, input, wanted) || isNegative(wanted) ? wanted : nearestEnd(model, input, wanted);
  const found = resultWith(model, input, value);
  return found === null ? null : { value, perUnit: found.perUnit };
}

function nearestEnd(model: ResultModel, input: Input, wanted: Exact): Exact {
  const [lowest, highest] = rangeOf(model, input);
  return highest !== null && compare(wanted, highest) > 0 ? highest : lowest;
}

function placeOf({ line, name }: Input): string {
  return `${line ?? ""} ${name}`;
}

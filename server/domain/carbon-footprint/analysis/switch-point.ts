import {
  absolute,
  add,
  compare,
  divide,
  isNegative,
  isZero,
  multiply,
  one,
  parseExact,
  subtract,
  zero,
} from "../../quantity/exact.ts";
import type { Exact } from "../../quantity/exact.ts";
import type { Input } from "./line-parts.ts";
import { inputKey, partValue } from "./line-parts.ts";
import type { ResultModel } from "./result-model.ts";
import { isInRange, rangeOf, resultWith } from "./result-model.ts";

/** The value of one input at which something flips. */
export interface SwitchPoint {
  readonly input: Input;
  readonly value: Exact;
  /** `value / input - 1`, for example -0.25: a quarter less. */
  readonly change: Exact;
  /** Null: met exactly. Else the value lies within this of the true one, by halving. */
  readonly tolerance: Exact | null;
}

/** How close halving comes, as a part of the input. */
const switchTolerance = "1e-12";

/**
 * The value of an input at which the result per unit is `target`, all else as it is; null where no value in the range of
 * the input does that, or the input is zero. Where the result is linear in the input, or inverse to it, the value is
 * solved for exactly; otherwise found by halving on exact fractions, to {@link switchTolerance} of the input.
 */
export function switchPoint(model: ResultModel, input: Input, target: Exact): SwitchPoint | null {
  if (isZero(input.value)) return null;
  const value = linearSolution(model, input, target) ?? inverseSolution(model, input, target);
  if (value !== null && isInRange(model, input, value) && meets(model, input, value, target)) {
    return { input, value, change: changeOf(input, value), tolerance: null };
  }
  return byHalving(model, input, target);
}

/**
 * The amount of a line at which its emission is as large as that of another, without signs: there the two change places.
 * Null where no amount does that.
 */
export function orderSwitch(model: ResultModel, line: string, other: Exact): SwitchPoint | null {
  const input = model.inputs.find((one) => one.line === line && amounts.has(one.name));
  if (input === undefined || isZero(input.value)) return null;
  const own = model.parts.filter((part) => part.line === line);
  const emission = (value: Exact) =>
    own.reduce((sum, part) => add(sum, partValue(part, new Map([[inputKey(input), value]]))), zero);
  const now = emission(input.value);
  const perAmount = divide(subtract(now, emission(zero)), input.value);
  if (isZero(perAmount)) return null;
  const wanted = isNegative(now) ? subtract(zero, absolute(other)) : absolute(other);
  const value = add(input.value, divide(subtract(wanted, now), perAmount));
  return isInRange(model, input, value)
    ? { input, value, change: changeOf(input, value), tolerance: null }
    : null;
}

const amounts: ReadonlySet<string> = new Set(["mass", "amount", "work"]);

function linearSolution(model: ResultModel, input: Input, target: Exact): Exact | null {
  const [lowest] = rangeOf(model, input);
  const from = compare(lowest, input.value) === 0 ? multiply(input.value, two) : lowest;
  const there = resultWith(model, input, from);
  if (there === null) return null;
  const distance = subtract(input.value, from);
  const slope = divide(subtract(model.perUnit, there.perUnit), distance);
  if (isZero(slope)) return null;
  return add(input.value, divide(subtract(target, model.perUnit), slope));
}

/** For a factor of the denominator. */
function inverseSolution(model: ResultModel, input: Input, target: Exact): Exact | null {
  if (input.line !== null || isZero(target)) return null;
  return divide(multiply(input.value, model.perUnit), target);
}

/** Recalculation under a cut-off rule and of the denominator goes through decimals, which may not end. */
const lastDigit = parseExact("1e-100") ?? zero;

function meets(model: ResultModel, input: Input, value: Exact, target: Exact): boolean {
  const found = resultWith(model, input, value);
  if (found === null) return false;
  const difference = absolute(subtract(found.perUnit, target));
  return compare(difference, multiply(absolute(target), lastDigit)) <= 0;
}

function byHalving(model: ResultModel, input: Input, target: Exact): SwitchPoint | null {
  const [lowest, highest] = rangeOf(model, input);
  const width = multiply(absolute(input.value), parseExact(switchTolerance) ?? zero);
  const side = (value: Exact) => {
    const found = resultWith(model, input, value);
    return found === null ? null : compare(found.perUnit, target);
  };
  const now = compare(model.perUnit, target);
  // Where an input of nothing has no result, next to nothing has one.
  const nearLowest = side(lowest) === null ? width : lowest;
  for (const end of [nearLowest, highest ?? multiply(input.value, two)]) {
    const there = side(end);
    if (there === null || there === now) continue;
    let [near, far] = [input.value, end];
    while (compare(absolute(subtract(far, near)), width) > 0) {
      const middle = multiply(add(near, far), half);
      if (side(middle) === now) near = middle;
      else far = middle;
    }
    return { input, value: far, change: changeOf(input, far), tolerance: width };
  }
  return null;
}

function changeOf(input: Input, value: Exact): Exact {
  return subtract(divide(value, input.value), one);
}

const two: Exact = { numerator: 2n, divisor: 1n, scale: 0 };
const half = parseExact("0.5") ?? zero;

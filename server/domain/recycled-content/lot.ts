import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import type { Exact } from "../quantity/exact.ts";
import {
  add,
  compare,
  divide,
  isNegative,
  isZero,
  multiply,
  parseExact,
  round,
  toDecimal,
  zero,
} from "../quantity/exact.ts";

/** Masses of one metal in one lot of active material (lead: of anything in the battery), kg, decimals. */
export interface LotMasses {
  readonly metalKg: string;
  /** Recovered from battery manufacturing waste. */
  readonly preConsumerKg: string;
  /** Recovered from post-consumer waste. */
  readonly postConsumerKg: string;
}

/** What the lots of one metal and one year add up to. */
export interface LotShares extends LotMasses {
  readonly recoveredKg: string;
  /** Percent of the metal; 34 significant digits where they do not end. */
  readonly preConsumerPercent: string;
  readonly postConsumerPercent: string;
  readonly sharePercent: string;
}

/**
 * Reads the masses of a lot, kg: the metal above 0, both recovered masses 0 or more and together no more than the metal.
 *
 * Problems, at the field: `E_NOT_FINITE`, `E_NEGATIVE_QUANTITY`, `E_ZERO_QUANTITY`, `E_LOT_MASS`.
 */
export function parseLotMasses(input: LotMasses): Parsed<LotMasses> {
  const problems: Problem[] = [];
  const read = (path: keyof LotMasses): Exact => {
    const parsed = mass(input[path], path);
    if (parsed.ok) return parsed.value;
    problems.push(...parsed.problems);
    return zero;
  };
  const [metal, pre, post] = [read("metalKg"), read("preConsumerKg"), read("postConsumerKg")];
  if (problems.length === 0 && isZero(metal))
    problems.push({ code: "E_ZERO_QUANTITY", path: "metalKg", params: { value: input.metalKg } });
  if (problems.length === 0 && compare(add(pre, post), metal) > 0) {
    const params = { value: toDecimal(add(pre, post)), expected: toDecimal(metal) };
    problems.push({ code: "E_LOT_MASS", path: "postConsumerKg", params });
  }
  if (problems.length > 0) return rejectAll(problems);
  return accept({
    metalKg: toDecimal(metal, everyDigit),
    preConsumerKg: toDecimal(pre, everyDigit),
    postConsumerKg: toDecimal(post, everyDigit),
  });
}

/**
 * Shares of the lots of **one** metal and one year: recovered mass over mass of the metal, from the sums of both, so that
 * a large lot counts for more than a small one. Exact; the order of the lots does not matter. Null without lots. Never
 * call it with lots of several metals: they have different denominators.
 *
 * Source: Regulation (EU) 2023/1542, Art. 8(1), per model, year and plant.
 */
export function sharesOfLots(lots: readonly LotMasses[]): LotShares | null {
  if (lots.length === 0) return null;
  const { metal, pre, post } = sums(lots);
  return {
    metalKg: toDecimal(metal, everyDigit),
    preConsumerKg: toDecimal(pre, everyDigit),
    postConsumerKg: toDecimal(post, everyDigit),
    recoveredKg: toDecimal(add(pre, post), everyDigit),
    preConsumerPercent: toDecimal(percentOf(pre, metal)),
    postConsumerPercent: toDecimal(percentOf(post, metal)),
    sharePercent: toDecimal(percentOf(add(pre, post), metal)),
  };
}

/** How a stated share stands to the lots behind it. */
export type StatementFinding = "agrees" | "rounded" | "differs" | "noLots" | "notStated";

/**
 * Compares the stated percentages of one metal with its lots, origin by origin: `agrees` to the last digit; `rounded` when
 * the stated figure is the exact one rounded to its own number of decimals (half up or half even); else `differs`.
 */
export function compareWithLots(
  lots: readonly LotMasses[],
  stated: { readonly preConsumerPercent: string; readonly postConsumerPercent: string } | null,
): StatementFinding {
  if (stated === null) return "notStated";
  if (lots.length === 0) return "noLots";
  const { metal, pre, post } = sums(lots);
  const pairs = [
    [stated.preConsumerPercent, percentOf(pre, metal)],
    [stated.postConsumerPercent, percentOf(post, metal)],
  ] as const;
  const found = pairs.map(([text, exact]) => compareOne(text, exact));
  if (found.includes("differs")) return "differs";
  return found.includes("rounded") ? "rounded" : "agrees";
}

function compareOne(text: string, exact: Exact): "agrees" | "rounded" | "differs" {
  const said = parseExact(text);
  if (said === null) return "differs";
  if (compare(said, exact) === 0) return "agrees";
  const places = text.split(".")[1]?.length ?? 0;
  const isRounded = (["half_up", "half_even"] as const).some((mode) => {
    const rounded = parseExact(round(exact, places, mode));
    return rounded !== null && compare(rounded, said) === 0;
  });
  return isRounded ? "rounded" : "differs";
}

/** As many digits as a text of the longest length can hold: nothing is rounded. */
const everyDigit = 400;
const hundred: Exact = { numerator: 100n, divisor: 1n, scale: 0 };

function percentOf(part: Exact, whole: Exact): Exact {
  return isZero(whole) ? zero : multiply(divide(part, whole), hundred);
}

function sums(lots: readonly LotMasses[]) {
  const sum = (field: keyof LotMasses) =>
    lots.reduce((so, lot) => add(so, parseExact(lot[field]) ?? zero), zero);
  return { metal: sum("metalKg"), pre: sum("preConsumerKg"), post: sum("postConsumerKg") };
}

function mass(text: string, path: string): Parsed<Exact> {
  const value = parseExact(text.trim());
  if (value === null) return reject("E_NOT_FINITE", path, { value: text });
  return isNegative(value) ? reject("E_NEGATIVE_QUANTITY", path, { value: text }) : accept(value);
}

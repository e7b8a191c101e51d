import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Exact } from "../quantity/exact.ts";
import {
  compare,
  divide,
  isNegative,
  isZero,
  multiply,
  one,
  parseExact,
  toDecimal,
} from "../quantity/exact.ts";

/**
 * Fewest declared values that limits are derived from. Our own bound: with fewer, a single model moves a limit by more
 * than a tenth of the field, and the limits would give away the values of single makers.
 */
export const fewestDeclarations = 10;

/** How the quantile is called where it is written down. */
export const quantileDefinition =
  "inverse of the empirical distribution function: the smallest declared value that at least the share reaches (Hyndman and Fan 1996, type 1)";

/**
 * The smallest declared value which at least the share `p` (above 0, at most 1) of all values does not exceed:
 * x(ceil(n p)) of the ascending values. Every digit stays, because a limit is always a value somebody declared and never
 * an interpolation, equal values always fall on the same side, and the order in which values come does not matter. Null
 * without values or for a share outside.
 *
 * Source: R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), type 1.
 *
 * @example of 0.1, 0.2, 0.3 and 0.4 the quantile of a half is 0.2, and that of 0.51 is 0.3.
 */
export function quantile(values: readonly Exact[], p: Exact): Exact | null {
  if (values.length === 0 || isNegative(p) || isZero(p) || compare(p, one) > 0) return null;
  const rank = ceiling(multiply(p, { numerator: BigInt(values.length), divisor: 1n, scale: 0 }));
  return values.toSorted(compare)[rank - 1] ?? null;
}

/**
 * Limits of classes in kgCO2e/kWh that hold the given cumulative shares (0..1, ascending, without the last, which is 1)
 * of the declared values; for `count` classes of equal size leave the shares out. Upper-inclusive: a value on a limit is
 * in the lower class.
 *
 * Problems: `E_TOO_FEW_DECLARATIONS` below {@link fewestDeclarations}; `E_NOT_FINITE` for a value or share that is no
 * decimal; `E_SHARE_RANGE` for shares that do not ascend inside 0..1; `E_CLASS_TIES` when so many values are equal that a
 * class would be empty: take fewer classes.
 */
export function deriveLimits(
  declared: readonly string[],
  classes: { readonly count: number } | { readonly shares: readonly string[] },
): Parsed<{ readonly limits: readonly string[]; readonly shares: readonly string[] }> {
  if (declared.length < fewestDeclarations) {
    return reject("E_TOO_FEW_DECLARATIONS", "", {
      value: String(declared.length),
      expected: String(fewestDeclarations),
    });
  }
  const values: Exact[] = [];
  for (const text of declared) {
    const value = parseExact(text);
    if (value === null) return reject("E_NOT_FINITE", "values", { value: text });
    values.push(value);
  }
  const asked = "count" in classes ? accept(equalShares(classes.count)) : parseShares(classes.shares);
  if (!asked.ok) return asked;
  const ascending = values.toSorted(compare);
  const limits = asked.value.flatMap((share) => quantile(ascending, share) ?? []);
  const largest = ascending.at(-1);
  const empty = limits.find((limit, place) => {
    const next = limits[place + 1] ?? largest;
    return next === undefined || compare(limit, next) >= 0;
  });
  if (empty !== undefined) return reject("E_CLASS_TIES", "", { value: toDecimal(empty) });
  return accept({
    limits: limits.map((limit) => toDecimal(limit, everyDigit)),
    shares: asked.value.map((share) => toDecimal(share)),
  });
}

/** As many digits as a text of the longest length can hold: nothing is rounded. */
const everyDigit = 400;

/** 1/n, 2/n … (n-1)/n, exact. */
function equalShares(count: number): readonly Exact[] {
  const whole = { numerator: BigInt(Math.max(count, 1)), divisor: 1n, scale: 0 };
  return Array.from({ length: Math.max(count - 1, 0) }, (_, place) =>
    divide({ numerator: BigInt(place + 1), divisor: 1n, scale: 0 }, whole),
  );
}

function parseShares(texts: readonly string[]): Parsed<readonly Exact[]> {
  const shares: Exact[] = [];
  for (const text of texts) {
    const share = parseExact(text.trim());
    if (share === null) return reject("E_NOT_FINITE", "shares", { value: text });
    const before = shares.at(-1);
    const isInside = !isNegative(share) && !isZero(share) && compare(share, one) < 0;
    if (!isInside || (before !== undefined && compare(share, before) <= 0))
      return reject("E_SHARE_RANGE", "shares", { value: text, expected: "0..1" });
    shares.push(share);
  }
  return accept(shares);
}

/** The smallest whole number that is not below a positive value. */
function ceiling({ numerator, divisor, scale }: Exact): number {
  const above = scale < 0 ? numerator * 10n ** BigInt(-scale) : numerator;
  const below = scale > 0 ? divisor * 10n ** BigInt(scale) : divisor;
  return Number((above + below - 1n) / below);
}

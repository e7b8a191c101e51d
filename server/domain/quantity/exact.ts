/**
 * A number kept exactly: `numerator / (divisor * 10^scale)`. Decimals and what adds and multiplies out of them have the
 * divisor 1, so that nothing needs a greatest common divisor until a number is printed.
 */
export interface Exact {
  readonly numerator: bigint;
  /** Greater than 0. */
  readonly divisor: bigint;
  /** Any integer; negative for powers of ten. */
  readonly scale: number;
}

export type Rounding = "half_up" | "half_even";

export const zero: Exact = { numerator: 0n, divisor: 1n, scale: 0 };
export const one: Exact = { numerator: 1n, divisor: 1n, scale: 0 };

const decimalText = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
const longestText = 200;
const largestExponent = 100;

/**
 * Reads a decimal as JSON writes numbers: `-12.50`, `6.205e3`. Null for anything else: empty text, thousands
 * separators, `NaN`, `Infinity`, spaces. Null also beyond 200 characters or an exponent beyond 100, so that nobody can
 * fill the memory with a short text.
 */
export function parseExact(text: string): Exact | null {
  if (text.length > longestText) return null;
  const match = decimalText.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = "", exponentText = "0"] = match;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > largestExponent) return null;
  const digits = BigInt(whole + fraction);
  return { numerator: sign === "-" ? -digits : digits, divisor: 1n, scale: fraction.length - exponent };
}

/** Exact sum. */
export function add(a: Exact, b: Exact): Exact {
  if (a === zero) return b;
  if (b === zero) return a;
  const scale = Math.max(a.scale, b.scale);
  const left = a.scale === scale ? a.numerator : a.numerator * powerOfTen(scale - a.scale);
  const right = b.scale === scale ? b.numerator : b.numerator * powerOfTen(scale - b.scale);
  if (a.divisor === b.divisor) return { numerator: left + right, divisor: a.divisor, scale };
  const common = greatestCommonDivisor(a.divisor, b.divisor);
  const leftShare = b.divisor / common;
  return {
    numerator: left * leftShare + right * (a.divisor / common),
    divisor: a.divisor * leftShare,
    scale,
  };
}

/** Exact difference `a - b`. */
export function subtract(a: Exact, b: Exact): Exact {
  return add(a, { ...b, numerator: -b.numerator });
}

/** Exact product. */
export function multiply(a: Exact, b: Exact): Exact {
  // Most lines of an inventory have units of size one and no recycled share: nothing to calculate.
  if (a === one || b === zero) return b;
  if (b === one || a === zero) return a;
  return { numerator: a.numerator * b.numerator, divisor: a.divisor * b.divisor, scale: a.scale + b.scale };
}

/** Throws a RangeError when `b` is zero: the caller has asked {@link isZero} and answered with its own error code. */
export function divide(a: Exact, b: Exact): Exact {
  if (b.numerator === 0n) throw new RangeError("division by zero");
  if (b === one) return a;
  const numerator = a.numerator * b.divisor;
  return {
    numerator: b.numerator < 0n ? -numerator : numerator,
    divisor: a.divisor * magnitude(b.numerator),
    scale: a.scale - b.scale,
  };
}

/** Negative when `a < b`, zero when equal, positive when `a > b`. */
export function compare(a: Exact, b: Exact): number {
  const difference = subtract(a, b).numerator;
  return Number(difference > 0n) - Number(difference < 0n);
}

/** True for zero, however it was written. */
export function isZero(value: Exact): boolean {
  return value.numerator === 0n;
}

/** True below zero. */
export function isNegative(value: Exact): boolean {
  return value.numerator < 0n;
}

/** The value without its sign. */
export function absolute(value: Exact): Exact {
  return value.numerator < 0n ? { ...value, numerator: -value.numerator } : value;
}

/**
 * Plain decimal text without exponent and without trailing zeros. A value whose expansion ends is printed exactly; one that
 * does not is rounded to 34 significant digits, half to even. So that an answer can be read again and no memory is filled,
 * one that ends only after {@link mostDigits} counts as one that does not.
 *
 * @param significantDigits rounds every value to so many digits.
 */
export function toDecimal(value: Exact, significantDigits: number | null = null): string {
  const { numerator: whole } = value;
  const kept = significantDigits ?? mostDigits;
  if (value.divisor === 1n && whole < fewDigits && whole > -fewDigits && kept > 17) {
    return whole === 0n ? "0" : place(whole < 0n, magnitude(whole), value.scale);
  }
  const { numerator, divisor, scale } = terminating(value);
  const digits = magnitude(numerator);
  if (divisor === 1n && digits < powerOfTen(kept)) return place(numerator < 0n, digits, scale);
  const lead = String(digits).length - String(divisor).length;
  // The quotient has as many digits as asked for, or one more; in the second case one digit less is asked for.
  const rounded = significantDigits ?? roundedDigits;
  const first = rounded - lead;
  const tooLong = digits * powerOfTen(first) >= divisor * powerOfTen(rounded) * powerOfTen(-first);
  const shift = tooLong ? first - 1 : first;
  const quotient = divideRounded(digits * powerOfTen(shift), divisor * powerOfTen(-shift), "half_even");
  return place(numerator < 0n, quotient, scale + shift);
}

/** Text with exactly `places` decimals, 0 or more. `half_up` rounds a 5 away from zero, also below zero. */
export function round(value: Exact, places: number, mode: Rounding): string {
  const shift = places - value.scale;
  const quotient = divideRounded(
    magnitude(value.numerator) * powerOfTen(shift),
    value.divisor * powerOfTen(-shift),
    mode,
  );
  const text = String(quotient).padStart(places + 1, "0");
  const sign = value.numerator < 0n && quotient !== 0n ? "-" : "";
  return sign + (places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`);
}

/** Of two values that are not negative. */
function divideRounded(dividend: bigint, divisor: bigint, mode: Rounding): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && (mode === "half_up" || quotient % 2n === 1n));
  return up ? quotient + 1n : quotient;
}

/** The same number with the divisor 1 when its decimal expansion ends, and without trailing zeros in the numerator. */
function terminating(value: Exact): Exact {
  let { numerator, divisor, scale } = value;
  if (numerator === 0n) return zero;
  if (divisor !== 1n) {
    const common = greatestCommonDivisor(magnitude(numerator), divisor);
    numerator /= common;
    divisor /= common;
    for (const [prime, partner] of [
      [2n, 5n],
      [5n, 2n],
    ] as const) {
      while (divisor % prime === 0n) {
        divisor /= prime;
        numerator *= partner;
        scale += 1;
      }
    }
  }
  while (numerator % 1_000_000n === 0n) {
    numerator /= 1_000_000n;
    scale -= 6;
  }
  while (numerator % 10n === 0n) {
    numerator /= 10n;
    scale -= 1;
  }
  return { numerator, divisor, scale };
}

/** Of a number that does not end. */
const roundedDigits = 34;

/** The longest number that is printed with all its digits unless it is told how many. */
const mostDigits = 120;

/** Below this a numerator is printed as it stands, without a look at how long it is. */
const fewDigits = 10n ** 17n;

/** `digits / 10^scale` written out, without zeros at the end of the fraction. */
function place(negative: boolean, digits: bigint, scale: number): string {
  const sign = negative ? "-" : "";
  const text = String(digits);
  if (scale <= 0) return sign + text + "0".repeat(digits === 0n ? 0 : -scale);
  const padded = text.length > scale ? text : text.padStart(scale + 1, "0");
  const point = padded.length - scale;
  let end = padded.length;
  while (end > point && padded.endsWith("0", end)) end -= 1;
  const whole = padded.slice(0, point);
  return sign + (end === point ? whole : `${whole}.${padded.slice(point, end)}`);
}

const powers: readonly bigint[] = Array.from({ length: 128 }, (_, exponent) => 10n ** BigInt(exponent));

/** 10^exponent; 1 for a negative exponent, where the other side of the fraction is scaled instead. */
function powerOfTen(exponent: number): bigint {
  if (exponent <= 0) return 1n;
  return powers[exponent] ?? 10n ** BigInt(exponent);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

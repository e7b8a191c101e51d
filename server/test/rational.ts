/**
 * Fractions written another way than `domain/quantity/exact.ts`, for tests that calculate everything a second time: two
 * whole numbers, reduced after each step.
 */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** `12.5`, `-3`, `1e-3`. */
export function rational(text: string): Rational {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power < 0 ? reduced(digits, 10n ** BigInt(-power)) : reduced(digits * 10n ** BigInt(power), 1n);
}

export const plus = (a: Rational, b: Rational): Rational => reduced(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Rational, b: Rational): Rational => reduced(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (...all: readonly Rational[]): Rational =>
  all.reduce((a, b) => reduced(a.n * b.n, a.d * b.d), { n: 1n, d: 1n });
export const over = (a: Rational, b: Rational): Rational => reduced(a.n * b.d, a.d * b.n);
export const isLess = (a: Rational, b: Rational): boolean => a.n * b.d < b.n * a.d;

/** True when a printed decimal is this fraction, to within the last of 34 significant digits. */
export function isPrintedAs(value: Rational, text: string): boolean {
  const off = minus(rational(text), value);
  return abs(off.n) * value.d * 10n ** 33n <= abs(value.n) * off.d;
}

function reduced(n: bigint, d: bigint): Rational {
  const sign = d < 0n ? -1n : 1n;
  let [a, b] = [abs(n), abs(d)];
  while (b !== 0n) [a, b] = [b, a % b];
  const common = a === 0n ? 1n : a;
  return { n: (sign * n) / common, d: (sign * d) / common };
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

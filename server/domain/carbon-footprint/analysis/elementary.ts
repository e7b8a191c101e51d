/**
 * Exponential, logarithm and normal quantile from additions, multiplications, divisions and square roots alone. The
 * language fixes those to the last bit and leaves `Math.exp` and `Math.log` to each machine; a seeded simulation has to
 * come out the same on all of them. For statistics only: declared figures are never floating point.
 */

/** Ln 2 in two parts, the first with trailing zero bits, so that its small multiples are exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const largestExponent = 1000;

/** 2 to the power of the index less {@link largestExponent}. */
const powersOfTwo = powers();

function powers(): Float64Array {
  const table = new Float64Array(2 * largestExponent + 1);
  table[largestExponent] = 1;
  for (let step = 1; step <= largestExponent; step += 1) {
    table[largestExponent + step] = (table[largestExponent + step - 1] ?? 1) * 2;
    table[largestExponent - step] = (table[largestExponent - step + 1] ?? 1) / 2;
  }
  return table;
}

/**
 * E to the power of `x`, to within two units of the last place; `x` from -690 to 690, beyond it the value at the bound.
 *
 * Source: range reduction by powers of two, then the Taylor series to its 13th term.
 */
export function exponential(x: number): number {
  const bounded = x > 690 ? 690 : x < -690 ? -690 : x;
  const exponent = Math.round(bounded / Math.LN2);
  const r = bounded - exponent * ln2High - exponent * ln2Low;
  let sum = 1 + r / 13;
  sum = 1 + (r / 12) * sum;
  sum = 1 + (r / 11) * sum;
  sum = 1 + (r / 10) * sum;
  sum = 1 + (r / 9) * sum;
  sum = 1 + (r / 8) * sum;
  sum = 1 + (r / 7) * sum;
  sum = 1 + (r / 6) * sum;
  sum = 1 + (r / 5) * sum;
  sum = 1 + (r / 4) * sum;
  sum = 1 + (r / 3) * sum;
  sum = 1 + (r / 2) * sum;
  sum = 1 + r * sum;
  return sum * (powersOfTwo[exponent + largestExponent] ?? 1);
}

/**
 * Natural logarithm of a number above 0.
 *
 * Source: scaling by powers of two into [0.70, 1.42], then ln x = 2 artanh((x - 1) / (x + 1)) as a series.
 */
export function logarithm(x: number): number {
  let exponent = 0;
  let mantissa = x;
  while (mantissa > 1.41) {
    mantissa /= 2;
    exponent += 1;
  }
  while (mantissa < 0.705) {
    mantissa *= 2;
    exponent -= 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let odd = 23; odd >= 1; odd -= 2) sum = sum * square + 1 / odd;
  return exponent * ln2High + (2 * s * sum + exponent * ln2Low);
}

/**
 * The value that a standard normal variable stays below with probability `p`, 0 < p < 1; 16 digits.
 *
 * Source: M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988), routine PPND16.
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q *
        (((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) *
          r +
          13731.69376550946) *
          r +
          1971.5909503065513) *
          r +
          133.14166789178438) *
          r +
          3.3871328727963665)) /
      (((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) *
        r +
        5394.196021424751) *
        r +
        687.1870074920579) *
        r +
        42.31333070160091) *
        r +
        1)
    );
  }
  const r = Math.sqrt(-logarithm(q < 0 ? p : 1 - p));
  const size = r <= 5 ? near(r - 1.6) : far(r - 5);
  return q < 0 ? -size : size;
}

function near(r: number): number {
  return (
    (((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r +
      1.2704582524523684) *
      r +
      3.6478483247632045) *
      r +
      5.769497221460691) *
      r +
      4.630337846156546) *
      r +
      1.4234371107496835) /
    (((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r +
      0.14810397642748008) *
      r +
      0.6897673349851) *
      r +
      1.6763848301838038) *
      r +
      2.053191626637759) *
      r +
      1)
  );
}

function far(r: number): number {
  return (
    (((((((2.0103343992922881e-7 * r + 0.000027115555687434876) * r + 0.0012426609473880784) * r +
      0.026532189526576124) *
      r +
      0.29656057182850487) *
      r +
      1.7848265399172913) *
      r +
      5.463784911164114) *
      r +
      6.657904643501103) /
    (((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 0.000018463183175100548) * r +
      0.0007868691311456133) *
      r +
      0.014875361290850615) *
      r +
      0.1369298809227358) *
      r +
      0.599832206555888) *
      r +
      1)
  );
}

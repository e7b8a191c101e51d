import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { isNegative, isZero, parseExact, toDecimal } from "./exact.ts";

/** As many digits as a text of the longest length can hold: nothing is rounded. */
const everyDigit = 400;

/** Reads a decimal and writes it plainly: no exponent, no trailing zeros. Problem: `E_NOT_FINITE`. */
export function parseDecimal(text: string): Parsed<string> {
  const value = parseExact(text.trim());
  if (value === null) return reject("E_NOT_FINITE", "", { value: text });
  return accept(toDecimal(value, everyDigit));
}

/** The same for a decimal above 0. Problems: `E_NOT_FINITE`, `E_NEGATIVE_QUANTITY`, `E_ZERO_QUANTITY`. */
export function parsePositiveDecimal(text: string): Parsed<string> {
  const value = parseExact(text.trim());
  if (value === null) return reject("E_NOT_FINITE", "", { value: text });
  if (isNegative(value)) return reject("E_NEGATIVE_QUANTITY", "", { value: text });
  if (isZero(value)) return reject("E_ZERO_QUANTITY", "", { value: text });
  return accept(toDecimal(value, everyDigit));
}

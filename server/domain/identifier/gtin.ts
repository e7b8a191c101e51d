import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Brand } from "../quantity/brand.ts";
import { mint } from "../quantity/brand.ts";

/** Global Trade Item Number of a battery model: 14 digits, the last one a valid check digit. */
export type Gtin = Brand<string, "Gtin">;

/**
 * Reads a GTIN in its 14-digit form; shorter forms are refused, because the product URL has one spelling only.
 *
 * Problems: `E_GTIN_FORMAT`; `E_GTIN_CHECK_DIGIT` with the digit that would fit.
 *
 * Source: GS1 General Specifications, section 7.9.1 (check digit calculation).
 */
export function parseGtin(text: string): Parsed<Gtin> {
  if (!/^[0-9]{14}$/.test(text)) return reject("E_GTIN_FORMAT", "", { value: text });
  const expected = gtinCheckDigit(text.slice(0, -1));
  if (!text.endsWith(expected)) return reject("E_GTIN_CHECK_DIGIT", "", { value: text, expected });
  return accept(mint<Gtin>(text));
}

/**
 * Check digit of the 13 digits before it: weights 3 and 1 by turns, starting with 3 at the right.
 *
 * @example 0952012345678 has check digit 8.
 */
export function gtinCheckDigit(digits: string): string {
  const weighted = [...digits].toReversed().map((digit, place) => Number(digit) * (place % 2 === 0 ? 3 : 1));
  const sum = weighted.reduce((total, term) => total + term, 0);
  return String((10 - (sum % 10)) % 10);
}

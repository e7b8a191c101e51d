import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { gtinCheckDigit } from "./gtin.ts";

/**
 * Reads a Global Location Number of a party or a place: 13 digits, the last one a check digit.
 *
 * Problems: `E_GLN_FORMAT`; `E_GLN_CHECK_DIGIT` with the digit that would fit.
 *
 * Source: GS1 General Specifications, sections 2.4 and 7.9.1.
 */
export function parseGln(text: string): Parsed<string> {
  if (!/^[0-9]{13}$/.test(text)) return reject("E_GLN_FORMAT", "", { value: text });
  const expected = gtinCheckDigit(text.slice(0, -1));
  return text.endsWith(expected) ? accept(text) : reject("E_GLN_CHECK_DIGIT", "", { value: text, expected });
}

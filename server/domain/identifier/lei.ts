import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/**
 * Reads a Legal Entity Identifier: 18 digits and capital letters and two check digits.
 *
 * Problems: `E_LEI_FORMAT`; `E_LEI_CHECK` with the two digits that would fit.
 *
 * Source: ISO 17442-1:2020, with the check of ISO/IEC 7064, MOD 97-10.
 */
export function parseLei(text: string): Parsed<string> {
  if (!/^[0-9A-Z]{18}[0-9]{2}$/.test(text)) return reject("E_LEI_FORMAT", "", { value: text });
  const expected = leiCheckDigits(text.slice(0, 18));
  return text.endsWith(expected) ? accept(text) : reject("E_LEI_CHECK", "", { value: text, expected });
}

/** The two check digits of the 18 characters before them: letters count 10 to 35. Source: ISO/IEC 7064, MOD 97-10. */
export function leiCheckDigits(head: string): string {
  const digits = [...`${head}00`].map((character) => String(parseInt(character, 36))).join("");
  return String(98n - (BigInt(digits) % 97n)).padStart(2, "0");
}

import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/** Digits and letters without I, O, S, V and Z; each counts as its place. */
const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/**
 * Reads a Chinese unified social credit code: registering department, kind, six digits of the region, nine characters of
 * the organisation, and a check character.
 *
 * Problems: `E_CREDIT_CODE_FORMAT`; `E_CREDIT_CODE_CHECK` with the character that would fit.
 *
 * Source: GB 32100-2015, sections 4 (structure) and 5.6 (check character: weights are powers of 3 modulo 31).
 */
export function parseUnifiedCreditCode(text: string): Parsed<string> {
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(text)) {
    return reject("E_CREDIT_CODE_FORMAT", "", { value: text });
  }
  const expected = creditCodeCheck(text.slice(0, 17));
  return text.endsWith(expected)
    ? accept(text)
    : reject("E_CREDIT_CODE_CHECK", "", { value: text, expected });
}

/** Check character of the 17 before it. Source: GB 32100-2015, section 5.6. */
export function creditCodeCheck(head: string): string {
  let [sum, weight] = [0, 1];
  for (const character of head) {
    sum += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

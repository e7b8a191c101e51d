import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/** Characters of the number at most: a reference, not a description. */
export const longestConformityNumber = 100;

/**
 * Reads the identification number of an EU declaration of conformity: 1 to 100 characters, letters, digits and the marks
 * numbers are made of, beginning and ending with a letter or digit. Problem: `E_CONFORMITY_NUMBER`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 7(1)(f) and Annex IX point 1; neither gives it a form.
 *
 * @example "DoC 2026/0147-B" is one; an empty text, a line break or "DoC?" is none.
 */
export function parseConformityNumber(text: string): Parsed<string> {
  return text.length <= longestConformityNumber && form.test(text)
    ? accept(text)
    : reject("E_CONFORMITY_NUMBER", "", { value: text.slice(0, longestConformityNumber) });
}

const form = /^[\p{L}\p{N}](?:[\p{L}\p{N} .,:;/_+()#&\-–]*[\p{L}\p{N})])?$/u;

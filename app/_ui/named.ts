import type { Language } from "../_text/languages.ts";

/**
 * A name as the reader writes it: Chinese readers see the Chinese name where one is stated, everybody else the Latin
 * one. An original in another script than the reader's is left to the places that show both.
 */
export function named(language: Language, name: string, original: string | null | undefined): string {
  return language === "zh" && original != null && /\p{Script=Han}/u.test(original) ? original : name;
}

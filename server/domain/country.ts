import type { Parsed } from "./problem.ts";
import { accept, reject } from "./problem.ts";

/** Reads a country in the form of ISO 3166-1 alpha-2: two capital letters. Problem: `E_COUNTRY_FORMAT`. */
export function parseCountry(text: string): Parsed<string> {
  return /^[A-Z]{2}$/.test(text) ? accept(text) : reject("E_COUNTRY_FORMAT", "", { value: text });
}

/** Reads a subdivision in the form of ISO 3166-2, for example `CN-HE`. Problem: `E_REGION_FORMAT`. */
export function parseRegion(text: string): Parsed<string> {
  return /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(text)
    ? accept(text)
    : reject("E_REGION_FORMAT", "", { value: text });
}

import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/**
 * Reads an EORI number: a country and up to 15 digits and capital letters behind it.
 *
 * Problem: `E_EORI_FORMAT`. Whether it was given at all only the customs know.
 *
 * Source: Delegated Regulation (EU) 2015/2446, Annex 12-01, title II, group 1 (form: country code, up to 15 characters).
 */
export function parseEori(text: string): Parsed<string> {
  return /^[A-Z]{2}[0-9A-Z]{1,15}$/.test(text) ? accept(text) : reject("E_EORI_FORMAT", "", { value: text });
}

/** How each member state writes its numbers behind its letters; EL is Greece, XI Northern Ireland. */
const vatForms: Readonly<Record<string, RegExp>> = {
  AT: /^U[0-9]{8}$/,
  BE: /^[01][0-9]{9}$/,
  BG: /^[0-9]{9,10}$/,
  CY: /^[0-9]{8}[A-Z]$/,
  CZ: /^[0-9]{8,10}$/,
  DE: /^[0-9]{9}$/,
  DK: /^[0-9]{8}$/,
  EE: /^[0-9]{9}$/,
  EL: /^[0-9]{9}$/,
  ES: /^(?:[A-Z][0-9]{7}[0-9A-Z]|[0-9]{8}[A-Z])$/,
  FI: /^[0-9]{8}$/,
  FR: /^[0-9A-HJ-NP-Z]{2}[0-9]{9}$/,
  HR: /^[0-9]{11}$/,
  HU: /^[0-9]{8}$/,
  IE: /^(?:[0-9]{7}[A-W][A-I]?|[0-9][A-Z+*][0-9]{5}[A-W])$/,
  IT: /^[0-9]{11}$/,
  LT: /^(?:[0-9]{9}|[0-9]{12})$/,
  LU: /^[0-9]{8}$/,
  LV: /^[0-9]{11}$/,
  MT: /^[0-9]{8}$/,
  NL: /^[0-9A-Z+*]{10}[0-9]{2}$/,
  PL: /^[0-9]{10}$/,
  PT: /^[0-9]{9}$/,
  RO: /^[1-9][0-9]{1,9}$/,
  SE: /^[0-9]{12}$/,
  SI: /^[0-9]{8}$/,
  SK: /^[0-9]{10}$/,
  XI: /^(?:[0-9]{9}|[0-9]{12}|GD[0-9]{3}|HA[0-9]{3})$/,
};

/**
 * Reads a value added tax number of the Union in the form its country gives it, with the letters of the country.
 *
 * Problems: `E_VAT_COUNTRY`; `E_VAT_FORMAT`. Whether the number was given only the member state can tell.
 *
 * Source: Directive 2006/112/EC, Art. 215 (prefix); European Commission, VAT Information Exchange System, structure of
 * the numbers.
 */
export function parseVatNumber(text: string): Parsed<string> {
  const form = vatForms[text.slice(0, 2)];
  if (form === undefined) return reject("E_VAT_COUNTRY", "", { value: text.slice(0, 2) });
  return form.test(text.slice(2)) ? accept(text) : reject("E_VAT_FORMAT", "", { value: text });
}

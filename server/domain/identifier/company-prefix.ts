import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Brand } from "../quantity/brand.ts";
import { mint } from "../quantity/brand.ts";
import type { Gtin } from "./gtin.ts";

/** What GS1 has licensed to one company: the first 4 to 12 digits of the numbers it may give. */
export type CompanyPrefix = Brand<string, "CompanyPrefix">;

/** Reads a GS1 company prefix. Problem: `E_COMPANY_PREFIX_FORMAT`. Source: GS1 General Specifications, section 1.4. */
export function parseCompanyPrefix(text: string): Parsed<CompanyPrefix> {
  return /^[0-9]{4,12}$/.test(text)
    ? accept(mint<CompanyPrefix>(text))
    : reject("E_COMPANY_PREFIX_FORMAT", "", { value: text });
}

/**
 * Lets a GTIN pass that an operator may give: one below a company prefix of its own. The prefix begins behind the first
 * of the 14 digits, which tells packings apart. An operator that has stated no prefix is not held to any.
 *
 * Problem: `E_GTIN_PREFIX`, the number of another company.
 *
 * Source: GS1 General Specifications, section 2.1 and figure 1.4.2-1; Regulation (EU) 2023/1542, Art. 77(3).
 */
export function gtinOfOperator(gtin: Gtin, prefixes: readonly CompanyPrefix[]): Parsed<Gtin> {
  const isOwn = prefixes.length === 0 || prefixes.some((prefix) => gtin.startsWith(prefix, 1));
  return isOwn ? accept(gtin) : reject("E_GTIN_PREFIX", "", { value: gtin });
}

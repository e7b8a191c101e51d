import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Brand } from "../quantity/brand.ts";
import { mint } from "../quantity/brand.ts";

/** Name of an economic operator in addresses and in its DID: lower-case letters, digits and single inner hyphens. */
export type OperatorSlug = Brand<string, "OperatorSlug">;

/** Reads an operator's name in addresses, at most 63 characters. Problem: `E_OPERATOR_SLUG_FORMAT`. */
export function parseOperatorSlug(text: string): Parsed<OperatorSlug> {
  if (text.length > 63 || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) {
    return reject("E_OPERATOR_SLUG_FORMAT", "", { value: text });
  }
  return accept(mint<OperatorSlug>(text));
}

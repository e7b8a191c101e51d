import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Brand } from "../quantity/brand.ts";
import { mint } from "../quantity/brand.ts";
import { reservedWords } from "./reserved-words.ts";

/** An operator's own code for a battery model without a GTIN: what a URL can carry unencoded. */
export type ModelCode = Brand<string, "ModelCode">;

/**
 * Reads a model code: letters, digits, hyphen, dot, underscore and tilde; 1 to 40 characters; a letter or digit first.
 *
 * Problems: `E_MODEL_CODE_FORMAT`; `E_MODEL_CODE_RESERVED` for the words used as sub-paths.
 */
export function parseModelCode(text: string): Parsed<ModelCode> {
  if (!/^[A-Za-z0-9][A-Za-z0-9\-._~]{0,39}$/.test(text))
    return reject("E_MODEL_CODE_FORMAT", "", { value: text });
  if (reservedWords.includes(text)) return reject("E_MODEL_CODE_RESERVED", "", { value: text });
  return accept(mint<ModelCode>(text));
}

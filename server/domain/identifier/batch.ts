import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Brand } from "../quantity/brand.ts";
import { mint } from "../quantity/brand.ts";
import { isGs1Text } from "./gs1-text.ts";

/** Batch or lot of batteries of one model: 1 to 20 characters of GS1 character set 82. */
export type Batch = Brand<string, "Batch">;

/**
 * Reads a batch or lot number.
 *
 * Problems: `E_BATCH_FORMAT`; `E_BATCH_RESERVED` for `.` and `..`, which no URL can carry as a path segment.
 *
 * Source: GS1 General Specifications, application identifier 10.
 */
export function parseBatch(text: string): Parsed<Batch> {
  if (!isGs1Text(text, 20)) return reject("E_BATCH_FORMAT", "", { value: text });
  if (text === "." || text === "..") return reject("E_BATCH_RESERVED", "", { value: text });
  return accept(mint<Batch>(text));
}

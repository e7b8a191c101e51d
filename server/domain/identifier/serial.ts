import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Brand } from "../quantity/brand.ts";
import { mint } from "../quantity/brand.ts";
import { isGs1Text } from "./gs1-text.ts";
import { reservedWords } from "./reserved-words.ts";

/** Serial number of one battery: 1 to 20 characters of GS1 character set 82. */
export type Serial = Brand<string, "Serial">;

/**
 * Reads a serial number.
 *
 * Problems: `E_SERIAL_FORMAT`; `E_SERIAL_RESERVED` for the words used as sub-paths, and for `.` and `..`, which no URL
 * can carry as a path segment, not even percent-encoded.
 *
 * Source: GS1 General Specifications, application identifier 21.
 */
export function parseSerial(text: string): Parsed<Serial> {
  if (!isGs1Text(text, 20)) return reject("E_SERIAL_FORMAT", "", { value: text });
  if (reservedWords.includes(text) || text === "." || text === "..") {
    return reject("E_SERIAL_RESERVED", "", { value: text });
  }
  return accept(mint<Serial>(text));
}

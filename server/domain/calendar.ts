import type { Parsed } from "./problem.ts";
import { accept, reject } from "./problem.ts";

/** Reads a day that exists, `YYYY-MM-DD`. Problem: `E_DATE_FORMAT`. */
export function parseDay(text: string): Parsed<string> {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return reject("E_DATE_FORMAT", "", { value: text });
  const time = Date.parse(`${text}T00:00:00Z`);
  // The parser of the language rolls 30 February over into March.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    return reject("E_DATE_FORMAT", "", { value: text });
  }
  return accept(text);
}

/** Reads a month, `YYYY-MM`. Problem: `E_MONTH_FORMAT`. */
export function parseMonth(text: string): Parsed<string> {
  return /^[0-9]{4}-(0[1-9]|1[0-2])$/.test(text)
    ? accept(text)
    : reject("E_MONTH_FORMAT", "", { value: text });
}

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

/** The day so many months after a day; the last one of a month that has no such day: 31 August and 18 months is 28 February. */
export function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const found = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth)));
  return found.toISOString().slice(0, 10);
}

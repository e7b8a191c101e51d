import { multiply, parseExact, toDecimal } from "../domain/quantity/exact.ts";

/** What the format of a cell makes of its number. */
export interface NumberFormat {
  readonly kind: "plain" | "percent" | "date" | "time" | "dateTime";
  /** Words the format adds behind the number, for example a unit. */
  readonly suffix: string;
}

/**
 * The number as a person reads it, exactly: `16%` for 0.16 shown as a percentage, `2024-12-31` for a day, `12.5 kg` where
 * the format writes the unit. Decimals that only the format hides are kept.
 *
 * Spreadsheet programs calculate with 15 significant digits and store up to 17: what is beyond is noise of the binary
 * form, so 0.30000000000000004 is 0.3.
 */
export function shownNumber(raw: string, format: NumberFormat | undefined, isFrom1904: boolean): string {
  const number = withoutNoise(raw);
  if (format === undefined || number === null) return number ?? raw;
  switch (format.kind) {
    case "percent":
      return `${timesHundred(number)}%`;
    case "date":
    case "time":
    case "dateTime":
      return calendarText(Number(number), format.kind, isFrom1904) ?? number;
    case "plain":
      return format.suffix === "" ? number : `${number} ${format.suffix}`;
  }
}

const calculatedDigits = 15;

/** Null when it is no number. */
function withoutNoise(raw: string): string | null {
  const value = parseExact(raw);
  if (value === null) return null;
  const digits = String(value.numerator < 0n ? -value.numerator : value.numerator).replace(/0+$/, "");
  if (digits.length <= calculatedDigits) return raw;
  return toDecimal(parseExact(Number(raw).toPrecision(calculatedDigits)) ?? value);
}

function timesHundred(number: string): string {
  const value = parseExact(number);
  return value === null ? number : toDecimal(multiply(value, { numerator: 100n, divisor: 1n, scale: 0 }));
}

/**
 * Formats with a number of their own. Source: ISO/IEC 29500-1, 18.8.30 (numFmt); 27 to 36 and 50 to 58 are days in
 * Chinese, Japanese and Korean programs.
 */
const builtIn: readonly (readonly [from: number, to: number, kind: NumberFormat["kind"]])[] = [
  [9, 10, "percent"],
  [14, 17, "date"],
  [18, 21, "time"],
  [22, 22, "dateTime"],
  [27, 31, "date"],
  [32, 35, "time"],
  [36, 36, "date"],
  [45, 47, "time"],
  [50, 54, "date"],
  [55, 56, "time"],
  [57, 58, "date"],
];

/** The format behind an identifier; `code` where the workbook defines it. */
export function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code !== undefined) return formatOfCode(code);
  return { kind: builtIn.find(([from, to]) => id >= from && id <= to)?.[2] ?? "plain", suffix: "" };
}

function formatOfCode(code: string): NumberFormat {
  // Sections are for positive, negative and zero; the first says what the number is.
  const section = /^(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\[])*/.exec(code)?.[0] ?? "";
  // Elapsed time such as [h] is a duration, which no cell of ours asks for; colours and currencies say nothing.
  const letters = section
    .replace(/"[^"]*"/g, "")
    .replace(/\\./g, "")
    .replace(/_./g, "")
    .replace(/\[[^\]]*\]/g, "")
    .toLowerCase();
  if (letters.includes("%")) return { kind: "percent", suffix: "" };
  if (!/general|[0#?]/.test(letters) && /[ymdhs年月日]/.test(letters)) {
    const hasDay = /[yd年日]/.test(letters) || (letters.includes("m") && !/[hs]/.test(letters));
    const hasTime = /[hs]/.test(letters);
    return { kind: hasDay ? (hasTime ? "dateTime" : "date") : "time", suffix: "" };
  }
  const words = /[0#?](?:\s|\\ )*(?:"([^"]*)"|\\(\p{L}))\s*$/u.exec(section);
  return { kind: "plain", suffix: (words?.[1] ?? words?.[2] ?? "").trim() };
}

const dayMs = 86_400_000;

/**
 * Days since the end of 1899, where 29 February 1900, which never was, is day 60; or since the start of 1904. Null for a
 * number that is no day.
 */
function calendarText(
  serial: number,
  kind: "date" | "time" | "dateTime",
  isFrom1904: boolean,
): string | null {
  // Days from 1904 on count from 0; 2 958 465 is the last day of the year 9999.
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return null;
  const epoch = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const at = new Date(epoch + Math.round(serial * 86_400) * (dayMs / 86_400)).toISOString();
  const time = at.slice(11, 19).replace(/:00$/, "");
  if (kind === "time" && serial < 1) return time;
  return at.slice(11, 19) === "00:00:00" ? at.slice(0, 10) : `${at.slice(0, 10)} ${time}`;
}

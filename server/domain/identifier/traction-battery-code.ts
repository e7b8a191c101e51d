import { parseDay } from "../calendar.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";

/** The Chinese code of a traction battery, taken apart. It stands beside the European identifier and never replaces it. */
export interface TractionBatteryCode {
  readonly code: string;
  /** Places 1 to 3: the manufacturer, as registered. */
  readonly manufacturer: string;
  /** Place 4. */
  readonly product: "pack" | "module" | "cell";
  /** Place 5. */
  readonly chemistry: TractionBatteryChemistry;
  /** Places 6 and 7: specification, as registered. */
  readonly specification: string;
  /** Places 8 to 14: the manufacturer's own traceability information, as registered. */
  readonly traceability: string;
  /** Places 15 to 17, as a day `YYYY-MM-DD`. */
  readonly producedOn: string;
  /** Places 18 to 24: number of the product on that day, 0000001 to 9999999. */
  readonly serial: string;
}

export type TractionBatteryChemistry =
  | "nickelMetalHydride"
  | "lithiumIronPhosphate"
  | "lithiumManganeseOxide"
  | "lithiumCobaltOxide"
  | "ternary"
  | "supercapacitor"
  | "lithiumTitanate"
  | "other";

const products: Readonly<Record<string, TractionBatteryCode["product"]>> = {
  P: "pack",
  M: "module",
  C: "cell",
};

const chemistries: Readonly<Record<string, TractionBatteryChemistry>> = {
  A: "nickelMetalHydride",
  B: "lithiumIronPhosphate",
  C: "lithiumManganeseOxide",
  D: "lithiumCobaltOxide",
  E: "ternary",
  F: "supercapacitor",
  G: "lithiumTitanate",
  Z: "other",
};

/** Digits and letters that are not mistaken for others, in the order in which they count years, months and days. */
const counting = "123456789ABCDEFGHJKLMNPRSTVWXY";
const firstYear = 2011;

/**
 * Reads a traction battery code of 24 characters and takes it apart. The places are named in what is refused.
 *
 * Problems: `E_BATTERY_CODE_LENGTH`; `E_BATTERY_CODE_CHARACTER` for anything but digits and capital letters without I
 * and O; `E_BATTERY_CODE_PRODUCT`, `E_BATTERY_CODE_CHEMISTRY`, `E_BATTERY_CODE_DATE`, `E_BATTERY_CODE_SERIAL`.
 *
 * Source: GB/T 34014-2017, tables 1 and 3 to 7 (structure, product, battery, year 2011 to 2040, month and day codes).
 */
export function parseTractionBatteryCode(text: string): Parsed<TractionBatteryCode> {
  if (text.length !== 24) {
    return reject("E_BATTERY_CODE_LENGTH", "", { found: String(text.length), expected: "24" });
  }
  const problems: Problem[] = [];
  const found = (code: string, place: string, value: string) =>
    problems.push({ code, path: `[${place}]`, params: { place, value } });
  for (const [at, character] of [...text].entries()) {
    if (!/^[0-9A-HJ-NP-Z]$/.test(character)) found("E_BATTERY_CODE_CHARACTER", String(at + 1), character);
  }
  const part = (from: number, to: number) => text.slice(from - 1, to);
  const product = products[part(4, 4)];
  const chemistry = chemistries[part(5, 5)];
  const producedOn = dayOf(part(15, 17));
  const serial = part(18, 24);
  if (product === undefined) found("E_BATTERY_CODE_PRODUCT", "4", part(4, 4));
  if (chemistry === undefined) found("E_BATTERY_CODE_CHEMISTRY", "5", part(5, 5));
  if (producedOn === null) found("E_BATTERY_CODE_DATE", "15-17", part(15, 17));
  if (!/^[0-9]{7}$/.test(serial) || serial === "0000000") found("E_BATTERY_CODE_SERIAL", "18-24", serial);
  if (problems.length > 0 || product === undefined || chemistry === undefined || producedOn === null) {
    return rejectAll(problems);
  }
  return accept({
    code: text,
    manufacturer: part(1, 3),
    product,
    chemistry,
    specification: part(6, 7),
    traceability: part(8, 14),
    producedOn,
    serial,
  });
}

/** Year 1 to Y for 2011 to 2040, month 1 to 9 and A to C, day 1 to Y for the first thirty and 0 for the thirty-first. */
function dayOf(code: string): string | null {
  const [year = -1, month = -1, day = -1] = [...code].map((character) => counting.indexOf(character));
  const isLast = code.endsWith("0");
  if (year < 0 || month < 0 || (day < 0 && !isLast)) return null;
  // A month after the twelfth is no day of the calendar either.
  const two = (number: number) => String(number).padStart(2, "0");
  const read = parseDay(`${firstYear + year}-${two(month + 1)}-${two(isLast ? 31 : day + 1)}`);
  return read.ok ? read.value : null;
}

import type { Language } from "../_text/languages.ts";
import { isNegative, isZero, multiply, parseExact, round } from "../../server/domain/quantity/exact.ts";
import type { Rounding } from "../../server/domain/quantity/exact.ts";

/**
 * A decimal as people read it: rounded to `places`, half up unless the declaration says otherwise, groups of three. A
 * value too small for these places keeps two significant digits instead of turning into a zero that it is not. Text that
 * is no decimal is shown as it is.
 */
export function shown(decimal: string, places: number, mode: Rounding = "half_up"): string {
  const exact = parseExact(decimal);
  if (exact === null) return decimal;
  const isZeroAt = (count: number) => /^-?[0.]*$/.test(round(exact, count, mode));
  if (isZero(exact) || !isZeroAt(places)) return grouped(round(exact, places, mode));
  let first = places + 1;
  while (isZeroAt(first)) first += 1;
  return grouped(round(exact, first + 1, mode));
}

/**
 * A footprint per functional unit: three decimals, and one from a thousand on, where more would say nothing. Results
 * that stand side by side take one more, so that near ones can be told apart.
 */
export function footprintShown(decimal: string, places = 3, mode: Rounding = "half_up"): string {
  return shown(decimal, /^-?\d{4,}/.test(decimal) ? 1 : places, mode);
}

/**
 * A decimal with all its digits, only grouped: for what a person or a source has stated. Nobody states more than fifteen
 * significant ones: such a value came out of a division and reads as what it is near, with eight.
 */
export function asStated(decimal: string): string {
  const exact = parseExact(decimal);
  if (exact === null || /e/i.test(decimal)) return decimal;
  const [whole = "", fraction = ""] = decimal.replace(/^[-+]?0*/, "").split(".");
  const zeros = whole === "" ? (/^0*/.exec(fraction)?.[0].length ?? 0) : 0;
  if (whole.length + fraction.length - zeros <= 15 || fraction === "") return grouped(decimal);
  return `≈\u00A0${grouped(round(exact, Math.max(0, 8 - whole.length + zeros), "half_up"))}`;
}

/** A difference with its sign, so that the direction is read first. */
export function signed(decimal: string, places: number): string {
  const exact = parseExact(decimal);
  if (exact === null) return decimal;
  if (isZero(exact)) return "0";
  const text = shown(decimal, places).replace(/^−/, "");
  return isNegative(exact) ? `−${text}` : `+${text}`;
}

/** A share of 0..1 in percent with one decimal; number and sign never part at the end of a line. */
export function percent(share: string, mode: Rounding = "half_up"): string {
  const exact = parseExact(share);
  if (exact === null) return share;
  return `${round(multiply(exact, hundred), 1, mode).replace(/^-/, "−")}\u00A0%`;
}

const hundred = { numerator: 100n, divisor: 1n, scale: 0 };

/**
 * A unit as printed: subscripts and powers where plain text has digits, and words in it, such as piece or capacity, in
 * the reader's language.
 */
export function unitShown(unit: string, language: Language): string {
  const printed = subscripted(unit);
  if (language === "en") return printed;
  return chineseUnitWords.reduce((text, [english, chinese]) => text.replace(english, chinese), printed);
}

/** Text with the subscripts and powers for which plain units have digits; its words stay as they are. */
export function subscripted(text: string): string {
  return text
    .replace(/CO2/g, "CO₂")
    .replace(/\bm3\b/g, "m³")
    .replace(/10\^(\d)\b/g, (_, power: string) => `10${"⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(Number(power))}`);
}

/** Words in units that are no symbols, longest first. */
const chineseUnitWords: readonly (readonly [english: RegExp, chinese: string])[] = [
  [/ lifetime energy\b/, " 寿命内总能量"],
  [/ capacity\b/, " 容量"],
  [/ cells\b/, " 电芯"],
  [/\/pack\b/, "/包"],
  [/^relative change$/, "相对变化"],
  [/^cycles$/, "次"],
  [/ rated\b/, "（额定）"],
  [/\b1\/(a|year)\b/, "次/年"],
  [/\b(a|year)$/, "年"],
  [/\bmonth$/, "个月"],
  [/\bpiece\b/, "件"],
  [/\bfraction\b/, "比例"],
];

/** A UTC day such as 20 Nov 2026, from a date or a moment in ISO form. */
export function day(language: Language, iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : dayFormat[language].format(date);
}

/** `2026-11` as a month. */
export function month(language: Language, iso: string): string {
  const date = new Date(`${iso}-01T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? iso : monthFormat[language].format(date);
}

/** A moment with its zone: 20 Nov 2026, 14:03 UTC. */
export function moment(language: Language, iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : `${momentFormat[language].format(date)} UTC`;
}

const dayFormat: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }),
  zh: new Intl.DateTimeFormat("zh-Hans", { dateStyle: "medium", timeZone: "UTC" }),
};

const monthFormat: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" }),
  zh: new Intl.DateTimeFormat("zh-Hans", { month: "long", year: "numeric", timeZone: "UTC" }),
};

const momentFormat: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  en: new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }),
  zh: new Intl.DateTimeFormat("zh-Hans", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }),
};

/** Groups of three in the whole part, with the separator both languages use. */
function grouped(text: string): string {
  const [whole = "", fraction] = text.replace(/^-/, "").split(".");
  const withGroups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${text.startsWith("-") ? "−" : ""}${withGroups}${fraction === undefined ? "" : `.${fraction}`}`;
}

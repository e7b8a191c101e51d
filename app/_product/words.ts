import type { Language } from "../_text/languages.ts";
import { localeOf, textOf, textOfInformation } from "../_text/text.ts";
import { isZero, multiply, parseExact, round, toDecimal } from "../../server/domain/quantity/exact.ts";
import type { Exact, Rounding } from "../../server/domain/quantity/exact.ts";

/** How one language writes numbers, dates and names; nothing passes through floating point. */
export interface Words {
  readonly language: Language;
  readonly t: ReturnType<typeof textOf<"passport">>;
  /** A decimal rounded to `places`, half up unless said otherwise, in the reader's locale; what would become zero keeps two digits. */
  readonly rounded: (decimal: string, places: number, rounding?: Rounding) => string;
  /** A decimal with every digit it has, in the reader's locale. */
  readonly exact: (decimal: string) => string;
  /** A share of 0..1 as percent with one decimal place. */
  readonly share: (share: string) => string;
  /** `2026-11-20` or an instant as a calendar day in UTC. */
  readonly day: (iso: string) => string;
  /** `2026-11` as a month. */
  readonly month: (iso: string) => string;
  /** An instant to the minute, with its zone. */
  readonly moment: (iso: string) => string;
  /** Name of a country by its ISO 3166-1 alpha-2 code. */
  readonly country: (code: string) => string;
  /** Several things in one sentence. */
  readonly list: (things: readonly string[]) => string;
  /** Address inside the site that keeps the page language. */
  readonly href: (path: string, query?: Readonly<Record<string, string>>) => string;
}

const hundred: Exact = { numerator: 100n, divisor: 1n, scale: 0 };

export function wordsOf(language: Language, of: "passport" | "information" = "passport"): Words {
  // British order of day and month for the international English page; both languages write digits alike.
  const locale = language === "en" ? "en-GB" : localeOf(language);
  const day = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" });
  const clock = new Intl.DateTimeFormat(locale, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC",
  });
  const regions = new Intl.DisplayNames(locale, { type: "region" });
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const numbers = numberWriter(locale);
  const withExact = (decimal: string, write: (value: Exact) => string) => {
    const value = parseExact(decimal);
    return value === null ? decimal : numbers(write(value));
  };
  return {
    language,
    t: of === "passport" ? textOf(language, "passport") : textOfInformation(language),
    rounded: (decimal, places, rounding = "half_up") =>
      withExact(decimal, (value) => roundedText(value, places, rounding)),
    exact: (decimal) => withExact(decimal, toDecimal),
    share: (share) => `${withExact(share, (value) => round(multiply(value, hundred), 1, "half_up"))} %`,
    day: (iso) => day.format(new Date(iso)),
    month: (iso) => month.format(new Date(`${iso}-01T00:00:00Z`)),
    moment: (iso) => `${day.format(new Date(iso))} ${clock.format(new Date(iso))} UTC`,
    country: (code) => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code),
    list: (things) => list.format(things),
    href: (path, query = {}) => {
      const parameters = new URLSearchParams({ ...query, lang: language });
      return `${path}?${parameters.toString()}`;
    },
  };
}

/** Rounded; a value too small for these places keeps two digits instead of becoming a zero that it is not. */
function roundedText(value: Exact, places: number, rounding: Rounding): string {
  const text = round(value, places, rounding);
  if (isZero(value) || /[1-9]/.test(text)) return text;
  let firstDigit = places + 1;
  while (!/[1-9]/.test(round(value, firstDigit, rounding))) firstDigit += 1;
  return round(value, firstDigit + 1, rounding);
}

/** Puts a plain decimal text into a locale: grouped whole part, the locale's decimal sign, a true minus sign. */
function numberWriter(locale: string): (plain: string) => string {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const point =
    new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".";
  return (plain) => {
    const [, sign = "", digits = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
    if (digits === "") return plain;
    return `${sign === "" ? "" : "\u2212"}${whole.format(BigInt(digits))}${fraction === "" ? "" : point + fraction}`;
  };
}

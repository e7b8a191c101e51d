import { parseDay, parseMonth } from "../calendar.ts";
import { parseWebAddress } from "../identifier/web-address.ts";
import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { parseDecimal } from "../quantity/decimal.ts";
import { compare, parseExact } from "../quantity/exact.ts";
import type { JsonValue } from "../record/strict-json.ts";
import { readDateTimeStamp } from "../record/time.ts";
import { shownText } from "../shown-text.ts";
import type { Bounds, PlainKind, ScalarType } from "./catalogue.ts";

/** A text without what nobody sees, composed (NFC) and trimmed; its length counts characters. */
export function parseText(
  { maxLength, pattern }: Extract<ScalarType, { readonly kind: "text" }>,
  json: unknown,
  path: string,
): Parsed<string> {
  if (typeof json !== "string") return wrongKind("text", json, path);
  if (!isKeepable(json)) return reject("E_VALUE_CHARACTERS", path);
  const text = shownText(json).normalize("NFC").trim();
  if (text === "") return reject("E_REQUIRED", path);
  if ([...text].length > maxLength) return reject("E_VALUE_TOO_LONG", path, { expected: String(maxLength) });
  if (pattern === undefined || new RegExp(pattern, "u").test(text)) return accept(text);
  return reject("E_VALUE_PATTERN", path, { value: shortened(text) });
}

/** A decimal, from text or a JSON number, as plain text without trailing zeros. */
export function parseDecimalWithin(
  bounds: Bounds & { readonly above?: string; readonly below?: string },
  json: unknown,
  path: string,
): Parsed<string> {
  if (typeof json !== "string" && typeof json !== "number") return wrongKind("decimal", json, path);
  const decimal = parseDecimal(String(json));
  if (!decimal.ok) return reject("E_NOT_FINITE", path, { value: shortened(json) });
  if (decimal.value.length > mostDigits)
    return reject("E_VALUE_TOO_LONG", path, { expected: String(mostDigits) });
  const { above, below, minimum, maximum } = bounds;
  const to = (bound: string | undefined) => comparison(decimal.value, bound);
  const isWithin =
    (to(above) ?? 1) > 0 && (to(below) ?? -1) < 0 && (to(minimum) ?? 0) >= 0 && (to(maximum) ?? 0) <= 0;
  if (isWithin) return accept(decimal.value);
  return reject("E_VALUE_RANGE", path, { value: decimal.value, expected: writtenBounds(bounds) });
}

/** More than any measurement has, and few enough that what was read can always be read again. */
const mostDigits = 100;

/** Negative below the bound, 0 on it; null where there is none. */
export function comparison(decimal: string, bound: string | undefined): number | null {
  const [value, limit] = [parseExact(decimal), bound === undefined ? null : parseExact(bound)];
  return value === null || limit === null ? null : compare(value, limit);
}

/** Bounds in signs, the same in every language. */
function writtenBounds(bounds: {
  readonly [bound in "above" | "minimum" | "below" | "maximum"]?: string | number;
}): string {
  const signs = { above: ">", minimum: "≥", below: "<", maximum: "≤" } as const;
  return (["above", "minimum", "below", "maximum"] as const)
    .flatMap((bound) => (bounds[bound] === undefined ? [] : [`${signs[bound]} ${String(bounds[bound])}`]))
    .join(", ");
}

/** A whole number of at most 15 digits, from text or a JSON number. */
export function parseWhole(
  bounds: { readonly minimum?: number; readonly maximum?: number },
  json: unknown,
  path: string,
): Parsed<number> {
  if (typeof json !== "string" && typeof json !== "number") return wrongKind("integer", json, path);
  if (!/^-?\d{1,15}$/.test(String(json).trim()))
    return reject("E_VALUE_WHOLE", path, { value: shortened(json) });
  // Minus zero is zero.
  const whole = Number(json) + 0;
  const { minimum = whole, maximum = whole } = bounds;
  if (whole >= minimum && whole <= maximum) return accept(whole);
  return reject("E_VALUE_RANGE", path, { value: String(whole), expected: writtenBounds(bounds) });
}

/** One of the values, exactly as the catalogue writes it. */
export function parseChoice(
  { values }: Extract<ScalarType, { readonly kind: "choice" }>,
  json: unknown,
  path: string,
): Parsed<string> {
  const found = values.find(({ value }) => value === json);
  if (found !== undefined) return accept(found.value);
  const expected = values.map(({ value }) => value).join(", ");
  return reject("E_VALUE_CHOICE", path, { value: shortened(json), expected });
}

/** A value of a kind that has no limits of its own. */
export function parsePlain(kind: PlainKind, json: unknown, path: string): Parsed<JsonValue> {
  if (kind === "flag") return typeof json === "boolean" ? accept(json) : wrongKind(kind, json, path);
  if (kind === "months") return parseWhole({ minimum: 1, maximum: 1200 }, json, path);
  if (typeof json !== "string") return wrongKind(kind, json, path);
  if (!isKeepable(json)) return reject("E_VALUE_CHARACTERS", path);
  const text = json.trim();
  const value = plainValue(kind, text);
  return value === null ? reject(plainCodes[kind], path, { value: shortened(text) }) : accept(value);
}

type PlainText = Exclude<PlainKind, "flag" | "months">;

const plainCodes: Readonly<Record<PlainText, string>> = {
  day: "E_DATE_FORMAT",
  month: "E_MONTH_FORMAT",
  instant: "E_TIME_FORMAT",
  address: "E_WEB_FORMAT",
  identifier: "E_VALUE_IDENTIFIER",
  document: "E_VALUE_DOCUMENT",
};

/** The canonical text, or null. */
function plainValue(kind: PlainText, text: string): string | null {
  switch (kind) {
    case "day":
      return valueOr(parseDay(text));
    case "month":
      return valueOr(parseMonth(text));
    case "instant":
      return utcInstant(text);
    case "address":
      return text.length > longestAddress ? null : valueOr(parseWebAddress(text));
    case "identifier":
      return text.length <= longestAddress && uri.test(text) ? text : null;
    case "document":
      return uuid.test(text) ? text : null;
    default:
      return kind satisfies never;
  }
}

const longestAddress = 2000;

/** Schemes an identifier of a passport may have, and nothing a browser would run. Source: RFC 3986; EN 18219. */
const uri = /^(?:https?:\/\/|urn:|did:)[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** To the second; a year of more than four digits, which an offset can make, is none of ours. */
function utcInstant(text: string): string | null {
  const milliseconds = readDateTimeStamp(text);
  if (milliseconds === null) return null;
  const utc = new Date(Math.floor(milliseconds / 1000) * 1000).toISOString();
  return /^\d{4}-/.test(utc) ? utc.replace(".000Z", "Z") : null;
}

/** A zero or half a character is nothing a database keeps or a page shows. */
function isKeepable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

function valueOr(parsed: Parsed<string>): string | null {
  return parsed.ok ? parsed.value : null;
}

/** Problem: `E_VALUE_KIND`. */
export function wrongKind(expected: string, json: unknown, path: string): Parsed<never> {
  return reject("E_VALUE_KIND", path, { expected, value: shortened(json) });
}

/** Of a refused value as much as a sentence can show. */
export function shortened(json: unknown): string {
  const text = typeof json === "string" ? json : (JSON.stringify(json) ?? "");
  return [...text.slice(0, 400)].slice(0, 100).join("");
}

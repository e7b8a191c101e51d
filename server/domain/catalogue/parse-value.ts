import { parseDay, parseMonth } from "../calendar.ts";
import { parseWebAddress } from "../identifier/web-address.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import { parseDecimal } from "../quantity/decimal.ts";
import { compare, parseExact } from "../quantity/exact.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { readDateTimeStamp } from "../record/time.ts";
import { shownText } from "../shown-text.ts";
import type { Attribute, Bounds, ObjectType, PlainKind, ScalarType, ValueType } from "./catalogue.ts";

/**
 * Reads a value of an attribute into its one canonical form: decimals as plain text in the unit of the attribute, times in
 * UTC, texts composed and without what nobody sees, members in the order of the catalogue. Reading the result again gives
 * the same. A JSON number is taken by its shortest decimal.
 *
 * Problems, each with the path from the attribute on: `E_REQUIRED` for an empty value or a missing member,
 * `E_VALUE_KIND` (expected: the kind), `E_VALUE_MEMBER`, `E_VALUE_COUNT`, `E_VALUE_REPEATED`, `E_VALUE_TOO_LONG`,
 * `E_VALUE_CHARACTERS`, `E_VALUE_PATTERN`, `E_VALUE_CHOICE`, `E_VALUE_RANGE`, `E_VALUE_ORDER`, `E_VALUE_WHOLE`,
 * `E_VALUE_IDENTIFIER`, `E_VALUE_DOCUMENT`, `E_VALUE_READINGS`, `E_NOT_FINITE`, `E_DATE_FORMAT`, `E_MONTH_FORMAT`,
 * `E_TIME_FORMAT`, `E_WEB_FORMAT`, `E_LANGUAGE_FORMAT`.
 */
export function parseAttributeValue(
  attribute: Pick<Attribute, "id" | "type">,
  json: unknown,
): Parsed<JsonValue> {
  return parseOf(attribute.type, json, attribute.id);
}

function parseOf(type: ValueType, json: unknown, path: string): Parsed<JsonValue> {
  if (isAbsent(json)) return reject("E_REQUIRED", path);
  switch (type.kind) {
    case "object":
      return parseObject(type, json, path);
    case "list":
      return parseList(type, json, path);
    case "series":
      return reject("E_VALUE_READINGS", path);
    case "text":
      return parseText(type, json, path);
    case "multilingual":
      return parseMultilingual(type, json, path);
    case "decimal":
      return parseDecimalWithin(type, json, path);
    case "integer":
      return parseWhole(type, json, path);
    case "choice":
      return parseChoice(type, json, path);
    case "range":
      return parseRange(type, json, path);
    default:
      return parsePlain(type.kind, json, path);
  }
}

function parseObject({ members }: ObjectType, json: unknown, path: string): Parsed<JsonObject> {
  if (!isObject(json)) return wrongKind("object", json, path);
  const unknown = Object.keys(json).filter((name) => !members.some(({ id }) => id === name));
  const problems: Problem[] = unknown.map((name) => ({
    ...{ code: "E_VALUE_MEMBER", path: `${path}.${shortened(name)}` },
    params: { value: shortened(name), expected: members.map(({ id }) => id).join(", ") },
  }));
  const read: [string, JsonValue][] = [];
  for (const { id, type, required } of members) {
    if (isAbsent(json[id]) && !required) continue;
    const member = parseOf(type, json[id], `${path}.${id}`);
    if (member.ok) read.push([id, member.value]);
    else problems.push(...member.problems);
  }
  if (problems.length > 0) return rejectAll(problems);
  return read.length === 0 ? reject("E_REQUIRED", path) : accept(Object.fromEntries(read));
}

/** A list that is too long is not read at all. */
function parseList(
  { of, maximum }: Extract<ValueType, { readonly kind: "list" }>,
  json: unknown,
  path: string,
): Parsed<readonly JsonValue[]> {
  if (!Array.isArray(json)) return wrongKind("list", json, path);
  if (json.length === 0) return reject("E_REQUIRED", path);
  if (json.length > maximum) return reject("E_VALUE_COUNT", path, { expected: String(maximum) });
  const read = json.map((entry: unknown, index) => parseOf(of, entry, `${path}[${String(index)}]`));
  const problems = read.flatMap((entry) => (entry.ok ? [] : entry.problems));
  const values = read.flatMap((entry) => (entry.ok ? [entry.value] : []));
  const again = values.findIndex(
    (value, index) => typeof value === "string" && values.indexOf(value) < index,
  );
  if (problems.length > 0) return rejectAll(problems);
  if (again < 0) return accept(values);
  return reject("E_VALUE_REPEATED", `${path}[${String(again)}]`, { value: shortened(values[again]) });
}

function parseText(
  { maxLength, pattern }: Extract<ScalarType, { readonly kind: "text" }>,
  json: unknown,
  path: string,
): Parsed<string> {
  if (typeof json !== "string") return wrongKind("text", json, path);
  if (/[\0\p{Surrogate}]/u.test(json)) return reject("E_VALUE_CHARACTERS", path);
  const text = shownText(json).normalize("NFC").trim();
  if (text === "") return reject("E_REQUIRED", path);
  if ([...text].length > maxLength) return reject("E_VALUE_TOO_LONG", path, { expected: String(maxLength) });
  if (pattern === undefined || new RegExp(pattern, "u").test(text)) return accept(text);
  return reject("E_VALUE_PATTERN", path, { value: shortened(text) });
}

function parseMultilingual(
  { maxLength }: Extract<ScalarType, { readonly kind: "multilingual" }>,
  json: unknown,
  path: string,
): Parsed<JsonValue> {
  const language: ScalarType = { kind: "text", maxLength: 35 };
  const entry: ObjectType = {
    kind: "object",
    members: [
      { ...{ id: "value", title: untitled, unit: null, required: true }, type: { kind: "text", maxLength } },
      { ...{ id: "language", title: untitled, unit: null, required: true }, type: language },
    ],
  };
  const read = parseList({ kind: "list", of: entry, maximum: mostLanguages }, json, path);
  if (!read.ok) return read;
  const tags = read.value.map((one) => (isObject(one) ? String(one["language"]) : ""));
  const problems = tags.flatMap((tag, index): readonly Problem[] => {
    const at = { path: `${path}[${String(index)}].language`, params: { value: tag } };
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) return [{ code: "E_LANGUAGE_FORMAT", ...at }];
    return tags.indexOf(tag) < index ? [{ code: "E_VALUE_REPEATED", ...at }] : [];
  });
  return problems.length > 0 ? rejectAll(problems) : read;
}

const untitled = { en: "", zh: "" } as const;
const mostLanguages = 40;

function parseDecimalWithin(
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
function comparison(decimal: string, bound: string | undefined): number | null {
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

function parseWhole(
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

function parseChoice(
  { values }: Extract<ScalarType, { readonly kind: "choice" }>,
  json: unknown,
  path: string,
): Parsed<string> {
  const found = values.find(({ value }) => value === json);
  if (found !== undefined) return accept(found.value);
  const expected = values.map(({ value }) => value).join(", ");
  return reject("E_VALUE_CHOICE", path, { value: shortened(json), expected });
}

function parseRange(bounds: Bounds, json: unknown, path: string): Parsed<JsonObject> {
  const decimal = { ...bounds, kind: "decimal" } as const;
  const side = (id: string) => ({ id, title: untitled, type: decimal, unit: null, required: true });
  const read = parseObject({ kind: "object", members: [side("lower"), side("upper")] }, json, path);
  if (!read.ok) return read;
  const [lower, upper] = [String(read.value["lower"]), String(read.value["upper"])];
  if ((comparison(lower, upper) ?? 0) <= 0) return read;
  return reject("E_VALUE_ORDER", `${path}.upper`, { value: upper, expected: lower });
}

function parsePlain(kind: PlainKind, json: unknown, path: string): Parsed<JsonValue> {
  if (kind === "flag") return typeof json === "boolean" ? accept(json) : wrongKind(kind, json, path);
  if (kind === "months") return parseWhole({ minimum: 1, maximum: 1200 }, json, path);
  if (typeof json !== "string") return wrongKind(kind, json, path);
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

function valueOr(parsed: Parsed<string>): string | null {
  return parsed.ok ? parsed.value : null;
}

function wrongKind(expected: string, json: unknown, path: string): Parsed<never> {
  return reject("E_VALUE_KIND", path, { expected, value: shortened(json) });
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isAbsent(json: unknown): json is null | undefined | "" {
  return json === undefined || json === null || json === "";
}

/** Of a refused value as much as a sentence can show. */
function shortened(json: unknown): string {
  const text = typeof json === "string" ? json : (JSON.stringify(json) ?? "");
  return [...text.slice(0, 400)].slice(0, 100).join("");
}

import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import type { Attribute, Bounds, ObjectType, ScalarType, ValueType } from "./catalogue.ts";
import {
  comparison,
  parseChoice,
  parseDecimalWithin,
  parsePlain,
  parseText,
  parseWhole,
  shortened,
  wrongKind,
} from "./parse-scalar.ts";

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
  const tags = read.value.map((one) => (isObject(one) ? shortened(one["language"]) : ""));
  const problems = tags.flatMap((tag, index): readonly Problem[] => {
    const at = { path: `${path}[${String(index)}].language`, params: { value: tag } };
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) return [{ code: "E_LANGUAGE_FORMAT", ...at }];
    return tags.indexOf(tag) < index ? [{ code: "E_VALUE_REPEATED", ...at }] : [];
  });
  return problems.length > 0 ? rejectAll(problems) : read;
}

const untitled = { en: "", zh: "" } as const;
const mostLanguages = 40;

function parseRange(bounds: Bounds, json: unknown, path: string): Parsed<JsonObject> {
  const decimal = { ...bounds, kind: "decimal" } as const;
  const side = (id: string) => ({ id, title: untitled, type: decimal, unit: null, required: true });
  const read = parseObject({ kind: "object", members: [side("lower"), side("upper")] }, json, path);
  if (!read.ok) return read;
  const { lower, upper } = read.value;
  const distance = typeof lower === "string" && typeof upper === "string" ? comparison(lower, upper) : null;
  if (distance === null || distance <= 0) return read;
  return reject("E_VALUE_ORDER", `${path}.upper`, { value: shortened(upper), expected: shortened(lower) });
}

function isObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isAbsent(json: unknown): json is null | undefined | "" {
  return json === undefined || json === null || json === "";
}

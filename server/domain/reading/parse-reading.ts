import type { Catalogue, ObjectType } from "../catalogue/catalogue.ts";
import { shortened } from "../catalogue/parse-scalar.ts";
import { parseAttributeValue } from "../catalogue/parse-value.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { readDateTimeStamp } from "../record/time.ts";
import type { Measured } from "./measured.ts";
import { measuredAttributes } from "./measured.ts";

/** A value measured at one battery at one time. */
export interface Reading {
  /** Identifies the battery: the text in its QR code. */
  readonly productUrl: string;
  /** Identifier in the attribute catalogue. */
  readonly attribute: string;
  /** Decimal text in the unit of the attribute; null for what is no single number. */
  readonly value: string | null;
  /** The event, or the numbers taken together; null for a single number. */
  readonly detail: JsonObject | null;
  /** UTC, to the millisecond. */
  readonly measuredAt: string;
  /** How it was measured or estimated; null when that is not said. */
  readonly method: string | null;
}

/** Members of a reading as it is sent; `detail` is another name of `value` for events. */
export const readingMembers = ["productUrl", "attribute", "value", "detail", "measuredAt", "method"] as const;

/** Characters of the sentence that says how something was measured. */
export const longestMethod = 500;

/**
 * Reads what somebody sent as one reading: its value by type and bounds of the catalogue, its moment with an offset. An
 * event without a day of its own happened on the day it is dated with.
 *
 * Problems, each with the member as its path: `E_READING_FORM` for anything but an object, `E_VALUE_MEMBER`,
 * `E_REQUIRED`, `E_READING_NOT_MEASURED`, `E_READING_DAY`, `E_TIME_FORMAT`, those of {@link parseAttributeValue}.
 */
export function readingParser(catalogue: Catalogue): (given: unknown) => Parsed<Reading> {
  const measured = new Map(measuredAttributes(catalogue).map((one) => [one.attribute.id, one]));
  return (given) => {
    if (!isObject(given)) return reject("E_READING_FORM", "", { value: shortened(given) });
    const productUrl = textOf(given["productUrl"], "productUrl", 2000);
    const attribute = textOf(given["attribute"], "attribute", 100);
    const measuredAt = momentOf(given["measuredAt"]);
    const method = isAbsent(given["method"])
      ? accept(null)
      : textOf(given["method"], "method", longestMethod);
    const found = attribute.ok ? measured.get(attribute.value) : undefined;
    const value = found === undefined ? null : valueOf(found, given, measuredAt);
    const problems = [
      ...unknownMembers(given),
      ...problemsOf(productUrl),
      ...problemsOf(attribute),
      ...(attribute.ok && found === undefined ? [notMeasured(attribute.value)] : []),
      ...(value === null ? [] : problemsOf(value)),
      ...problemsOf(measuredAt),
      ...problemsOf(method),
    ];
    const isWhole = productUrl.ok && attribute.ok && measuredAt.ok && method.ok && value?.ok === true;
    if (problems.length > 0 || !isWhole) return rejectAll(problems);
    return accept({
      ...{ productUrl: productUrl.value, attribute: attribute.value, ...value.value },
      ...{ measuredAt: measuredAt.value, method: method.value },
    });
  };
}

type Value = Pick<Reading, "value" | "detail">;

function valueOf({ form }: Measured, given: Given, measuredAt: Parsed<string>): Parsed<Value> {
  const sent = isAbsent(given["value"]) ? given["detail"] : given["value"];
  const both = !isAbsent(given["value"]) && !isAbsent(given["detail"]);
  if (both) return reject("E_VALUE_MEMBER", "detail", { value: "detail", expected: "value" });
  const day = measuredAt.ok ? measuredAt.value.slice(0, 10) : null;
  const dated = form.kind === "event" ? withDay(form.type, sent, day) : sent;
  const parsed = parseAttributeValue({ id: "value", type: form.type }, dated);
  if (!parsed.ok) return parsed;
  if (typeof parsed.value === "string" || typeof parsed.value === "number")
    return accept({ value: String(parsed.value), detail: null });
  if (!isJsonObject(parsed.value)) throw new Error("An object of the catalogue reads as one.");
  const happened = form.kind === "event" ? parsed.value["day"] : null;
  if (typeof happened === "string" && day !== null && happened > day)
    return reject("E_READING_DAY", "value.day", { value: happened, expected: day });
  return accept({ value: null, detail: parsed.value });
}

function withDay({ members }: ObjectType, sent: unknown, day: string | null): unknown {
  const isDated = members.some(({ id }) => id === "day");
  if (!isDated || day === null || !isObject(sent) || !isAbsent(sent["day"])) return sent;
  return { ...sent, day };
}

/**
 * The value of a reading in the form of the catalogue: whole numbers as numbers, decimals as text, events and numbers
 * taken together as an object.
 */
export function readingValue({ form }: Pick<Measured, "form">, { value, detail }: Value): JsonValue {
  if (value === null) return detail;
  return form.kind === "number" && form.type.kind === "integer" ? Number(value) : value;
}

type Given = Readonly<Record<string, unknown>>;

function unknownMembers(given: Given): readonly Problem[] {
  const names: readonly string[] = readingMembers;
  return Object.keys(given)
    .filter((name) => !names.includes(name))
    .slice(0, 5)
    .map((name) => ({
      ...{ code: "E_VALUE_MEMBER", path: shortened(name) },
      params: { value: shortened(name), expected: names.join(", ") },
    }));
}

function notMeasured(value: string): Problem {
  return { code: "E_READING_NOT_MEASURED", path: "attribute", params: { value: shortened(value) } };
}

function textOf(json: unknown, path: string, maxLength: number): Parsed<string> {
  const read = parseAttributeValue({ id: path, type: { kind: "text", maxLength } }, json);
  if (!read.ok) return read;
  return typeof read.value === "string" ? accept(read.value) : reject("E_REQUIRED", path);
}

/** Seconds may have a fraction; of it the milliseconds are kept. */
function momentOf(json: unknown): Parsed<string> {
  if (isAbsent(json)) return reject("E_REQUIRED", "measuredAt");
  const milliseconds = typeof json === "string" ? readDateTimeStamp(json.trim()) : null;
  const utc = milliseconds === null ? "" : new Date(milliseconds).toISOString();
  return /^\d{4}-/.test(utc)
    ? accept(utc)
    : reject("E_TIME_FORMAT", "measuredAt", { value: shortened(json) });
}

function problemsOf(parsed: Parsed<unknown>): readonly Problem[] {
  return parsed.ok ? [] : parsed.problems;
}

function isObject(json: unknown): json is Given {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isAbsent(json: unknown): json is null | undefined | "" {
  return json === undefined || json === null || json === "";
}

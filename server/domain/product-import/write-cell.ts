import type { ObjectType, ScalarType } from "../catalogue/catalogue.ts";
import { writeWord } from "../import/word-cell.ts";
import type { JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { ProductColumn } from "./column.ts";

/**
 * The text of a cell that reads as this value again, in words of a language; empty for none.
 *
 * @param value of the whole data point, in the catalogue's form.
 */
export function writeProductCell(
  { form, member, language: of }: ProductColumn,
  value: JsonValue,
  language: "en" | "zh",
): string {
  const own = member === null ? value : isJsonObject(value) ? (value[member] ?? null) : null;
  if (own === null || form.kind === "documents") return "";
  if (form.kind === "list") {
    if (!Array.isArray(own)) return "";
    return own.map((entry: JsonValue) => writeEntry(form.of, entry, language)).join("\n");
  }
  if (of !== null) return textIn(own, of);
  return writeScalar(form.type, own, language);
}

function textIn(value: JsonValue, wanted: string): string {
  const texts = Array.isArray(value) ? value : [];
  const found = texts.find((one: JsonValue) => isJsonObject(one) && one["language"] === wanted);
  const text = isJsonObject(found) ? found["value"] : "";
  return typeof text === "string" ? text : "";
}

function writeEntry(of: ScalarType | ObjectType, entry: JsonValue, language: "en" | "zh"): string {
  if (of.kind !== "object") return writeScalar(of, entry, language);
  const texts = of.members.map(({ id, type }) => {
    const value = isJsonObject(entry) ? (entry[id] ?? null) : null;
    return value === null
      ? ""
      : writeScalar(type, value, language)
          .replace(/[\\|｜]/g, "\\$&")
          .replace(/\n/g, "\\n")
          .replace(/\r/g, "\\r");
  });
  const last = texts.findLastIndex((text) => text !== "");
  return texts.slice(0, last + 1).join(" | ");
}

function writeScalar(type: ScalarType, value: JsonValue, language: "en" | "zh"): string {
  if (type.kind === "range") {
    const { lower, upper } = isJsonObject(value) ? value : {};
    return `${textOf(lower)} ${language === "zh" ? "至" : "to"} ${textOf(upper)}`;
  }
  if (type.kind === "choice")
    return type.values.find((one) => one.value === value)?.title[language] ?? textOf(value);
  if (type.kind === "flag") return writeWord("flag", textOf(value), language);
  return textOf(value);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

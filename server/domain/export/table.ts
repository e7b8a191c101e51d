import type { Bilingual, Catalogue } from "../catalogue/catalogue.ts";
import { findAttribute } from "../catalogue/catalogue.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { dataPointsOf } from "./data-points.ts";

/** Rows of a sheet; the first is the heading. */
export type Rows = readonly (readonly string[])[];

const headings: Readonly<Record<"en" | "zh", readonly string[]>> = {
  en: ["Identifier", "Data point", "Value", "Unit", "Source", "Content", "Version"],
  zh: ["标识", "数据项", "值", "单位", "依据", "内容规范", "版本"],
};

/**
 * One passport as a table: the head of its document, then a row for each data point. Texts stand as they are, in the
 * language wanted where they are said in several; what is made of parts stands as JSON, so that nothing is lost.
 */
export function passportTable(
  document: JsonObject,
  catalogue: Catalogue | null,
  language: "en" | "zh",
): Rows {
  const points = dataPointsOf(document);
  const contents = new Set(points.map(({ specification }) => specification));
  const version = cellOf(document["recordVersion"], language);
  const head = Object.entries(document)
    .filter(([name]) => !contents.has(name))
    .map(([name, value]) => [name, name, cellOf(value, language), "", "EN 18223", "", version]);
  const rows = points.map(({ id, specification, value }) => {
    const attribute = catalogue === null ? undefined : findAttribute(catalogue, id);
    const title = attribute === undefined ? id : said(attribute.title, language);
    const { unit = null, source = "" } = attribute ?? {};
    return [id, title, cellOf(value, language), unit ?? "", source, specification, version];
  });
  return [headings[language], ...head, ...rows];
}

/** A passport of a table of many. */
export interface TabledPassport {
  readonly document: JsonObject;
  /** The catalogue it is made under. */
  readonly catalogue: Catalogue | null;
}

const headColumns = [
  "uniqueProductIdentifier",
  "digitalProductPassportId",
  "granularity",
  "recordVersion",
  "dppStatus",
  "lastUpdated",
] as const;

/**
 * Many passports as a table: one row each, one column for each data point that any of them has, in the order in which they
 * first come. The first row holds identifiers, the second what they mean with the unit.
 */
export function passportsTable(passports: readonly TabledPassport[], language: "en" | "zh"): Rows {
  const titles = new Map<string, string>();
  const rows = passports.map(({ document, catalogue }) => {
    const values = new Map<string, string>();
    for (const { id, value } of dataPointsOf(document)) {
      // What is statutory comes first, and stays where the same point is voluntary as well.
      if (!values.has(id)) values.set(id, cellOf(value, language));
      if (titles.has(id)) continue;
      const attribute = catalogue === null ? undefined : findAttribute(catalogue, id);
      const unit = attribute?.unit ?? null;
      const title = attribute === undefined ? id : said(attribute.title, language);
      titles.set(id, unit === null ? title : `${title} (${unit})`);
    }
    return { head: headColumns.map((name) => cellOf(document[name], language)), values };
  });
  const columns = [...titles.keys()];
  return [
    [...headColumns, ...columns],
    [...headColumns.map(() => ""), ...titles.values()],
    ...rows.map(({ head, values }) => [...head, ...columns.map((id) => values.get(id) ?? "")]),
  ];
}

/** A value in a cell. */
function cellOf(value: JsonValue | undefined, language: "en" | "zh"): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  if (isList(value) && value.length > 0) {
    const spoken = value.flatMap((one) => (isSpoken(one) ? [one] : []));
    if (spoken.length === value.length)
      return (spoken.find((one) => one.language === language) ?? spoken[0])?.value ?? "";
  }
  return JSON.stringify(value);
}

function isSpoken(value: JsonValue): value is { readonly value: string; readonly language: string } {
  return (
    isJsonObject(value) &&
    Object.keys(value).length === 2 &&
    typeof value["value"] === "string" &&
    typeof value["language"] === "string"
  );
}

function said(text: Bilingual, language: "en" | "zh"): string {
  return text[language];
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

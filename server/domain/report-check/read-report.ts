import { isAbsent, isFields } from "../carbon-footprint/read.ts";
import type { Fields } from "../carbon-footprint/read.ts";
import { parseExact } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { FindingList, Words } from "./finding.ts";
import { parsePrinted, readUnitText } from "./printed.ts";
import type { Printed, PrintedNumber } from "./printed.ts";

/** One printed row. */
export interface Row {
  readonly path: string;
  readonly id: string;
  /** Identifier and names together, lower case: what rules look for words in. */
  readonly words: string;
  /** What findings call it: its name in either language, its identifier where it has none. */
  readonly label: Words;
  readonly stage: string | null;
  readonly amount: Printed | null;
  readonly factor: Printed | null;
  readonly emission: Printed | null;
  /** Potential of the gas the row counts; null when none is printed. */
  readonly gwp: Exact | null;
  readonly region: string | null;
  readonly year: number | null;
  readonly electricityModel: string | null;
  readonly credit: boolean;
  /** The row follows another formula than amount times factor, as its own note says. */
  readonly derived: boolean;
}

/** A percentage that compares two printed values: how much less (or more) the second is than the first, or its share. */
export interface PrintedChange {
  readonly path: string;
  readonly from: Printed;
  readonly to: Printed;
  readonly percent: PrintedNumber;
  readonly isShare: boolean;
}

/** One object of a list in `declared`. */
export interface Statement {
  readonly path: string;
  readonly fields: Fields;
}

/** A report as far as it could be read; what could not be read is null or left out, and has been reported. */
export interface ReadReport {
  /** Names of the product, from wherever they stand; lower case. */
  readonly productWords: string;
  readonly rows: readonly Row[];
  readonly stages: readonly { readonly name: string; readonly value: Printed }[];
  readonly total: Printed | null;
  readonly output: Printed | null;
  readonly intensity: Printed | null;
  readonly shares: readonly { readonly name: string; readonly percent: PrintedNumber }[];
  readonly changes: readonly PrintedChange[];
  /** Printed value and unit; null when the report states none. */
  readonly functionalUnit: Printed | null;
  readonly declared: Declared;
}

const mostRows = 20_000;
const mostStatements = 2000;
const longestText = 20_000;

/** What a report says about itself beside its numbers. An absent member was not asked; null says that nothing is stated. */
export class Declared {
  readonly #fields: Fields;
  readonly #found: FindingList;

  constructor(fields: Fields, found: FindingList) {
    this.#fields = fields;
    this.#found = found;
  }

  /** True when the member is there, also as null. */
  states(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  raw(name: string): unknown {
    return this.#fields[name];
  }

  text(name: string): string | null {
    const value = this.#fields[name];
    if (isAbsent(value)) return null;
    if (typeof value === "string") return value.trim() === "" ? null : clip(value);
    this.#found.unreadable("E_SCHEMA", `declared.${name}`);
    return null;
  }

  flag(name: string): boolean | null {
    const value = this.#fields[name];
    if (isAbsent(value)) return null;
    if (typeof value === "boolean") return value;
    this.#found.unreadable("E_SCHEMA", `declared.${name}`);
    return null;
  }

  object(name: string): Fields {
    const value = this.#fields[name];
    if (isAbsent(value)) return {};
    if (isFields(value)) return value;
    this.#found.unreadable("E_SCHEMA", `declared.${name}`);
    return {};
  }

  /** Objects of a list. */
  statements(name: string): readonly Statement[] {
    return listOf(this.#fields[name], `declared.${name}`, mostStatements, this.#found).flatMap(
      (value, index) => {
        const path = `declared.${name}[${index}]`;
        if (isFields(value)) return [{ path, fields: value }];
        this.#found.unreadable("E_SCHEMA", path);
        return [];
      },
    );
  }

  /** Texts of a list with their places. */
  texts(name: string): readonly { readonly path: string; readonly text: string }[] {
    return textsOf(this.#fields[name], `declared.${name}`, this.#found);
  }
}

/** Reads `{report, declared}`; members that are not in the promised form are reported with their place. */
export function readReport(request: Fields, found: FindingList): ReadReport {
  const report = objectAt(request["report"], "report", found);
  const declaredFields = isAbsent(request["declared"])
    ? {}
    : objectAt(request["declared"], "declared", found);
  const declared = new Declared(declaredFields, found);
  const functionalUnit = readQuantity(report["functionalUnit"], "report.functionalUnit", found, null);
  const per = functionalUnit?.unitText ?? null;
  const read = (name: string) => readQuantity(report[name], `report.${name}`, found, per);
  const inputs = isFields(request["inputs"]) ? request["inputs"] : {};
  return {
    productWords: [report["product"], declaredFields["product"], inputs["product"]]
      .filter((text) => typeof text === "string")
      .map(clip)
      .join(" ")
      .normalize("NFKC")
      .toLowerCase(),
    rows: listOf(report["rows"], "report.rows", mostRows, found).flatMap((value, index) => {
      const path = `report.rows[${index}]`;
      if (isFields(value)) return [readRow(value, path, found, per)];
      found.unreadable("E_SCHEMA", path);
      return [];
    }),
    stages: entriesOf(report["stages"], "report.stages", found).flatMap(([name, value]) => {
      const quantity = readQuantity(value, `report.stages.${name}`, found, per);
      return quantity === null ? [] : [{ name, value: quantity }];
    }),
    total: read("total"),
    output: read("output"),
    intensity: read("intensity"),
    shares: entriesOf(report["sharesPercent"], "report.sharesPercent", found).flatMap(([name, value]) => {
      const percent = readNumber(value, `report.sharesPercent.${name}`, found);
      return percent === null ? [] : [{ name, percent }];
    }),
    changes: listOf(report["changesPercent"], "report.changesPercent", mostStatements, found).flatMap(
      (value, index) => readChange(value, `report.changesPercent[${index}]`, found),
    ),
    functionalUnit,
    declared,
  };
}

function readRow(fields: Fields, path: string, found: FindingList, per: string | null): Row {
  const textAt = (name: string) => readText(fields[name], `${path}.${name}`, found);
  const id = textAt("id") ?? "";
  const quantity = (name: string) => readQuantity(fields[name], `${path}.${name}`, found, per);
  const gwp = fields["gwp"];
  const year = fields["year"];
  return {
    path,
    id,
    words: [id, ...["name", "name_zh", "name_en"].map((name) => textAt(name) ?? "")]
      .join(" ")
      .normalize("NFKC")
      .toLowerCase()
      .replaceAll("_", " ")
      .trim(),
    label: labelIn(fields, id),
    stage: textAt("stage"),
    amount: quantity("amount"),
    factor: quantity("factor"),
    emission: quantity("emission"),
    gwp: isAbsent(gwp) ? null : (readNumber(gwp, `${path}.gwp`, found)?.value ?? null),
    region: textAt("region"),
    year: readYear(year),
    electricityModel: textAt("electricityModel"),
    credit: fields["credit"] === true,
    derived: fields["derived"] === true,
  };
}

function readChange(value: unknown, path: string, found: FindingList): readonly PrintedChange[] {
  if (!isFields(value)) {
    found.unreadable("E_SCHEMA", path);
    return [];
  }
  const from = readQuantity(value["before"], `${path}.before`, found, null);
  const to = readQuantity(value["after"], `${path}.after`, found, null);
  const percent = readNumber(value["percent"], `${path}.percent`, found);
  return from === null || to === null || percent === null
    ? []
    : [{ path, from, to, percent, isShare: value["kind"] === "share" }];
}

/** `{"value": "12.50", "unit": "kWh"}`; null when absent or when no value is printed. */
export function readQuantity(
  value: unknown,
  path: string,
  found: FindingList,
  per: string | null,
): Printed | null {
  if (isAbsent(value)) return null;
  if (!isFields(value)) {
    found.unreadable("E_SCHEMA", path);
    return null;
  }
  const number = readNumber(value["value"], `${path}.value`, found);
  const unitText = readText(value["unit"], `${path}.unit`, found) ?? "";
  if (number === null) return null;
  return { ...number, path, unitText, unit: readUnitText(unitText, per) };
}

/** A decimal as text, also with a percent sign; null when absent. A JSON number is refused: it loses printed places. */
export function readNumber(value: unknown, path: string, found: FindingList): PrintedNumber | null {
  if (isAbsent(value)) return null;
  if (typeof value !== "string") {
    found.unreadable("E_SCHEMA", path);
    return null;
  }
  const number = parsePrinted(value.replace(/\s*[%％]\s*$/, ""), path);
  if (number === null) found.unreadable("E_NOT_FINITE", path);
  return number;
}

/** A year as number or text; null for anything else. */
export function readYear(value: unknown): number | null {
  const year = typeof value === "string" && /^\d{4}$/.test(value.trim()) ? Number(value) : value;
  return typeof year === "number" && Number.isInteger(year) && year > 1900 && year < 2200 ? year : null;
}

/** A decimal in a statement, read without complaint: what is no decimal says nothing. */
export function decimalIn(value: unknown): Exact | null {
  return typeof value === "string" ? parseExact(value.trim()) : null;
}

/** A text in a statement; empty and absent are null. */
export function textIn(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" && value.trim() !== "" ? clip(value) : null;
}

/** What a row or statement is called in either language; `otherwise` where it has no name. */
export function labelIn(fields: Fields, otherwise = ""): Words {
  const name = textIn(fields, "name");
  const [en, zh] = [textIn(fields, "name_en"), textIn(fields, "name_zh")];
  return { en: en ?? name ?? zh ?? otherwise, zh: zh ?? name ?? en ?? otherwise };
}

/** The names of a statement, lower case: what rules look for words in. */
export function wordsIn(fields: Fields): string {
  return ["name", "name_zh", "name_en"]
    .flatMap((name) => textIn(fields, name) ?? [])
    .join(" ")
    .toLowerCase();
}

/** Texts of a list inside a statement. */
export function textsIn(fields: Fields, name: string): readonly string[] {
  const value = fields[name];
  if (!Array.isArray(value)) return [];
  const elements: readonly unknown[] = value.slice(0, mostStatements);
  return elements.filter((text) => typeof text === "string").map(clip);
}

function textsOf(
  value: unknown,
  path: string,
  found: FindingList,
): readonly { path: string; text: string }[] {
  return listOf(value, path, mostStatements, found).flatMap((text, index) => {
    if (typeof text === "string") return [{ path: `${path}[${index}]`, text: clip(text) }];
    found.unreadable("E_SCHEMA", `${path}[${index}]`);
    return [];
  });
}

function readText(value: unknown, path: string, found: FindingList): string | null {
  if (isAbsent(value)) return null;
  if (typeof value === "string") return value.trim() === "" ? null : clip(value);
  found.unreadable("E_SCHEMA", path);
  return null;
}

function objectAt(value: unknown, path: string, found: FindingList): Fields {
  if (isFields(value)) return value;
  found.unreadable("E_SCHEMA", path);
  return {};
}

function entriesOf(
  value: unknown,
  path: string,
  found: FindingList,
): readonly (readonly [string, unknown])[] {
  if (isAbsent(value)) return [];
  return Object.entries(objectAt(value, path, found)).slice(0, mostStatements);
}

function listOf(value: unknown, path: string, most: number, found: FindingList): readonly unknown[] {
  if (isAbsent(value)) return [];
  if (!Array.isArray(value)) {
    found.unreadable("E_SCHEMA", path);
    return [];
  }
  // More than any printed report has; what is beyond is named and not read.
  if (value.length > most) found.unreadable("E_SCHEMA", `${path}[${most}]`);
  return value.slice(0, most);
}

function clip(text: string): string {
  return text.length <= longestText ? text : text.slice(0, longestText);
}

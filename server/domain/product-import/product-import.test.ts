import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batteryCategories } from "../battery/category.ts";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import type { ScalarType, ValueType } from "../catalogue/catalogue.ts";
import { parseAttributeValue } from "../catalogue/parse-value.ts";
import { findHeading } from "../import/heading.ts";
import type { SheetRow, Workbook } from "../import/sheet.ts";
import { folded } from "../import/word-cell.ts";
import type { JsonValue } from "../record/strict-json.ts";
import { sampleValue } from "../record/sample-value.ts";
import type { ProductColumn } from "./column.ts";
import { findColumn, headingOf, productColumns } from "./column.ts";
import { productFields } from "./fields.ts";
import { guidanceSign, readProductRows } from "./row.ts";
import type { ProductRow } from "./row.ts";
import { templateColumns } from "./template.ts";
import { writeProductCell } from "./write-cell.ts";

const kinds = ["models", "items"] as const;
const languages = ["en", "zh"] as const;

function workbookOf(rows: readonly (readonly string[])[]): Workbook {
  const sheetRow = (cells: readonly string[], index: number): SheetRow => ({
    ...{ number: index + 1, isHidden: false, cells, marks: new Map() },
  });
  return {
    ...{ format: "csv", encoding: "utf-8", delimiter: "," },
    sheets: [{ name: "", isHidden: false, rows: rows.map(sheetRow) }],
  };
}

function read(
  columns: readonly ProductColumn[],
  rows: readonly (readonly string[])[],
): readonly ProductRow[] {
  const fields = productFields(columns);
  const heading = findHeading(workbookOf(rows), undefined, fields);
  if (heading === null) throw new Error("There is no heading.");
  return readProductRows(heading, heading.proposed, columns);
}

/** A value of each data point, in every language that a template asks for. */
function sampleOf(type: ValueType): JsonValue {
  if (type.kind === "multilingual") return texts;
  const value = sampleValue(type);
  if (type.kind !== "object") return value;
  const members = type.members.map(({ id, type: of }): [string, JsonValue] => [
    id,
    of.kind === "multilingual" ? texts : scalarSample(of),
  ]);
  return Object.fromEntries(members);
}
const scalarSample = (type: ScalarType): JsonValue => sampleValue(type);
const texts = [
  { value: 'Sample; with "signs", 1,5 | and more', language: "en" },
  { value: "示例；带“标点”", language: "zh" },
];

function cellOf(column: ProductColumn, language: "en" | "zh"): string {
  const { attribute, form } = column;
  if (attribute !== null) return writeProductCell(column, sampleOf(attribute.type), language);
  if (form.kind === "scalar" && form.type.kind === "choice")
    return form.type.values[0]?.title[language] ?? "";
  return form.kind === "scalar" && form.type.kind === "decimal" ? "1.5" : "Sample";
}

describe("the columns of a template", () => {
  test.each(kinds)("have a heading of their own in each language (%s)", (kind) => {
    const columns = productColumns(bundledCatalogue, kind);
    for (const language of languages) {
      const names = columns.map((column) => folded(headingOf(column, language)));
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test.each(kinds)(
    "are known again by heading in either language, in both, by name and by other words (%s)",
    (kind) => {
      const columns = productColumns(bundledCatalogue, kind);
      const { recognise } = productFields(columns);
      for (const column of columns) {
        const [en, zh] = [headingOf(column, "en"), headingOf(column, "zh")];
        for (const heading of [en, zh, column.id, `${en}*`, column.title.en.toUpperCase()])
          expect(recognise(heading)?.id, heading).toBe(column.id);
        if (!/[/|]/.test(en + zh)) expect(recognise(`${en}\n${zh}`)?.id, en).toBe(column.id);
      }
    },
  );

  test.each([
    ["Serial number", "batterySerialNumber"],
    ["Date of manufacture", "manufacturingDate"],
    ["Production date", "manufacturingDate"],
    ["生产日期", "manufacturingDate"],
    ["Batch", "batteryBatchNumber"],
    ["Model code", "model"],
  ])("are known by what people write themselves: %s", (heading, id) => {
    expect(productFields(productColumns(bundledCatalogue, "items")).recognise(heading)?.id).toBe(id);
  });

  test.each(batteryCategories)(
    "leave out what %s never states and put apart what is barred today",
    (category) => {
      for (const kind of kinds) {
        const { filled, barred } = templateColumns(bundledCatalogue, { category, kind, day: "2026-11-21" });
        const stated = bundledCatalogue.attributes.filter(({ law }) => law[category] === "notApplicable");
        for (const { id } of stated) expect(filled.some(({ column }) => column.field === id)).toBe(false);
        expect(filled.every(({ duty }) => duty.kind !== "barred" && duty.kind !== "notApplicable")).toBe(
          true,
        );
        expect(barred.every(({ duty }) => duty.kind === "barred" && !duty.forEver)).toBe(true);
      }
    },
  );
});

describe("a template filled in", () => {
  test.each(
    batteryCategories.flatMap((category) => languages.map((language) => [category, language] as const)),
  )("reads back without a problem and says exactly what was filled in (%s, %s)", (category, language) => {
    for (const kind of kinds) {
      const { filled, barred } = templateColumns(bundledCatalogue, { category, kind, day: "2026-11-21" });
      const columns = [...filled, ...barred].map(({ column }) => column);
      const [row, ...more] = read(productColumns(bundledCatalogue, kind), [
        columns.map((column) => headingOf(column, language)),
        columns.map(() => `${guidanceSign} Mandatory.`),
        columns.map((column) => cellOf(column, language)),
      ]);
      expect(more).toEqual([]);
      expect(row?.problems).toEqual([]);
      for (const { attribute, form } of columns) {
        if (attribute === null || form.kind === "documents") continue;
        const canonical = parseAttributeValue(attribute, sampleOf(attribute.type));
        expect(row?.given.values[attribute.id]).toEqual(canonical.ok ? canonical.value : null);
      }
    }
  });

  test("lists of several members come back whatever stands in their texts", () => {
    const columns = productColumns(bundledCatalogue, "models");
    const column = findColumn(columns, "criticalRawMaterials");
    if (column?.attribute == null) throw new Error("The catalogue has no such list.");
    const { attribute } = column;
    const text = fc.string({ minLength: 1, maxLength: 40, unit: "binary" });
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: text, component: text }), { minLength: 1, maxLength: 5 }),
        (list) => {
          const value = parseAttributeValue(attribute, list);
          fc.pre(
            value.ok &&
              list.every(
                ({ name, component }) => /[\p{L}\p{N}]/u.test(name) && /[\p{L}\p{N}]/u.test(component),
              ),
          );
          if (!value.ok) return;
          const cell = writeProductCell(column, value.value, "en");
          const [row] = read(columns, [
            ["Model code", "criticalRawMaterials"],
            ["A", cell],
          ]);
          expect(row?.problems).toEqual([]);
          expect(row?.given.values["criticalRawMaterials"]).toEqual(value.value);
        },
      ),
    );
  });
});

describe("a cell", () => {
  const columns = productColumns(bundledCatalogue, "models");
  const one = (heading: string, cell: string) =>
    read(columns, [
      ["Model code", "Plant", heading],
      ["A", "P", cell],
    ])[0];

  test("takes the unit of its heading, of its own, or of the data point", () => {
    expect(one("Mass (g)", "600000")?.given.values["batteryMass"]).toBe("600");
    expect(one("Mass", "600 000 g")?.given.values["batteryMass"]).toBe("600");
    expect(one("batteryMass", "600")?.given.values["batteryMass"]).toBe("600");
    expect(one("额定容量（mAh）", "280000")?.given.values["ratedCapacity"]).toBe("280");
  });

  test("with a bracket that is no known unit leaves the column to a person", () => {
    expect(one("Mass (with cradle)", "600")?.given.values).toEqual({});
  });

  test("names column, heading and value of what is wrong with it", () => {
    expect(one("Mass (kg)", "a lot")?.problems).toMatchObject([
      {
        code: "E_CELL_NUMBER",
        path: "batteryMass",
        params: { column: "C", heading: "Mass (kg)", value: "a lot" },
      },
    ]);
  });

  test("that was refused takes the rest of its data point along, so that no half of it is stated", () => {
    const [row] = read(columns, [
      ["Model code", "originalPowerCapability.power", "originalPowerCapability.duration"],
      ["A", "5000", "long"],
    ]);
    expect(row?.given.values).toEqual({});
    expect(row?.problems).toMatchObject([
      { code: "E_CELL_NUMBER", path: "originalPowerCapability.duration" },
    ]);
  });

  test("in a language of its own column is a text in that language", () => {
    const [row] = read(columns, [
      ["Model code", "substanceImpacts.en", "substanceImpacts.de"],
      ["A", "Harmless", "Harmlos"],
    ]);
    expect(row?.given.values["substanceImpacts"]).toEqual([
      { value: "Harmless", language: "en" },
      { value: "Harmlos", language: "de" },
    ]);
  });

  test("with more members than the data point has is refused by name", () => {
    expect(one("criticalRawMaterials", "Cobalt | 7440-48-4 | cathode | 5 | 6")?.problems).toMatchObject([
      { code: "E_CELL_MEMBERS", params: { expected: "3" } },
    ]);
  });
});

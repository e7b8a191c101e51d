import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batteryModel, importRow } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { readSpreadsheet } from "../../platform/spreadsheet.ts";
import { writeCsv, writeXlsx } from "../../platform/spreadsheet-writer.ts";
import type { TestOperator } from "../../test/fixture.ts";
import { fixture } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { readAttributes } from "../attribute/read.ts";
import { mapProductColumns } from "./map-columns.ts";
import { listProductRuns, readProductRun } from "./read.ts";
import { beginRun, workOn } from "./run.ts";
import { stageProducts } from "./stage.ts";
import { discardProducts, stopRun } from "./stop.ts";
import { writeTemplate } from "./template.ts";

let database: TestDatabase;
let operator: TestOperator;
let other: TestOperator;

beforeAll(async () => {
  database = await testDatabase();
  const registry = fixture(database);
  operator = await registry.operator("imports");
  other = await registry.operator("others");
});
afterAll(() => database.end());

const heading = [
  ...[
    "Model code",
    "Category",
    "GTIN",
    "Name of the model",
    "Type designation",
    "Plant",
    "Rated energy (kWh)",
  ],
  ...["Battery chemistry", "Mass (kg)", "Rated capacity (Ah)", "Nominal voltage (V)", "Extinguishing agent"],
];
const row = (code: string, changes: Readonly<Record<string, string>> = {}) => {
  const plain = [code, "EV", "", `Pack ${code}`, "PACK", "", "100", "LFP", "600", "280", "357.2", "Water"];
  return plain.map((text, index) => changes[heading[index] ?? ""] ?? text);
};
const stage = async (rows: readonly (readonly string[])[], as = operator) =>
  readProductRun(
    as.author,
    await stageProducts(as.author, {
      ...{ operator: as.slug, kind: "models", fileName: "models.csv" },
      bytes: writeCsv([heading, ...rows]),
    }),
  );
const enterAll = async (id: string, as = operator) => {
  await workOn(as.author, await beginRun(as.author, { id }));
  return readProductRun(as.author, { id });
};
const codes = (view: Awaited<ReturnType<typeof stage>>) =>
  view.bad.flatMap(({ number, problems }) =>
    problems.map(({ code, path, params }) => `${String(number)} ${params?.["column"] ?? ""} ${path} ${code}`),
  );

describe("a file of models", () => {
  test("is judged first and entered when accepted: good rows come in, bad ones stay with their reasons", async () => {
    const staged = await stage([
      row("A-1"),
      row("A-2", { "Mass (kg)": "a lot", Plant: "Plant nine" }),
      row("A-3", { "Extinguishing agent": "" }),
      row("A-3"),
      row("A 5"),
    ]);
    expect(staged).toMatchObject({ state: "staged", goodRows: 2, badRows: 3, counts: { created: 2 } });
    expect(codes(staged)).toEqual([
      "3 I batteryMass E_CELL_NUMBER",
      "5 A modelCode E_IMPORT_ROW_TWICE",
      "6 A modelCode E_MODEL_CODE_FORMAT",
    ]);
    const none = await database.db
      .select()
      .from(batteryModel)
      .where(eq(batteryModel.operatorId, operator.id));
    expect(none).toEqual([]);
    const done = await enterAll(staged.id);
    expect(done).toMatchObject({ state: "accepted", goodRows: 2, badRows: 3, doneRows: 2, hasFile: false });
    expect(done.done.map(({ name, outcome, path }) => [name, outcome, path])).toEqual([
      ["A-1", "created", "/id/imports/A-1"],
      ["A-3", "created", "/id/imports/A-3"],
    ]);
    const models = await database.db.select().from(batteryModel).where(eq(batteryModel.modelCode, "A-1"));
    expect(models).toMatchObject([
      {
        category: "EV",
        massKg: "600",
        attributes: { extinguishingAgent: "Water" },
        facilityId: operator.facilityId,
      },
    ]);
  });

  test("sent again changes nothing; what differs is shown and entered as a change of the draft data", async () => {
    const [again, changed] = [row("B-1"), row("B-1", { "Mass (kg)": "610", "Extinguishing agent": "Sand" })];
    await enterAll((await stage([again])).id);
    const same = await stage([again]);
    expect(same.counts).toEqual({ created: 0, changed: 0, unchanged: 1 });
    expect((await enterAll(same.id)).done[0]).toMatchObject({
      outcome: "unchanged",
      path: "/id/imports/B-1",
    });
    const other = await stage([changed]);
    expect(other.counts).toEqual({ created: 0, changed: 1, unchanged: 0 });
    expect(other.changed[0]?.differences).toEqual([
      { column: "batteryMass", before: "600", after: "610" },
      { column: "extinguishingAgent", before: "Water", after: "Sand" },
    ]);
    await enterAll(other.id);
    const [model] = await database.db.select().from(batteryModel).where(eq(batteryModel.modelCode, "B-1"));
    expect(model).toMatchObject({ massKg: "610", attributes: { extinguishingAgent: "Sand" } });
    // An empty cell says nothing: what is known stays.
    const empty = await stage([row("B-1", { "Mass (kg)": "610", "Extinguishing agent": "" })]);
    expect(empty.counts).toEqual({ created: 0, changed: 0, unchanged: 1 });
  });

  test("is refused at the cell for a GTIN in use, another category, what never changes, and an unknown plant", async () => {
    const gtin = "09520000000028";
    const begun = await stage([row("C-1", { GTIN: gtin })], other);
    await enterAll(begun.id, other);
    await enterAll((await stage([row("C-2")])).id);
    const staged = await stage([
      row("C-3", { GTIN: "9520000000028" }),
      row("C-2", { Category: "LMT", "Type designation": "OTHER" }),
      row("C-4", { Plant: "Nowhere" }),
      row("C-5", { GTIN: "09520000000021" }),
      row("C-6", { Category: "" }),
      row("C-7", { Category: "boat" }),
    ]);
    expect(codes(staged)).toEqual([
      "2 C gtin IDENTIFIER_TAKEN",
      "3 B category E_IMPORT_FIXED",
      "3 E typeDesignation E_IMPORT_FIXED",
      "4 F plant E_IMPORT_PLANT",
      "5 C gtin E_GTIN_CHECK_DIGIT",
      "6 B category E_REQUIRED",
      "7 B category E_CELL_WORD",
    ]);
    expect(staged.bad[0]?.problems[0]?.params?.["value"]).toBe("9520000000028");
    const chosen = await stageProducts(operator.author, {
      ...{ operator: operator.id, kind: "models", category: "EV", fileName: "c.csv" },
      bytes: writeCsv([
        heading,
        row("C-8", { Category: "" }),
        row("C-9", { Category: "LMT", "Mass (kg)": "20" }),
      ]),
    });
    expect(codes(await readProductRun(operator.author, chosen))).toEqual(["3 B category E_IMPORT_CATEGORY"]);
  });

  test("what does not belong to the category, and what contradicts itself, is named at its cell", async () => {
    const wide = [...heading, "capacityThresholdForExhaustion", "minimumVoltage", "maximumVoltage"];
    const { id } = await stageProducts(operator.author, {
      ...{ operator: operator.slug, kind: "models", fileName: "d.xlsx" },
      bytes: await writeXlsx([
        {
          name: "Models",
          rows: [
            wide,
            [...row("D-1", { Category: "LMT", "Mass (kg)": "25" }), "70", "", ""],
            [...row("D-2"), "70", "300", "250"],
            [...row("D-3", { Category: "LMT" }), "", "", ""],
          ],
        },
      ]),
    });
    expect(codes(await readProductRun(operator.author, { id }))).toEqual([
      "2 M capacityThresholdForExhaustion E_ATTRIBUTE_NOT_APPLICABLE",
      "3 O maximumVoltage E_RULE_ASCENDING",
      "4 I batteryMass E_CATEGORY_LMT_MASS",
    ]);
  });

  test("goes on where it was cut off, enters no row twice, and can be stopped and taken up again", async () => {
    const staged = await stage(Array.from({ length: 25 }, (_, index) => row(`E-${String(index)}`)));
    const { id } = staged;
    const killed = await beginRun(operator.author, { id });
    await refusalFrom(beginRun(operator.author, { id })).then(({ code }) => {
      expect(code).toBe("IMPORT_NOT_STAGED");
    });
    // Whoever began is gone; half of it was done.
    await stopRun(operator.author, { id });
    await workOn(operator.author, killed);
    expect(await readProductRun(operator.author, { id })).toMatchObject({ state: "stopped", doneRows: 0 });
    const next = await beginRun(operator.author, { id });
    await Promise.all([workOn(operator.author, killed), workOn(operator.author, next)]);
    expect(await readProductRun(operator.author, { id })).toMatchObject({ state: "accepted", doneRows: 25 });
    const rows = await database.db.select().from(importRow).where(eq(importRow.runId, id));
    expect(rows.filter(({ outcome }) => outcome === "created")).toHaveLength(25);
  });

  test("with columns that a person gave a meaning keeps it for the next file with such a heading", async () => {
    const odd = ["Ref", ...heading.slice(1)];
    const send = () =>
      stageProducts(operator.author, {
        ...{ operator: operator.slug, kind: "models", fileName: "odd.csv" },
        bytes: writeCsv([odd, row("F-1")]),
      });
    const first = await readProductRun(operator.author, await send());
    expect(first).toMatchObject({ goodRows: 0, badRows: 1 });
    const columns = Object.fromEntries(first.columns.map(({ key, field }) => [key, field]));
    const mapped = await mapProductColumns(operator.author, {
      id: first.id,
      columns: { ...columns, Ref: "modelCode" },
    });
    expect(await readProductRun(operator.author, mapped)).toMatchObject({ goodRows: 1, badRows: 0 });
    expect(await readProductRun(operator.author, await send())).toMatchObject({ goodRows: 1 });
    expect(await readProductRun(operator.author, first)).toMatchObject({ state: "discarded" });
  });

  test("is shown to nobody else, and entered by nobody who may not write models", async () => {
    const { id } = await stage([row("G-1")]);
    for (const ctx of [other.author, other.signer])
      expect(await refusalFrom(readProductRun(ctx, { id }))).toMatchObject({ code: "NOT_ALLOWED" });
    expect(await refusalFrom(beginRun(operator.reviewer, { id }))).toMatchObject({ code: "NOT_ALLOWED" });
    expect((await listProductRuns(other.author)).some((run) => run.id === id)).toBe(false);
    expect((await listProductRuns(operator.reviewer)).some((run) => run.id === id)).toBe(true);
    await discardProducts(operator.author, { id });
    expect(await refusalFrom(beginRun(operator.author, { id }))).toMatchObject({ code: "IMPORT_NOT_STAGED" });
  });
});

test("a template of each kind is a workbook that asks for what applies, and is read as one without rows", async () => {
  for (const format of ["xlsx", "csv"] as const) {
    const file = await writeTemplate(operator.author, {
      ...{ category: "EV", kind: "models", format, language: "zh", say: (key) => key },
    });
    const read = await readSpreadsheet(file.bytes);
    const [first] = read.ok ? read.value.sheets : [];
    expect(first?.rows[0]?.cells.slice(0, 2)).toEqual(["型号代码", "类别"]);
    expect(first?.rows[1]?.cells.every((cell) => cell.startsWith("※"))).toBe(true);
    const { id } = await stageProducts(operator.author, {
      ...{ operator: operator.slug, kind: "models", fileName: file.fileName, bytes: file.bytes },
    });
    expect(await readProductRun(operator.author, { id })).toMatchObject({ goodRows: 0, badRows: 0 });
  }
});

test("readAttributes shows what a row stated of a model with every data point of its category", async () => {
  const { id } = await stage([row("H-1")]);
  await enterAll(id);
  const [model] = await database.db.select().from(batteryModel).where(eq(batteryModel.modelCode, "H-1"));
  const view = await readAttributes(operator.author, { id: model?.id ?? "" });
  const rows = view.groups.flatMap((group) => group.rows);
  expect(rows.find(({ attribute }) => attribute.id === "extinguishingAgent")?.value).toBe("Water");
});

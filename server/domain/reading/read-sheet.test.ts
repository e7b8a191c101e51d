import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import type { Workbook } from "../import/sheet.ts";
import { readReadingSheet } from "./read-sheet.ts";

function workbook(rows: readonly (readonly string[])[], changes: Partial<Workbook> = {}): Workbook {
  const sheet = {
    ...{ name: "S", isHidden: false },
    rows: rows.map((cells, index) => ({ number: index + 1, isHidden: false, cells, marks: new Map() })),
  };
  return { format: "csv", encoding: "utf-8", delimiter: ",", sheets: [sheet], ...changes };
}

function read(rows: readonly (readonly string[])[], changes: Partial<Workbook> = {}) {
  const sheet = readReadingSheet(bundledCatalogue, workbook(rows, changes));
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.problems));
  return sheet.value;
}

const at = "2026-06-01T08:00:00Z";
const valuesOf = (rows: readonly (readonly string[])[], changes: Partial<Workbook> = {}) =>
  read(rows, changes).readings.map(({ given }) => [given["attribute"], given["value"]]);

describe("a sheet of readings", () => {
  test("has a row for each of them, under headings of either language and below a title", () => {
    const english = read([
      ["Workshop 7", "", "", "", ""],
      ["Product identifier", "Data point", "Value", "Measured at", "Method"],
      ["https://r.example/1", "State of charge", "80.5 %", at, "counted"],
    ]).readings;
    const chinese = read([
      ["产品标识符", "数据项", "数值", "测量时间", "方法"],
      ["https://r.example/1", "stateOfCharge", "80.5", at, "counted"],
    ]).readings;
    const given = { attribute: "stateOfCharge", value: "80.5", measuredAt: at, method: "counted" };
    expect(english).toMatchObject([
      { row: 3, productUrl: "https://r.example/1", given, problems: [], notes: [] },
    ]);
    expect(chinese[0]?.given).toEqual(given);
  });

  test("or a column for each data point, in the unit of its heading; empty cells are no readings", () => {
    const rows = [
      ["Serial", "Time", "Full cycles so far", "Current power (kW)", "stateOfCharge"],
      ["A1", at, "41", "1.5", "80"],
      ["A2", at, "", "900 W", ""],
    ];
    expect(valuesOf(rows)).toEqual([
      ["fullCycleCount", 41],
      ["currentPower", "1500"],
      ["stateOfCharge", "80"],
      ["currentPower", "900"],
    ]);
    expect(read(rows).readings.map(({ serial, columns }) => [serial, columns["value"]])).toContainEqual([
      ...["A2", "Current power (kW)"],
    ]);
  });

  test("says which columns it does not understand", () =>
    expect(read([["Battery", "Time", "Colour", "Time", "fullCycleCount"]]).unread).toEqual([
      "Colour",
      "Time",
    ]));

  test("holds events by their kind, with a description, and what is done by what there is to say", () => {
    const rows = [
      ["Battery", "Time", "Data point", "Value", "Description"],
      ["b", at, "negativeEvents", "进水或水淹", "Garage flooded"],
      ["b", at, "repairHistory", "Fan replaced", ""],
      ["b", at, "internalResistanceIncreaseCellModule", "3.5 / 2", ""],
    ];
    expect(valuesOf(rows)).toEqual([
      ["negativeEvents", { kind: "water", description: "Garage flooded" }],
      ["repairHistory", { description: "Fan replaced" }],
      ["internalResistanceIncreaseCellModule", { cell: "3.5", module: "2" }],
    ]);
  });

  test.each([
    ["2026-06-01T10:00:00+02:00", "2026-06-01T10:00:00+02:00", false],
    ["2026-06-01 08:30", "2026-06-01T08:30:00Z", true],
    ["2026/6/1 8:30:15", "2026-06-01T08:30:15Z", true],
    ["2026年6月1日", "2026-06-01T00:00:00Z", true],
    ["2026-06-01 08:30 UTC", "2026-06-01T08:30:00Z", false],
    ["2026-06-01 08:30+08:00", "2026-06-01T08:30:00+08:00", false],
    ["noon", "noon", false],
  ])("reads the time %s", (written, sent, isNoted) => {
    const [one] = read([
      ["Battery", "Time", "fullCycleCount"],
      ["b", written, "1"],
    ]).readings;
    expect(one?.given["measuredAt"]).toBe(sent);
    expect(one?.notes.map(({ code }) => code)).toEqual(isNoted ? ["W_READING_UTC"] : []);
  });

  test.each([
    ["a word for a number", "fullCycleCount", "many", "E_CELL_NUMBER", "value"],
    ["another unit", "currentPower", "3 kg", "E_UNIT_CONFLICT", "value"],
    ["an unknown data point", "Colour", "red", "E_READING_NOT_MEASURED", "attribute"],
    ["no value", "stateOfCharge", "", "E_REQUIRED", "value"],
    ["an unknown kind of event", "negativeEvents", "picnic", "E_CELL_WORD", "value"],
  ])("%s is said at its row", (_, attribute, value, code, path) => {
    const { readings } = read([
      ["Battery", "Time", "Data point", "Value"],
      ["b", at, attribute, value],
    ]);
    expect(readings.map(({ row, problems }) => [row, problems[0]?.code, problems[0]?.path])).toEqual([
      [2, code, path],
    ]);
  });

  test("with a decimal comma where values are parted by semicolons", () =>
    expect(
      valuesOf(
        [
          ["Battery", "Time", "stateOfCharge"],
          ["b", at, "80,12"],
        ],
        { delimiter: ";" },
      ),
    ).toEqual([["stateOfCharge", "80.12"]]));

  test.each<[string, readonly (readonly string[])[]]>([
    [
      "no battery",
      [
        ["Time", "stateOfCharge"],
        [at, "80"],
      ],
    ],
    [
      "no time",
      [
        ["Battery", "stateOfCharge"],
        ["b", "80"],
      ],
    ],
    [
      "no values",
      [
        ["Battery", "Time", "Value"],
        ["b", at, "80"],
      ],
    ],
  ])("is none with %s", (_, rows) =>
    expect(readReadingSheet(bundledCatalogue, workbook(rows))).toMatchObject({
      ok: false,
      problems: [{ code: "E_READING_COLUMNS" }],
    }),
  );
});

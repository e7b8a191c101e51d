import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyHead } from "../../test/sample-head.ts";
import { cellsOfHead, headOfCells, overlaidHead } from "./head-cells.ts";
import { findHeadField, headFields } from "./head-field.ts";
import { findHeadSheet, readHead } from "./head-sheet.ts";
import type { CellMark, Workbook } from "./sheet.ts";

function workbook(
  rows: readonly (readonly string[])[],
  marks: Readonly<Record<string, CellMark>> = {},
): Workbook {
  return {
    ...{ format: "xlsx", encoding: null, delimiter: null },
    sheets: [
      {
        ...{ name: "Inventory", isHidden: false },
        rows: rows.map((cells, at) => {
          const mark = marks[String(at + 1)];
          return {
            number: at + 1,
            isHidden: false,
            cells,
            marks: new Map(mark ? [[cells.length - 1, mark]] : []),
          };
        }),
      },
    ],
  };
}

function readRows(rows: readonly (readonly string[])[], marks: Readonly<Record<string, CellMark>> = {}) {
  const found = findHeadSheet(workbook([["What", "Member", "Content"], ...rows], marks));
  if (found === null) throw new Error("no head was found");
  return readHead(found);
}

test("a head and its texts are the same thing, whatever it holds", () =>
  fc.assert(
    fc.property(anyHead, (head) => {
      expect(headOfCells(cellsOfHead(head))).toEqual({ ok: true, value: head });
    }),
  ));

test("every text of a head has a name in both languages, and every member is written", () =>
  fc.assert(
    fc.property(anyHead, (head) => {
      const cells = Object.keys(cellsOfHead(head));
      expect(cells.filter((member) => findHeadField(member) === null)).toEqual([]);
      expect(headFields.filter(({ id }) => !cells.includes(id))).toEqual([]);
    }),
  ));

describe("the sheet of the head", () => {
  test.each([
    ["English", ["What", "Member", "Content"]],
    ["Chinese", ["内容", "字段", "填写"]],
  ])("is found by its headings in %s", (_, heading) => {
    const found = findHeadSheet(workbook([["A remark"], heading, ["", "title", "Pack"]]));
    expect(found === null ? null : readHead(found).given).toEqual({ title: "Pack" });
  });

  test("is no table that happens to have such headings", () =>
    expect(
      findHeadSheet(
        workbook([
          ["Member", "Content"],
          ["Ada", "Tea"],
        ]),
      ),
    ).toBeNull());

  test.each([
    ["parameters.A", "０．５", "0.5", ["W_CELL_WIDTH"]],
    ["energy.usableCapacity.unit", "千瓦时", "kWh", ["W_UNIT_READ"]],
    ["periodStart", "2025年1月5日", "2025-01-05", []],
    ["periodStart", "2025/01/05", "2025-01-05", []],
    ["parameters.allowMixedGwp", "是", "true", []],
    ["parameters.allowMixedGwp", "TRUE", "true", []],
    ["parameters.A", "0.30000000000000001", "0.30000000000000001", []],
    ["study.goal", " To know ", "To know", []],
    ["study.goal", "", "", []],
  ])("reads %s from %j", (member, content, expected, notes) => {
    const read = readRows([["", member, content]]);
    expect(read.given).toEqual({ [member]: expected });
    expect(read.problems.map(({ code }) => code)).toEqual(notes);
  });

  test.each([
    ["parameters.A", "a bit", "E_CELL_NUMBER"],
    ["parameters.A", "0.5 kg", "E_CELL_NUMBER"],
    ["parameters.output.value", "1,234", "E_CELL_AMBIGUOUS"],
    ["energy.usableCapacity.unit", "parsec", "E_UNIT_UNKNOWN"],
    ["periodEnd", "soon", "E_DATE_FORMAT"],
    ["parameters.rounding", "up", "E_CELL_WORD"],
    ["parameters.cutoff.auto", "perhaps", "E_CELL_WORD"],
    ["parameters.B", "1", "E_HEAD_MEMBER"],
    ["title", "x".repeat(501), "E_HEAD_LENGTH"],
  ])("refuses %s with %j at its row", (member, content, code) => {
    const { given, problems } = readRows([
      ["", "gwpSet", "AR6"],
      ["", member, content],
    ]);
    expect(given).toEqual({ gwpSet: "AR6" });
    expect(problems).toMatchObject([{ code, path: member, params: { row: "3", column: "C" } }]);
  });

  test.each([
    [{ formula: "empty" }, "E_CELL_FORMULA"],
    [{ isError: true }, "E_CELL_ERROR"],
    [{ merged: "C1:C2", mergedText: "x" }, "E_CELL_MERGED"],
  ] as const)("refuses a cell marked %j", (mark, code) =>
    expect(readRows([["", "title", "Pack"]], { "2": mark }).problems.map((problem) => problem.code)).toEqual([
      code,
    ]),
  );

  test("names a member once", () =>
    expect(
      readRows([
        ["", "title", "One"],
        ["", "title", "Two"],
      ]),
    ).toMatchObject({ given: { title: "One" }, problems: [{ code: "E_DUPLICATE", params: { row: "3" } }] }));
});

test("what a sheet does not name stays, an empty content takes away, and exclusions are one list", () => {
  const before = {
    title: "Old",
    "parameters.A": "0.5",
    "study.exclusions.0.what": "a",
    "study.exclusions.1.what": "b",
  };
  expect(overlaidHead(before, { "parameters.A": "" })).toEqual({ ...before, "parameters.A": "" });
  expect(overlaidHead(before, { "study.exclusions.0.what": "c" })).toEqual({
    ...{ title: "Old", "parameters.A": "0.5", "study.exclusions.0.what": "c" },
  });
});

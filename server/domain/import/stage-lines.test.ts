import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";
import { emptyLine } from "../carbon-footprint/inventory-line.ts";
import { lineFields } from "./field.ts";
import { findHeading } from "./heading.ts";
import { anyLines, wholeLine } from "../../test/sample-lines.ts";
import { cellsOfLine, lineOfCells, writeCell } from "./line-cells.ts";
import { readRows } from "./read-rows.ts";
import type { CellMark, Workbook } from "./sheet.ts";
import type { StagingContext } from "./stage-lines.ts";
import { stageLines, takeOver } from "./stage-lines.ts";

function sheetOf(
  rows: readonly (readonly string[])[],
  marks: ReadonlyMap<number, CellMark> = new Map(),
): Workbook {
  return {
    format: "xlsx",
    encoding: null,
    delimiter: null,
    sheets: [
      {
        name: "Lines",
        isHidden: false,
        rows: rows.map((cells, at) => ({
          number: at + 1,
          isHidden: false,
          cells,
          marks: at === rows.length - 1 ? marks : new Map<number, CellMark>(),
        })),
      },
    ],
  };
}

const context: StagingContext = {
  lines: [],
  method: "mee-partial",
  factorOf: (id) => (id === "cn-grid" ? { id, version: 2, value: "0.5777", unit: "kgCO2e/kWh" } : null),
  maySupply: () => true,
  judge: () => [],
};

function stage(
  rows: readonly (readonly string[])[],
  more: Partial<StagingContext> = {},
  marks?: ReadonlyMap<number, CellMark>,
) {
  const heading = findHeading(sheetOf(rows, marks));
  if (heading === null) throw new Error("There is a heading.");
  return stageLines(readRows(heading, heading.proposed), { ...context, ...more });
}

/** Codes with their fields, for the only row. */
function told(
  rows: readonly (readonly string[])[],
  more: Partial<StagingContext> = {},
  marks?: ReadonlyMap<number, CellMark>,
) {
  return stage(rows, more, marks)[0]?.problems.map(({ code, path, params }) =>
    [code, path, params?.["column"]].filter((part) => part !== undefined).join(" "),
  );
}

describe("columns are found by their headings", () => {
  test("in English, with units behind them", () => {
    const [row] = stage([
      ["Battery X", ""],
      [
        "Line",
        "Type",
        "Description",
        "Mass (kg)",
        "Emission factor [kgCO2e/kg]",
        "Data source",
        "Recycled content (%)",
      ],
      ["cam", "Material", "Cathode", "12.5", "20.1", "BOM", "16"],
    ]);
    expect(row?.problems.map(({ code }) => code)).toEqual([
      "W_STAGE_DERIVED",
      "W_TEXT_COPIED",
      "W_TEXT_COPIED",
    ]);
    expect(row?.line).toEqual({
      ...emptyLine,
      ...{
        code: "cam",
        position: 0,
        kind: "material",
        stage: "raw_materials",
        nameEn: "Cathode",
        nameZh: "Cathode",
      },
      ...{
        amount: "12.5",
        amountUnit: "kg",
        factorValue: "20.1",
        factorUnit: "kgCO2e/kg",
        recycledShare: "0.16",
      },
      ...{ sourceEn: "BOM", sourceZh: "BOM" },
    });
  });

  test("in Chinese, with full-width brackets and one unit column behind each number", () => {
    const [row] = stage([
      ["编号", "类别", "阶段", "名称", "用电量", "单位", "排放因子", "单位", "电力来源", "数据性质", "来源"],
      [
        "e1",
        "电力",
        "生产",
        "涂布",
        "３.５",
        "万kWh",
        "0.5777",
        "千克二氧化碳当量/度",
        "全国平均",
        "实测",
        "电表",
      ],
    ]);
    expect(row?.line).toMatchObject({
      ...{ kind: "electricity", stage: "production", nameZh: "涂布", amount: "3.5", amountUnit: "万kWh" },
      ...{
        factorValue: "0.5777",
        factorUnit: "kgCO2e/kWh",
        electricityModel: "national_average",
        dataKind: "primary",
      },
    });
  });

  test.each([
    ["质量（kg）", "amount", "kg"],
    ["质量kg", "amount", "kg"],
    ["Mass, kg", "amount", "kg"],
    ["Mass in kg", "amount", "kg"],
    ["Mass 质量 (kg)", "amount", "kg"],
    ["质量/Mass (kg)", "amount", "kg"],
    ["  MASS_[t] ", "amount", "t"],
    ["运输距离（公里）", "distance", "km"],
    ["Emission factor (kgCO2e/(t·km))", "factorValue", "kgCO2e/(t·km)"],
    ["再生料比例(%)", "recycledShare", "%"],
    ["Name (English)", "nameEn", null],
    ["CFF R2", "circular.R2", null],
    ["Colour", null, null],
    ["What to mend", null, null],
  ])("%s is %s", (text, field, unit) => {
    const heading = findHeading(
      sheetOf([
        ["Code", "Stage", text],
        ["a", "production", "1"],
      ]),
    );
    expect([heading?.proposed[text.trim()], heading?.columns[2]?.unit]).toEqual([field, unit]);
  });

  test("every heading an export writes is found again", () => {
    for (const language of ["en", "zh"] as const) {
      const headings = lineFields.map((field) => field[language][0]);
      const found = findHeading(sheetOf([headings, headings.map(() => "x")]));
      expect(headings.map((heading) => found?.proposed[heading])).toEqual(lineFields.map(({ id }) => id));
    }
  });

  test("a row of units below the heading holds for its columns", () => {
    const [row] = stage([
      ["Code", "Name", "Mass", "Emission factor"],
      ["", "", "kg", "kgCO2e/kg"],
      ["a", "A", "1", "2"],
    ]);
    expect(row?.given).toMatchObject({ amountUnit: "kg", factorUnit: "kgCO2e/kg" });
    expect(row?.number).toBe(3);
  });

  test("a file without known headings shows its first row for a person to say", () =>
    expect(findHeading(sheetOf([["x"], ["foo", "bar"], ["1", "2"]]))?.proposed).toEqual({
      foo: null,
      bar: null,
    }));

  test("hidden sheets are left aside", () => {
    const [sheet] = sheetOf([
      ["Code", "Mass"],
      ["a", "1"],
    ]).sheets;
    expect(
      findHeading({
        format: "xlsx",
        encoding: null,
        delimiter: null,
        sheets: sheet ? [{ ...sheet, isHidden: true }] : [],
      }),
    ).toBeNull();
  });
});

describe("every cell that cannot be taken is named", () => {
  const head = [
    "Code",
    "Kind",
    "Stage",
    "Name",
    "Mass",
    "Unit",
    "Emission factor",
    "Factor unit",
    "Source",
    "Recycled share",
    "Year",
    "Confidential",
  ];
  const good = [
    "a",
    "material",
    "production",
    "A",
    "12.5",
    "kg",
    "2",
    "kgCO2e/kg",
    "BOM",
    "0.1",
    "2024",
    "no",
  ];
  const withCell = (at: number, text: string) => [head, good.with(at, text)];
  const note = "W_TEXT_COPIED nameZh";
  const noteSource = "W_TEXT_COPIED sourceZh";

  test("a good row has notes only", () => expect(told([head, good])).toEqual([note, noteSource]));

  test.each([
    ["a code with spaces", 0, "a b", "E_LINE_CODE_FORMAT code A"],
    ["a kind nobody knows", 1, "magic", "E_CELL_WORD kind B"],
    ["a stage nobody knows", 2, "use", "E_CELL_WORD stage C"],
    ["no name", 3, "", "E_REQUIRED nameEn"],
    ["words for a number", 4, "about 5", "E_CELL_NUMBER amount E"],
    ["a number of two readings", 4, "1,234", "E_CELL_AMBIGUOUS amount E"],
    ["two units", 4, "5 t", "E_UNIT_CONFLICT amount E"],
    ["an unknown unit", 5, "斤", "E_UNIT_UNKNOWN amountUnit F"],
    ["an unknown unit of a factor", 7, "kgCO2e/barrel", "E_UNIT_UNKNOWN factorUnit H"],
    ["no source", 8, "", "E_REQUIRED sourceEn"],
    ["a percentage without its sign", 9, "16", "E_SHARE_RANGE recycledShare J"],
    ["a year that is none", 10, "last", "E_CELL_YEAR activityYear K"],
    ["a flag that is none", 11, "maybe", "E_CELL_WORD confidential L"],
    ["a text too long", 3, "x".repeat(501), "E_CELL_LENGTH nameEn D"],
  ])("%s", (_, at, text, expected) => {
    const [row] = stage(withCell(at, text));
    expect(told(withCell(at, text))).toContain(expected);
    expect(row?.line).toBeNull();
  });

  test.each([
    ["a decimal comma", 4, "12,5", "W_CELL_DECIMAL_COMMA amount E"],
    ["thousands", 4, "1,234.5", "W_CELL_THOUSANDS amount E"],
    ["full-width digits", 4, "１２．５", "W_CELL_WIDTH amount E"],
    ["a Chinese multiplier", 4, "1.2万", "W_CELL_MULTIPLIER amount E"],
    ["a Chinese unit", 5, "千克", "W_UNIT_READ amountUnit F"],
    ["a kind that the rest says", 1, "", "W_KIND_DERIVED kind"],
    ["a stage that the kind says", 2, "", "W_STAGE_DERIVED stage"],
    ["a code that the name makes", 0, "", "W_CODE_MADE code"],
  ])("%s is repaired with a note", (_, at, text, expected) => {
    const [row] = stage(withCell(at, text));
    expect(told(withCell(at, text))).toContain(expected);
    expect(row?.line).not.toBeNull();
  });

  test("where commas are decimal, a point may group thousands and is refused", () =>
    expect(
      stage([head, good.with(4, "1.234"), good.with(0, "b").with(4, "0,5")])[0]?.problems.map(
        ({ code }) => code,
      ),
    ).toContain("E_CELL_AMBIGUOUS"));

  test.each<[string, CellMark, string]>([
    ["an error", { isError: true }, "E_CELL_ERROR amount E"],
    ["a formula without a value", { formula: "empty" }, "E_CELL_FORMULA amount E"],
    ["a formula with one", { formula: "value" }, "W_CELL_FORMULA amount E"],
    [
      "a number in a merged block",
      { merged: "E2:E3", mergedText: "5", isMergedDown: true },
      "E_CELL_MERGED amount E",
    ],
  ])("%s", (_, mark, expected) => expect(told([head, good], {}, new Map([[4, mark]]))).toContain(expected));

  test.each(["Waste", "waste treatment", "废弃物", "废物", "固废", "危废", "废水"])(
    "%s is a line of its own, with the treatment as its factor",
    (kind) => {
      const [row] = stage([
        ["Code", "Kind", "Stage", "Name", "Amount", "Unit", "Emission factor", "Factor unit", "Source"],
        ["w1", kind, "production", "Scrap", "12", "t", "0.5", "kgCO2e/kg", "Register"],
      ]);
      expect(row?.line).toMatchObject({ kind: "activity", amount: "12", amountUnit: "t" });
    },
  );

  test("a name that cannot be read in one language is not asked for in the other", () => {
    const [row] = stage(
      [
        ["Code", "Kind", "Stage", "名称", "Mass (kg)", "Emission factor", "Factor unit", "Source"],
        ["m1", "Material", "production", "", "12", "5", "kgCO2e/kg", "BOM"],
      ],
      {},
      new Map([[3, { formula: "empty" }]]),
    );
    expect(row?.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      "E_CELL_FORMULA nameZh",
      "W_TEXT_COPIED sourceZh",
    ]);
  });

  test("a word in a merged block holds for all of its rows", () => {
    const mark: CellMark = { merged: "D2:D3", mergedText: "Cathode", isMergedDown: true };
    const [row] = stage([head, good.with(3, "")], {}, new Map([[3, mark]]));
    expect(row?.line?.nameEn).toBe("Cathode");
    expect(row?.problems.map(({ code }) => code)).toContain("W_CELL_MERGED");
  });

  test("a total without a code, but not a line of that name", () => {
    expect(told([head, good.with(0, "").with(3, "合计")])).toEqual(["E_ROW_TOTAL "]);
    expect(told([head, good.with(0, "Total")])).toEqual(["E_ROW_TOTAL "]);
    expect(stage([head, good.with(3, "Total")])[0]?.line?.nameEn).toBe("Total");
  });

  test("a code twice, the second time", () =>
    expect(
      stage([head, good, good]).map(({ line, problems }) => [
        line === null,
        problems.some(({ code }) => code === "E_DUPLICATE"),
      ]),
    ).toEqual([
      [false, false],
      [true, true],
    ]));

  test("a field of another kind of line", () => {
    const rows = [
      [...head, "Distance"],
      [...good, "5 km"],
    ];
    expect(told(rows)).toContain("E_FIELD_NOT_APPLICABLE distance");
  });

  test("what the calculation finds, at the cell", () => {
    const judge: StagingContext["judge"] = () => [
      { line: "a", path: "factorUnit", code: "E_UNIT_DIMENSION" },
    ];
    expect(told([head, good], { judge })).toContain("E_UNIT_DIMENSION factorUnit");
    expect(stage([head, good], { judge })[0]?.line).toBeNull();
  });

  test("a row kept out of the calculation for a reason that does not hold", () => {
    const rows = [
      [...head, "Published problem"],
      [...good, "E_UNIT_DIMENSION"],
    ];
    expect(told(rows)).toContain("E_KEPT_OUT publishedProblem");
    const judge: StagingContext["judge"] = () => [
      { line: "a", path: "factorUnit", code: "E_UNIT_DIMENSION" },
    ];
    expect(stage(rows, { judge })[0]?.line?.publishedProblem).toBe("E_UNIT_DIMENSION");
  });

  test("a stage outside the boundary of the method is told", () =>
    expect(told(withCell(2, "寿命终止"))).toContain("W_STAGE_OUTSIDE stage"));
});

describe("factors of the library", () => {
  const head = ["Code", "Kind", "Stage", "Name", "Amount", "Unit", "Factor", "Factor value", "Source"];
  const row = ["e", "electricity", "production", "E", "1", "kWh", "cn-grid", "", "meter"];

  test("bring value, unit and version with them", () =>
    expect(stage([head, row])[0]?.line).toMatchObject({
      ...{ factorId: "cn-grid", factorVersion: 2, factorValue: "0.5777", factorUnit: "kgCO2e/kWh" },
    }));
  test("that nobody knows are refused", () =>
    expect(told([head, row.with(6, "moon-grid")])).toContain("E_FACTOR_UNKNOWN factor"));
  test("beside another value are a contradiction", () =>
    expect(told([head, row.with(7, "0.6")])).toContain("E_FACTOR_DIFFERS factorValue"));
  test("give way to the file's own figures where the file names none", () => {
    const line = stage([head, row])[0]?.line;
    if (line == null) throw new Error("The row is good.");
    const [changed] = stage(
      [
        ["Code", "Factor value"],
        ["e", "0.6"],
      ],
      { lines: [line] },
    );
    expect(changed?.line).toMatchObject({
      factorId: null,
      factorVersion: null,
      factorValue: "0.6",
      factorUnit: "kgCO2e/kWh",
    });
  });
});

describe("taking rows over", () => {
  test("changes only what the file says, and nothing the second time", () => {
    const lines: readonly InventoryLine[] = [wholeLine];
    const file = [
      ["Code", "Amount"],
      [wholeLine.code, "99"],
    ];
    const rows = stage(file, { lines }).flatMap(({ line }) => (line === null ? [] : [line]));
    const once = takeOver(lines, rows, "add");
    expect(once.lines).toEqual([{ ...wholeLine, amount: "99" }]);
    const again = stage(file, { lines: once.lines }).flatMap(({ line }) => (line === null ? [] : [line]));
    expect(takeOver(once.lines, again, "add")).toMatchObject({
      added: [],
      changed: [],
      unchanged: [wholeLine.code],
    });
  });

  test("keeps a number as it was written when a spreadsheet dropped its zeros", () => {
    const lines = [{ ...wholeLine, amount: "1.50" }];
    const [row] = stage(
      [
        ["Code", "Amount"],
        [wholeLine.code, "1.5"],
      ],
      { lines },
    );
    expect(row?.line?.amount).toBe("1.50");
  });

  test("adds at the end, or replaces in the order of the file", () => {
    const line = (code: string, position: number): InventoryLine => ({ ...wholeLine, code, position });
    const before = [line("a", 1), line("b", 2)];
    const rows = [line("c", 0), line("b", 2)];
    expect(takeOver(before, rows, "add").lines.map(({ code }) => code)).toEqual(["a", "b", "c"]);
    const replaced = takeOver(before, rows, "replace");
    expect(replaced.lines.map(({ code, position }) => [code, position])).toEqual([
      ["c", 1],
      ["b", 2],
    ]);
    expect(replaced).toMatchObject({ added: ["c"], removed: ["a"], unchanged: ["b"] });
  });
});

describe("a line and its cells", () => {
  test("say the same", () =>
    fc.assert(
      fc.property(anyLines, (lines) => {
        for (const line of lines)
          expect(lineOfCells(cellsOfLine(line), line.position)).toEqual({ ok: true, value: line });
      }),
    ));

  test.each(["en", "zh"] as const)(
    "an export in %s is read back to the same lines, into an empty draft and over itself",
    (language) =>
      fc.assert(
        fc.property(anyLines, (lines) => {
          const rows = [
            lineFields.map((field) => field[language][0]),
            ...lines.map((line) => {
              const cells = cellsOfLine(line);
              return lineFields.map((field) => writeCell(field, cells[field.id] ?? "", language));
            }),
          ];
          const factorOf: StagingContext["factorOf"] = (id, version) => {
            const line = lines.find((one) => one.factorId === id && one.factorVersion === version);
            const other = lines.find(
              (one) => one.recycledFactorId === id && one.recycledFactorVersion === version,
            );
            const [value, unit] = line
              ? [line.factorValue, line.factorUnit]
              : [other?.recycledFactorValue, other?.recycledFactorUnit];
            return value == null || unit == null || version === null ? null : { id, version, value, unit };
          };
          const judge: StagingContext["judge"] = () =>
            lines.flatMap(({ code, publishedProblem }) =>
              publishedProblem === null ? [] : [{ line: code, path: "factorUnit", code: publishedProblem }],
            );
          for (const known of [[], lines]) {
            const staged = stage(rows, { lines: known, factorOf, judge });
            expect(
              staged.flatMap(({ problems }) => problems.filter(({ code }) => code.startsWith("E_"))),
            ).toEqual([]);
            const taken = takeOver(
              known,
              staged.flatMap(({ line }) => (line === null ? [] : [line])),
              "replace",
            );
            expect(taken.lines).toEqual(lines);
          }
        }),
        { numRuns: 60 },
      ),
  );
});

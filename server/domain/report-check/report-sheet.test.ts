import { describe, expect, test } from "vitest";
import { isFields } from "../carbon-footprint/read.ts";
import type { Workbook } from "../import/sheet.ts";
import { checkReport } from "./check-report.ts";
import { readReportSheet } from "./report-sheet.ts";
import { planted, plants } from "./sample-defects.ts";
import { recipes, writeReport } from "./sample-report.ts";
import type { SampleReport } from "./sample-report.ts";

type Lines = (readonly string[])[];

function workbook(lines: Lines): Workbook {
  const rows = lines.map((cells, index) => ({
    ...{ number: index + 1, isHidden: false, cells: [...cells], marks: new Map() },
  }));
  const text = { format: "csv", encoding: "utf-8", delimiter: "," } as const;
  return { ...text, sheets: [{ name: "", isHidden: false, rows }] };
}

function read(lines: Lines) {
  const { request, unread } = readReportSheet(workbook(lines));
  return { ...checkReport(request), unread, request };
}

/** First cells of the lines, in both languages: `[what the test calls it, English, Chinese]`. */
const names: Readonly<Record<string, readonly [string, string]>> = {
  product: ["product", "产品"],
  functionalUnit: ["functional unit", "功能单位"],
  total: ["total", "总排放量"],
  output: ["output", "产量"],
  intensity: ["result", "结果"],
  stage: ["stage total", "阶段合计"],
  share: ["share", "占比"],
  change: ["change", "变化幅度"],
  boundary_statements: ["boundary in the text", "边界表述"],
  result_stages_with_value: ["stages with a value", "有数值的阶段"],
  functional_units: ["functional unit in the text", "功能单位表述"],
  exclusions: ["exclusion", "排除项"],
  activity: ["year", "年份"],
  base: ["base year", "基准年"],
  site_region: ["site", "工厂所在地"],
  gwp: ["gas", "温室气体"],
  gases_named: ["gas", "温室气体"],
  electricity_model: ["electricity", "电力模型"],
  standards: ["standard", "标准"],
  activity_data_published: ["activity data published", "活动数据已公布"],
  factors_published: ["factors published", "因子已公布"],
  dqr_published: ["data quality rating", "数据质量评级"],
  dqr_total: ["total of the data quality rating", "数据质量总评级"],
  output_kind: ["output kind", "产出类型"],
  energy_capacity_kind: ["energy capacity kind", "能量容量类型"],
  author: ["author", "编制单位"],
  verifier: ["verifier", "核查单位"],
  signed: ["signed", "已签署"],
  text_fragments: ["text", "正文"],
  energy: ["energy over the service life", "寿命期总能量"],
  chemistries: ["chemistry", "化学体系"],
  raw_materials_named: ["raw material of the process", "工艺原料"],
  direct_process_emissions_counted: ["direct process emissions counted", "直接过程排放已计入"],
  factors: ["factor in the text", "采用因子"],
  results: ["result in the text", "文中结果"],
  result_ranges: ["range of results", "结果范围"],
  fuels: ["fuel", "燃料"],
  allocation: ["allocation", "分配"],
  formulas: ["formula", "公式"],
  claims: ["claim", "宣称"],
  legal_statements: ["law", "法规要求"],
};

/** Members whose statements become lines of these cells, `;` between the elements of a list. */
const cellsOf: Readonly<Record<string, readonly string[]>> = {
  boundary_statements: ["type", "stages", "excludes", "formula", "business_model", "where"],
  functional_units: ["value", "unit", "text", "where"],
  exclusions: ["what", "reason"],
  gwp: ["gas", "value", "set", "where"],
  energy: ["capacityKWh", "fecPerYear", "years"],
  factors: ["name", "value", "unit", "region", "year", "basis", "gas_basis"],
  results: ["value", "unit", "origin", "where"],
  result_ranges: ["subject", "min", "max", "unit", "where"],
  fuels: ["process", "fuel", "where"],
  allocation: ["key", "called"],
  claims: ["text", "carried", "where"],
  legal_statements: ["duty", "categories"],
};

/** Members that only say how the others are to be read, and have no line. */
const withoutLine = new Set(["sign_convention"]);

/** A report as somebody would type it into a spreadsheet. */
function sheetOf({ report, declared }: SampleReport, language: 0 | 1): Lines {
  const name = (member: string): string => {
    const found = names[member]?.[language];
    if (found === undefined) throw new Error(`No line for ${member}.`);
    return found;
  };
  const quantity = (member: "functionalUnit" | "total" | "output" | "intensity"): Lines => {
    const stated = report[member];
    return stated === null ? [] : [[name(member), stated.value, stated.unit]];
  };
  const lines: Lines = [
    [name("product"), report.product],
    ...(["functionalUnit", "total", "output", "intensity"] as const).flatMap(quantity),
    ...Object.entries(report.stages).map(([stage, { value, unit }]) => [name("stage"), stage, value, unit]),
    ...Object.entries(report.sharesPercent).map(([stage, percent]) => [name("share"), stage, percent]),
  ];
  for (const [member, value] of Object.entries(declared)) {
    if (withoutLine.has(member)) continue;
    if (member === "years" && isFields(value)) lines.push(...yearLines(value, name));
    else if (member === "formulas") lines.push(...formulaLines(value, name(member)));
    else lines.push(...statementLines(member, value, name(member)));
  }
  const head = ["stage", "name", "amount", "unit", "factor", "factor unit", "emission", "unit", "credit"];
  const zhHead = ["阶段", "名称", "数量", "单位", "排放因子", "因子单位", "排放量", "单位", "抵扣"];
  lines.push(language === 0 ? head : zhHead);
  for (const { id, stage, amount, factor, emission, credit } of report.rows) {
    const numbers = [amount, factor, emission].flatMap(({ value, unit }) => [value, unit]);
    lines.push([stage, id, ...numbers, credit === true ? (["yes", "是"][language] ?? "") : ""]);
  }
  return lines;
}

function statementLines(member: string, value: unknown, first: string): Lines {
  const cells = cellsOf[member];
  const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (cells === undefined) return elements.map((element) => [first, textOf(element)]);
  return elements.map((element) => [
    first,
    ...cells.map((cell) => (isFields(element) ? textOf(element[cell]) : "")),
  ]);
}

function yearLines(years: Readonly<Record<string, unknown>>, name: (member: string) => string): Lines {
  return [
    [name("activity"), textOf(years["activity"])],
    [name("base"), textOf(years["base"])],
    ...statementLines("factors", years["factors"], name("factors")),
  ];
}

function formulaLines(value: unknown, first: string): Lines {
  const formulas: readonly unknown[] = Array.isArray(value) ? value : [];
  return formulas.map((formula) => {
    const terms: readonly unknown[] =
      isFields(formula) && Array.isArray(formula["terms"]) ? formula["terms"] : [];
    return [first, terms.map((term) => (isFields(term) ? textOf(term["unit"]) : "")).join("; ")];
  });
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join("; ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

describe.each([
  ["English", 0],
  ["Chinese", 1],
] as const)("a report in a spreadsheet with %s names", (_, language) => {
  test.each(Object.entries(recipes))(
    "that is clean, %s, gives no finding and has no unread line",
    (_name, recipe) =>
      expect(read(sheetOf(writeReport(recipe), language))).toMatchObject({ unread: [], findings: [] }),
  );

  test.each(planted)("with one defect is found by %s alone, planted into %s", (code, recipe) => {
    const sample = writeReport(recipes[recipe]);
    plants[code](sample);
    const { codes, errors, unread } = read(sheetOf(sample, language));
    expect([codes, errors, unread]).toEqual([[code], undefined, []]);
  });

  test("says the same with its statements below the table", () => {
    const sample = writeReport(recipes.nickelPack);
    plants["CK-FUEL"](sample);
    const lines = sheetOf(sample, language);
    const head = lines.findIndex((cells) => cells.includes(language === 0 ? "amount" : "数量"));
    const turned = [...lines.slice(head), ...lines.slice(0, head)];
    expect(read(turned)).toMatchObject({ codes: ["CK-FUEL"], unread: [] });
  });
});

describe("a line", () => {
  test("of the same thing a second time is another statement and replaces nothing", () => {
    const { codes, request } = read([
      ["functional unit", "1", "kWh"],
      ["functional unit", "1", "piece", "one pack"],
      ["boundary", "cradle-to-gate"],
      ["boundary", "cradle-to-grave"],
      ["result", "6.0", "kgCO2e/kWh"],
      ["result", "6.0", "kgCO2e/kg"],
    ]);
    expect(codes).toEqual(expect.arrayContaining(["CK-FU", "CK-BOUNDARY", "CK-UNIT-FU"]));
    expect(request.report["functionalUnit"]).toEqual({ value: "1", unit: "kWh" });
  });

  test.each<[string, readonly string[], string, unknown]>([
    [
      "a duty in Chinese",
      ["法规要求", "电池护照", "便携式电池"],
      "legal_statements",
      [{ duty: "passport", categories: ["portable"] }],
    ],
    [
      "metals joined by or",
      ["law", "recycled content", "", "", "", "or"],
      "legal_statements",
      [{ duty: "recycled_content", categories: [], metals_joined: "or" }],
    ],
    ["a gas without a value", ["gas", "CO2, CH4"], "gases_named", ["CO2", "CH4"]],
    ["years of suppliers", ["supplier year", "2022; 2023"], "years", { supplier: ["2022", "2023"] }],
    [
      "a number from a library",
      ["result in the text", "5", "kg", "library"],
      "results",
      [{ value: "5", unit: "kg", origin: "library" }],
    ],
    [
      "a claim that no number carries",
      ["claim", "the greenest", "no", "cover"],
      "claims",
      [{ text: "the greenest", where: "cover", carried: false }],
    ],
    ["an offset", ["offset", "forest", "yes"], "offsets", [{ name: "forest", counted: true }]],
    ["certificates", ["绿证已计入", "是"], "certificates_counted", true],
    ["what is neither yes nor no", ["certificates counted", "partly"], "certificates_counted", "partly"],
    [
      "a class of ratings",
      ["class of the data quality rating", "good", "2", "3", "upper"],
      "dqr_classes",
      [{ name: "good", low: "2", high: "3", inclusive: "upper" }],
    ],
  ])("says %s", (_, cells, member, value) => expect(read([cells]).request.declared[member]).toEqual(value));

  test("with a change in percent stands in the report", () =>
    expect(read([["change", "60", "kgCO2e/kWh", "40", "", "30"]]).codes).toContain("CK-SHARE"));

  test("that begins like a stage is a row of the table, and one that begins like a statement is none", () => {
    const { request } = read([
      ["stage", "name", "amount", "unit"],
      ["energy", "electricity", "5", "kWh"],
      ["production", "fuel", "7", "kg"],
      ["production", "9", "t"],
    ]);
    expect(request.report["rows"]).toMatchObject([{ id: "electricity" }, { id: "fuel" }]);
    expect(request.report["output"]).toEqual({ value: "9", unit: "t" });
  });
});

import { isFields } from "../carbon-footprint/read.ts";
import type { SheetRow, Workbook } from "../import/sheet.ts";
import { readStage } from "./stage-names.ts";
import { parts, statementKinds } from "./statement-kinds.ts";
import type { StatementKind } from "./statement-kinds.ts";

/** A report read from a spreadsheet, in the form that the checker takes. */
export interface ReadReportSheet {
  readonly request: {
    readonly report: Readonly<Record<string, unknown>>;
    readonly declared: Readonly<Record<string, unknown>>;
  };
  /** Lines whose first cell says nothing that is known. */
  readonly unread: readonly { readonly row: number; readonly text: string }[];
}

type Quantity = { readonly value: string; readonly unit: string };

/** What is put together while the lines are read. */
interface Draft {
  readonly report: Record<string, unknown>;
  readonly declared: Record<string, unknown>;
  readonly stages: Record<string, Quantity>;
  readonly shares: Record<string, string>;
  readonly rows: Record<string, unknown>[];
  readonly boundary: Record<string, unknown>;
  readonly lists: Map<string, string[]>;
}

/**
 * Reads a report from the first sheet of a workbook in our plain layout: lines with a name and values, then a table with
 * one line for each row. Nothing is judged here; what is not a number is found by the check.
 *
 * Layout: `functional unit | 1 | kWh`, `total | 47.4 | tCO2e`, …, and whatever else the report says in lines of
 * {@link statementKinds}, such as `energy carrier | production | diesel | 4.2`; the table begins with `stage | name |
 * amount | unit | factor | factor unit | emission | unit`, in any order of columns, in English or Chinese.
 */
export function readReportSheet(workbook: Workbook): ReadReportSheet {
  const draft: Draft = {
    report: {},
    declared: {},
    stages: {},
    shares: {},
    rows: [],
    boundary: {},
    lists: new Map(),
  };
  const unread: { row: number; text: string }[] = [];
  const sheet = workbook.sheets.find(({ isHidden, rows }) => !isHidden && rows.length > 0);
  let columns: readonly (string | null)[] | null = null;
  for (const row of sheet?.rows ?? []) {
    const cells = row.cells.map((cell) => cell.trim());
    const header = columnsOf(cells);
    if (header !== null) columns = header;
    else if (columns !== null && isTableRow(cells, columns)) draft.rows.push(rowOf(cells, columns));
    else if (!takeLine(cells, draft)) unread.push({ row: row.number, text: firstOf(row) });
  }
  return { request: finished(draft), unread };
}

function firstOf({ cells }: SheetRow): string {
  return cells.find((cell) => cell.trim() !== "") ?? "";
}

/** Headings of the table, in the words they may have. */
const headings: readonly (readonly [field: string, words: RegExp])[] = [
  ["stage", /^(stage|life[- ]cycle stage|阶段|生命周期阶段)$/i],
  ["name", /^(name|item|activity|id|名称|项目)$/i],
  ["amountUnit", /^(amount unit|activity unit|活动数据单位|数量单位)$/i],
  ["amount", /^(amount|activity data|quantity|consumption|活动数据|数量|消耗量|消耗数据)$/i],
  ["factorUnit", /^(factor unit|因子单位|排放因子单位)$/i],
  ["factor", /^(factor|emission factor|因子|排放因子)$/i],
  ["emissionUnit", /^(emission unit|result unit|排放量单位|结果单位)$/i],
  ["emission", /^(emissions?|result|排放量|碳排放量|结果)$/i],
  ["gwp", /^gwp$/i],
  ["region", /^(region|geography|地区|地域)$/i],
  ["year", /^(year|factor year|年份|因子年份)$/i],
  ["credit", /^(credit|抵扣)$/i],
  ["electricityModel", /^(electricity model|电力模型)$/i],
  ["unit", /^(units?|单位)$/i],
];

/** Fields of the columns when this line is the head of the table. A bare `unit` belongs to the number before it. */
function columnsOf(cells: readonly string[]): readonly (string | null)[] | null {
  const fields: (string | null)[] = [];
  for (const cell of cells) {
    const field = headings.find(([, words]) => words.test(cell))?.[0] ?? null;
    const before = fields.at(-1);
    fields.push(field === "unit" && typeof before === "string" ? `${before}Unit` : field);
  }
  return fields.includes("stage") && fields.includes("name") ? fields : null;
}

/**
 * A line of the table names something and has a number or a unit; `total | 5 | t` below it is a line of its own, and so is
 * `fuel | production | diesel`: its first word is no stage.
 */
function isTableRow(cells: readonly string[], columns: readonly (string | null)[]): boolean {
  const at = (field: string) => cells[columns.indexOf(field)] ?? "";
  const first = cells[0] ?? "";
  if (kindOf(first) !== undefined) {
    const isOther = columns[0] === "stage" && readStage(first).mains.length === 0;
    if (isOther || !/^\p{L}/u.test(cells[1] ?? "")) return false;
  }
  return at("name") !== "" && ["amount", "factor", "emission"].some((field) => at(field) !== "");
}

function rowOf(cells: readonly string[], columns: readonly (string | null)[]): Record<string, unknown> {
  const at = (field: string) => {
    const index = columns.indexOf(field);
    return index < 0 ? "" : (cells[index] ?? "");
  };
  const quantity = (field: string) =>
    at(field) === "" ? null : { value: at(field), unit: at(`${field}Unit`) };
  return {
    id: at("name"),
    stage: at("stage") === "" ? null : at("stage"),
    amount: quantity("amount"),
    factor: quantity("factor"),
    emission: quantity("emission"),
    ...(at("gwp") === "" ? {} : { gwp: at("gwp") }),
    ...(at("region") === "" ? {} : { region: at("region") }),
    ...(at("year") === "" ? {} : { year: at("year") }),
    ...(yes.test(at("credit")) ? { credit: true } : {}),
    ...(at("electricityModel") === "" ? {} : { electricityModel: at("electricityModel") }),
  };
}

const yes = /^(yes|true|y|1|是|有)$/i;

interface LineKind {
  readonly words: RegExp;
  readonly take: (values: readonly string[], draft: Draft) => void;
}

const quantityLine = (name: string, words: RegExp): LineKind => ({
  words,
  take: ([value = "", unit = ""], { report }) => {
    report[name] = value === "" ? null : { value, unit };
  },
});

const textLine = (name: string, words: RegExp): LineKind => ({
  words,
  take: ([text = ""], { declared }) => {
    declared[name] = text === "" ? null : text;
  },
});

const listLine = (name: string, words: RegExp): LineKind => ({
  words,
  take: (values, { lists }) => {
    lists.set(name, [...(lists.get(name) ?? []), ...values.flatMap(parts)]);
  },
});

const flagLine = (name: string, words: RegExp): LineKind => ({
  words,
  take: ([text = ""], { declared }) => {
    if (yes.test(text)) declared[name] = true;
    else if (/^(no|false|n|0|否|无)$/i.test(text)) declared[name] = false;
    else declared[name] = text === "" ? null : text;
  },
});

/** What a report says a second time is another statement of the same thing, and is compared with the first. */
function onceThen(first: LineKind, isThere: (draft: Draft) => boolean, more: StatementKind): LineKind {
  return {
    words: first.words,
    take: (values, draft) => (isThere(draft) ? more.take(draft, values) : first.take(values, draft)),
  };
}

/** What lines above or below the table say; statements beside the numbers follow after these. */
const lineKinds: readonly LineKind[] = [
  {
    words: /^(product|产品|产品名称)$/i,
    take: ([text = ""], { report }) => {
      report["product"] = text;
    },
  },
  onceThen(
    quantityLine("functionalUnit", /^(functional unit|declared unit|功能单位|声明单位)$/i),
    ({ report }) => report["functionalUnit"] !== undefined,
    statementKinds.functionalUnit,
  ),
  quantityLine("total", /^(total|total emissions?|总计|合计|总排放量)$/i),
  quantityLine("output", /^(output|production|产量|产出|总能量)$/i),
  onceThen(
    quantityLine("intensity", /^(result|intensity|carbon footprint|结果|碳足迹|单位产品碳足迹)$/i),
    ({ report }) => report["intensity"] !== undefined,
    statementKinds.result,
  ),
  {
    words: /^(stage|stage total|阶段|阶段合计)$/i,
    take: ([stage = "", value = "", unit = ""], { stages }) => {
      if (stage !== "") stages[stage] = { value, unit };
    },
  },
  {
    words: /^(share|share %|占比|占比（%）)$/i,
    take: ([stage = "", percent = ""], { shares }) => {
      if (stage !== "") shares[stage] = percent;
    },
  },
  onceThen(
    {
      words: /^(boundary|boundary type|系统边界|边界类型)$/i,
      take: ([type = ""], { boundary }) => {
        if (type !== "") boundary["type"] = type;
      },
    },
    ({ boundary }) => boundary["type"] !== undefined,
    statementKinds.boundary,
  ),
  listLine("stages", /^(stages|boundary stages|阶段范围|包含阶段)$/i),
  listLine("excludes", /^(excluded stages|excludes|排除阶段|不含阶段)$/i),
  listLine("standards", /^(standards?|标准|依据标准)$/i),
  listLine("activity", /^(year|activity year|reporting year|年份|数据年份)$/i),
  listLine("base", /^(base year|基准年)$/i),
  textLine("gwp_set", /^(gwp set|gwp|ipcc report|潜势值|GWP来源)$/i),
  textLine("site_region", /^(site|site region|plant|工厂地区|工厂所在地)$/i),
  textLine("electricity_model", /^(electricity|electricity model|电力模型|电力处理)$/i),
  textLine("author", /^(author|编制单位|编制人)$/i),
  textLine("verifier", /^(verifier|核查单位|核查人)$/i),
  flagLine("signed", /^(signed|已签署|签署)$/i),
  flagLine("dqr_published", /^(data quality rating|dqr|数据质量评级)$/i),
  flagLine("activity_data_published", /^(activity data published|活动数据已公布)$/i),
  flagLine("factors_published", /^(factors published|因子已公布)$/i),
  textLine("output_kind", /^(output kind|产出类型)$/i),
  textLine("energy_capacity_kind", /^(energy capacity kind|能量容量类型)$/i),
  listLine("text_fragments", /^(text|文字|正文)$/i),
];

const statements: readonly StatementKind[] = Object.values(statementKinds);

function kindOf(first: string): LineKind | undefined {
  const own = lineKinds.find(({ words }) => words.test(first));
  const statement = statements.find(({ words }) => words.test(first));
  if (own !== undefined || statement === undefined) return own;
  return { words: statement.words, take: (values, draft) => statement.take(draft, values) };
}

function takeLine(cells: readonly string[], draft: Draft): boolean {
  const [name = "", ...values] = cells;
  const kind = kindOf(name);
  kind?.take(values, draft);
  return kind !== undefined;
}

function finished({
  report,
  declared,
  stages,
  shares,
  rows,
  boundary,
  lists,
}: Draft): ReadReportSheet["request"] {
  const list = (name: string) => lists.get(name);
  const statement = {
    ...boundary,
    ...(list("stages") === undefined ? {} : { stages: list("stages") }),
    ...(list("excludes") === undefined ? {} : { excludes: list("excludes") }),
  };
  const years = {
    ...(isFields(declared["years"]) ? declared["years"] : {}),
    ...(list("activity") === undefined ? {} : { activity: list("activity") }),
    ...(list("base") === undefined ? {} : { base: list("base") }),
  };
  const other = declared["boundary_statements"];
  const inText: readonly unknown[] = Array.isArray(other) ? other : [];
  return {
    report: { ...report, rows, stages, sharesPercent: shares },
    declared: {
      ...declared,
      ...(Object.keys(statement).length === 0 ? {} : { boundary_statements: [statement, ...inText] }),
      ...(Object.keys(years).length === 0 ? {} : { years }),
      ...(list("standards") === undefined ? {} : { standards: list("standards") }),
      ...(list("text_fragments") === undefined ? {} : { text_fragments: list("text_fragments") }),
    },
  };
}

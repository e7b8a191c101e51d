import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { reasonHeading } from "../../domain/import/field.ts";
import { headHeadings } from "../../domain/import/head-sheet.ts";
import type { Problem } from "../../domain/problem.ts";
import type { WrittenSheet } from "../../platform/spreadsheet-writer.ts";
import { writeCsv, writeXlsx } from "../../platform/spreadsheet-writer.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadDeclaration } from "../footprint/load.ts";
import type { LoadedRun } from "./load-run.ts";
import { demandRun, fileFacts } from "./load-run.ts";
import { stageHead } from "./stage-head.ts";
import { atHeadRow } from "./view.ts";

/** A file to download. */
export interface SpreadsheetFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export const spreadsheetTypes = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
} as const;
export type SpreadsheetFormat = keyof typeof spreadsheetTypes;

/** What the name of the file ends with. */
const toMend = { en: "to-mend", zh: "待修改" } as const;

/** Sheets of a workbook that is written here. */
export const sheetNames = {
  en: { lines: "Lines", head: "Inventory" },
  zh: { lines: "清单行", head: "清单说明" },
} as const;

/**
 * The bad rows of a file in their own layout, each with what to mend in a column behind them. Mended it is imported by
 * itself: the column of reasons is not read.
 *
 * @param say a sentence for a problem, in the reader's language.
 */
export async function writeCorrected(
  ctx: Context,
  input: {
    /** The declaration. */
    readonly id: string;
    readonly run: string;
    readonly format: SpreadsheetFormat;
    readonly language: "en" | "zh";
    readonly say: (problem: Problem) => string;
  },
): Promise<SpreadsheetFile> {
  demand(ctx, "declaration.read", null);
  const draft = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", draft.declaration.operatorId);
  const loaded = await demandRun(ctx.db, input.id, input.run);
  const { run, rows } = loaded;
  const bad = rows.filter(({ value }) => value === null);
  const { units } = fileFacts(loaded);
  const table = tableToMend({ heading: loaded.heading?.cells ?? [], units, bad }, input);
  const bytes =
    input.format === "csv"
      ? writeCsv(table)
      : await writeXlsx([
          { name: sheetNames[input.language].lines, rows: table },
          ...headSheet(draft, loaded, input),
        ]);
  return { fileName: nameToMend(run.fileName, input), mediaType: spreadsheetTypes[input.format], bytes };
}

/** What a file to mend is called: as the one that was sent, and that it is to be mended. */
export function nameToMend(
  fileName: string,
  { format, language }: { readonly format: SpreadsheetFormat; readonly language: "en" | "zh" },
): string {
  const name = fileName.replace(/\.(xlsx|csv|txt|tsv)$/i, "").replace(/[^\p{L}\p{N}._ -]/gu, "_");
  return `${name || "import"}-${toMend[language]}.${format}`;
}

/** Bad rows below their own heading, each with what to mend in a column behind them. */
export function tableToMend(
  file: {
    readonly heading: readonly string[];
    /** The row of units below the heading, empty where the file has none. */
    readonly units: readonly string[];
    readonly bad: readonly { readonly cells: readonly string[]; readonly problems: readonly Problem[] }[];
  },
  spoken: { readonly language: "en" | "zh"; readonly say: (problem: Problem) => string },
): readonly (readonly string[])[] {
  const { heading, units, bad } = file;
  return [
    [...heading, reasonHeading[spoken.language]],
    ...(units.some((unit) => unit.trim() !== "") ? [[...units, ""]] : []),
    ...bad.map(({ cells, problems }) => [
      ...heading.map((_, index) => cells[index] ?? ""),
      problems
        .filter(({ code }) => !code.startsWith("W_"))
        .map((problem) => reasonOf(problem, spoken))
        .join("\n"),
    ]),
  ];
}

/** The sheet of the head with what to mend, where something is wrong with it: the mended file brings it along. */
function headSheet(
  draft: LoadedDeclaration,
  loaded: LoadedRun,
  { language, say }: { readonly language: "en" | "zh"; readonly say: (problem: Problem) => string },
): readonly WrittenSheet[] {
  const { head } = fileFacts(loaded);
  if (head === null) return [];
  const wrong = stageHead(draft, head.given, head.problems)
    .problems.filter(({ code }) => code.startsWith("E_"))
    .map((problem) => atHeadRow(problem, head.rows));
  if (wrong.length === 0) return [];
  const { label, member, value } = headHeadings[language];
  const rows = head.rows.map((row) => [
    ...[row.label, row.member, row.value],
    wrong
      .filter(({ params }) => params?.["row"] === String(row.number))
      .map(say)
      .join("\n"),
  ]);
  return [
    { name: sheetNames[language].head, rows: [[label, member, value, reasonHeading[language]], ...rows] },
  ];
}

/** `E Mass (a little): This is no number. …` */
function reasonOf(
  problem: Problem,
  { language, say }: { readonly language: "en" | "zh"; readonly say: (problem: Problem) => string },
): string {
  const { column, heading, value } = problem.params ?? {};
  const place = [column, heading].filter((part) => part !== undefined && part !== "").join(" ");
  if (place === "") return say(problem);
  const isRefused = value !== undefined && value !== "";
  return language === "zh"
    ? `${place}${isRefused ? `（${value}）` : ""}：${say(problem)}`
    : `${place}${isRefused ? ` (${value})` : ""}: ${say(problem)}`;
}

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
  const heading = loaded.heading?.cells ?? [];
  const width = heading.length;
  const bad = rows
    .filter(({ value }) => value === null)
    .map(({ cells, problems }) => [
      ...Array.from({ length: width }, (_, index) => cells[index] ?? ""),
      problems
        .filter(({ code }) => code.startsWith("E_"))
        .map((problem) => reasonOf(problem, input))
        .join("\n"),
    ]);
  const { units } = fileFacts(loaded);
  const table = [
    [...heading, reasonHeading[input.language]],
    ...(units.some((unit) => unit.trim() !== "") ? [[...units, ""]] : []),
    ...bad,
  ];
  const bytes =
    input.format === "csv"
      ? writeCsv(table)
      : await writeXlsx([
          { name: sheetNames[input.language].lines, rows: table },
          ...headSheet(draft, loaded, input),
        ]);
  const name = run.fileName.replace(/\.(xlsx|csv|txt|tsv)$/i, "").replace(/[^\p{L}\p{N}._ -]/gu, "_");
  return {
    fileName: `${name || "import"}-${toMend[input.language]}.${input.format}`,
    mediaType: spreadsheetTypes[input.format],
    bytes,
  };
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

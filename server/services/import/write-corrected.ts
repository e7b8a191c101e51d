import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { reasonHeading } from "../../domain/import/field.ts";
import type { Problem } from "../../domain/problem.ts";
import { writeCsv, writeXlsx } from "../../platform/spreadsheet-writer.ts";
import { loadDeclaration } from "../footprint/load.ts";
import { demandRun } from "./load-run.ts";

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
  const { declaration } = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", declaration.operatorId);
  const { run, heading, rows } = await demandRun(ctx.db, input.id, input.run);
  const width = heading.cells.length;
  const bad = rows
    .filter(({ value }) => value === null)
    .map(({ cells, problems }) => [
      ...Array.from({ length: width }, (_, index) => cells[index] ?? ""),
      problems
        .filter(({ code }) => code.startsWith("E_"))
        .map((problem) => reasonOf(problem, input.say))
        .join("\n"),
    ]);
  const table = [[...heading.cells, reasonHeading[input.language]], ...bad];
  const bytes = input.format === "csv" ? writeCsv(table) : await writeXlsx([{ name: "Lines", rows: table }]);
  const name = run.fileName.replace(/\.(xlsx|csv|txt|tsv)$/i, "").replace(/[^\p{L}\p{N}._ -]/gu, "_");
  return {
    fileName: `${name || "import"}-to-mend.${input.format}`,
    mediaType: spreadsheetTypes[input.format],
    bytes,
  };
}

/** `E "Mass": This is no number. …` */
function reasonOf(problem: Problem, say: (problem: Problem) => string): string {
  const { column, heading, value } = problem.params ?? {};
  const place = [column, heading].filter((part) => part !== undefined && part !== "").join(" ");
  const refused = value === undefined || value === "" ? "" : ` (${value})`;
  return place === "" ? say(problem) : `${place}${refused}: ${say(problem)}`;
}

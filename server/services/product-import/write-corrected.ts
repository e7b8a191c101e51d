import { and, asc, isNull } from "drizzle-orm";
import { importRow } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Problem } from "../../domain/problem.ts";
import { writeCsv, writeXlsx } from "../../platform/spreadsheet-writer.ts";
import type { SpreadsheetFile, SpreadsheetFormat } from "../import/write-corrected.ts";
import { nameToMend, spreadsheetTypes, tableToMend } from "../import/write-corrected.ts";
import { dataRows, demandProductRun, factsOf } from "./load.ts";

/**
 * The bad rows of a file in their own layout, each with what to mend in a column behind them. Mended it is imported by
 * itself: the column of reasons is not read.
 */
export async function writeCorrectedProducts(
  ctx: Context,
  input: {
    readonly id: string;
    readonly format: SpreadsheetFormat;
    readonly language: "en" | "zh";
    /** A sentence for a problem, in the reader's language. */
    readonly say: (problem: Problem) => string;
  },
): Promise<SpreadsheetFile> {
  const found = await demandProductRun(ctx, ctx.db, input.id);
  const { heading, units, sheet } = await factsOf(ctx.db, found);
  const bad = await ctx.db
    .select({ cells: importRow.cells, problems: importRow.problems })
    .from(importRow)
    .where(and(dataRows(found.run.id), isNull(importRow.value)))
    .orderBy(asc(importRow.rowNumber));
  const table = tableToMend({ heading, units, bad }, input);
  const bytes =
    input.format === "csv"
      ? writeCsv(table)
      : await writeXlsx([{ name: sheet === "" ? "Rows" : sheet, rows: table }]);
  return {
    fileName: nameToMend(found.run.fileName, input),
    mediaType: spreadsheetTypes[input.format],
    bytes,
  };
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { readReportSheet } from "../../domain/report-check/report-sheet.ts";
import type { ReadReportSheet } from "../../domain/report-check/report-sheet.ts";
import { readSpreadsheet } from "../../platform/spreadsheet.ts";
import { invalidInput } from "../input.ts";

/** A report read from a spreadsheet for who may check one; the file is not kept. `INVALID_INPUT` with what is wrong. */
export async function readSheetOfReport(ctx: Context, bytes: Uint8Array): Promise<ReadReportSheet> {
  demand(ctx, "report.check", null);
  const workbook = await readSpreadsheet(bytes);
  if (!workbook.ok) throw invalidInput(workbook.problems);
  return readReportSheet(workbook.value);
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { readSpreadsheet } from "../../platform/spreadsheet.ts";
import { invalidInput } from "../input.ts";

/** Cells by row, as {@link checkList} takes them. */
export type ListRows = readonly (readonly string[])[];

/**
 * The rows of a list as an official sends it: of a CSV or XLSX file, or else of pasted lines. Of a workbook the first sheet
 * with something in it counts. `INVALID_INPUT` for a file that is no table.
 */
export async function readProductFile(
  ctx: Context,
  input: { readonly text: string; readonly file?: Uint8Array | undefined },
): Promise<ListRows> {
  demand(ctx, "oversight.read", null);
  const { file, text } = input;
  if (file === undefined || file.length === 0) return text.split(/\r\n|\r|\n/).map((line) => [line]);
  const read = await readSpreadsheet(file);
  if (!read.ok) throw invalidInput(read.problems);
  const sheet = read.value.sheets.find(({ rows }) => rows.length > 0);
  const rows: string[][] = [];
  for (const { number, cells } of sheet?.rows ?? []) rows[number - 1] = [...cells];
  return Array.from(rows, (cells: readonly string[] | undefined) => cells ?? []);
}

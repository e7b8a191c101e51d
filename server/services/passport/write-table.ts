import type { Rows } from "../../domain/export/table.ts";
import { writeCsv, writeXlsx } from "../../platform/spreadsheet-writer.ts";

/** A table as a file that spreadsheet programs open; what one would calculate is made harmless. */
export async function writeTable(
  form: "csv" | "xlsx",
  rows: Rows,
  language: "en" | "zh",
): Promise<Uint8Array<ArrayBuffer>> {
  const name = language === "zh" ? "护照" : "Passports";
  return new Uint8Array(form === "csv" ? writeCsv(rows) : await writeXlsx([{ name, rows }]));
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { lineFields } from "../../domain/import/field.ts";
import { cellsOfHead } from "../../domain/import/head-cells.ts";
import { findHeadField } from "../../domain/import/head-field.ts";
import { headHeadings } from "../../domain/import/head-sheet.ts";
import { cellsOfLine, writeCell } from "../../domain/import/line-cells.ts";
import { writeCsv, writeXlsx } from "../../platform/spreadsheet-writer.ts";
import { loadDeclaration, loadLines } from "../footprint/load.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { headOf } from "./stage-head.ts";
import type { SpreadsheetFile, SpreadsheetFormat } from "./write-corrected.ts";
import { sheetNames, spreadsheetTypes } from "./write-corrected.ts";

/**
 * An inventory as a spreadsheet: every member of every line, and in a workbook a sheet with denominator, parameters and
 * words of the study. Imported again it changes nothing; into another draft it brings lines and head.
 */
export async function exportInventory(
  ctx: Context,
  input: { readonly id: string; readonly format: SpreadsheetFormat; readonly language: "en" | "zh" },
): Promise<SpreadsheetFile> {
  const { format, language } = input;
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  const { declaration, inventory, model, product } = loaded;
  demand(ctx, "declaration.read", declaration.operatorId);
  const lines = (await loadLines(ctx.db, inventory.id)).map(cellsOfLine);
  const rows = [
    lineFields.map((field) => field[language][0]),
    ...lines.map((cells) => lineFields.map((field) => writeCell(field, cells[field.id] ?? "", language))),
  ];
  const numberColumns = lineFields.flatMap(({ cell }, at) =>
    cell === "number" || cell === "share" || cell === "integer" ? [at] : [],
  );
  const names = sheetNames[language];
  const bytes =
    format === "csv"
      ? writeCsv(rows)
      : await writeXlsx([
          { name: names.lines, rows, numberColumns },
          { name: names.head, rows: headRows(loaded, language) },
        ]);
  const code = (model?.modelCode ?? product?.code ?? "inventory").replace(/[^A-Za-z0-9._-]/g, "_");
  return {
    fileName: `${code}-${declaration.number}-inventory.${format}`,
    mediaType: spreadsheetTypes[format],
    bytes,
  };
}

/** Member by member, under the names of the calculation request, with a label in front; empty where nothing is entered. */
function headRows(loaded: LoadedDeclaration, language: "en" | "zh"): readonly (readonly string[])[] {
  const words = headHeadings[language];
  return [
    [words.label, words.member, words.value],
    ...Object.entries(cellsOfHead(headOf(loaded))).map(([member, text]) => [
      findHeadField(member)?.[language] ?? member,
      member,
      text,
    ]),
  ];
}

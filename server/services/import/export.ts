import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { lineFields } from "../../domain/import/field.ts";
import { cellsOfLine, writeCell } from "../../domain/import/line-cells.ts";
import { writeCsv, writeXlsx } from "../../platform/spreadsheet-writer.ts";
import { loadDeclaration, loadLines } from "../footprint/load.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import type { SpreadsheetFile, SpreadsheetFormat } from "./write-corrected.ts";
import { spreadsheetTypes } from "./write-corrected.ts";

/**
 * An inventory as a spreadsheet: every member of every line, and in a workbook a sheet with denominator, parameters and
 * words of the study. Imported again it changes nothing.
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

const sheetNames = {
  en: { lines: "Lines", head: "Inventory" },
  zh: { lines: "清单行", head: "清单说明" },
} as const;

/** Member by member, under the names of the calculation request, with a label in front. */
function headRows(
  { inventory, declaration }: LoadedDeclaration,
  language: "en" | "zh",
): readonly (readonly string[])[] {
  const { title, method, gwpSet, periodStart, periodEnd, energy, parameters, study } = inventory;
  const members = [
    ...Object.entries({
      title,
      method,
      methodVersion: declaration.methodVersion,
      gwpSet,
      periodStart,
      periodEnd,
    }),
    ...flat("energy", energy),
    ...flat("parameters", parameters),
    ...flat("study", study),
  ];
  const words = headLabels[language];
  return [
    [words.label, words.member, words.value],
    ...members.map(([name, value]) => [labelOf(name, language), name, value]),
  ];
}

function flat(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[name, value]];
  if (typeof value === "number" || typeof value === "boolean") return [[name, String(value)]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([member, inner]) => flat(`${name}.${member}`, inner));
}

const headLabels = {
  en: { label: "What", member: "Member", value: "Content" },
  zh: { label: "内容", member: "字段", value: "填写" },
} as const;

const labels: readonly (readonly [beginning: string, en: string, zh: string])[] = [
  ["title", "Title", "标题"],
  ["methodVersion", "Version of the method", "方法版本"],
  ["method", "Method", "方法"],
  ["gwpSet", "GWP set", "GWP-100 值"],
  ["periodStart", "First day", "数据起始日"],
  ["periodEnd", "Last day", "数据截止日"],
  ["energy.usableCapacity", "Usable capacity", "可用容量"],
  ["energy.vehicleCategory", "Vehicle category", "车辆类别"],
  ["energy.fecPerYear", "Cycles per year", "年等效全循环次数"],
  ["energy.warrantyYears", "Warranty in years", "质保年限"],
  ["energy.warrantyKm", "Warranty distance", "质保里程"],
  ["energy.kmPerYear", "Distance per year", "年行驶里程"],
  ["energy.output", "Declared output", "声明的产出"],
  ["energy", "Denominator", "分母"],
  ["parameters", "Parameter", "参数"],
  ["study", "Study", "研究说明"],
];

function labelOf(name: string, language: "en" | "zh"): string {
  const found = labels.find(([beginning]) => name === beginning || name.startsWith(`${beginning}.`));
  return found === undefined ? name : language === "en" ? found[1] : found[2];
}

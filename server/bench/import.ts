import { parse } from "csv-parse/sync";
import { emptyLine } from "../domain/carbon-footprint/inventory-line.ts";
import type { InventoryLine } from "../domain/carbon-footprint/inventory-line.ts";
import { lineFields } from "../domain/import/field.ts";
import { findHeading } from "../domain/import/heading.ts";
import { cellsOfLine, writeCell } from "../domain/import/line-cells.ts";
import { readRows } from "../domain/import/read-rows.ts";
import { stageLines } from "../domain/import/stage-lines.ts";
import { readSpreadsheet } from "../platform/spreadsheet.ts";
import { writeCsv, writeXlsx } from "../platform/spreadsheet-writer.ts";
import { compute } from "../services/footprint/compute.ts";
import type { Ratio } from "./measure.ts";
import { compareCosts, milliseconds } from "./measure.ts";

const rows = 10_000;

/**
 * A dry run of 10 000 rows in memory, from the bytes of the file to the result of each row, against splitting the same
 * lines as a text file and looping over their cells: what reading cells as people write them, judging and calculating
 * them costs on top of merely having them.
 */
export async function importRatios(quick: boolean): Promise<readonly Ratio[]> {
  const table = tableOf(rows);
  const [csv, xlsx] = [writeCsv(table), await writeXlsx([{ name: "Lines", rows: table }])];
  const text = new TextDecoder().decode(csv);
  const rounds = quick ? 3 : 7;
  const peer = () =>
    milliseconds(() => {
      let characters = 0;
      const records: readonly (readonly string[])[] = parse(text);
      for (const record of records) for (const cell of record) characters += cell.length;
      if (characters === 0) throw new Error("unreachable; keeps the loop from being optimised away");
    });
  const ours = (bytes: Uint8Array) => () =>
    milliseconds(async () => {
      const good = await dryRun(bytes);
      if (good !== rows) throw new Error(`${good} of ${rows} rows were good`);
    });
  const about = "to row results: units, numbers, words, calculation";
  const peerWords = "csv-parse of the same rows and a loop over their cells";
  return [
    {
      name: "import-10000-rows-csv-per-plain-parse",
      ratio: await compareCosts(rounds, ours(csv), peer),
      ours: `text file of 10 000 rows ${about}`,
      peer: peerWords,
      limit: 15,
    },
    {
      name: "import-10000-rows-xlsx-per-plain-parse",
      ratio: await compareCosts(rounds, ours(xlsx), peer),
      ours: `workbook of 10 000 rows ${about}`,
      peer: peerWords,
      limit: 30,
    },
  ];
}

async function dryRun(bytes: Uint8Array): Promise<number> {
  const read = await readSpreadsheet(bytes);
  const heading = read.ok ? findHeading(read.value) : null;
  if (heading === null) throw new Error("the file was written here and has a heading");
  const staged = stageLines(readRows(heading, heading.proposed), {
    lines: [],
    method: head.method,
    factorOf: () => null,
    maySupply: () => false,
    judge: (lines) => {
      const { errors, codeAt } = compute(lines, head);
      return errors.map(({ code, path }) => ({ code, path, line: codeAt(path) }));
    },
  });
  return staged.filter(({ line }) => line !== null).length;
}

const head = {
  method: "mee-partial",
  gwpSet: "AR6",
  energy: {
    usableCapacity: { value: "100", unit: "kWh" },
    vehicleCategory: "light_noncommercial",
    warrantyYears: { value: "8", unit: "a" },
  },
};

/** Lines as an export writes them, with the columns that hold something. */
function tableOf(count: number): readonly (readonly string[])[] {
  const lines = Array.from({ length: count }, (_, at): InventoryLine => ({
    ...emptyLine,
    ...{ code: `line-${at}`, position: at + 1, kind: "material", stage: "raw_materials" },
    ...{ nameEn: `Material ${at}`, nameZh: `材料 ${at}`, component: "Cell" },
    ...{ amount: `${at + 1}.${at % 1000}`, amountUnit: "kg" },
    ...{ factorValue: `${(at % 30) + 1}.5`, factorUnit: "kgCO2e/kg" },
    ...{ sourceEn: "Bill of materials", sourceZh: "物料清单" },
  }));
  const cells = lines.map(cellsOfLine);
  const fields = lineFields.filter(({ id }) => cells.some((line) => (line[id] ?? "") !== ""));
  return [
    fields.map((field) => field.en[0]),
    ...cells.map((line) => fields.map((field) => writeCell(field, line[field.id] ?? "", "en"))),
  ];
}

import type { Problem } from "../problem.ts";
import { divide, parseExact, toDecimal } from "../quantity/exact.ts";
import type { LineField } from "./field.ts";
import { findField } from "./field.ts";
import type { ColumnMapping, FoundHeading, HeadingColumn } from "./heading.ts";
import type { LineCells } from "./line-cells.ts";
import { readNumberText, usesDecimalComma } from "./number-cell.ts";
import { readCellText } from "./cell-text.ts";
import type { SheetRow } from "./sheet.ts";
import { readUnitText } from "./unit-cell.ts";
import type { WordList } from "./word-cell.ts";
import { findWord, wordLists, writeWord } from "./word-cell.ts";

/** One row of a sheet as far as it could be read. */
export interface ReadRow {
  /** As the spreadsheet counts. */
  readonly number: number;
  /** The texts as they stand in the file. */
  readonly cells: readonly string[];
  /** What the mapped columns say, by field; a field whose cell could not be read is missing. */
  readonly given: LineCells;
  /**
   * What is wrong (`E_`) and what was repaired (`W_`), with the field as path, and the column, its heading and the refused
   * value as parameters.
   */
  readonly problems: readonly Problem[];
}

/**
 * Reads the rows under a heading. Nothing is judged against the method yet; every problem of every cell is collected.
 *
 * Problems at a row: `E_ROW_HIDDEN`, `E_ROW_TOTAL`. At a cell: `E_CELL_ERROR`, `E_CELL_FORMULA`, `E_CELL_MERGED`,
 * `E_CELL_NUMBER`, `E_CELL_AMBIGUOUS`, `E_CELL_WORD`, `E_CELL_YEAR`, `E_CELL_LENGTH`, `E_SHARE_RANGE`, `E_UNIT_UNKNOWN`,
 * `E_UNIT_MISSING`, `E_UNIT_CONFLICT`, `E_LINE_CODE_FORMAT`. Notes: `W_CELL_FORMULA`, `W_CELL_MERGED` and those of
 * {@link readNumberText}.
 */
export function readRows(heading: FoundHeading, mapping: ColumnMapping): readonly ReadRow[] {
  const columns = heading.columns.flatMap((column): MappedColumn[] => {
    const field = findField(mapping[column.key] ?? "");
    return field === null ? [] : [{ ...column, field }];
  });
  const rows = heading.sheet.rows.filter(({ number }) => number > heading.lastRow);
  const numeric = columns.filter(({ field }) => ["number", "quantity", "share"].includes(field.cell));
  const indexes = numeric.map(({ index }) => index);
  const context = { columns, decimalComma: usesDecimalComma(rows, indexes) };
  return rows.flatMap((row) => {
    const read = new RowReader(row, context).read();
    return read === null ? [] : [read];
  });
}

interface MappedColumn extends HeadingColumn {
  readonly field: LineField;
}

interface Context {
  readonly columns: readonly MappedColumn[];
  readonly decimalComma: boolean;
}

const codeFormat = /^[A-Za-z0-9][A-Za-z0-9\-._]{0,59}$/;
const longestText = 500;
/** What people write into a cell that has no value. */
const nothing = new Set(["", "-", "–", "—", "/", "n/a", "na", "n.a.", "无", "不适用", "none", "null"]);
const totals = /^(total|sum|subtotal|grand total|合计|总计|小计|总和|汇总)$/i;

class RowReader {
  readonly #row: SheetRow;
  readonly #context: Context;
  readonly #given: Record<string, string> = {};
  readonly #problems: Problem[] = [];

  constructor(row: SheetRow, context: Context) {
    this.#row = row;
    this.#context = context;
  }

  /** Null for a row with nothing in the columns that are read. */
  read(): ReadRow | null {
    const { number, cells, isHidden } = this.#row;
    const { columns } = this.#context;
    if (columns.every(({ index }) => (cells[index] ?? "").trim() === "")) return null;
    const code = columns.find(({ field }) => field.id === "code");
    const isCoded = (cells[code?.index ?? -1] ?? "").trim() !== "";
    // A line with a code of its own may well be called so.
    const total = cells.find(
      (cell, index) => totals.test(cell.trim().replace(/[:：]$/, "")) && (!isCoded || index === code?.index),
    );
    if (total !== undefined) this.#add("E_ROW_TOTAL", "", undefined, total);
    else if (isHidden) this.#add("E_ROW_HIDDEN", "", undefined, "");
    else {
      // Units first: a number has to know what stands in the column of its unit.
      for (const column of columns) if (column.field.cell === "unit") this.#readUnit(column);
      for (const column of columns) if (column.field.cell !== "unit") this.#readCell(column);
    }
    return { number, cells, given: this.#given, problems: this.#problems };
  }

  /** The text a cell shows; null for one that cannot be used, which has been reported. */
  #textOf(column: MappedColumn): string | null {
    const { cell } = column.field;
    const isNumber = cell === "number" || cell === "quantity" || cell === "share";
    const kind = isNumber ? "number" : cell === "code" ? "key" : "word";
    const { text, problem } = readCellText(this.#row, column.index, kind);
    if (problem !== null) this.#add(problem.code, column.field.id, column, problem.value, problem.expected);
    return text;
  }

  #readCell(column: MappedColumn): void {
    const text = this.#textOf(column);
    if (text === null) return;
    const { field } = column;
    const value = text === "" ? "" : this.#valueOf(column, text);
    if (value !== null) this.#given[field.id] = value;
  }

  #valueOf(column: MappedColumn, text: string): string | null {
    const { cell } = column.field;
    switch (cell) {
      case "text":
      case "reference":
        return this.#text(column, text);
      case "code":
        return codeFormat.test(text) ? text : this.#refuse("E_LINE_CODE_FORMAT", column, text);
      case "number":
      case "quantity":
      case "share":
        return this.#number(column, text);
      case "integer":
        return this.#year(column, text);
      case "sources":
        return this.#sources(column, text);
      case "flag": {
        const flag = isNothing(text) ? "false" : findWord("flag", text);
        return flag === null ? this.#refuseWord("flag", column, text) : flag === "true" ? "true" : "";
      }
      case "unit":
        return this.#unit(column, text);
      default:
        return isNothing(text) ? "" : (findWord(cell, text) ?? this.#refuseWord(cell, column, text));
    }
  }

  #text(column: MappedColumn, text: string): string | null {
    return text.length <= longestText
      ? text
      : this.#refuse("E_CELL_LENGTH", column, text, String(longestText));
  }

  #readUnit(column: MappedColumn): void {
    const text = this.#textOf(column);
    if (text === null) return;
    const value = text === "" || isNothing(text) ? "" : this.#unit(column, text);
    if (value !== null) this.#given[column.field.id] = value;
  }

  #unit(column: MappedColumn, text: string): string | null {
    const read = readUnitText(text);
    if (read === null) return this.#refuse("E_UNIT_UNKNOWN", column, text);
    if (read.wasRead) this.#note("W_UNIT_READ", column, text, read.unit);
    return read.unit;
  }

  #number(column: MappedColumn, text: string): string | null {
    if (isNothing(text)) return "";
    const { field } = column;
    const parsed = readNumberText(text, this.#context.decimalComma);
    if (!parsed.ok) {
      for (const { code, params } of parsed.problems)
        this.#add(code, field.id, column, params?.["value"] ?? text, params?.["expected"]);
      return null;
    }
    const { number, unit, notes } = parsed.value;
    for (const { code, params } of notes) this.#note(code, column, text, params?.["expected"]);
    if (field.cell === "share" || (field.unitField === undefined && field.cell === "number"))
      return this.#share(column, number, unit, text);
    return field.cell === "quantity"
      ? this.#quantity(column, number, unit, text)
      : this.#amount(column, number, unit, text);
  }

  #share(column: MappedColumn, number: string, unit: string | null, text: string): string | null {
    const parts = { "%": "100", "‰": "1000" }[unit ?? column.unit ?? ""];
    if (unit !== null && parts === undefined) return this.#refuse("E_UNIT_UNKNOWN", column, unit);
    const value = parseExact(number);
    const whole = parseExact(parts ?? "1");
    if (value === null || whole === null) return this.#refuse("E_CELL_NUMBER", column, text);
    const share = parts === undefined ? number : toDecimal(divide(value, whole), 400);
    const isShare = column.field.cell === "share";
    if (isShare && !/^(0(\.\d+)?|1(\.0+)?)$/.test(share)) return this.#refuse("E_SHARE_RANGE", column, text);
    return share;
  }

  #quantity(column: MappedColumn, number: string, unit: string | null, text: string): string | null {
    const known = unit ?? column.unit;
    if (unit !== null && column.unit !== null && unit !== column.unit)
      return this.#refuse("E_UNIT_CONFLICT", column, text, column.unit);
    return known === null ? this.#refuse("E_UNIT_MISSING", column, text) : `${number} ${known}`;
  }

  /** Unit in its own column, behind the number or in the heading: two that differ are one too many. */
  #amount(column: MappedColumn, number: string, unit: string | null, text: string): string | null {
    const { unitField } = column.field;
    if (unitField === undefined) return number;
    const stated = this.#given[unitField] ?? "";
    const expected = stated === "" ? column.unit : stated;
    if (unit !== null && expected !== null && unit !== expected)
      return this.#refuse("E_UNIT_CONFLICT", column, text, expected);
    const isRefused = this.#problems.some(({ code, path }) => path === unitField && code.startsWith("E_"));
    const known = unit ?? expected;
    if (known !== null && !isRefused) this.#given[unitField] = known;
    return number;
  }

  #year(column: MappedColumn, text: string): string | null {
    if (isNothing(text)) return "";
    const year = /^(\d{4})(?:\.0+|\s*年|[-/.]\d{1,2}(?:[-/.]\d{1,2})?)?$/.exec(text.normalize("NFKC"))?.[1];
    return year ?? this.#refuse("E_CELL_YEAR", column, text);
  }

  /** `60 %; national average; 0.5777 kgCO2e/kWh; factor@1 | 40 %; direct; 0.02 kgCO2e/kWh`. */
  #sources(column: MappedColumn, text: string): string | null {
    if (isNothing(text)) return "";
    const sources = text
      .replaceAll("；", ";")
      .replaceAll("｜", "|")
      .split("|")
      .map((source) => {
        const [share = "", model = "", factor = "", reference = ""] = source
          .split(";")
          .map((part) => part.trim());
        const part = this.#share(
          { ...column, field: { ...column.field, cell: "share" }, unit: null },
          ...partsOf(share),
        );
        const known = findWord("electricityModel", model);
        const parsed = factor === "" ? null : readNumberText(factor, this.#context.decimalComma);
        if (
          part === null ||
          known === null ||
          (parsed !== null && (!parsed.ok || parsed.value.unit === null))
        )
          return null;
        const value =
          parsed === null || !parsed.ok ? "" : `${parsed.value.number} ${parsed.value.unit ?? ""}`;
        return [part, known, value, ...(reference === "" ? [] : [reference])].join("; ");
      });
    const whole = sources.filter((source) => source !== null);
    return whole.length === sources.length ? whole.join(" | ") : this.#refuse("E_CELL_SOURCES", column, text);
  }

  #refuseWord(list: WordList, column: MappedColumn, text: string): null {
    const words = wordLists[list].map(
      ({ id }) => `${writeWord(list, id, "en")} / ${writeWord(list, id, "zh")}`,
    );
    return this.#refuse("E_CELL_WORD", column, text, words.join(", "));
  }

  #refuse(code: string, column: MappedColumn, value: string, expected?: string): null {
    this.#add(code, column.field.id, column, value, expected);
    return null;
  }

  #note(code: string, column: MappedColumn, value: string, expected?: string): void {
    this.#add(code, column.field.id, column, value, expected);
  }

  #add(code: string, path: string, column: MappedColumn | undefined, value: string, expected?: string): void {
    this.#problems.push({
      code,
      path,
      params: {
        ...(column === undefined ? {} : { column: column.letters, heading: column.heading }),
        value: value.slice(0, 100),
        ...(expected === undefined ? {} : { expected }),
      },
    });
  }
}

function isNothing(text: string): boolean {
  return nothing.has(text.toLowerCase());
}

function partsOf(share: string): readonly [number: string, unit: string | null, text: string] {
  const parsed = readNumberText(share, false);
  return parsed.ok ? [parsed.value.number, parsed.value.unit, share] : ["", null, share];
}

/** The column a problem of a field is shown at, where the file has one. */
export function columnOf(
  field: string,
  { columns }: FoundHeading,
  mapping: ColumnMapping,
): { readonly column: string; readonly heading: string } | null {
  const found = columns.find(({ key }) => mapping[key] === field);
  return found === undefined ? null : { column: found.letters, heading: found.heading };
}

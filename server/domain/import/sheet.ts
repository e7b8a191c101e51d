/**
 * A spreadsheet as a person sees it: rows of text, nothing interpreted. Every reader (workbook, comma-separated file,
 * clipboard) ends in this one form.
 */
export interface Workbook {
  readonly format: "xlsx" | "csv";
  /** How a text file was written, for example `gb18030`; null for a workbook. */
  readonly encoding: string | null;
  /** What stood between the values of a text file; null for a workbook. */
  readonly delimiter: Delimiter | null;
  readonly sheets: readonly Sheet[];
}

export type Delimiter = "," | ";" | "\t";

export interface Sheet {
  /** Empty for a text file. */
  readonly name: string;
  readonly isHidden: boolean;
  /** Rows in which something stands; empty ones are left out, and the others keep their number. */
  readonly rows: readonly SheetRow[];
}

export interface SheetRow {
  /** As the spreadsheet counts, from 1. */
  readonly number: number;
  readonly isHidden: boolean;
  /** From column A on; empty texts between values, none behind the last. */
  readonly cells: readonly string[];
  /** What is special about a cell, by its zero-based column; most cells have no mark. */
  readonly marks: ReadonlyMap<number, CellMark>;
}

/** What a text alone does not say about its cell. */
export interface CellMark {
  /** `value`: computed, and the text is what was last shown. `empty`: computed, and no value was kept with it. */
  readonly formula?: "value" | "empty";
  /** The text is an error such as `#DIV/0!`. */
  readonly isError?: true;
  /** The text held what no database and no digest keeps: a zero, or half a character. */
  readonly isUnkeepable?: true;
  /** The merged block the cell lies in, for example `A3:A5`. */
  readonly merged?: string;
  /** Text of the first cell of that block, which the block shows everywhere. */
  readonly mergedText?: string;
  /** The block lies in one column. */
  readonly isMergedDown?: true;
}

/** What a reader takes at most. Beyond it a file is refused, and what follows is not read. */
export interface SheetLimits {
  readonly bytes: number;
  /** Rows in which something stands, over all sheets. */
  readonly rows: number;
  readonly columns: number;
  /** Bytes of all parts of a workbook once unpacked. */
  readonly unpackedBytes: number;
  /** Characters in one cell, as spreadsheet programs allow. */
  readonly cellCharacters: number;
  /** Characters of all cells together: what is kept in memory. */
  readonly characters: number;
}

/** 20 MiB, 20 000 rows, 256 columns, 256 MiB unpacked. */
export const sheetLimits: SheetLimits = {
  bytes: 20 * 1024 * 1024,
  rows: 20_000,
  columns: 256,
  unpackedBytes: 256 * 1024 * 1024,
  cellCharacters: 32_767,
  characters: 40_000_000,
};

/**
 * Letters of a zero-based column.
 *
 * @example 0 is `A`, 27 is `AB`.
 */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

/**
 * Zero-based column and row number of a cell reference; null for anything else.
 *
 * @example `AB12` is column 27 of row 12.
 */
export function parseCellReference(text: string): { readonly column: number; readonly row: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(text);
  if (match === null) return null;
  const [, letters = "", digits = ""] = match;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { column, row: Number(digits) };
}

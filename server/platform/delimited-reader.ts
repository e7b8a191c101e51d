import { CsvError, parse } from "csv-parse/sync";
import type { CellMark, Delimiter, SheetLimits, SheetRow, Workbook } from "../domain/import/sheet.ts";
import { Unreadable } from "./unreadable.ts";

/**
 * Reads a text file with values between commas, semicolons or tabs (RFC 4180, with the habits of spreadsheet programs:
 * a first line `sep=;`, texts as `="0012"`). Encodings: UTF-8 with or without byte order mark, UTF-16 with one, else
 * GB18030, the encoding Chinese spreadsheet programs save by default.
 */
export function readDelimited(bytes: Uint8Array, limits: SheetLimits): Promise<Workbook> {
  const { text: whole, encoding } = decode(bytes);
  const declared = /^sep=([,;\t])\r?\n/i.exec(whole);
  const delimiter = asDelimiter(declared?.[1]) ?? findDelimiter(whole);
  const text = declared === null ? whole : whole.slice(declared[0].length);
  const before = declared === null ? 0 : 1;
  let characters = 0;
  const rows: SheetRow[] = [];
  for (const [index, record] of recordsOf(text, delimiter, limits).entries()) {
    const number = index + 1 + before;
    const marks = new Map<number, CellMark>();
    const cells = record.map((cell, column) => readCell(cell, column, marks));
    while (cells.at(-1) === "") cells.pop();
    if (cells.length === 0) continue;
    if (cells.length > limits.columns) {
      throw new Unreadable("E_SHEET_COLUMNS", { value: String(number), expected: String(limits.columns) });
    }
    if (rows.length === limits.rows) {
      throw new Unreadable("E_SHEET_ROWS", { expected: String(limits.rows) });
    }
    for (const cell of cells) {
      characters += cell.length;
      if (cell.length > limits.cellCharacters) {
        throw new Unreadable("E_SHEET_CELL_LENGTH", {
          value: String(number),
          expected: String(limits.cellCharacters),
        });
      }
    }
    if (characters > limits.characters) throw new Unreadable("E_SHEET_TEXT");
    rows.push({ number, isHidden: false, cells, marks });
  }
  return Promise.resolve({
    format: "csv",
    encoding,
    delimiter,
    sheets: [{ name: "", isHidden: false, rows }],
  });
}

function decode(bytes: Uint8Array): { readonly text: string; readonly encoding: string } {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeAs(bytes, "utf-16le");
  if (first === 0xfe && second === 0xff) return decodeAs(bytes, "utf-16be");
  if (bytes.includes(0)) throw new Unreadable("E_SHEET_KIND", { kind: "binary" });
  try {
    return decodeAs(bytes, "utf-8");
  } catch {
    return decodeAs(bytes, "gb18030");
  }
}

/** The decoder takes a byte order mark away. */
function decodeAs(bytes: Uint8Array, encoding: string): { readonly text: string; readonly encoding: string } {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    throw new Unreadable("E_SHEET_ENCODING");
  }
}

function asDelimiter(text: string | undefined): Delimiter | undefined {
  return delimiters.find((delimiter) => delimiter === text);
}

const delimiters: readonly Delimiter[] = [",", ";", "\t"];

/** How many lines are looked at, and how many characters. */
const sample = { lines: 50, characters: 200_000 };

/**
 * The delimiter that cuts the first lines into the most values, counted outside quotes, where most lines agree. A comma
 * that is a decimal comma loses against the semicolons beside it.
 */
function findDelimiter(text: string): Delimiter {
  const lines = unquoted(text.slice(0, sample.characters))
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== "")
    .slice(0, sample.lines);
  const scored = delimiters.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const sorted = counts.toSorted((a, b) => a - b);
    // Semicolons and tabs stand in no number and seldom in a heading: where they are, they are meant.
    const weight = delimiter === "," ? 1 : 2;
    return {
      delimiter,
      score: weight * Math.max(counts[0] ?? 0, sorted[Math.floor((sorted.length - 1) / 2)] ?? 0),
    };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score === 0 ? "," : best.delimiter;
}

function unquoted(text: string): string {
  return text.replace(/"(?:[^"]|"")*"/g, "");
}

/** Characters of one row: more than a row of any table. */
const longestRecord = 1_000_000;

/** A line of nothing but commas would be cut into millions of values before anybody counts them. */
function refuseEndlessLine(text: string): void {
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) start = at + 1;
    else if (at - start >= longestRecord) throw new Unreadable("E_SHEET_TEXT");
  }
}

function recordsOf(text: string, delimiter: Delimiter, limits: SheetLimits): readonly string[][] {
  const most = limits.rows * 4;
  refuseEndlessLine(text);
  try {
    const records = parse(text, {
      delimiter,
      relax_column_count: true,
      // A quote inside an unquoted value is an inch mark, not the start of a quoted one.
      relax_quotes: true,
      // Rows without a value do not count, but nobody reads on for ever to find one that does.
      to: most,
      max_record_size: longestRecord,
    });
    if (records.length >= most) throw new Unreadable("E_SHEET_ROWS", { expected: String(limits.rows) });
    return records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === "CSV_MAX_RECORD_SIZE") throw new Unreadable("E_SHEET_TEXT");
    throw new Unreadable("E_SHEET_QUOTE", { value: String("lines" in error ? error["lines"] : "") });
  }
}

/** A formula in a text file has no value; `="0012"` is how spreadsheet programs keep zeros, and a text. */
function readCell(cell: string, column: number, marks: Map<number, CellMark>): string {
  const quoted = /^="([^]*)"$/.exec(cell)?.[1]?.replaceAll('""', "\0");
  if (quoted !== undefined && !quoted.includes('"')) return quoted.replaceAll("\0", '"');
  if (/^'['=+\-@\t\r\n＝＋－＠]/.test(cell)) return cell.slice(1);
  if (/^=[^=]/.test(cell)) marks.set(column, { formula: "empty" });
  else if (/^#(DIV\/0!|N\/A|NAME\?|NULL!|NUM!|REF!|VALUE!)$/.test(cell)) marks.set(column, { isError: true });
  return cell.trim() === "" ? "" : cell;
}

import { stringify } from "csv-stringify/sync";
import writeXlsxFile from "write-excel-file/node";

/** A sheet to be written. The first row is the heading. */
export interface WrittenSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Zero-based columns whose texts are numbers to calculate with, where a spreadsheet keeps all their digits. */
  readonly numberColumns?: readonly number[];
}

/** Columns as wide as what stands in them, in characters, within reason. */
const width = { least: 8, most: 42 };

/**
 * Writes a workbook. A number is a number cell only where the spreadsheet keeps exactly its text; every other value is a
 * text, so that nothing is rounded, turned into a date or calculated as a formula.
 */
export async function writeXlsx(sheets: readonly WrittenSheet[]): Promise<Uint8Array> {
  return writeXlsxFile(
    sheets.map(({ name, rows, numberColumns = [] }) => ({
      sheet: name,
      stickyRowsCount: 1,
      columns: widths(rows).map((characters) => ({ width: characters })),
      data: rows.map((row, index) =>
        row.map((text, column) => {
          if (text === "") return null;
          if (index === 0) return { value: escaped(text), type: String, fontWeight: "bold" as const };
          return numberColumns.includes(column) && keepsText(text)
            ? { value: Number(text), type: Number }
            : { value: escaped(text), type: String };
        }),
      ),
    })),
  ).toBuffer();
}

/**
 * Writes a text file as spreadsheet programs open it without asking: UTF-8 with byte order mark, commas, CRLF. A text
 * that a program would calculate (East Asian ones take full-width signs, too) gets an apostrophe in front, which the
 * reader takes away again.
 */
export function writeCsv(rows: readonly (readonly string[])[]): Uint8Array {
  const text = stringify(
    rows.map((row) => row.map(inert)),
    // What another file might have between its values is quoted, so that nobody takes it for that.
    { bom: true, record_delimiter: "\r\n", quoted_match: /[;\t]/ },
  );
  return new TextEncoder().encode(text);
}

function inert(text: string): string {
  const isNumber = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  return !isNumber && /^['=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
}

/** At most 15 digits, printed back as they were. */
function keepsText(text: string): boolean {
  return /^-?\d[\d.]*$/.test(text) && text.replace(/\D/g, "").length <= 15 && String(Number(text)) === text;
}

/**
 * What XML cannot hold, or should not, as `_x000D_`; a text that looks like that, so that it stays one.
 * Source: ISO/IEC 29500-1, 22.9.2.19 (ST_Xstring).
 */
function escaped(text: string): string {
  // The library keeps texts as the members of an object, where these have a meaning of their own.
  if (text in Object.prototype) return codes(text.slice(0, 1)) + text.slice(1);
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]/gu, (character) =>
      /[\t\n]/.test(character) ? character : codes(character),
    );
}

/** Each half of a pair by itself. */
function codes(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((code) => `_x${code.toString(16).toUpperCase().padStart(4, "0")}_`)
    .join("");
}

function widths(rows: readonly (readonly string[])[]): readonly number[] {
  const longest: number[] = [];
  for (const row of rows) {
    for (const [column, text] of row.entries()) {
      longest[column] = Math.max(longest[column] ?? width.least, displayWidth(text));
    }
  }
  return longest.map((characters) => Math.min(characters + 2, width.most));
}

/** Chinese characters are two columns wide. */
function displayWidth(text: string): number {
  const shown = text.slice(0, width.most);
  return shown.length + (shown.match(/[\u2e80-\uffef]/g)?.length ?? 0);
}

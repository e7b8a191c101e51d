import { stringify } from "csv-stringify/sync";
import type { Blob } from "node:buffer";
import type { Stream } from "node:stream";
import type { Feature } from "write-excel-file/node";
import writeXlsxFile from "write-excel-file/node";
import { columnLetters, sheetLimits } from "../domain/import/sheet.ts";

/** A sheet to be written. The first row is the heading. */
export interface WrittenSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Zero-based columns whose texts are numbers to calculate with, where a spreadsheet keeps all their digits. */
  readonly numberColumns?: readonly number[];
  /** Columns in which a spreadsheet program offers words to choose from; others may still be typed. */
  readonly choices?: readonly OfferedWords[];
  /** Rows that stay in sight; one, the heading, when absent. */
  readonly stickyRows?: number;
}

/** Words for the cells of a column below the heading, which stand in a column of another sheet. */
export interface OfferedWords {
  /** Zero-based. */
  readonly column: number;
  /** Row, as the spreadsheet counts, from which on they are offered. */
  readonly fromRow: number;
  readonly sheet: string;
  /** Zero-based column of the words there; the first one stands in row 2. */
  readonly wordColumn: number;
  readonly words: number;
}

/** Columns as wide as what stands in them, in characters, within reason. */
const width = { least: 8, most: 42 };

/**
 * Writes a workbook. A number is a number cell only where the spreadsheet keeps exactly its text; every other value is a
 * text, so that nothing is rounded, turned into a date or calculated as a formula.
 */
export async function writeXlsx(sheets: readonly WrittenSheet[]): Promise<Uint8Array> {
  return writeXlsxFile(
    sheets.map(({ name, rows, numberColumns = [], stickyRows = 1 }) => ({
      sheet: name,
      stickyRowsCount: stickyRows,
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
    { features: [offering(sheets)] },
  ).toBuffer();
}

/** As many rows as a reader takes. */
const lastOfferedRow = sheetLimits.rows;

/** Lists of words to choose from. Source: ISO/IEC 29500-1, 18.3.1.33 (dataValidations) and 18.3.1.99 (order in a sheet). */
function offering(sheets: readonly WrittenSheet[]): Feature<Stream | Buffer | Blob> {
  return {
    files: {
      transform: {
        "xl/worksheets/sheet{id}.xml": {
          transform: (xml, { sheet: name }) => {
            const choices = sheets.find((sheet) => sheet.name === name)?.choices ?? [];
            if (choices.length === 0) return xml;
            const later = /<(?:hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|drawing)\b/.exec(
              xml,
            )?.index;
            const at = later ?? xml.indexOf("</worksheet>");
            return `${xml.slice(0, at)}${validations(choices)}${xml.slice(at)}`;
          },
        },
      },
    },
  };
}

function validations(choices: readonly OfferedWords[]): string {
  const each = choices.map(({ column, fromRow, sheet, wordColumn, words }) => {
    const [of, word] = [columnLetters(column), columnLetters(wordColumn)];
    const name = sheet.replaceAll("'", "''").replace(/[&<>]/g, "");
    const formula = `'${name}'!$${word}$2:$${word}$${String(words + 1)}`;
    const cells = `${of}${String(fromRow)}:${of}${String(lastOfferedRow)}`;
    // Without an error message: whoever types another word is told when the file is checked.
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="${cells}"><formula1>${formula}</formula1></dataValidation>`;
  });
  return `<dataValidations count="${String(each.length)}">${each.join("")}</dataValidations>`;
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

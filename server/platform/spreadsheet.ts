import type { SheetLimits, Workbook } from "../domain/import/sheet.ts";
import { sheetLimits } from "../domain/import/sheet.ts";
import type { Parsed } from "../domain/problem.ts";
import { reject } from "../domain/problem.ts";
import { readDelimited } from "./delimited-reader.ts";
import { Unreadable } from "./unreadable.ts";
import { readXlsx } from "./xlsx-reader.ts";

/**
 * Reads an uploaded spreadsheet, judged by its content and never by its name, into rows of text. Memory stays bounded:
 * a file beyond a limit is refused without reading on.
 *
 * Problems, each with the sheet, row or limit it speaks of: `E_SHEET_EMPTY`, `E_SHEET_TOO_LARGE`, `E_SHEET_KIND`,
 * `E_SHEET_OLD_WORKBOOK`, `E_SHEET_ENCRYPTED`, `E_SHEET_BROKEN`, `E_SHEET_DTD`, `E_SHEET_UNPACKED`, `E_SHEET_ROWS`,
 * `E_SHEET_COLUMNS`, `E_SHEET_CELL_LENGTH`, `E_SHEET_TEXT`, `E_SHEET_ENCODING`, `E_SHEET_QUOTE`.
 */
export async function readSpreadsheet(
  bytes: Uint8Array,
  limits: SheetLimits = sheetLimits,
): Promise<Parsed<Workbook>> {
  return asParsed(async () => {
    if (bytes.length > limits.bytes) {
      throw new Unreadable("E_SHEET_TOO_LARGE", { expected: String(Math.floor(limits.bytes / 1024 / 1024)) });
    }
    if (bytes.length === 0) throw new Unreadable("E_SHEET_EMPTY");
    refuseOtherKinds(bytes);
    return startsWith(bytes, zipStart) ? readXlsx(bytes, limits) : readDelimited(bytes, limits);
  });
}

async function asParsed(read: () => Promise<Workbook>): Promise<Parsed<Workbook>> {
  try {
    const value = await read();
    return value.sheets.some((sheet) => sheet.rows.length > 0)
      ? { ok: true, value }
      : reject("E_SHEET_EMPTY", "file");
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return reject(error.code, "file", error.params);
  }
}

const zipStart = [0x50, 0x4b];

/** The beginnings of files people send in place of a workbook, and the word under which each is named. */
const otherKinds: readonly (readonly [start: readonly number[] | RegExp, kind: string])[] = [
  [[0x25, 0x50, 0x44, 0x46], "pdf"],
  [[0x89, 0x50, 0x4e, 0x47], "image"],
  [[0xff, 0xd8, 0xff], "image"],
  [[0x47, 0x49, 0x46, 0x38], "image"],
  [[0x1f, 0x8b], "archive"],
  [[0x37, 0x7a, 0xbc, 0xaf], "archive"],
  [[0x52, 0x61, 0x72, 0x21], "archive"],
  [/^\s*<\?xml[\s\S]{0,400}(Excel\.Sheet|office:spreadsheet)/i, "xml"],
  [/^\s*(<!doctype html|<html|<table|<meta)/i, "html"],
  [/^\s*<\?xml/i, "xml"],
  [/^\s*[{[]\s*("|\{|\])/, "json"],
  [/^\s*\{\\rtf/, "rtf"],
];

const oleStart = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/**
 * Source: [MS-CFB] 2.2 (header of a compound file); [MS-OFFCRYPTO] 2.3.2: an encrypted workbook is a compound file with
 * a stream `EncryptedPackage`. Names of streams are UTF-16LE.
 */
function refuseOtherKinds(bytes: Uint8Array): void {
  if (startsWith(bytes, oleStart)) {
    const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
      Buffer.from("EncryptedPackage", "utf16le"),
    );
    throw new Unreadable(isEncrypted ? "E_SHEET_ENCRYPTED" : "E_SHEET_OLD_WORKBOOK");
  }
  const beginning = new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).replace(/^ï»¿/, "");
  const kind = otherKinds.find(([start]) =>
    start instanceof RegExp ? start.test(beginning) : startsWith(bytes, start),
  )?.[1];
  if (kind !== undefined) throw new Unreadable("E_SHEET_KIND", { kind });
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte);
}

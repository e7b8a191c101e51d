import type { Readable } from "node:stream";
import { SaxesParser } from "saxes";
import { fromBufferPromise } from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import type { CellMark, Sheet, SheetLimits, SheetRow, Workbook } from "../domain/import/sheet.ts";
import { columnLetters, parseCellReference } from "../domain/import/sheet.ts";
import { Unreadable } from "./unreadable.ts";
import type { NumberFormat } from "./xlsx-number.ts";
import { formatOf, shownNumber } from "./xlsx-number.ts";

/**
 * Reads an Office Open XML workbook, part by part as a stream: shared strings and styles first, then each sheet. Only
 * what a person sees is kept. A document type, which no spreadsheet program writes, is refused with everything it could
 * expand to; a part that unpacks to more than the limit is left in the middle.
 *
 * Source: ISO/IEC 29500-1 (SpreadsheetML), clauses 18.2 to 18.8.
 */
export async function readXlsx(bytes: Uint8Array, limits: SheetLimits): Promise<Workbook> {
  const zip = await openZip(bytes);
  const parts = await partsOf(zip);
  refuseOtherPackages(parts);
  const reader = new PartReader(zip, parts, limits);
  const book = await readBook(reader);
  const strings = await readStrings(reader, book.partOf("sharedStrings"), limits);
  const formats = await readFormats(reader, book.partOf("styles"));
  const taken = { rows: 0, characters: 0, merged: 0 };
  const sheets: Sheet[] = [];
  for (const { name, isHidden, part } of book.sheets) {
    const context = { name, strings, formats, limits, taken, isFrom1904: book.isFrom1904 };
    sheets.push({ name, isHidden, rows: await readSheet(reader, part, context) });
  }
  return { format: "xlsx", encoding: null, delimiter: null, sheets };
}

async function openZip(bytes: Uint8Array): Promise<ZipFile> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return await fromBufferPromise(buffer, { lazyEntries: true, autoClose: false });
  } catch {
    throw new Unreadable("E_SHEET_BROKEN", { value: "zip" });
  }
}

/** More parts than any workbook has. */
const mostParts = 10_000;

async function partsOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const parts = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (parts.size === mostParts) throw new Unreadable("E_SHEET_UNPACKED");
      parts.set(entry.fileName, entry);
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable("E_SHEET_BROKEN", { value: "zip" });
  }
  return parts;
}

/** Other documents that are packed the same way, by a part that only they have. */
const otherPackages: readonly (readonly [part: RegExp, kind: string])[] = [
  [/^xl\/workbook\.bin$/, "xlsb"],
  [/^(Index\/|Index\.zip$|Metadata\/Properties\.plist$)/, "numbers"],
  [/^content\.xml$/, "ods"],
  [/^word\//, "docx"],
  [/^ppt\//, "pptx"],
];

function refuseOtherPackages(parts: ReadonlyMap<string, Entry>): void {
  if ([...parts.values()].some((entry) => entry.isEncrypted())) throw new Unreadable("E_SHEET_ENCRYPTED");
  const kind = otherPackages.find(([part]) => [...parts.keys()].some((name) => part.test(name)))?.[1];
  if (kind !== undefined) throw new Unreadable("E_SHEET_KIND", { kind });
  if (!parts.has("_rels/.rels") && ![...parts.keys()].some((name) => name.startsWith("xl/")))
    throw new Unreadable("E_SHEET_KIND", { kind: "archive" });
}

/** What a part says, element by element; names without their prefix. */
interface Handlers {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Reads parts of one workbook and counts what they unpack to. */
class PartReader {
  readonly #zip: ZipFile;
  readonly #parts: ReadonlyMap<string, Entry>;
  readonly #limits: SheetLimits;
  #unpacked = 0;

  constructor(zip: ZipFile, parts: ReadonlyMap<string, Entry>, limits: SheetLimits) {
    this.#zip = zip;
    this.#parts = parts;
    this.#limits = limits;
  }

  has(part: string): boolean {
    return this.#parts.has(part);
  }

  async read(part: string, handlers: Handlers): Promise<void> {
    const entry = this.#parts.get(part);
    if (entry === undefined) throw new Unreadable("E_SHEET_BROKEN", { value: part });
    const parser = parserOf(part, handlers);
    try {
      const stream = await this.#zip.openReadStreamPromise(entry);
      await this.#feed(stream, parser);
      parser.close();
    } catch (error) {
      throw error instanceof Unreadable ? error : new Unreadable("E_SHEET_BROKEN", { value: part });
    }
  }

  async #feed(stream: Readable, parser: { write: (chunk: string) => unknown }): Promise<void> {
    let decoder: TextDecoder | null = null;
    // Leaving the loop with an error destroys the stream: nothing more is unpacked.
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError("A part is bytes.");
      this.#unpacked += chunk.length;
      if (this.#unpacked > this.#limits.unpackedBytes) throw new Unreadable("E_SHEET_UNPACKED");
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      parser.write(decoder.decode(chunk, { stream: true }));
    }
    if (decoder !== null) parser.write(decoder.decode());
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** Elements in one another, and attributes of one element: a workbook has ten or so, a trap for parsers has millions. */
const mostNested = 64;
const mostAttributes = 256;

function parserOf(part: string, { open, text, close }: Handlers) {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let attributes = 0;
  // Both are counted as they come: kept until the element ends they fill the memory from a few kilobytes.
  parser.on("opentagstart", () => {
    attributes = 0;
    depth += 1;
    if (depth > mostNested) throw new Unreadable("E_SHEET_BROKEN", { value: part });
  });
  parser.on("attribute", () => {
    attributes += 1;
    if (attributes > mostAttributes) throw new Unreadable("E_SHEET_BROKEN", { value: part });
  });
  parser.on("doctype", () => {
    throw new Unreadable("E_SHEET_DTD");
  });
  parser.on("error", () => {
    throw new Unreadable("E_SHEET_BROKEN", { value: part });
  });
  if (open !== undefined) parser.on("opentag", (tag) => open(localName(tag.name), tag.attributes));
  parser.on("closetag", (tag) => {
    depth -= 1;
    close?.(localName(tag.name));
  });
  if (text !== undefined) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  return parser;
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Sheets of a workbook, each of which is opened: more than anybody looks through. */
const mostSheets = 256;

interface Book {
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean; readonly part: string }[];
  readonly isFrom1904: boolean;
  /** The part of a kind, for example `styles`; null when the workbook has none. */
  readonly partOf: (kind: string) => string | null;
}

async function readBook(reader: PartReader): Promise<Book> {
  const roots = await readRelations(reader, "_rels/.rels", "");
  const main = roots.find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const relations = await readRelations(reader, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
  const sheets: { name: string; isHidden: boolean; part: string }[] = [];
  let isFrom1904 = false;
  await reader.read(main, {
    open: (name, attributes) => {
      if (name === "workbookPr") isFrom1904 = isTrue(attributes["date1904"]);
      if (name !== "sheet") return;
      const id = Object.entries(attributes).find(([key]) => /^\w+:id$/.test(key))?.[1];
      const relation = relations.find((candidate) => candidate.id === id);
      // Chart and macro sheets hold no cells.
      if (relation?.type !== "worksheet") return;
      if (sheets.length === mostSheets) throw new Unreadable("E_SHEET_UNPACKED");
      const isHidden = attributes["state"] === "hidden" || attributes["state"] === "veryHidden";
      sheets.push({ name: attributes["name"] ?? "", isHidden, part: relation.target });
    },
  });
  if (sheets.length === 0) throw new Unreadable("E_SHEET_BROKEN", { value: main });
  const partOf = (kind: string) => {
    const target = relations.find(({ type }) => type === kind)?.target;
    return target !== undefined && reader.has(target) ? target : null;
  };
  return { sheets, isFrom1904, partOf };
}

interface Relation {
  readonly id: string;
  /** Last word of the type, the same in the strict and the transitional form. */
  readonly type: string;
  readonly target: string;
}

async function readRelations(reader: PartReader, part: string, folder: string): Promise<readonly Relation[]> {
  const relations: Relation[] = [];
  if (!reader.has(part)) return relations;
  await reader.read(part, {
    open: (name, { Id: id = "", Type: type = "", Target: target = "", TargetMode: mode }) => {
      // A target outside the file is never fetched.
      if (name !== "Relationship" || mode === "External") return;
      relations.push({ id, type: type.slice(type.lastIndexOf("/") + 1), target: resolved(target, folder) });
    },
  });
  return relations;
}

function resolved(target: string, folder: string): string {
  if (target.startsWith("/")) return target.slice(1);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.join("/");
}

function isTrue(text: string | undefined): boolean {
  return text === "1" || text === "true";
}

/** Shared strings with their formatted runs put together; readings of Asian characters (`rPh`) are no text of the cell. */
async function readStrings(
  reader: PartReader,
  part: string | null,
  limits: SheetLimits,
): Promise<readonly string[]> {
  const strings: string[] = [];
  if (part === null) return strings;
  let characters = 0;
  const text = new RunText();
  await reader.read(part, {
    open: (name) => {
      text.open(name);
      if (name === "si") text.start();
    },
    text: (run) => text.add(run),
    close: (name) => {
      text.close(name);
      if (name !== "si") return;
      const string = unescaped(text.value);
      // An empty one takes its place as well.
      characters += string.length + 1;
      if (characters > limits.characters) throw new Unreadable("E_SHEET_TEXT");
      strings.push(string);
    },
  });
  return strings;
}

/** The text of a string that may consist of several runs. */
class RunText {
  value = "";
  #isInText = false;
  #isInReading = false;

  start(): void {
    this.value = "";
  }

  open(name: string): void {
    if (name === "t") this.#isInText = true;
    if (name === "rPh") this.#isInReading = true;
  }

  add(text: string): void {
    if (this.#isInText && !this.#isInReading) this.value += text;
  }

  close(name: string): void {
    if (name === "t") this.#isInText = false;
    if (name === "rPh") this.#isInReading = false;
  }
}

/** Characters that XML cannot hold are written as `_x000D_`. Source: ISO/IEC 29500-1, 22.9.2.19 (ST_Xstring). */
function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** Cell styles, as spreadsheet programs allow. */
const mostFormats = 65_536;

/** How each cell style shows numbers. */
async function readFormats(reader: PartReader, part: string | null): Promise<readonly NumberFormat[]> {
  const formats: NumberFormat[] = [];
  if (part === null) return formats;
  const codes = new Map<number, string>();
  let isInCells = false;
  await reader.read(part, {
    open: (name, attributes) => {
      if (name === "numFmt") codes.set(Number(attributes["numFmtId"]), attributes["formatCode"] ?? "");
      if (name === "cellXfs") isInCells = true;
      if (name !== "xf" || !isInCells) return;
      if (formats.length === mostFormats) throw new Unreadable("E_SHEET_UNPACKED");
      const id = Number(attributes["numFmtId"] ?? "0");
      formats.push(formatOf(id, codes.get(id)));
    },
    close: (name) => {
      if (name === "cellXfs") isInCells = false;
    },
  });
  return formats;
}

interface SheetContext {
  readonly name: string;
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly limits: SheetLimits;
  readonly isFrom1904: boolean;
  /** Counted over all sheets. */
  readonly taken: { rows: number; characters: number; merged: number };
}

/** A row while it is read. */
interface OpenRow {
  readonly number: number;
  readonly isHidden: boolean;
  readonly cells: string[];
  readonly marks: Map<number, CellMark>;
}

/** A cell while it is read. */
interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  hasFormula: boolean;
  value: string;
}

async function readSheet(
  reader: PartReader,
  part: string,
  context: SheetContext,
): Promise<readonly SheetRow[]> {
  const rows: OpenRow[] = [];
  const merges: string[] = [];
  let row: OpenRow | null = null;
  let cell: OpenCell | null = null;
  let lastNumber = 0;
  let isInValue = false;
  const inline = new RunText();
  await reader.read(part, {
    open: (name, attributes) => {
      if (cell !== null) inline.open(name);
      if (name === "row") {
        lastNumber = rowNumber(attributes["r"], lastNumber, part);
        row = {
          number: lastNumber,
          isHidden: isTrue(attributes["hidden"]),
          cells: [],
          marks: new Map(),
        };
      } else if (name === "c" && row !== null) {
        cell = openCell(attributes, row, part, context);
        inline.start();
      } else if (name === "f" && cell !== null) cell.hasFormula = true;
      else if (name === "v") isInValue = true;
      else if (name === "mergeCell") {
        if (merges.length === mostMerged) throw new Unreadable("E_SHEET_UNPACKED");
        merges.push(attributes["ref"] ?? "");
      }
    },
    text: (text) => {
      if (cell === null) return;
      if (isInValue) cell.value += text;
      else inline.add(text);
    },
    close: (name) => {
      inline.close(name);
      if (name === "v") isInValue = false;
      else if (name === "c" && row !== null && cell !== null) {
        put(row, cell, cell.type === "inlineStr" ? inline.value : cell.value, context, part);
        cell = null;
      } else if (name === "row" && row !== null) {
        keep(rows, row, context);
        row = null;
      }
    },
  });
  for (const ref of merges) merge(rows, ref, context);
  return rows;
}

function rowNumber(given: string | undefined, last: number, part: string): number {
  if (given === undefined) return last + 1;
  const number = Number(given);
  // Rows out of order would make a reader show one row for another.
  if (!Number.isInteger(number) || number <= last) throw new Unreadable("E_SHEET_BROKEN", { value: part });
  return number;
}

function openCell(
  attributes: Readonly<Record<string, string>>,
  row: OpenRow,
  part: string,
  { limits }: SheetContext,
): OpenCell {
  const { r: reference, t: type = "n", s: style = "0" } = attributes;
  const column = reference === undefined ? row.cells.length : parseCellReference(reference)?.column;
  if (column === undefined || column < row.cells.length)
    throw new Unreadable("E_SHEET_BROKEN", { value: part });
  return {
    column: Math.min(column, limits.columns),
    type,
    style: Number(style),
    hasFormula: false,
    value: "",
  };
}

/** Puts a cell into its row; one without text and formula is only a format and takes no place. */
function put(row: OpenRow, cell: OpenCell, raw: string, context: SheetContext, part: string): void {
  const text = shown(cell, raw, context, part);
  if (text.trim() === "" && !cell.hasFormula) return;
  const { limits, taken } = context;
  if (cell.column >= limits.columns) {
    throw new Unreadable("E_SHEET_COLUMNS", { value: String(row.number), expected: String(limits.columns) });
  }
  if (text.length > limits.cellCharacters) {
    throw new Unreadable("E_SHEET_CELL_LENGTH", {
      value: String(row.number),
      expected: String(limits.cellCharacters),
    });
  }
  taken.characters += text.length;
  if (taken.characters > limits.characters) throw new Unreadable("E_SHEET_TEXT");
  while (row.cells.length < cell.column) row.cells.push("");
  row.cells.push(text);
  const isError = cell.type === "e";
  if (!cell.hasFormula && !isError) return;
  row.marks.set(cell.column, {
    ...(cell.hasFormula ? { formula: raw === "" ? "empty" : "value" } : {}),
    ...(isError ? { isError: true } : {}),
  });
}

/** The text of a cell by its type. Source: ISO/IEC 29500-1, 18.18.11 (ST_CellType). */
function shown(
  { type, style }: OpenCell,
  raw: string,
  { strings, formats, isFrom1904 }: SheetContext,
  part: string,
): string {
  switch (type) {
    case "s": {
      const string = raw === "" ? "" : strings[Number(raw)];
      if (string === undefined) throw new Unreadable("E_SHEET_BROKEN", { value: part });
      return string;
    }
    case "inlineStr":
    case "str":
      return unescaped(raw);
    case "b":
      return isTrue(raw) ? "TRUE" : "FALSE";
    case "e":
      return raw;
    case "d":
      return raw.replace(/T00:00:00(\.0+)?Z?$/, "");
    default:
      return shownNumber(raw.trim(), formats[style], isFrom1904);
  }
}

function keep(rows: OpenRow[], row: OpenRow, { limits, taken }: SheetContext): void {
  if (row.cells.length === 0) return;
  if (taken.rows === limits.rows) throw new Unreadable("E_SHEET_ROWS", { expected: String(limits.rows) });
  taken.rows += 1;
  rows.push(row);
}

/** Most cells that may lie in merged blocks: more are a trap for readers, not a table. */
const mostMerged = 200_000;

/** Place of the first row from `number` on. Rows stand in their order; a file may have very many blocks. */
function placeOf(rows: readonly OpenRow[], number: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.number ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Marks the cells of a merged block, in the rows that are there. */
function merge(rows: readonly OpenRow[], ref: string, { taken }: SheetContext): void {
  const [from, to] = ref.split(":").map(parseCellReference);
  if (from == null || to == null) return;
  const inside = rows.slice(placeOf(rows, from.row), placeOf(rows, to.row + 1));
  const first = inside.find(({ number }) => number === from.row);
  const mergedText = first?.cells[from.column] ?? "";
  const isMergedDown = from.column === to.column;
  for (const row of inside) {
    for (let { column } = from; column <= to.column; column += 1) {
      taken.merged += 1;
      if (taken.merged > mostMerged) throw new Unreadable("E_SHEET_UNPACKED");
      const isFirst = row === first && column === from.column;
      row.marks.set(column, {
        ...row.marks.get(column),
        merged: `${columnLetters(from.column)}${from.row}:${columnLetters(to.column)}${to.row}`,
        ...(isFirst ? {} : { mergedText }),
        ...(isMergedDown ? { isMergedDown: true } : {}),
      });
    }
  }
}

import type { Attribute, ObjectType, ScalarType } from "../catalogue/catalogue.ts";
import { parseAttributeText } from "../catalogue/parse-text.ts";
import { parseAttributeValue } from "../catalogue/parse-value.ts";
import { readCellText } from "../import/cell-text.ts";
import type { ColumnMapping, FoundHeading, HeadingColumn } from "../import/heading.ts";
import { usesDecimalComma } from "../import/number-cell.ts";
import type { SheetRow } from "../import/sheet.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import type { JsonValue } from "../record/strict-json.ts";
import type { ProductColumn } from "./column.ts";
import { findColumn } from "./column.ts";

/** One row of a file of models or batteries, as far as it could be read. */
export interface ProductRow {
  /** As the spreadsheet counts. */
  readonly number: number;
  /** The texts as they stand in the file. */
  readonly cells: readonly string[];
  readonly given: GivenProduct;
  /** What is wrong (`E_`) and what was repaired (`W_`), at the column; the path is its name. */
  readonly problems: readonly Problem[];
}

/** What a row says. An empty cell says nothing: what is known stays. */
export interface GivenProduct {
  /** What the registry asks for beside the catalogue, by column. */
  readonly head: Readonly<Record<string, string>>;
  /** Values of data points in the catalogue's form. */
  readonly values: Readonly<Record<string, JsonValue>>;
  /** Titles or identifiers of files, by data point. */
  readonly documents: Readonly<Record<string, readonly string[]>>;
}

/** A row of guidance begins each of its cells with this, and is not read. */
export const guidanceSign = "※";

/**
 * Reads the rows under a heading. Nothing is asked of the registry yet; every problem of every cell is collected.
 *
 * Problems at a row: `E_ROW_HIDDEN`. At a cell: those of `readCellText` and `parseAttributeText`, and of
 * `parseAttributeValue` for what several cells make together.
 */
export function readProductRows(
  heading: FoundHeading,
  mapping: ColumnMapping,
  columns: readonly ProductColumn[],
): readonly ProductRow[] {
  const mapped = heading.columns.flatMap((place): MappedColumn[] => {
    const column = findColumn(columns, mapping[place.key] ?? "");
    return column === undefined ? [] : [{ place, column }];
  });
  const rows = heading.sheet.rows.filter(({ number }) => number > heading.lastRow);
  const numeric = mapped.filter(({ column }) => isNumber(column)).map(({ place }) => place.index);
  const decimalComma = usesDecimalComma(rows, numeric);
  return rows.flatMap((row) => {
    const texts = mapped
      .map(({ place }) => (row.cells[place.index] ?? "").trim())
      .filter((text) => text !== "");
    if (texts.every((text) => text.startsWith(guidanceSign))) return [];
    return [readRow(row, mapped, decimalComma)];
  });
}

interface MappedColumn {
  readonly place: HeadingColumn;
  readonly column: ProductColumn;
}

function isNumber({ form }: ProductColumn): boolean {
  return form.kind === "scalar" && ["decimal", "integer", "months", "range"].includes(form.type.kind);
}

function readRow(row: SheetRow, mapped: readonly MappedColumn[], decimalComma: boolean): ProductRow {
  const { number, cells } = row;
  const problems: Problem[] = [];
  const head: Record<string, string> = {};
  const parts = new Map<string, Part[]>();
  const documents: Record<string, string[]> = {};
  if (row.isHidden)
    return { number, cells, given: nothingGiven, problems: [{ code: "E_ROW_HIDDEN", path: "" }] };
  for (const { place, column } of mapped) {
    const add = (problem: Problem, value: string) => problems.push(atCell(problem, { place, column }, value));
    const { text, problem } = readCellText(row, place.index, isNumber(column) ? "number" : "word");
    if (problem !== null) {
      const { code, value, expected } = problem;
      add({ code, path: column.id, ...(expected === undefined ? {} : { params: { expected } }) }, value);
    }
    if (text === null || isNothing(text, column)) continue;
    if (column.form.kind === "documents") {
      (documents[column.field] ??= []).push(...linesOf(text));
      continue;
    }
    const read = readCell(column, text, place.unit, decimalComma);
    for (const one of read.ok ? read.value.notes : read.problems) add(one, text);
    if (!read.ok) {
      // What is left of the data point would be taken for all of it.
      parts.set(column.field, [...(parts.get(column.field) ?? []), { column, place, value: undefined }]);
      continue;
    }
    const { value } = read.value;
    if (column.attribute === null) head[column.id] = typeof value === "string" ? value : text;
    else parts.set(column.field, [...(parts.get(column.field) ?? []), { column, place, value }]);
  }
  const values: Record<string, JsonValue> = {};
  for (const [field, of] of parts) {
    const attribute = of[0]?.column.attribute ?? null;
    if (attribute === null || of.some(({ value }) => value === undefined)) continue;
    const whole = parseAttributeValue(attribute, assembled(attribute, of));
    if (whole.ok) values[field] = whole.value;
    else problems.push(...whole.problems.map((problem) => atPart(problem, of)));
  }
  return { number, cells, given: { head, values, documents }, problems };
}

const nothingGiven: GivenProduct = { head: {}, values: {}, documents: {} };

/** A value out of one cell; undefined where the cell was refused. */
interface Part extends MappedColumn {
  readonly value: JsonValue | undefined;
}

/** What people write into a cell that has no value. Of a text only signs: "none" may be an answer. */
function isNothing(text: string, { form }: ProductColumn): boolean {
  if (/^[-–—/]?$/.test(text)) return true;
  return (
    form.kind === "scalar" && form.type.kind !== "text" && /^(n\/?a|n\.a\.|无|不适用|none|null)$/i.test(text)
  );
}

/** Entries of a cell: one in each line. */
function linesOf(text: string): readonly string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

interface ReadValue {
  readonly value: JsonValue;
  readonly notes: readonly Problem[];
}

function readCell(
  { id, form, unit }: ProductColumn,
  text: string,
  headingUnit: string | null,
  decimalComma: boolean,
): Parsed<ReadValue> {
  if (form.kind === "list") return readList(id, form.of, unit, text);
  if (form.kind === "documents") return reject("E_VALUE_SEVERAL", id);
  // A unit in the heading holds for every number below it that has none of its own.
  const isBare = headingUnit !== null && /^[\d\s.,'’+\-eE０-９，．]+$/.test(text);
  return parseAttributeText(
    { id, type: form.type, unit },
    isBare ? `${text} ${headingUnit}` : text,
    decimalComma,
  );
}

function readList(
  id: string,
  of: ScalarType | ObjectType,
  unit: string | null,
  text: string,
): Parsed<ReadValue> {
  // Words of a list are short; other texts may have semicolons of their own.
  const entries = linesOf(of.kind === "choice" ? text.replace(/[;；,，、]/g, "\n") : text);
  const read = entries.map((entry) =>
    of.kind === "object" ? readEntry(id, of, entry) : parseAttributeText({ id, type: of, unit }, entry),
  );
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) return rejectAll(problems);
  return accept({
    value: read.flatMap((one) => (one.ok ? [one.value.value] : [])),
    notes: read.flatMap((one) => (one.ok ? one.value.notes : [])),
  });
}

/** Members between upright strokes, in the order of the catalogue. */
function readEntry(id: string, { members }: ObjectType, entry: string): Parsed<ReadValue> {
  const texts = splitMembers(entry);
  if (texts.length > members.length)
    return reject("E_CELL_MEMBERS", id, { value: entry.slice(0, 100), expected: String(members.length) });
  const notes: Problem[] = [];
  const problems: Problem[] = [];
  const value: Record<string, JsonValue> = {};
  for (const [index, member] of members.entries()) {
    const text = texts[index] ?? "";
    if (text === "" || (!member.required && /^[-–—]$/.test(text))) continue;
    const read = parseAttributeText({ id, type: member.type, unit: member.unit }, text);
    if (!read.ok) problems.push(...read.problems);
    else {
      notes.push(...read.value.notes);
      value[member.id] = read.value.value;
    }
  }
  return problems.length > 0 ? rejectAll(problems) : accept({ value, notes });
}

/** `a | b\|c` is two texts, the second with a stroke in it. */
function splitMembers(entry: string): readonly string[] {
  const texts = [""];
  for (const [piece] of entry.matchAll(/\\[\\|｜nr]|[|｜]|[^\\|｜]+|\\/gu)) {
    if (piece === "|" || piece === "｜") texts.push("");
    else texts.push(`${texts.pop() ?? ""}${unescaped(piece)}`);
  }
  return texts.map((text) => text.trim());
}

function unescaped(piece: string): string {
  if (piece === "\\n") return "\n";
  if (piece === "\\r") return "\r";
  return piece.length === 2 && piece.startsWith("\\") ? piece.slice(1) : piece;
}

/** The value of a data point out of its columns. */
function assembled({ type }: Attribute, parts: readonly Part[]): unknown {
  if (type.kind === "object")
    return Object.fromEntries(
      type.members.flatMap(({ id, type: of }) => {
        const own = parts.filter(({ column }) => column.member === id);
        return own.length === 0 ? [] : [[id, of.kind === "multilingual" ? textsOf(own) : own[0]?.value]];
      }),
    );
  return type.kind === "multilingual" ? textsOf(parts) : parts[0]?.value;
}

function textsOf(parts: readonly Part[]): unknown {
  return parts.map(({ column, value }) => ({ value, language: column.language }));
}

/** A problem of a whole value, at the column of the member it speaks of. */
function atPart(problem: Problem, parts: readonly Part[]): Problem {
  const part =
    parts.find(
      ({ column }) => column.member !== null && problem.path === `${column.field}.${column.member}`,
    ) ?? parts[0];
  if (part === undefined) return problem;
  return atCell(problem, part, problem.params?.["value"] ?? "");
}

function atCell(problem: Problem, { place, column }: MappedColumn, value: string): Problem {
  return {
    code: problem.code,
    path: column.id,
    params: {
      value: value.slice(0, 100),
      ...problem.params,
      column: place.letters,
      heading: place.heading,
    },
  };
}

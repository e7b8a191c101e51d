import type { LineField } from "./field.ts";
import { findField, lineFields, reasonHeading } from "./field.ts";
import type { Sheet, SheetRow, Workbook } from "./sheet.ts";
import { columnLetters } from "./sheet.ts";
import { readUnitText } from "./unit-cell.ts";
import { folded } from "./word-cell.ts";

/** Which column means what: heading to field, null for a column that is not read. */
export type ColumnMapping = Readonly<Record<string, string | null>>;

export interface HeadingColumn {
  /** Name of the column in a mapping: its heading, with its letters where that is empty or stands twice. */
  readonly key: string;
  readonly heading: string;
  /** Zero-based. */
  readonly index: number;
  readonly letters: string;
  /** Unit for all cells of the column, from its heading or from a row of units below; `%` is one here. */
  readonly unit: string | null;
}

/** The heading of a sheet, and what its columns most likely mean. */
export interface FoundHeading {
  readonly sheet: Sheet;
  readonly row: SheetRow;
  /** The row of units below it, where there is one. */
  readonly units: SheetRow | null;
  readonly columns: readonly HeadingColumn[];
  readonly proposed: ColumnMapping;
  /** Rows of data begin behind this one: the heading, or the row of units below it. */
  readonly lastRow: number;
}

/** The fields of a kind of file, as headings name them. */
export interface HeadingFields {
  /** What a heading most likely means; null where nothing is known. */
  readonly recognise: (heading: string) => NamedField | null;
  readonly has: (id: string) => boolean;
}

/** A field that a heading names. */
export interface NamedField {
  readonly id: string;
  /** 0 for the heading an export writes; what is further from it gives way. */
  readonly rank: number;
  /** Unit in the heading. */
  readonly unit: string | null;
  /** The field of the unit of this number, which a heading `Unit` behind it means. */
  readonly unitField?: string | undefined;
}

/** How far down a heading is looked for: above it stand titles and remarks. */
const headingRows = 50;

/**
 * Finds the row of headings: the one in which most columns are recognised, in the sheet where most are, hidden sheets
 * left aside. Where nothing is recognised it is the first row with two values, for a person to say what the columns
 * mean. Null when there is no such row.
 *
 * @param sheetName the sheet a person chose.
 * @param fields what headings may mean; those of an inventory when absent.
 */
export function findHeading(
  workbook: Workbook,
  sheetName?: string,
  fields: HeadingFields = inventoryFields,
): FoundHeading | null {
  const sheets = workbook.sheets.filter(
    ({ name, isHidden }) => (sheetName === undefined && !isHidden) || name === sheetName,
  );
  const candidates = sheets.flatMap((sheet) =>
    sheet.rows.slice(0, headingRows).map((row) => ({ sheet, row, score: scoreOf(row, fields) })),
  );
  const best = candidates.reduce<(typeof candidates)[number] | null>(
    (found, next) => (next.score >= 2 && next.score > (found?.score ?? 0) ? next : found),
    null,
  );
  const chosen = best ?? candidates.find(({ row }) => row.cells.filter((cell) => cell !== "").length >= 2);
  return chosen === undefined ? null : headingOf(chosen.sheet, chosen.row, fields);
}

function scoreOf(row: SheetRow, fields: HeadingFields): number {
  return new Set(
    row.cells.flatMap((cell) => {
      const field = fields.recognise(cell)?.id;
      return field === undefined ? [] : [field];
    }),
  ).size;
}

function headingOf(sheet: Sheet, row: SheetRow, fields: HeadingFields): FoundHeading {
  const below = sheet.rows[sheet.rows.indexOf(row) + 1];
  const units = below !== undefined && holdsUnits(below) ? below : null;
  const width = Math.max(...sheet.rows.map(({ cells }) => cells.length));
  const columns = nameColumns(Array.from({ length: width }, (_, index) => row.cells[index] ?? "")).map(
    (column): HeadingColumn => ({
      ...column,
      unit: fields.recognise(column.heading)?.unit ?? unitOf(units?.cells[column.index] ?? ""),
    }),
  );
  return { sheet, row, units, columns, proposed: propose(columns, fields), lastRow: (units ?? row).number };
}

/** The columns of a heading, each with a name of its own. */
export function nameColumns(headings: readonly string[]): readonly Omit<HeadingColumn, "unit">[] {
  const texts = headings.map((text) => text.trim());
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return texts.map((heading, index) => {
    const letters = columnLetters(index);
    const isPlain = heading !== "" && times.get(heading) === 1;
    return { key: isPlain ? heading : `${heading} [${letters}]`.trim(), heading, index, letters };
  });
}

/** A row of units under the heading: nothing in it but units and dashes, and at least one unit. */
function holdsUnits({ cells }: SheetRow): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "" && !/^[-–—/]$/.test(cell));
  return filled.length > 0 && filled.every((cell) => !/^\d/.test(cell) && unitOf(cell) !== null);
}

/** The unit of a text that is nothing else; `%` is one here. */
function unitOf(text: string): string | null {
  const bare = text
    .normalize("NFKC")
    .trim()
    .replace(/^[([](.*)[)\]]$/, "$1");
  return bare === "%" || bare === "‰" ? bare : (readUnitText(bare)?.unit ?? null);
}

interface Recognised {
  readonly field: LineField;
  /** 0 for the heading an export writes; what is further from it gives way. */
  readonly rank: number;
  readonly unit: string | null;
}

/** The field a heading names: as it stands, without its unit, or one half of a heading in two languages. */
function recognise(heading: string): Recognised | null {
  const text = heading.normalize("NFKC").trim();
  const whole = named(text);
  if (whole !== null) return { ...whole, unit: null };
  const bracket = /^(.*?)\s*[([【]([^()[\]【】]*(?:\([^()]*\))?[^()[\]【】]*)[)\]】]\s*\*?$/s.exec(text);
  const tail = /^(.*?)(?:\s*[,;:]\s*|\s+in\s+|\s+)(\S+)$/s.exec(text);
  const joined = /^(\p{Script=Han}+)([A-Za-z%][\w%/·^]*)$/u.exec(text);
  for (const split of [bracket, tail, joined]) {
    const unit = unitOf(split?.[2] ?? "");
    const field = named(split?.[1] ?? "") ?? halves(split?.[1] ?? "");
    if (field !== null && (unit !== null || split === bracket)) return { ...field, unit };
  }
  const half = halves(text);
  return half === null ? null : { ...half, unit: null };
}

function named(text: string): Omit<Recognised, "unit"> | null {
  return text === "" ? null : (fieldsByHeading.get(folded(text)) ?? null);
}

function halves(text: string): Omit<Recognised, "unit"> | null {
  const parts = text.split(/[/|\n]|(?<=\p{Script=Han})\s+(?=[A-Za-z])|(?<=[A-Za-z)])\s+(?=\p{Script=Han})/u);
  if (parts.length < 2) return null;
  return parts.map((part) => named(part)).find((found) => found !== null) ?? null;
}

const fieldsByHeading: ReadonlyMap<string, Omit<Recognised, "unit">> = new Map(
  // Written backwards, so that of two fields with one heading the nearer one stays.
  lineFields
    .flatMap((field) =>
      [field.en, field.zh, [field.id]].flatMap((texts) =>
        texts.map((text, rank) => [folded(text), { field, rank }] as const),
      ),
    )
    .toSorted(([, a], [, b]) => b.rank - a.rank),
);

const inventoryFields: HeadingFields = {
  recognise: (heading) => {
    const found = recognise(heading);
    if (found === null) return null;
    const { field, rank, unit } = found;
    return { id: field.id, rank, unit, unitField: field.unitField };
  },
  has: (id) => findField(id) !== null,
};

/** Each field once: to the column whose heading is nearest to it. */
function propose(columns: readonly HeadingColumn[], fields: HeadingFields): ColumnMapping {
  const taken = new Map<string, { readonly key: string; readonly rank: number }>();
  let number: NamedField | null = null;
  for (const { key, heading } of columns) {
    const found = isReason(heading) ? null : fields.recognise(heading);
    if (found === null) continue;
    // `Unit` stands behind the number it belongs to.
    const isUnit = found.id === "amountUnit" && number?.unitField !== undefined;
    const id = isUnit ? (number?.unitField ?? found.id) : found.id;
    if (found.unitField !== undefined) number = found;
    const before = taken.get(id);
    if (before === undefined || found.rank < before.rank) taken.set(id, { key, rank: found.rank });
  }
  const fieldOf = new Map([...taken].map(([id, { key }]) => [key, id]));
  return Object.fromEntries(columns.map(({ key }) => [key, fieldOf.get(key) ?? null]));
}

/**
 * The names of the columns by which a heading is known again. Without the one that a corrected file adds: mended it has
 * the columns of the file it came from, and means the same by them.
 */
export function shapeOf({ columns }: FoundHeading): readonly string[] {
  return columns.filter(({ heading }) => !isReason(heading)).map(({ key }) => key);
}

function isReason(heading: string): boolean {
  return [reasonHeading.en, reasonHeading.zh].some((reason) => folded(reason) === folded(heading));
}

/**
 * A mapping somebody gave, cut down to this heading: unknown columns and fields are left out, and of two columns for one
 * field the first one stays.
 */
export function fitMapping(
  given: ColumnMapping,
  { columns }: FoundHeading,
  fields: HeadingFields = inventoryFields,
): ColumnMapping {
  const taken = new Set<string>();
  return Object.fromEntries(
    columns.map(({ key }) => {
      const field = given[key] ?? null;
      if (field === null || !fields.has(field) || taken.has(field)) return [key, null];
      taken.add(field);
      return [key, field];
    }),
  );
}

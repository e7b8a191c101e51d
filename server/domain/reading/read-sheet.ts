import { parseAttributeText } from "../catalogue/parse-text.ts";
import type { Catalogue, Member, ObjectType } from "../catalogue/catalogue.ts";
import { dashedDay } from "../import/day-cell.ts";
import type { Sheet, SheetRow, Workbook } from "../import/sheet.ts";
import { columnLetters } from "../import/sheet.ts";
import { folded } from "../import/word-cell.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { readDateTimeStamp } from "../record/time.ts";
import type { Measured } from "./measured.ts";
import { measuredAttributes } from "./measured.ts";

/** A reading out of a spreadsheet, in the form in which programs send readings. */
export interface SheetReading {
  /** As the spreadsheet counts, from 1. */
  readonly row: number;
  /** Heading of each member's column, for what is said about it. */
  readonly columns: Readonly<Record<string, string>>;
  /** Null where only a serial number names the battery. */
  readonly productUrl: string | null;
  readonly serial: string | null;
  readonly given: Readonly<Record<string, unknown>>;
  /** Why it is no reading; the path names the member. */
  readonly problems: readonly Problem[];
  /** What was repaired or taken for granted. */
  readonly notes: readonly Problem[];
}

interface ReadSheet {
  readonly readings: readonly SheetReading[];
  /** Headings of columns that mean nothing here: what stands in them is in no reading. */
  readonly unread: readonly string[];
}

/** Columns beside those of data points. The first words are those an export would write. */
const headings = {
  productUrl: [
    "product identifier",
    "productUrl",
    "battery",
    "passport",
    "产品标识符",
    "电池",
    "电池标识",
    "产品标识",
  ],
  serial: ["serial number", "serial", "序列号", "电池序列号"],
  attribute: ["data point", "attribute", "数据项", "属性"],
  value: ["value", "数值", "值"],
  description: ["description", "说明", "描述"],
  measuredAt: [
    "measured at",
    "measuredAt",
    "time",
    "date",
    "date and time",
    "instant",
    "测量时间",
    "时间",
    "日期",
    "测量日期",
  ],
  method: ["method", "方法", "测量方法"],
} as const;
type Field = keyof typeof headings;

const fieldByWord: ReadonlyMap<string, Field> = new Map(
  Object.entries(headings).flatMap(([field, words]) =>
    isField(field) ? words.map((word) => [folded(word), field] as const) : [],
  ),
);

function isField(text: string): text is Field {
  return Object.hasOwn(headings, text);
}

/** A column whose cells are values of one data point. */
interface ValueColumn {
  readonly index: number;
  readonly heading: string;
  readonly measured: Measured;
  /** From the brackets of the heading; empty for the unit of the data point. */
  readonly unit: string;
}

interface Layout {
  readonly row: SheetRow;
  readonly fields: Partial<Record<Field, number>>;
  readonly values: readonly ValueColumn[];
  readonly unread: readonly string[];
}

/** How far down the headings are looked for: above them stand titles and remarks. */
const headingRows = 20;

/**
 * Readings of the first sheet with headings that name a battery, a time and values: a row for each reading (data point and
 * value), or a column for each data point, or both. Empty cells of data points are no readings. Times are read as people
 * write them; one without an offset is UTC, which is noted.
 *
 * Problem of the whole: `E_READING_COLUMNS`. Of a reading: those of `parseAttributeText`, `E_READING_NOT_MEASURED`. Notes:
 * `W_READING_UTC` and those of `parseAttributeText`.
 */
export function readReadingSheet(catalogue: Catalogue, workbook: Workbook): Parsed<ReadSheet> {
  const measured = measuredAttributes(catalogue);
  const byWord = new Map(
    measured.flatMap((one) =>
      [one.attribute.id, one.attribute.title.en, one.attribute.title.zh].map((word) => [folded(word), one]),
    ),
  );
  for (const sheet of workbook.sheets) {
    const layout = sheet.isHidden ? null : layoutOf(sheet, byWord);
    if (layout === null) continue;
    const decimalComma = workbook.delimiter === ";";
    const rows = sheet.rows.filter(({ number }) => number > layout.row.number);
    const readings = rows.flatMap((row) => readingsOf(row, layout, byWord, decimalComma));
    return accept({ readings, unread: layout.unread });
  }
  return reject("E_READING_COLUMNS", "file");
}

function layoutOf(sheet: Sheet, byWord: ReadonlyMap<string, Measured>): Layout | null {
  for (const row of sheet.rows.slice(0, headingRows)) {
    const fields: Partial<Record<Field, number>> = {};
    const values: ValueColumn[] = [];
    const unread: string[] = [];
    for (const [index, cell] of row.cells.entries()) {
      const heading = cell.trim();
      const field = fieldByWord.get(folded(withoutBrackets(heading).name));
      if (field !== undefined && fields[field] === undefined) fields[field] = index;
      const found = field === undefined ? valueColumn(heading, index, byWord) : null;
      if (found !== null) values.push(found);
      else if (heading !== "" && (field === undefined || fields[field] !== index)) unread.push(heading);
    }
    const hasBattery = fields.productUrl !== undefined || fields.serial !== undefined;
    const hasValue = values.length > 0 || (fields.attribute !== undefined && fields.value !== undefined);
    if (hasBattery && hasValue && fields.measuredAt !== undefined) return { row, fields, values, unread };
  }
  return null;
}

function valueColumn(
  heading: string,
  index: number,
  byWord: ReadonlyMap<string, Measured>,
): ValueColumn | null {
  const whole = byWord.get(folded(heading));
  if (whole !== undefined) return { index, heading, measured: whole, unit: "" };
  const { name, unit } = withoutBrackets(heading);
  const found = byWord.get(folded(name));
  return found === undefined ? null : { index, heading, measured: found, unit };
}

/** `Current power (kW)` is of kW; so is `当前功率【kW】`. */
function withoutBrackets(heading: string): { readonly name: string; readonly unit: string } {
  const match = /^(.*?)\s*[([（【]([^()[\]（）【】]*)[)\]）】]\s*$/su.exec(heading);
  return match === null
    ? { name: heading, unit: "" }
    : { name: match[1] ?? "", unit: (match[2] ?? "").trim() };
}

function readingsOf(
  row: SheetRow,
  { row: heading, fields, values }: Layout,
  byWord: ReadonlyMap<string, Measured>,
  decimalComma: boolean,
): readonly SheetReading[] {
  const cell = (index: number | undefined) => (index === undefined ? "" : (row.cells[index] ?? "").trim());
  const headingOf = (index: number | undefined) =>
    index === undefined ? "" : (heading.cells[index] ?? "").trim() || columnLetters(index);
  const time = momentOf(cell(fields.measuredAt));
  const method = cell(fields.method);
  const shared = {
    row: row.number,
    productUrl: cell(fields.productUrl) || null,
    serial: cell(fields.serial) || null,
  };
  const columns = {
    productUrl: headingOf(
      shared.productUrl === null ? (fields.serial ?? fields.productUrl) : fields.productUrl,
    ),
    ...{ attribute: headingOf(fields.attribute), method: headingOf(fields.method) },
    measuredAt: headingOf(fields.measuredAt),
  };
  const readingOf = (measured: Measured, text: string, index: number | undefined): SheetReading => {
    const value = valueOf(measured, text, cell(fields.description), decimalComma);
    return {
      ...shared,
      columns: { ...columns, value: headingOf(index) },
      given: {
        ...{ attribute: measured.attribute.id, measuredAt: time.text },
        ...(value.ok ? { value: value.value.value } : {}),
        ...(method === "" ? {} : { method }),
      },
      problems: value.ok ? [] : value.problems,
      notes: [...time.notes, ...(value.ok ? value.value.notes : [])],
    };
  };
  const single = singleOf();
  const wide = values.flatMap((column) => {
    const text = cell(column.index);
    if (text === "") return [];
    const withUnit = column.unit === "" || /\p{L}|%/u.test(text) ? text : `${text} ${column.unit}`;
    return [readingOf(column.measured, withUnit, column.index)];
  });
  return [...single, ...wide];

  function singleOf(): readonly SheetReading[] {
    const name = cell(fields.attribute);
    const text = cell(fields.value);
    if (name === "" && text === "") return [];
    const found = byWord.get(folded(name));
    if (found !== undefined) return [readingOf(found, text, fields.value)];
    const problem = {
      code: "E_READING_NOT_MEASURED",
      path: "attribute",
      params: { value: name.slice(0, 100) },
    };
    const given = { attribute: name, measuredAt: time.text };
    return [
      {
        ...shared,
        columns: { ...columns, value: headingOf(fields.value) },
        ...{ given, problems: [problem], notes: [] },
      },
    ];
  }
}

interface CellValue {
  readonly value: unknown;
  readonly notes: readonly Problem[];
}

/** A number as people write it; of an event its kind, or what there is to say of it. */
function valueOf(
  { attribute, form }: Measured,
  text: string,
  description: string,
  decimalComma: boolean,
): Parsed<CellValue> {
  if (form.kind === "number") {
    const read = parseAttributeText(
      { id: "value", type: form.type, unit: attribute.unit },
      text,
      decimalComma,
    );
    return read.ok ? accept(read.value) : read;
  }
  if (form.kind === "numbers") return numbersOf(form.type, text, decimalComma);
  const main = form.type.members.find(({ id, required }) => required && id !== "day");
  if (main === undefined) return reject("E_VALUE_SEVERAL", "value");
  const said = ofMember(main, text, decimalComma);
  if (!said.ok) return said;
  const others = form.type.members.some(({ id }) => id === "description" && id !== main.id);
  const more = others && description !== "" ? { description } : {};
  return accept({ value: { [main.id]: said.value.value, ...more }, notes: said.value.notes });
}

/** Several numbers in one cell, in the order of their members: `3.1 / 2.8`. */
function numbersOf({ members }: ObjectType, text: string, decimalComma: boolean): Parsed<CellValue> {
  const parts = text.split("/").map((part) => part.trim());
  if (parts.length !== members.length) return reject("E_VALUE_SEVERAL", "value");
  const read: [string, unknown][] = [];
  for (const [index, member] of members.entries()) {
    const number = ofMember(member, parts[index] ?? "", decimalComma);
    if (!number.ok) return number;
    read.push([member.id, number.value.value]);
  }
  return accept({ value: Object.fromEntries(read), notes: [] });
}

function ofMember({ type, unit }: Member, text: string, decimalComma: boolean): Parsed<CellValue> {
  return parseAttributeText({ id: "value", type, unit }, text, decimalComma);
}

/** A moment as spreadsheets and people write it, in the form that readings are sent in. Anything else stays for the parser to refuse. */
function momentOf(text: string): { readonly text: string; readonly notes: readonly Problem[] } {
  const trimmed = text.normalize("NFKC").trim();
  if (readDateTimeStamp(trimmed) !== null) return { text: trimmed, notes: [] };
  const match =
    /^(\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?)(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*(Z|UTC|[+-]\d{2}:\d{2})?$/u.exec(
      trimmed,
    );
  if (match === null) return { text: trimmed, notes: [] };
  const [, day = "", hour = "0", minute = "00", second = "00", zone] = match;
  const offset = zone === undefined || zone === "UTC" ? "Z" : zone;
  const written = `${dashedDay(day.replaceAll(/\s/g, ""))}T${hour.padStart(2, "0")}:${minute}:${second}${offset}`;
  const notes = [{ code: "W_READING_UTC", path: "measuredAt", params: { value: text, expected: written } }];
  return { text: written, notes: zone === undefined ? notes : [] };
}

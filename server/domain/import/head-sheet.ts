import { parseDay } from "../calendar.ts";
import { dashedDay } from "./day-cell.ts";
import type { Problem } from "../problem.ts";
import { parseExact } from "../quantity/exact.ts";
import type { HeadCells } from "./head-cells.ts";
import type { HeadField } from "./head-field.ts";
import { findHeadField, headWords } from "./head-field.ts";
import { readNumberText } from "./number-cell.ts";
import type { Sheet, SheetRow, Workbook } from "./sheet.ts";
import { columnLetters } from "./sheet.ts";
import { readUnitText } from "./unit-cell.ts";
import { findWord, folded } from "./word-cell.ts";

/** Headings of the sheet that holds the head of an inventory, as an export writes them. */
export const headHeadings = {
  en: { label: "What", member: "Member", value: "Content" },
  zh: { label: "内容", member: "字段", value: "填写" },
} as const;

/** What a workbook says about the head of its inventory. */
export interface ReadHead {
  readonly sheet: string;
  /** Rows of the sheet as they stand, for whoever has to mend one. */
  readonly rows: readonly HeadRow[];
  /** What the members say, by path; one that could not be read is missing. */
  readonly given: HeadCells;
  /** `E_` for what is wrong, `W_` for what was repaired; the path is the member, `row` and `column` where it stands. */
  readonly problems: readonly Problem[];
}

export interface HeadRow {
  /** As the spreadsheet counts. */
  readonly number: number;
  readonly label: string;
  readonly member: string;
  readonly value: string;
}

/**
 * Finds the sheet with the head of an inventory by its headings, in either language; null when no visible sheet has them.
 */
export function findHeadSheet(workbook: Workbook): FoundHeadSheet | null {
  for (const sheet of workbook.sheets) {
    if (sheet.isHidden) continue;
    for (const heading of sheet.rows.slice(0, headingRows)) {
      const columnOf = (name: "label" | "member" | "value") =>
        heading.cells.findIndex((cell) =>
          [headHeadings.en, headHeadings.zh].some((words) => folded(words[name]) === folded(cell)),
        );
      const [member, value] = [columnOf("member"), columnOf("value")];
      if (member < 0 || value < 0) continue;
      const rows = sheet.rows.filter(({ number }) => number > heading.number);
      // Columns of these names stand in many a table; only a member that is known makes it this one.
      if (rows.some(({ cells }) => findHeadField((cells[member] ?? "").trim()) !== null))
        return { sheet, rows, columns: { label: columnOf("label"), member, value } };
    }
  }
  return null;
}

const headingRows = 20;

export interface FoundHeadSheet {
  readonly sheet: Sheet;
  /** Below the heading. */
  readonly rows: readonly SheetRow[];
  /** Zero-based; the label is -1 where somebody left it out. */
  readonly columns: { readonly label: number; readonly member: number; readonly value: number };
}

/**
 * Reads the sheet of the head, member by member. Nothing is judged yet against a method.
 *
 * Problems: `E_HEAD_MEMBER` for a member there is none of, `E_DUPLICATE`, `E_ROW_HIDDEN`, `E_CELL_ERROR`, `E_CELL_FORMULA`,
 * `E_CELL_MERGED`, `E_CELL_NUMBER`, `E_CELL_AMBIGUOUS`, `E_CELL_WORD`, `E_HEAD_LENGTH`, `E_UNIT_UNKNOWN`, `E_DATE_FORMAT`.
 * Notes: `W_CELL_FORMULA`, `W_UNIT_READ` and those of {@link readNumberText}.
 */
export function readHead({ sheet, rows, columns }: FoundHeadSheet): ReadHead {
  const given: Record<string, string> = {};
  const problems: Problem[] = [];
  const stood: HeadRow[] = [];
  const seen = new Set<string>();
  for (const { number, cells, marks, isHidden } of rows) {
    const at = (column: number) => cells[column] ?? "";
    const member = at(columns.member).trim();
    const value = at(columns.value);
    if (member === "" && value.trim() === "") continue;
    stood.push({ number, label: at(columns.label), member, value });
    const place = { row: String(number), column: columnLetters(columns.value) };
    const add = ({ code, params }: Pick<Problem, "code" | "params">) =>
      problems.push({ code, path: member, params: { value: value.slice(0, 100), ...params, ...place } });
    const field = findHeadField(member);
    const mark = marks.get(columns.value) ?? {};
    if (field === null) add({ code: "E_HEAD_MEMBER", params: { value: member.slice(0, 100) } });
    else if (seen.has(member)) add({ code: "E_DUPLICATE" });
    else if (isHidden) add({ code: "E_ROW_HIDDEN" });
    else if (mark.isUnkeepable) add({ code: "E_SCHEMA" });
    else if (mark.isError) add({ code: "E_CELL_ERROR" });
    else if (mark.formula === "empty") add({ code: "E_CELL_FORMULA" });
    else if (mark.mergedText !== undefined) add({ code: "E_CELL_MERGED" });
    else {
      if (mark.formula === "value") add({ code: "W_CELL_FORMULA" });
      const read = readContent(field, value.trim(), add);
      if (read !== null) given[member] = read;
    }
    seen.add(member);
  }
  return { sheet: sheet.name, rows: stood, given, problems };
}

/** As long as the form of the head takes. */
const longest = { text: 500, words: 5000 } as const;

/** The content as a head keeps it; null for one that cannot be read, which has been reported. */
function readContent(
  { cell }: HeadField,
  text: string,
  add: (problem: Pick<Problem, "code" | "params">) => void,
): string | null {
  const refuse = (code: string, expected?: string): null => {
    add({ code, ...(expected === undefined ? {} : { params: { expected } }) });
    return null;
  };
  if (text === "") return "";
  switch (cell) {
    case "text":
    case "words":
      if (text.includes("\0")) return refuse("E_SCHEMA");
      return text.length <= longest[cell] ? text : refuse("E_HEAD_LENGTH", String(longest[cell]));
    case "day": {
      const day = parseDay(dashedDay(text));
      return day.ok ? day.value : refuse("E_DATE_FORMAT");
    }
    case "decimal": {
      // A number in the plain form stays exactly as it is written.
      if (text.length <= longest.text && parseExact(text) !== null) return text;
      const number = readNumberText(text, false);
      const problem = number.ok ? null : number.problems[0];
      if (problem !== null) return refuse(problem?.code ?? "E_CELL_NUMBER", problem?.params?.["expected"]);
      if (!number.ok || number.value.unit !== null) return refuse("E_CELL_NUMBER");
      for (const { code, params } of number.value.notes) add({ code, ...(params ? { params } : {}) });
      return number.value.number;
    }
    case "unit": {
      const unit = readUnitText(text);
      if (unit === null) return refuse("E_UNIT_UNKNOWN");
      if (unit.wasRead) add({ code: "W_UNIT_READ", params: { expected: unit.unit } });
      return unit.unit;
    }
    case "flag": {
      const flag = findWord("flag", text);
      return flag ?? refuse("E_CELL_WORD", "true, false");
    }
    case "rounding":
    case "dqrScheme": {
      const words: readonly string[] = headWords[cell];
      return words.includes(text) ? text : refuse("E_CELL_WORD", words.join(", "));
    }
  }
}

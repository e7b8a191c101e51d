import { dashedDay } from "../import/day-cell.ts";
import { readNumberText } from "../import/number-cell.ts";
import { findWord, folded } from "../import/word-cell.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { multiply, parseExact, toDecimal } from "../quantity/exact.ts";
import type { JsonValue } from "../record/strict-json.ts";
import { inUnit, splitUnit } from "./attribute-unit.ts";
import type { Attribute, ScalarType, ValueType } from "./catalogue.ts";
import { parseAttributeValue } from "./parse-value.ts";

/** A value out of one cell. */
export interface ReadCell {
  /** In the canonical form of `parseAttributeValue`. */
  readonly value: JsonValue;
  /** What was repaired or converted: `W_` codes. */
  readonly notes: readonly Problem[];
}

/** Forms that one cell can hold. */
type CellType = Exclude<ScalarType, { readonly kind: "multilingual" }>;

/** Whether a spreadsheet can hold the value of an attribute in one cell; lists, objects and several languages cannot. */
export function isCellType(type: ValueType): type is CellType {
  return !["object", "list", "series", "multilingual"].includes(type.kind);
}

/**
 * Reads the text of one spreadsheet cell: full-width digits, decimal commas, thousands, other units of the same kind,
 * days as people write them, and the words of a choice in either language. What it makes of them is judged as every
 * other value is.
 *
 * Problems: those of {@link parseAttributeValue} and `readNumberText`, `E_UNIT_CONFLICT` for a unit of something else,
 * `E_CELL_WORD`, `E_VALUE_SEVERAL` for a form that one cell cannot hold. Notes: `W_UNIT_READ`, those of `readNumberText`.
 *
 * @param decimalComma whether the column writes a comma where others write a point.
 *
 * @example `１２,5 kW` is 12500 for an attribute in W.
 */
export function parseAttributeText(
  attribute: Pick<Attribute, "id" | "type" | "unit">,
  text: string,
  decimalComma = false,
): Parsed<ReadCell> {
  const { id, type, unit } = attribute;
  if (text.trim() === "") return reject("E_REQUIRED", id);
  if (!isCellType(type)) return reject("E_VALUE_SEVERAL", id);
  const cell = jsonOfCell(type, unit, text, decimalComma);
  if (!cell.ok) return { ok: false, problems: cell.problems.map((problem) => ({ ...problem, path: id })) };
  const parsed = parseAttributeValue(attribute, cell.value.value);
  const notes = cell.value.notes.map((note) => ({ ...note, path: id }));
  return parsed.ok ? accept({ value: parsed.value, notes }) : parsed;
}

function jsonOfCell(
  type: CellType,
  unit: string | null,
  text: string,
  decimalComma: boolean,
): Parsed<ReadCell> {
  switch (type.kind) {
    case "decimal":
    case "integer":
      return readNumber(text, unit, decimalComma);
    case "months":
      return readNumber(text, "month", decimalComma);
    case "range":
      return readRange(text, unit, decimalComma);
    case "choice":
      return readChoice(type, text);
    case "flag":
      return readFlag(text);
    case "day":
      return plain(dashedDay(text));
    case "month":
      // Spreadsheets make the first day of a month of it.
      return plain(dashedDay(text).replace(/^(\d{4}-\d{2})-01$/, "$1"));
    default:
      return plain(text);
  }
}

const plain = (value: JsonValue): Parsed<ReadCell> => accept({ value, notes: [] });

/** A number in the unit of the attribute, whatever unit of the same kind stands behind it. */
function readNumber(text: string, unit: string | null, decimalComma: boolean): Parsed<ReadCell> {
  const split = unit === null ? null : splitUnit(text, unit);
  const read = readNumberText(split?.number ?? text, decimalComma);
  if (!read.ok) return read;
  const { number, unit: written, notes } = read.value;
  const value = parseExact(number);
  if (value === null) return reject("E_CELL_NUMBER", "", { value: text });
  if (split !== null && written === null)
    return accept({ value: toDecimal(multiply(value, split.size)), notes });
  if (written === null) return accept({ value: number, notes });
  const converted = unit === null ? null : inUnit(value, written, unit);
  return converted === null
    ? reject("E_UNIT_CONFLICT", "", { value: written, expected: unit ?? "–" })
    : accept({ value: toDecimal(converted), notes });
}

/** Two numbers with a wave, an ellipsis or a word between them; the unit may stand behind the second alone. */
function readRange(text: string, unit: string | null, decimalComma: boolean): Parsed<ReadCell> {
  const [lower, upper, ...more] = text.normalize("NFKC").split(/\s*(?:[~∼〜…至到]|\.{2,3}|\bto\b)\s*/i);
  if (lower === undefined || upper === undefined || more.length > 0)
    return reject("E_CELL_RANGE", "", { value: text });
  const [low, high] = [readNumber(lower, unit, decimalComma), readNumber(upper, unit, decimalComma)];
  if (!low.ok) return low;
  if (!high.ok) return high;
  return accept({
    value: { lower: low.value.value, upper: high.value.value },
    notes: [...low.value.notes, ...high.value.notes],
  });
}

function readChoice(
  { values }: Extract<ScalarType, { readonly kind: "choice" }>,
  text: string,
): Parsed<ReadCell> {
  const wanted = folded(text);
  const found = values.find(({ value, title }) =>
    [value, title.en, title.zh].some((word) => folded(word) === wanted),
  );
  return found === undefined ? unknownWord(values.map(({ title }) => title.en)) : plain(found.value);
}

function readFlag(text: string): Parsed<ReadCell> {
  const found = findWord("flag", text);
  return found === null ? unknownWord(["true", "false"]) : plain(found === "true");
}

function unknownWord(words: readonly string[]): Parsed<never> {
  return reject("E_CELL_WORD", "", { expected: words.join(", ") });
}

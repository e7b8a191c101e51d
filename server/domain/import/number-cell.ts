import type { Parsed, Problem } from "../problem.ts";
import { reject } from "../problem.ts";
import { parseExact, toDecimal } from "../quantity/exact.ts";
import { readUnitText } from "./unit-cell.ts";

/** A number out of a cell, with the unit that stood behind it. */
interface ReadNumber {
  /** Decimal text. */
  readonly number: string;
  /** Null where the cell has none; `%` and `‰` are units here. */
  readonly unit: string | null;
  /** What was repaired: `W_` codes. */
  readonly notes: readonly Problem[];
}

/**
 * Reads a number as people write it: full-width digits, decimal commas, thousands separators, Chinese 万 and 亿, a unit
 * behind it. What can be read in two ways is refused with both: `1,234` is a thousand and more, or one and a bit.
 *
 * Problems: `E_CELL_AMBIGUOUS`, `E_CELL_NUMBER`, `E_UNIT_UNKNOWN`. Notes: `W_CELL_WIDTH`, `W_CELL_DECIMAL_COMMA`,
 * `W_CELL_THOUSANDS`, `W_CELL_MULTIPLIER`, `W_UNIT_READ`.
 *
 * @example `１２,5 公斤` is 12.5 with the unit kg, and three notes.
 */
export function readNumberText(text: string, decimalComma: boolean): Parsed<ReadNumber> {
  const notes: Problem[] = [];
  const note = (code: string, expected: string) =>
    notes.push({ code, path: "", params: { value: text, expected } });
  const normal = text
    .replace("10⁴", "10^4")
    .replace(/\p{Zs}/gu, " ")
    .normalize("NFKC")
    .replace(/[−–]/g, "-")
    .trim();
  const match =
    /^([+-]?\s?[\d.,'’ ]*\d[.,]?(?:\s?[eE][+-]?\d+|\s?[x×*]\s?10\^?[+-]?\d+)?)\s*([^\d\s].*)?$/u.exec(normal);
  if (match === null) return reject("E_CELL_NUMBER", "", { value: text });
  const [, digits = "", behind = ""] = match;
  const separated = readDigits(digits, decimalComma);
  if (separated === null) return reject("E_CELL_NUMBER", "", { value: text });
  if ("either" in separated) {
    return reject("E_CELL_AMBIGUOUS", "", { value: text, expected: separated.either.join(" / ") });
  }
  if (/[０-９，．％]/.test(text)) note("W_CELL_WIDTH", separated.number);
  if (separated.note !== null) note(separated.note, separated.number);
  const scaled = readBehind(behind, separated.number);
  if (scaled === null) return reject("E_UNIT_UNKNOWN", "", { value: behind });
  if (scaled.isScaled) note("W_CELL_MULTIPLIER", scaled.number);
  if (scaled.wasRead) note("W_UNIT_READ", scaled.unit ?? "");
  return { ok: true, value: { number: scaled.number, unit: scaled.unit, notes } };
}

/**
 * True where a number can only be read with a decimal comma: then a point may group thousands.
 *
 * @param indexes zero-based columns of numbers.
 */
export function usesDecimalComma(
  rows: readonly { readonly cells: readonly string[] }[],
  indexes: readonly number[],
): boolean {
  return rows.some(({ cells }) =>
    indexes.some((index) => /^\s*-?\d+(\.\d{3})*,(\d{1,2}|\d{4,})\s*(%|\p{L}.*)?$/u.test(cells[index] ?? "")),
  );
}

type Digits =
  | { readonly number: string; readonly note: string | null }
  /** Both readings. */
  | { readonly either: readonly [thousands: string, decimal: string] };

function readDigits(text: string, decimalComma: boolean): Digits | null {
  const [, sign = "", body = "", exponent = ""] =
    /^([+-]?)\s?([\d.,'’ ]+)((?:\s?[eE]|\s?[x×*]\s?10\^?).*)?$/u.exec(text) ?? [];
  const power = exponent === "" ? "" : `e${/[+-]?\d+$/.exec(exponent)?.[0] ?? ""}`;
  const minus = sign === "-" ? "-" : "";
  const plain = (digits: string, note: string | null): Digits | null => {
    const number = plainNumber(`${minus}${digits}${power}`);
    return number === null ? null : { number, note };
  };
  // Spaces and apostrophes only ever group thousands.
  const grouped = /['’ ]/.test(body);
  if (grouped && !/^\d{1,3}(?:['’ ]\d{3})+(?:[.,]\d+)?$/.test(body)) return null;
  const bare = body.replace(/['’ ]/g, "");
  const commas = bare.split(",").length - 1;
  const points = bare.split(".").length - 1;
  if (commas === 0 && points === 0) return plain(bare, grouped ? "W_CELL_THOUSANDS" : null);
  if (commas > 0 && points > 0) {
    const [thousand, decimal] = bare.lastIndexOf(",") > bare.lastIndexOf(".") ? [".", ","] : [",", "."];
    if (!groupsOf(thousand, decimal).test(bare)) return null;
    return plain(bare.replaceAll(thousand, "").replace(decimal, "."), "W_CELL_THOUSANDS");
  }
  const mark = commas > 0 ? "," : ".";
  if (Math.max(commas, points) > 1) {
    return groupsOf(mark, "").test(bare) ? plain(bare.replaceAll(mark, ""), "W_CELL_THOUSANDS") : null;
  }
  const [whole = "", fraction = ""] = bare.split(mark);
  if (whole === "" || fraction === "") return null;
  const mayGroup = !grouped && power === "" && /^[1-9]\d{0,2}$/.test(whole) && fraction.length === 3;
  const isSuspect = mark === "," || decimalComma;
  if (mayGroup && isSuspect)
    return { either: [`${minus}${whole}${fraction}`, `${minus}${whole}.${fraction}`] };
  return plain(
    `${whole}.${fraction}`,
    mark === "," ? "W_CELL_DECIMAL_COMMA" : grouped ? "W_CELL_THOUSANDS" : null,
  );
}

function groupsOf(thousand: string, decimal: string): RegExp {
  const fraction = decimal === "" ? "" : `\\${decimal}\\d+`;
  return new RegExp(`^\\d{1,3}(?:\\${thousand}\\d{3})+${fraction}$`);
}

/** A plain decimal stays as it is written, trailing zeros included; an exponent is written out. */
function plainNumber(text: string): string | null {
  if (/^-?(0|[1-9]\d{0,150})(\.\d{1,150})?$/.test(text)) return text;
  const value = parseExact(text);
  return value === null ? null : toDecimal(value, 400);
}

interface Behind {
  readonly number: string;
  readonly unit: string | null;
  readonly wasRead: boolean;
  readonly isScaled: boolean;
}

/** 万 and 亿 belong to the number, except in the units that hold them. */
function readBehind(behind: string, number: string): Behind | null {
  const text = behind.trim();
  if (text === "") return { number, unit: null, wasRead: false, isScaled: false };
  if (/^[%‰]$/.test(text)) return { number, unit: text, wasRead: false, isScaled: false };
  const unit = readUnitText(text);
  if (unit !== null) return { number, ...unit, isScaled: false };
  const zeros = { 万: "e4", 亿: "e8" }[text[0] ?? ""];
  const scaled = zeros === undefined ? null : plainNumber(`${number}${zeros}`);
  if (scaled === null) return null;
  const rest = text.slice(1).trim();
  if (rest === "") return { number: scaled, unit: null, wasRead: false, isScaled: true };
  const restUnit = readUnitText(rest);
  return restUnit === null ? null : { number: scaled, ...restUnit, isScaled: true };
}

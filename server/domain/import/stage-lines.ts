import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";
import { judgeMembers } from "../carbon-footprint/line-members.ts";
import { stageUnder } from "../carbon-footprint/stage.ts";
import type { CodeAt } from "../carbon-footprint/request.ts";
import type { Problem } from "../problem.ts";
import { compare, parseExact } from "../quantity/exact.ts";
import { parseUnit } from "../quantity/unit.ts";
import { findField, lineFields } from "./field.ts";
import type { LineCells } from "./line-cells.ts";
import { cellsOfLine, kinds, lineOfCells, readReference } from "./line-cells.ts";
import type { ReadRow } from "./read-rows.ts";

/** A factor of the library as a line takes it over. */
export interface KnownFactor {
  readonly id: string;
  readonly version: number;
  readonly value: string;
  readonly unit: string;
}

/** What rows are judged against. */
export interface StagingContext {
  /** Lines of the draft as they are. */
  readonly lines: readonly InventoryLine[];
  /** The calculation method of the draft. */
  readonly method: string;
  /** A factor by identifier; its newest version for null. Null for one that this operator cannot use. */
  readonly factorOf: (id: string, version: number | null) => KnownFactor | null;
  /** Whether this operator may use a supplier's record. */
  readonly maySupply: (supplierFootprintId: string) => boolean;
  /** Calculates the draft with these lines: every problem, by line and field. */
  readonly judge: (lines: readonly InventoryLine[]) => readonly LineError[];
}

export interface LineError extends CodeAt {
  /** Code of the line; null for a problem of the whole inventory. */
  readonly line: string | null;
}

/** A row of a file as it would enter the draft. */
export interface StagedRow {
  readonly number: number;
  /** What the row says, to be put over the line as it is when the file is taken over. */
  readonly given: LineCells;
  /** Null while something is wrong with it. */
  readonly line: InventoryLine | null;
  /** `E_` for what is wrong, `W_` for what was repaired; the path names the field. */
  readonly problems: readonly Problem[];
}

/**
 * What rows become: each put over the line of the same code, or a new line; what is plain from the rest is completed with
 * a note; then all of them are calculated with the method of the draft, so that a wrong unit is found at its cell with
 * the calculation's own code. A bad row never makes another one bad.
 *
 * What a file does not say stays as it is in the line: only the columns it has are taken over.
 */
export function stageLines(rows: readonly Row[], context: StagingContext): readonly StagedRow[] {
  const coded = giveCodes(rows, context.lines);
  const existing = new Map(context.lines.map((line) => [line.code, line]));
  const staged = coded.map((row): StagedRow => stageRow(row, existing.get(row.given["code"] ?? ""), context));
  return judged(staged, context);
}

type Row = Pick<ReadRow, "number" | "given" | "problems">;

/** Rows without a code take the code of the line they describe, else one made of their name; a code twice is a problem. */
function giveCodes(rows: readonly Row[], lines: readonly InventoryLine[]): readonly Row[] {
  const taken = new Set(rows.flatMap(({ given }) => given["code"] || []));
  const described = new Map(lines.map((line) => [descriptionOf(cellsOfLine(line)), line.code]));
  const seen = new Set<string>();
  return rows.map((row): Row => {
    const { given, problems } = row;
    const stated = given["code"] ?? "";
    if (stated !== "") {
      const isSecond = seen.has(stated);
      seen.add(stated);
      return isSecond
        ? {
            ...row,
            problems: [...problems, { code: "E_DUPLICATE", path: "code", params: { value: stated } }],
          }
        : row;
    }
    // A code that could not be read is not replaced by another one.
    if (isRefused(row) || problems.some(({ path, code }) => path === "code" && code.startsWith("E_")))
      return row;
    const code = freeCode(described.get(descriptionOf(given)) ?? codeFrom(given), taken);
    taken.add(code);
    const note = { code: "W_CODE_MADE", path: "code", params: { value: "", expected: code } };
    return { ...row, given: { ...given, code }, problems: [...problems, note] };
  });
}

/** Refused as a whole: none of its cells was looked at. */
function isRefused({ problems }: Row): boolean {
  return problems.some(({ code, path }) => path === "" && code.startsWith("E_"));
}

function descriptionOf(cells: LineCells): string {
  return ["component", "nameEn", "nameZh", "transportMode"].map((field) => cells[field] ?? "").join("\n");
}

function freeCode(wanted: string, taken: ReadonlySet<string>): string {
  for (let copy = 1; ; copy += 1) {
    const code = copy === 1 ? wanted : `${wanted}-${copy}`;
    if (!taken.has(code)) return code;
  }
}

/** Of the English name, else a number made from the Chinese one: the same row always gets the same code. */
function codeFrom(given: LineCells): string {
  const name = given["nameEn"] || given["nameZh"] || "";
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40);
  return slug.length >= 2 ? slug : `line-${fingerprint(descriptionOf(given))}`;
}

/** FNV-1a over UTF-16 code units, for telling names apart; two names with one are numbered. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

function stageRow(row: Row, line: InventoryLine | undefined, context: StagingContext): StagedRow {
  if (isRefused(row)) return { ...row, line: null };
  const problems: Problem[] = [...row.problems];
  const before = line === undefined ? null : cellsOfLine(line);
  const given = before === null ? row.given : keepWritten(row.given, before);
  const merged = settleFactors({ ...before, ...given }, given, context, problems);
  const cells = complete(merged, context, problems);
  const { supplierFootprintId: supplier = "" } = cells;
  if (supplier !== "" && !context.maySupply(supplier)) {
    problems.push({
      code: "E_SUPPLIER_FOOTPRINT_UNKNOWN",
      path: "supplierFootprintId",
      params: { value: supplier },
    });
  }
  const parsed = lineOfCells(cells, line?.position ?? 0);
  const known = new Set(problems.filter(({ code }) => code.startsWith("E_")).map(({ path }) => path));
  // What could not be read is not called missing as well, nor is the other language, which would have been copied from it.
  for (const pair of textPairs) {
    if (pair.some((path) => known.has(path))) for (const path of pair) known.add(path);
  }
  const members = parsed.ok ? judgeMembers(parsed.value) : parsed.problems;
  problems.push(...members.filter(({ path }) => !known.has(path)));
  const isGood = parsed.ok && problems.every(({ code }) => code.startsWith("W_"));
  return { number: row.number, given: row.given, line: isGood ? parsed.value : null, problems };
}

/** A number that is the same stays as it was written: a spreadsheet turns 1.50 into 1.5. */
function keepWritten(given: LineCells, before: LineCells): LineCells {
  return Object.fromEntries(
    Object.entries(given).map(([field, text]) => {
      const old = before[field] ?? "";
      return [field, text !== "" && old !== "" && isSameNumber(text, old) ? old : text];
    }),
  );
}

function isSameNumber(a: string, b: string): boolean {
  const [left, right] = [parseExact(a), parseExact(b)];
  return left !== null && right !== null && compare(left, right) === 0;
}

/** A named library factor brings value and unit with it; other figures beside it are a contradiction. */
function settleFactors(
  cells: LineCells,
  given: LineCells,
  { factorOf }: StagingContext,
  problems: Problem[],
): LineCells {
  const settled: Record<string, string> = { ...cells };
  for (const [name, value, unit] of factorColumns) {
    const figures = [value, unit].filter((field) => (given[field] ?? "") !== "");
    const { id, version } = readReference(settled[name] ?? "");
    if (id === null) continue;
    const factor = factorOf(id, version);
    if (factor === null) {
      problems.push({ code: "E_FACTOR_UNKNOWN", path: name, params: { value: settled[name] ?? "" } });
      continue;
    }
    const differing = figures.filter((field) =>
      field === value
        ? !isSameNumber(settled[field] ?? "", factor.value)
        : !isSameUnit(settled[field] ?? "", factor.unit),
    );
    if (differing.length === 0) {
      settled[name] = `${factor.id}@${factor.version}`;
      if ((settled[value] ?? "") === "" || !isSameNumber(settled[value] ?? "", factor.value))
        settled[value] = factor.value;
      if ((settled[unit] ?? "") === "" || !isSameUnit(settled[unit] ?? "", factor.unit))
        settled[unit] = factor.unit;
    } else if (name in given) {
      for (const field of differing)
        problems.push({
          code: "E_FACTOR_DIFFERS",
          path: field,
          params: { value: settled[field] ?? "", expected: field === value ? factor.value : factor.unit },
        });
    } else {
      // The file names no factors: its own figures end the reference.
      settled[name] = "";
    }
  }
  return settled;
}

const factorColumns = [
  ["factor", "factorValue", "factorUnit"],
  ["recycledFactor", "recycledFactorValue", "recycledFactorUnit"],
] as const;

function isSameUnit(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [parseUnit(a), parseUnit(b)];
  if (left === null || right === null) return false;
  if (left.dimension !== right.dimension || compare(left.inBase, right.inBase) !== 0) return false;
  if (left.per === null || right.per === null) return left.per === right.per;
  return left.per.dimension === right.per.dimension && compare(left.per.inBase, right.per.inBase) === 0;
}

/** Fills in what is plain from the rest of the row, each with a note. */
function complete(cells: LineCells, { method }: StagingContext, problems: Problem[]): LineCells {
  const filled: Record<string, string> = { ...cells };
  const refused = new Set(problems.filter(({ code }) => code.startsWith("E_")).map(({ path }) => path));
  const fill = (field: string, text: string, code: string) => {
    if ((filled[field] ?? "") !== "" || text === "" || refused.has(field)) return;
    filled[field] = text;
    problems.push({ code, path: field, params: { value: "", expected: text } });
  };
  fill("kind", kindOf(filled), "W_KIND_DERIVED");
  if (filled["kind"] === "material") fill("stage", "raw_materials", "W_STAGE_DERIVED");
  const { stage = "" } = filled;
  const kind = kinds.find((known) => known === filled["kind"]);
  if (stage !== "" && kind !== undefined && stageUnder(method, stage, kind) === null)
    problems.push({ code: "W_STAGE_OUTSIDE", path: "stage", params: { value: stage, expected: method } });
  for (const [one, other] of textPairs) {
    fill(one, filled[other] ?? "", "W_TEXT_COPIED");
    fill(other, filled[one] ?? "", "W_TEXT_COPIED");
  }
  if ((filled["dataKind"] ?? "") === "" && !refused.has("dataKind")) filled["dataKind"] = "secondary";
  return filled;
}

/** The same text in both languages; one stands for both where the other is left empty. */
const textPairs = [
  ["nameEn", "nameZh"],
  ["sourceEn", "sourceZh"],
] as const;

/** What a line without a kind must be; empty where it may be one thing or another. */
function kindOf(cells: LineCells): string {
  const has = (field: string) => (cells[field] ?? "") !== "";
  const only = lineFields
    .filter(({ id, only: kind }) => kind !== undefined && has(id))
    .map((field) => field.only);
  const [first] = only;
  if (first !== undefined) return only.every((kind) => kind === first) ? first : "";
  const dimension = parseUnit(cells["amountUnit"] ?? "")?.dimension;
  if (dimension === "mass") return "material";
  return dimension === undefined || dimension === "energy" ? "" : "activity";
}

/** Calculates all good rows together and finds the row of each problem. */
function judged(staged: readonly StagedRow[], { lines, judge }: StagingContext): readonly StagedRow[] {
  const after = new Map(lines.map((line) => [line.code, line]));
  for (const { line } of staged) if (line !== null) after.set(line.code, line);
  const errors = new Map<string, LineError[]>();
  for (const error of judge([...after.values()].map(countedAnyway))) {
    if (error.line !== null) errors.set(error.line, [...(errors.get(error.line) ?? []), error]);
  }
  return staged.map((row): StagedRow => {
    const { line } = row;
    const found = line === null ? [] : (errors.get(line.code) ?? []);
    if (line?.publishedProblem != null) {
      // A row is kept out of the calculation for a reason that holds, and for no other.
      if (found.some(({ code }) => code === line.publishedProblem)) return row;
      return {
        ...row,
        line: null,
        problems: [
          ...row.problems,
          { code: "E_KEPT_OUT", path: "publishedProblem", params: { value: line.publishedProblem } },
        ],
      };
    }
    if (line === null || found.length === 0) return row;
    const cells = cellsOfLine(line);
    const told = found.map(({ code, path }): Problem => {
      const field = findField(path) === null ? "" : path;
      return { code, path: field, params: { value: cells[field] ?? "" } };
    });
    return { ...row, line: null, problems: [...row.problems, ...told] };
  });
}

function countedAnyway(line: InventoryLine): InventoryLine {
  return line.publishedProblem === null ? line : { ...line, publishedProblem: null };
}

/** What taking rows over would do to a draft. */
export interface TakeOver {
  readonly lines: readonly InventoryLine[];
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
}

/**
 * The lines after good rows were taken over. `add` keeps every other line; `replace` keeps only what the file has, in its
 * order. A line of which nothing changes stays exactly as it is.
 */
export function takeOver(
  lines: readonly InventoryLine[],
  rows: readonly InventoryLine[],
  how: "add" | "replace",
): TakeOver {
  const before = new Map(lines.map((line) => [line.code, line]));
  const inFile = new Set(rows.map(({ code }) => code));
  const last = Math.max(0, ...lines.map(({ position }) => position));
  let next = last;
  const taken = rows.map((row) => {
    const old = before.get(row.code);
    if (old === undefined) {
      next += 1;
      return { ...row, position: next };
    }
    return { ...row, position: old.position };
  });
  const isInOrder = taken.every(({ position }, at) => position > (taken[at - 1]?.position ?? 0));
  const placed =
    how === "replace" && !isInOrder ? taken.map((line, at) => ({ ...line, position: at + 1 })) : taken;
  const byCode = new Map(placed.map((line) => [line.code, line]));
  const kept = lines.filter(({ code }) => how === "add" && !inFile.has(code));
  const after = [...kept, ...placed].toSorted((a, b) => a.position - b.position);
  const codes = [...byCode.keys()];
  const isSame = (code: string) => {
    const [old, now] = [before.get(code), byCode.get(code)];
    return old !== undefined && now !== undefined && sameLine(old, now);
  };
  return {
    lines: after,
    added: codes.filter((code) => !before.has(code)),
    changed: codes.filter((code) => before.has(code) && !isSame(code)),
    unchanged: codes.filter(isSame),
    removed: how === "add" ? [] : lines.flatMap(({ code }) => (inFile.has(code) ? [] : [code])),
  };
}

/** Two lines that say the same, in the same place. */
export function sameLine(a: InventoryLine, b: InventoryLine): boolean {
  if (a.position !== b.position) return false;
  const [left, right] = [cellsOfLine(a), cellsOfLine(b)];
  return Object.entries(left).every(([field, text]) => right[field] === text);
}

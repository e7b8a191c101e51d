import type { CellMark, SheetRow } from "./sheet.ts";

/** What a cell shows, and what has to be said about it. */
interface CellText {
  /** Null for a cell that cannot be used: the problem says why. */
  readonly text: string | null;
  /** A refusal (`E_`), or what was taken as it is shown (`W_`). */
  readonly problem: { readonly code: string; readonly value: string; readonly expected?: string } | null;
}

/**
 * The text a cell shows. A word in a block over several rows holds for all of them; a number would be counted in each, and
 * a key would name several rows.
 *
 * Problems: `E_SCHEMA`, `E_CELL_ERROR`, `E_CELL_FORMULA`, `E_CELL_MERGED`. Notes: `W_CELL_FORMULA`, `W_CELL_MERGED`.
 *
 * @param index zero-based column.
 */
export function readCellText(row: SheetRow, index: number, kind: "number" | "key" | "word"): CellText {
  const raw = (row.cells[index] ?? "").trim();
  const mark: CellMark = row.marks.get(index) ?? {};
  if (mark.isUnkeepable) return refused("E_SCHEMA", raw);
  if (mark.isError) return refused("E_CELL_ERROR", raw);
  if (mark.formula === "empty") return refused("E_CELL_FORMULA", raw);
  const noted = mark.formula === "value" ? { code: "W_CELL_FORMULA", value: raw } : null;
  if (mark.merged === undefined || (mark.mergedText === undefined && !mark.isMergedDown))
    return { text: raw, problem: noted };
  const shown = mark.mergedText ?? raw;
  if (shown === "") return { text: "", problem: noted };
  const expected = mark.merged;
  if (kind !== "word" || !mark.isMergedDown)
    return { text: null, problem: { code: "E_CELL_MERGED", value: shown, expected } };
  if (mark.mergedText === undefined) return { text: shown.trim(), problem: noted };
  return { text: shown.trim(), problem: { code: "W_CELL_MERGED", value: shown, expected } };
}

function refused(code: string, value: string): CellText {
  return { text: null, problem: { code, value } };
}

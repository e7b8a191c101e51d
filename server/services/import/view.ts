import type { HeadRow } from "../../domain/import/head-sheet.ts";
import type { Problem } from "../../domain/problem.ts";
import type { SheetFact } from "./load-run.ts";
import type { HeadDifference } from "./stage-head.ts";

export interface ImportColumn {
  readonly key: string;
  readonly heading: string;
  readonly letters: string;
  /** What it means; null for a column that is not read. */
  readonly field: string | null;
  /** The first values below the heading. */
  readonly sample: readonly string[];
}

/** One row of a file with what is wrong with it, or what was repaired. */
export interface ImportRowView {
  /** As the spreadsheet counts. */
  readonly number: number;
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** What taking over would do, in numbers of lines. */
export interface ImportEffect {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
}

/** What the sheet of the head would do to the head of the draft. */
export interface ImportHeadView {
  readonly sheet: string;
  /** Whether it is taken over with the lines; never while something is wrong with it. */
  readonly isTaken: boolean;
  readonly differences: readonly HeadDifference[];
  /** Each with `row`, the one it stands in, among its parameters where the file has that member. */
  readonly problems: readonly Problem[];
}

/** A file that was read and judged, as its dry run shows it. */
export interface ImportView {
  readonly id: string;
  readonly declarationId: string;
  readonly fileName: string;
  readonly state: "staged" | "accepted" | "discarded";
  readonly createdAt: string;
  readonly goodRows: number;
  readonly badRows: number;
  /** The sheet that was read, and all there are to see in the workbook. */
  readonly sheet: string;
  readonly sheets: readonly SheetFact[];
  readonly columns: readonly ImportColumn[];
  /** Whether the file is still here, so that its columns can be read otherwise. */
  readonly hasFile: boolean;
  /** Null when the file has none, and once the run is done with. */
  readonly head: ImportHeadView | null;
  /** The first bad rows; all of them are in the file to mend. Gone some days after the good ones were taken over. */
  readonly bad: readonly ImportRowView[];
  readonly mayMend: boolean;
  /** Days that they are kept. */
  readonly mendDays: number;
  /** The first rows that were repaired, and how many there are. */
  readonly repaired: readonly ImportRowView[];
  readonly repairedRows: number;
  /** The first good rows, by name. */
  readonly good: readonly ImportRowView[];
  readonly effect: { readonly add: ImportEffect; readonly replace: ImportEffect };
}

/** A problem of the head, at the row of its member. */
export function atHeadRow(problem: Problem, rows: readonly HeadRow[]): Problem {
  const row = rows.find(({ member }) => member === problem.path);
  if (row === undefined || problem.params?.["row"] !== undefined) return problem;
  return {
    ...problem,
    params: { value: row.value.slice(0, 100), ...problem.params, row: String(row.number) },
  };
}

import type { Problem } from "../../domain/problem.ts";

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
  readonly sheets: readonly string[];
  readonly columns: readonly ImportColumn[];
  /** The first bad rows; all of them are in the file to mend. */
  readonly bad: readonly ImportRowView[];
  /** The first rows that were repaired, and how many there are. */
  readonly repaired: readonly ImportRowView[];
  readonly repairedRows: number;
  /** The first good rows, by name. */
  readonly good: readonly ImportRowView[];
  readonly effect: { readonly add: ImportEffect; readonly replace: ImportEffect };
}

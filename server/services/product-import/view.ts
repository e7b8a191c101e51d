import type { ProductKind } from "../../domain/product-import/column.ts";
import type { Problem } from "../../domain/problem.ts";
import type { ImportColumn } from "../import/view.ts";
import type { RowDifference, RowOutcome } from "./handler.ts";

export const runStates = ["staged", "running", "stopped", "accepted", "discarded"] as const;
export type RunState = (typeof runStates)[number];

/** A file of models or batteries in the list of imports. */
export interface ProductRunRow {
  readonly id: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly kind: ProductKind;
  /** Null where each row says its own. */
  readonly category: string | null;
  readonly fileName: string;
  readonly state: RunState;
  /** A run whose rows nobody enters any more, though it is not at its end: it goes on by itself, or when asked. */
  readonly isCutOff: boolean;
  readonly createdAt: string;
  /** Rows that were good when the file was read, those refused, and those entered. */
  readonly goodRows: number;
  readonly badRows: number;
  readonly doneRows: number;
}

/** One row of a file. */
export interface ProductRowView {
  /** As the spreadsheet counts. */
  readonly number: number;
  /** By what a person knows it: its model code or serial number. */
  readonly name: string;
  readonly problems: readonly Problem[];
  /** What would change, of a row that changes what is there. */
  readonly differences: readonly RowDifference[];
  /** What became of it; null while it was not entered. */
  readonly outcome: RowOutcome | null;
  /** Path of the passport's page in this registry. */
  readonly path: string | null;
}

/** A file of models or batteries: its dry run, how far it is, and what became of it. */
export interface ProductRunView extends ProductRunRow {
  readonly sheet: string;
  readonly columns: readonly ImportColumn[];
  /** What a column may mean: name and heading in each language. */
  readonly fields: readonly { readonly id: string; readonly en: string; readonly zh: string }[];
  /** Whether the file is still here, so that its columns can be read otherwise. */
  readonly hasFile: boolean;
  /** What would become of the good rows, or became of them, in numbers. */
  readonly counts: Readonly<Record<RowOutcome, number>>;
  /** The first rows of each kind; all bad ones are in the file to mend. */
  readonly bad: readonly ProductRowView[];
  readonly changed: readonly ProductRowView[];
  readonly repaired: readonly ProductRowView[];
  readonly done: readonly ProductRowView[];
  /** Days that rows and files are kept. */
  readonly keptDays: number;
  readonly may: { readonly enter: boolean };
  /** How many batteries are prepared for signature next, where their operator signs with a key of its own; null elsewhere. */
  readonly toSign: number | null;
}

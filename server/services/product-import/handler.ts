import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import type { Action } from "../../domain/access/policy.ts";
import type { ProductKind } from "../../domain/product-import/column.ts";
import type { GivenProduct } from "../../domain/product-import/row.ts";
import type { Problem } from "../../domain/problem.ts";
import { itemHandler } from "./item-rows.ts";
import { modelHandler } from "./model-rows.ts";

/** For whom a file is read. */
export interface RunScope {
  readonly operatorId: string;
  /** Category chosen for a file of models; null where each row says its own. */
  readonly category: string | null;
}

/** A row to be judged. */
export interface GivenRow {
  readonly number: number;
  readonly given: GivenProduct;
}

export type RowOutcome = "created" | "changed" | "unchanged";

/** A value that a row changes, as cells show it. */
export interface RowDifference {
  /** Name of the column. */
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** What would become of a row, with the registry as it is now. */
export interface JudgedRow {
  /** Null when it is refused: the problems say why. */
  readonly outcome: RowOutcome | null;
  /** The paths are names of columns. */
  readonly problems: readonly Problem[];
  readonly differences: readonly RowDifference[];
  /** The passport's address, known or to be; null while a row is refused. */
  readonly productUrl: string | null;
}

/** What differs between files of models and of batteries. */
export interface ProductHandler {
  /** Who enters rows needs this right. */
  readonly action: Action;
  /** Rows that one transaction enters: what is lost when the process is killed, and how long others may wait. */
  readonly rowsAtOnce: number;
  readonly judge: (
    ctx: Context,
    db: Database,
    scope: RunScope,
    rows: readonly GivenRow[],
  ) => Promise<readonly JudgedRow[]>;
  /** Enters one row; a Refusal says why it cannot be entered any more. The caller gives a savepoint. */
  readonly enter: (
    ctx: Context,
    tx: Database,
    scope: RunScope,
    row: GivenRow,
  ) => Promise<{ readonly outcome: RowOutcome; readonly productUrl: string }>;
}

export const handlers: Readonly<Record<ProductKind, ProductHandler>> = {
  models: modelHandler,
  items: itemHandler,
};

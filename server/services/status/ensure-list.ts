import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import type { ListOperator } from "./enter-list.ts";
import { enterList, newestList } from "./enter-list.ts";

/**
 * Makes the first version of a list, with nothing set, in the transaction that first names it: a record never names a list
 * that nobody can fetch. The caller holds the lock on the operator's row.
 */
export async function ensureStatusList(
  ctx: Context,
  tx: Database,
  operator: ListOperator,
  list: number,
): Promise<void> {
  const newest = await newestList(tx, operator.id, list);
  if (newest === null) await enterList(ctx, tx, operator, list, null);
}

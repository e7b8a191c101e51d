import { desc, eq } from "drizzle-orm";
import { batteryBatch, batteryItem, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { loadModel } from "../model/find.ts";
import { pathOf } from "../product-path.ts";

/** A batch as its operator sees it. */
export interface BatchView {
  readonly id: string;
  readonly number: string;
  readonly productUrl: string;
  readonly path: string;
  /** `YYYY-MM`; null where it was made over several months. */
  readonly manufacturedOn: string | null;
  readonly createdAt: string;
  readonly itemCount: number;
}

/** At most this many, the newest: a model has few batches against its batteries. */
const longestList = 1000;

/** Batches of a model, newest first; `MODEL_NOT_FOUND`. */
export async function listBatches(
  ctx: Context,
  input: { readonly modelId: string },
): Promise<readonly BatchView[]> {
  demand(ctx, "item.read", null);
  const model = await loadModel(ctx.db, input.modelId);
  demand(ctx, "item.read", model.operatorId);
  const rows = await ctx.db
    .select({
      batch: batteryBatch,
      itemCount: ctx.db.$count(batteryItem, eq(batteryItem.batchId, batteryBatch.id)),
    })
    .from(batteryBatch)
    .innerJoin(passport, eq(passport.batchId, batteryBatch.id))
    .where(eq(batteryBatch.modelId, model.id))
    .orderBy(desc(batteryBatch.id))
    .limit(longestList);
  return rows.map(({ batch, itemCount }) => ({
    ...{ id: batch.id, number: batch.number, productUrl: batch.productUrl },
    path: pathOf(ctx, batch.productUrl),
    manufacturedOn: batch.manufacturedOn,
    createdAt: batch.createdAt.toISOString(),
    itemCount,
  }));
}

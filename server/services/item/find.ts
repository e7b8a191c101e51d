import type { SQL } from "drizzle-orm";
import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryBatch, batteryItem, batteryModel, operator, passport } from "../../../db/schema/index.ts";
import { Refusal } from "../../refusal.ts";

/** One battery with its passport, its model, its batch, and who answers for it now. */
export interface HeldItem {
  readonly passport: typeof passport.$inferSelect;
  readonly item: typeof batteryItem.$inferSelect;
  readonly model: typeof batteryModel.$inferSelect;
  /** Null for a battery of no batch. */
  readonly batch: typeof batteryBatch.$inferSelect | null;
  readonly operator: typeof operator.$inferSelect;
}

/** The battery of a product URL; `PASSPORT_NOT_FOUND` also for the URL of a model or a batch. */
export async function findItem(
  db: Database,
  of: { readonly productUrl: string } | { readonly passportId: string },
  lock?: "for update",
): Promise<HeldItem> {
  const [found] = await findItems(
    db,
    "productUrl" in of ? eq(passport.productUrl, of.productUrl) : eq(passport.id, of.passportId),
    lock,
  );
  if (found === undefined) {
    const named = "productUrl" in of ? of.productUrl : of.passportId;
    throw new Refusal("PASSPORT_NOT_FOUND", `The registry has no battery ${named}.`);
  }
  return found;
}

async function findItems(
  db: Database,
  where: SQL,
  lock: "for update" | undefined,
): Promise<readonly HeldItem[]> {
  const query = db
    .select({ passport, item: batteryItem, model: batteryModel, batch: batteryBatch, operator })
    .from(passport)
    .innerJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .innerJoin(batteryModel, eq(batteryModel.id, batteryItem.modelId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .leftJoin(batteryBatch, eq(batteryBatch.id, batteryItem.batchId))
    .where(and(where, eq(passport.level, "item")));
  return lock === undefined ? query : query.for("update", { of: [passport, batteryItem] });
}

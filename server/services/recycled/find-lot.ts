import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryModel, recycledContentLot } from "../../../db/schema/index.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";

/** A lot with its model; `LOT_NOT_FOUND`. The caller asks the policy next. */
export async function findLot(db: Database, id: string) {
  const [found] = isUuid(id)
    ? await db
        .select({ lot: recycledContentLot, model: batteryModel })
        .from(recycledContentLot)
        .innerJoin(batteryModel, eq(batteryModel.id, recycledContentLot.modelId))
        .where(eq(recycledContentLot.id, id))
    : [];
  if (found === undefined) throw new Refusal("LOT_NOT_FOUND", "There is no such lot.");
  return found;
}

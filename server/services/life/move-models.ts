import { and, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryModel, declaration, inventory, modelSubmission } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";

/**
 * Models whose passports were handed over are worked on by who answers for them now: with them goes what is not released
 * yet. What the former operator released and how it calculated stays its own, frozen and under its name. A review that was
 * running is over, for its people do not act here any more. Source: Regulation (EU) 2023/1542, Art. 77(4).
 */
export async function moveModels(
  ctx: Context,
  tx: Database,
  {
    modelIds,
    fromOperatorId,
    toOperatorId,
  }: {
    readonly modelIds: readonly string[];
    readonly fromOperatorId: string;
    readonly toOperatorId: string;
  },
): Promise<void> {
  if (modelIds.length === 0) return;
  const ids = [...modelIds];
  const at = ctx.now();
  await tx
    .update(batteryModel)
    .set({ operatorId: toOperatorId, updatedAt: at })
    .where(and(inArray(batteryModel.id, ids), eq(batteryModel.operatorId, fromOperatorId)));
  await tx
    .update(modelSubmission)
    .set({ state: "withdrawn", decidedAt: at })
    .where(
      and(inArray(modelSubmission.modelId, ids), inArray(modelSubmission.state, ["in_review", "approved"])),
    );
  const drafts = await tx
    .update(declaration)
    .set({
      ...{ state: "draft", submittedBy: null, submittedAt: null, operatorId: toOperatorId, updatedAt: at },
      lock: sql`${declaration.lock} + 1`,
    })
    .where(and(inArray(declaration.modelId, ids), inArray(declaration.state, ["draft", "in_review"])))
    .returning({ inventoryId: declaration.inventoryId });
  if (drafts.length > 0)
    await tx
      .update(inventory)
      .set({ operatorId: toOperatorId })
      .where(
        inArray(
          inventory.id,
          drafts.map(({ inventoryId }) => inventoryId),
        ),
      );
}

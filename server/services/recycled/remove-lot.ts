import { eq } from "drizzle-orm";
import { recycledContentLot } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { findLot } from "./find-lot.ts";
import { releasedShares } from "./load.ts";

/**
 * Takes a lot back that was entered wrongly. `LOT_RELEASED` once a signed record states the share of its metal and year;
 * `LOT_NOT_FOUND`. What it said stays in the deed.
 */
export async function removeRecycledLot(
  ctx: Context,
  input: { readonly id: string },
): Promise<{ readonly id: string }> {
  demand(ctx, "model.write", null);
  return ctx.db.transaction(async (tx) => {
    const { lot, model } = await findLot(tx, input.id);
    demand(ctx, "model.write", model.operatorId);
    const isReleased = await releasedShares(tx, model.id, true);
    if (isReleased(lot)) throw new Refusal("LOT_RELEASED", "A signed record rests on this lot, so it stays.");
    await tx.delete(recycledContentLot).where(eq(recycledContentLot.id, lot.id));
    const { operatorId, productUrl: subject } = model;
    const { id, year, metal, lot: name, supplier, metalKg, preConsumerKg, postConsumerKg } = lot;
    const detail = { id, year, metal, lot: name, supplier, metalKg, preConsumerKg, postConsumerKg };
    await recordDeed(ctx, tx, { action: "recycled.removeLot", subject, operatorId, detail });
    return { id };
  });
}

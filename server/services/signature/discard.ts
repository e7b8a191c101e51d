import type { Context } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { dropPending, loadPending } from "./stored.ts";

/** Gives up what was prepared: nothing of it was signed or shown. Refuses like `loadPending`. */
export async function discardSignature(ctx: Context, input: { readonly id: string }): Promise<void> {
  const { row } = await loadPending(ctx, input.id);
  await ctx.db.transaction(async (tx) => {
    await dropPending(ctx, tx, row.id);
    await recordDeed(ctx, tx, {
      action: "signature.discard",
      subject: row.id,
      operatorId: row.operatorId,
      detail: { purpose: row.purpose },
    });
  });
}

import { eq } from "drizzle-orm";
import { supplierRequest } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { longestMessage } from "./create-request.ts";
import { findBySecret } from "./supply-token.ts";

/** Declines an open request with a reason. `SUPPLY_LINK_GONE`, `SUPPLIER_REQUEST_CLOSED` for one that is not open. */
export async function declineRequest(
  ctx: Context,
  { token, reason }: { readonly token: string; readonly reason: string },
): Promise<void> {
  demand(ctx, "supplier.answer", null);
  const fields = new Fields();
  const declineReason = fields.text("reason", reason);
  if (declineReason.length > longestMessage)
    fields.add("E_SUPPLY_LONG", "reason", { expected: String(longestMessage) });
  await ctx.db.transaction(async (tx) => {
    const { id, state, operatorId } = await findBySecret(ctx, tx, token, true);
    fields.refuse();
    if (state !== "open") throw new Refusal("SUPPLIER_REQUEST_CLOSED", "This request is not open.");
    await tx
      .update(supplierRequest)
      .set({ state: "declined", declineReason, answeredAt: ctx.now() })
      .where(eq(supplierRequest.id, id));
    await recordDeed(ctx, tx, { action: "supplier.decline", subject: id, operatorId });
  });
}

import { and, eq } from "drizzle-orm";
import { supplierRequest } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isUuid } from "../new-id.ts";

/** Takes an open request back: its link opens nothing any more. `SUPPLIER_REQUEST_NOT_FOUND`, `SUPPLIER_REQUEST_CLOSED`. */
export async function withdrawSupplierRequest(ctx: Context, { id }: { readonly id: string }): Promise<void> {
  demand(ctx, "supplier.request", null);
  const [found] = isUuid(id)
    ? await ctx.db.select().from(supplierRequest).where(eq(supplierRequest.id, id))
    : [];
  if (found === undefined) throw new Refusal("SUPPLIER_REQUEST_NOT_FOUND", "There is no such request.");
  const { operatorId } = found;
  demand(ctx, "supplier.request", operatorId);
  await ctx.db.transaction(async (tx) => {
    const done = await tx
      .update(supplierRequest)
      .set({ state: "withdrawn" })
      .where(and(eq(supplierRequest.id, id), eq(supplierRequest.state, "open")))
      .returning({ id: supplierRequest.id });
    if (done.length === 0)
      throw new Refusal("SUPPLIER_REQUEST_CLOSED", "Only an open request can be withdrawn.");
    await recordDeed(ctx, tx, { action: "supplier.withdrawRequest", subject: id, operatorId });
  });
}

import { eq } from "drizzle-orm";
import { declaration as declarationTable, inventory as inventoryTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { lockDraft } from "./load.ts";

/** Throws a draft away with its inventory. What was released stays. */
export async function discardDraft(
  ctx: Context,
  input: { readonly id: string; readonly lock: number },
): Promise<{ readonly discarded: true }> {
  await ctx.db.transaction(async (tx) => {
    const { declaration, inventory } = await lockDraft(ctx, tx, input, "declaration.write");
    await tx.delete(declarationTable).where(eq(declarationTable.id, declaration.id));
    await tx.delete(inventoryTable).where(eq(inventoryTable.id, inventory.id));
    const { operatorId, id: subject } = declaration;
    await recordDeed(ctx, tx, { action: "declaration.discard", subject, operatorId });
  });
  return { discarded: true };
}

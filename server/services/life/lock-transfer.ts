import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { transfer, transferPassport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Action } from "../../domain/access/policy.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";

/**
 * A transfer, locked until the transaction ends: of two who decide at once the second finds it decided. The policy is asked
 * for the side that decides. `TRANSFER_NOT_FOUND`, `NOT_ALLOWED`.
 */
export async function lockTransfer(
  ctx: Context,
  tx: Database,
  id: string,
  { action, side }: { readonly action: Action; readonly side: "fromOperatorId" | "toOperatorId" },
): Promise<{ readonly row: typeof transfer.$inferSelect; readonly passportIds: readonly string[] }> {
  demand(ctx, action, null);
  const [row] = isUuid(id) ? await tx.select().from(transfer).where(eq(transfer.id, id)).for("update") : [];
  if (row === undefined) throw new Refusal("TRANSFER_NOT_FOUND", "There is no such transfer.");
  demand(ctx, action, row[side]);
  const rows = await tx
    .select({ id: transferPassport.passportId })
    .from(transferPassport)
    .where(eq(transferPassport.transferId, id));
  return { row, passportIds: rows.map(({ id: passportId }) => passportId) };
}

/** Throws `TRANSFER_DECIDED` unless it waits for an answer. */
export function refuseDecided({ state }: typeof transfer.$inferSelect): void {
  if (state !== "offered")
    throw new Refusal("TRANSFER_DECIDED", "This transfer waits for no answer any more.");
}

/** Enters how a transfer went on, with who decided. */
export async function decide(
  ctx: Context,
  tx: Database,
  id: string,
  state: "accepted" | "declined" | "withdrawn",
): Promise<void> {
  await tx
    .update(transfer)
    .set({ state, decidedBy: ctx.caller.userId, decidedAt: ctx.now() })
    .where(eq(transfer.id, id));
}

import type { Context } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { decide, lockTransfer, refuseDecided } from "./lock-transfer.ts";
import { succeededAmong } from "./passports.ts";

/**
 * Says no to an offer; or gives an accepted consent to a second life back of which nothing was made.
 * `TRANSFER_NOT_FOUND`, `TRANSFER_DECIDED`.
 */
export async function declineTransfer(ctx: Context, input: { readonly id: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { row, passportIds } = await lockTransfer(ctx, tx, input.id, {
      ...{ action: "transfer.decide", side: "toOperatorId" },
    });
    const isUnused =
      row.kind === "secondLife" &&
      row.state === "accepted" &&
      (await succeededAmong(tx, passportIds)).size === 0;
    if (!isUnused) refuseDecided(row);
    await decide(ctx, tx, row.id, "declined");
    const { id: subject, toOperatorId: operatorId } = row;
    await recordDeed(ctx, tx, { action: "transfer.decline", subject, operatorId });
  });
}

/** Takes an offer back that nobody has answered. `TRANSFER_NOT_FOUND`, `TRANSFER_DECIDED`. */
export async function withdrawTransfer(ctx: Context, input: { readonly id: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { row } = await lockTransfer(ctx, tx, input.id, {
      ...{ action: "transfer.offer", side: "fromOperatorId" },
    });
    if (row.state === "accepted")
      throw new Refusal("TRANSFER_DECIDED", "This transfer was accepted: it stands.");
    refuseDecided(row);
    await decide(ctx, tx, row.id, "withdrawn");
    const { id: subject, fromOperatorId: operatorId } = row;
    await recordDeed(ctx, tx, { action: "transfer.withdraw", subject, operatorId });
  });
}

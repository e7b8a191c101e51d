import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { supplierFootprint, supplierRequest } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { tokenHash } from "../account/token-hash.ts";
import { recordDeed } from "../audit/record.ts";
import { newId } from "../new-id.ts";
import type { RequestRow } from "./supply-token.ts";
import { findBySecret, newSupplyToken } from "./supply-token.ts";

/** What an answer leaves its sender with. */
export interface Answered {
  readonly supplierFootprintId: string;
  /**
   * The secret that opens the request from now on. The first answer takes the one in the link, which the asker knows as
   * well, out of use: what the supplier keeps confidential is then behind a secret of its own.
   */
  readonly token: string;
}

/** A row of the figure, apart from what ties it to the request. */
export type AnswerRow = Omit<
  typeof supplierFootprint.$inferInsert,
  "id" | "requestId" | "receivedByOperatorId" | "createdAt"
>;

/**
 * Enters an answer to a request, or a correction of one: a new figure beside the old. One transaction with `more`.
 * `SUPPLY_LINK_GONE`, `SUPPLIER_REQUEST_CLOSED` for one that was declined, `NOTHING_CHANGED` for the same answer again.
 */
export async function enterAnswer(
  ctx: Context,
  token: string,
  answer: (tx: Database, request: RequestRow) => Promise<AnswerRow>,
  more: (tx: Database, supplierFootprintId: string) => Promise<void> = () => Promise.resolve(),
): Promise<Answered> {
  return ctx.db.transaction(async (tx) => {
    const request = await findBySecret(ctx, tx, token, true);
    if (request.state === "declined")
      throw new Refusal("SUPPLIER_REQUEST_CLOSED", "This request was declined.");
    const row = await answer(tx, request);
    const before = await tx
      .select({ contentHash: supplierFootprint.contentHash })
      .from(supplierFootprint)
      .where(eq(supplierFootprint.requestId, request.id));
    if (before.some(({ contentHash }) => contentHash === row.contentHash))
      throw new Refusal("NOTHING_CHANGED", "This says exactly what you answered before.");
    const id = newId(ctx);
    await tx.insert(supplierFootprint).values({
      ...row,
      ...{ id, requestId: request.id, receivedByOperatorId: request.operatorId, createdAt: ctx.now() },
    });
    await more(tx, id);
    const isFirst = request.state === "open";
    const secret = isFirst ? newSupplyToken(ctx) : token;
    if (isFirst)
      await tx
        .update(supplierRequest)
        .set({ state: "answered", answeredAt: ctx.now(), tokenHash: tokenHash(secret) })
        .where(eq(supplierRequest.id, request.id));
    await recordDeed(ctx, tx, {
      action: isFirst ? "supplier.answer" : "supplier.correctAnswer",
      subject: request.id,
      operatorId: request.operatorId,
      detail: { supplierFootprintId: id, origin: row.origin, contentHash: row.contentHash },
    });
    return { supplierFootprintId: id, token: secret };
  });
}

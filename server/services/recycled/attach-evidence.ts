import { eq } from "drizzle-orm";
import { recycledContentLot } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { keepDocument, mediaTypeOf, readDocumentHead } from "../document/keep.ts";
import { Fields } from "../input.ts";
import { findLot } from "./find-lot.ts";
import { releasedShares } from "./load.ts";

export interface Evidence {
  readonly lotId: string;
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly bytes: Uint8Array;
}

/**
 * Keeps the document that shows the masses of a lot. A lot without one may get it at any time; one that has it changes only
 * while no signed record rests on the lot: `LOT_RELEASED`. Refuses files as other uploads do.
 */
export async function attachEvidence(ctx: Context, input: Evidence): Promise<{ readonly sha256: string }> {
  demand(ctx, "document.write", null);
  const { model } = await findLot(ctx.db, input.lotId);
  const { operatorId } = model;
  demand(ctx, "document.write", operatorId);
  const fields = new Fields();
  const head = readDocumentHead(fields, input);
  fields.refuse();
  const mediaType = mediaTypeOf(input.bytes);
  const { sha256 } = await ctx.files.put(input.bytes);
  return ctx.db.transaction(async (tx) => {
    const { lot } = await findLot(tx, input.lotId);
    const isReleased = await releasedShares(tx, model.id, true);
    if (lot.documentId !== null && isReleased(lot))
      throw new Refusal("LOT_RELEASED", "A signed record rests on this evidence, so it stays.");
    const sizeBytes = input.bytes.length;
    const kept = await keepDocument(ctx, tx, { operatorId, sha256, mediaType, sizeBytes, ...head });
    await tx.update(recycledContentLot).set({ documentId: kept.id }).where(eq(recycledContentLot.id, lot.id));
    const detail = { lot: lot.id, sha256 };
    await recordDeed(ctx, tx, {
      ...{ action: "recycled.attachEvidence", subject: model.productUrl, operatorId, detail },
    });
    return { sha256 };
  });
}

import { and, eq, isNull } from "drizzle-orm";
import { document, modelDocument } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { loadModel } from "../model/find.ts";
import { isUuid } from "../new-id.ts";
import { announceChange } from "../passport/announce.ts";
import type { Attachment } from "./attach.ts";

/**
 * Takes a document off a data point: the next version does not name it there. What is signed names it still, so that it
 * stays readable at its address for whoever may read that data point. `DOCUMENT_NOT_FOUND` where it does not stand.
 */
export async function detachDocument(ctx: Context, input: Attachment): Promise<{ readonly detached: true }> {
  demand(ctx, "document.write", null);
  await ctx.db.transaction(async (tx) => {
    const model = await loadModel(tx, input.modelId);
    const { operatorId, productUrl: subject } = model;
    demand(ctx, "document.write", operatorId);
    const { documentId, attribute } = input;
    const taken = isUuid(documentId)
      ? await tx
          .update(modelDocument)
          .set({ detachedAt: ctx.now() })
          .where(
            and(
              eq(modelDocument.modelId, model.id),
              eq(modelDocument.documentId, documentId),
              eq(modelDocument.attribute, attribute),
              isNull(modelDocument.detachedAt),
            ),
          )
          .returning({ documentId: modelDocument.documentId })
      : [];
    const [kept] =
      taken.length === 0
        ? []
        : await tx.select({ sha256: document.sha256 }).from(document).where(eq(document.id, documentId));
    if (kept === undefined)
      throw new Refusal("DOCUMENT_NOT_FOUND", "This document does not stand at this data point.");
    await announceChange(ctx, tx, subject);
    const detail = { sha256: kept.sha256, attribute };
    await recordDeed(ctx, tx, { action: "document.detach", subject, operatorId, detail });
  });
  return { detached: true };
}

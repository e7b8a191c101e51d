import { and, eq, isNotNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { document, modelDocument } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { fileTiersOf, parseDocumentAttribute } from "../../domain/passport/document-attribute.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { Fields } from "../input.ts";
import type { Model } from "../model/find.ts";
import { loadModel } from "../model/find.ts";
import { isUuid } from "../new-id.ts";
import { announceChange } from "../passport/announce.ts";

/** A document at a data point of a model. */
export interface Attachment {
  readonly modelId: string;
  readonly documentId: string;
  /** Identifier of the attribute catalogue; decides who may read the file there. */
  readonly attribute: string;
}

/**
 * Lets a document that was kept before answer a data point of a model too: one file, many places, each with the readers of
 * its own data point. `MODEL_NOT_FOUND`, `DOCUMENT_NOT_FOUND` for one of another operator, `E_DOCUMENT_ATTRIBUTE`.
 */
export async function attachDocument(
  ctx: Context,
  input: Attachment,
): Promise<{ readonly wasAttached: boolean }> {
  demand(ctx, "document.write", null);
  return ctx.db.transaction(async (tx) => {
    const model = await loadModel(tx, input.modelId);
    return enterAttachment(ctx, tx, model, input);
  });
}

/** The same inside a transaction, for a model that was loaded. */
export async function enterAttachment(
  ctx: Context,
  tx: Database,
  model: Pick<Model, "id" | "operatorId" | "productUrl">,
  input: Omit<Attachment, "modelId">,
): Promise<{ readonly wasAttached: boolean }> {
  const { operatorId, productUrl: subject } = model;
  demand(ctx, "document.write", operatorId);
  const fields = new Fields();
  const { catalogue } = await currentCatalogue(tx);
  fields.take("attribute", parseDocumentAttribute(fileTiersOf(catalogue), input.attribute));
  fields.refuse();
  const { attribute, documentId } = input;
  const [kept] = isUuid(documentId)
    ? await tx
        .select({ sha256: document.sha256 })
        .from(document)
        .where(and(eq(document.id, documentId), eq(document.operatorId, operatorId)))
    : [];
  if (kept === undefined) throw new Refusal("DOCUMENT_NOT_FOUND", "This operator has no such document.");
  const made = await tx
    .insert(modelDocument)
    .values({ modelId: model.id, documentId, attribute })
    .onConflictDoUpdate({
      target: [modelDocument.modelId, modelDocument.documentId, modelDocument.attribute],
      set: { detachedAt: null },
      setWhere: isNotNull(modelDocument.detachedAt),
    })
    .returning({ documentId: modelDocument.documentId });
  if (made.length === 0) return { wasAttached: true };
  await announceChange(ctx, tx, subject);
  const detail = { sha256: kept.sha256, attribute };
  await recordDeed(ctx, tx, { action: "document.attach", subject, operatorId, detail });
  return { wasAttached: false };
}

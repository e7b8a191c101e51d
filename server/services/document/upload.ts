import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { FileTiers } from "../../domain/passport/document-attribute.ts";
import { fileTiersOf, parseDocumentAttribute } from "../../domain/passport/document-attribute.ts";
import { recordDeed } from "../audit/record.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { Fields, invalidInput } from "../input.ts";
import { loadModel } from "../model/find.ts";
import { isUuid } from "../new-id.ts";
import { announceChange } from "../passport/announce.ts";
import type { DocumentView } from "../passport/view.ts";
import { pathOf } from "../product-path.ts";
import { enterAttachment } from "./attach.ts";
import { keepDocument, mediaTypeOf, readDocumentHead } from "./keep.ts";

export interface Upload {
  readonly modelId: string;
  /** Identifier of the attribute catalogue; decides who may read the file. */
  readonly attribute: string;
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly bytes: Uint8Array;
}

/**
 * Keeps a file and attaches it to a data point of a model: `FILE_TOO_LARGE`, `FILE_TYPE_REFUSED`, `FILE_BROKEN`. The same
 * file again is kept once, and once for each data point. A crash between file and row leaves a file nobody links to.
 */
export async function uploadDocument(
  ctx: Context,
  input: Upload,
): Promise<DocumentView & { readonly wasKept: boolean }> {
  demand(ctx, "document.write", null);
  if (!isUuid(input.modelId)) throw invalidInput([{ code: "E_SCHEMA", path: "modelId" }]);
  const model = await loadModel(ctx.db, input.modelId);
  demand(ctx, "document.write", model.operatorId);
  const { catalogue } = await currentCatalogue(ctx.db);
  const { attribute, title, language } = checked(input, fileTiersOf(catalogue));
  const mediaType = mediaTypeOf(input.bytes);
  const { sha256 } = await ctx.files.put(input.bytes);
  const { operatorId } = model;
  return ctx.db.transaction(async (tx) => {
    const sizeBytes = input.bytes.length;
    const kept = await keepDocument(ctx, tx, { operatorId, sha256, mediaType, sizeBytes, title, language });
    await enterAttachment(ctx, tx, model, { documentId: kept.id, attribute });
    const subject = model.productUrl;
    await announceChange(ctx, tx, subject);
    await recordDeed(ctx, tx, {
      action: "document.upload",
      subject,
      operatorId,
      detail: { sha256, attribute },
    });
    return {
      wasKept: kept.wasKept,
      path: `${pathOf(ctx, subject)}/documents/${kept.id}`,
      title: kept.title,
      mediaType: kept.mediaType,
      sizeBytes: kept.sizeBytes,
      language: kept.language,
      attribute,
    };
  });
}

function checked(input: Upload, tiers: FileTiers) {
  const fields = new Fields();
  const attribute = fields.take("attribute", parseDocumentAttribute(tiers, input.attribute));
  const head = readDocumentHead(fields, input);
  fields.refuse();
  if (attribute === undefined) throw new Error("A field without a problem has a value.");
  return { attribute, ...head };
}

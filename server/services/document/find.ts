import { and, asc, eq, isNull } from "drizzle-orm";
import { document, modelDocument } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { DataSet } from "../../domain/access/audience.ts";
import { documentAttributes, isDocumentAttribute } from "../../domain/passport/document-attribute.ts";
import { readerOf } from "../interest/reader-of.ts";
import type { DocumentView } from "../passport/view.ts";
import { pathOf } from "../product-path.ts";

/** Documents of a model that the caller may read, by data point and title. */
export async function findDocuments(
  ctx: Context,
  model: { readonly id: string; readonly operatorId: string; readonly productUrl: string },
): Promise<readonly DocumentView[]> {
  const rows = await ctx.db
    .select({ document, attribute: modelDocument.attribute })
    .from(modelDocument)
    .innerJoin(document, eq(document.id, modelDocument.documentId))
    .where(and(eq(modelDocument.modelId, model.id), isNull(modelDocument.detachedAt)))
    .orderBy(asc(modelDocument.attribute), asc(document.title));
  const { dataSets } = await readerOf(ctx, ctx.db, { ...model, modelId: model.id, itemId: null });
  return rows
    .filter(({ attribute }) => mayReadDocument(dataSets, attribute))
    .map(({ document: { id, title, mediaType, sizeBytes, language }, attribute }) => ({
      path: `${pathOf(ctx, model.productUrl)}/documents/${id}`,
      title,
      mediaType,
      sizeBytes,
      language,
      attribute,
    }));
}

/** Whether a reader of these data sets may read a document that answers `attribute`. */
export function mayReadDocument(dataSets: readonly DataSet[], attribute: string): boolean {
  return isDocumentAttribute(attribute) && dataSets.includes(documentAttributes[attribute]);
}

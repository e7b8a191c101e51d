import { asc, eq } from "drizzle-orm";
import { document, modelDocument } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { readable } from "../../domain/access/audience.ts";
import { audienceOf } from "../../domain/access/policy.ts";
import { documentAttributes, isDocumentAttribute } from "../../domain/passport/document-attribute.ts";
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
    .where(eq(modelDocument.modelId, model.id))
    .orderBy(asc(modelDocument.attribute), asc(document.title));
  return rows
    .filter(({ attribute }) => mayReadDocument(ctx, attribute, model.operatorId))
    .map(({ document: { id, title, mediaType, sizeBytes, language }, attribute }) => ({
      path: `${pathOf(ctx, model.productUrl)}/documents/${id}`,
      title,
      mediaType,
      sizeBytes,
      language,
      attribute,
    }));
}

/** Whether the caller may read a document that answers `attribute` of a passport of `operatorId`. */
export function mayReadDocument(ctx: Context, attribute: string, operatorId: string): boolean {
  if (!isDocumentAttribute(attribute)) return false;
  const audience = audienceOf(ctx.caller.memberships, operatorId);
  return readable[audience].includes(documentAttributes[attribute]);
}

import type { SQL } from "drizzle-orm";
import { and, asc, eq, isNull } from "drizzle-orm";
import { document, modelDocument } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { DataSet } from "../../domain/access/audience.ts";
import type { FileTiers } from "../../domain/passport/document-attribute.ts";
import { fileTiers } from "../catalogue/file-tiers.ts";
import { readerOf } from "../interest/reader-of.ts";
import type { DocumentView } from "../passport/view.ts";
import { pathOf } from "../product-path.ts";

interface ModelOfFiles {
  readonly id: string;
  readonly operatorId: string;
  readonly productUrl: string;
}

/** Documents of a model that the caller may read, by data point and title. */
export async function findDocuments(ctx: Context, model: ModelOfFiles): Promise<readonly DocumentView[]> {
  return readableDocuments(ctx, model, isNull(modelDocument.detachedAt));
}

/** The same with those that were taken off: signed versions name them on. */
export async function findAllDocuments(ctx: Context, model: ModelOfFiles): Promise<readonly DocumentView[]> {
  return readableDocuments(ctx, model);
}

async function readableDocuments(
  ctx: Context,
  model: ModelOfFiles,
  where?: SQL,
): Promise<readonly DocumentView[]> {
  const rows = await ctx.db
    .select({ document, attribute: modelDocument.attribute })
    .from(modelDocument)
    .innerJoin(document, eq(document.id, modelDocument.documentId))
    .where(and(eq(modelDocument.modelId, model.id), where))
    .orderBy(asc(modelDocument.attribute), asc(document.title));
  const tiers = await fileTiers(ctx.db);
  const { dataSets } = await readerOf(ctx, ctx.db, { ...model, modelId: model.id, itemId: null });
  return rows
    .filter(({ attribute }) => mayReadDocument(tiers, dataSets, attribute))
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
export function mayReadDocument(tiers: FileTiers, dataSets: readonly DataSet[], attribute: string): boolean {
  const tier = tiers.get(attribute);
  return tier !== undefined && dataSets.includes(tier);
}

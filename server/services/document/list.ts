import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import {
  batteryModel,
  delegation,
  document,
  emissionFactor,
  modelDocument,
  operator,
  recycledContentLot,
  registration,
  transfer,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { fileTiers } from "../catalogue/file-tiers.ts";
import { pathOf } from "../product-path.ts";
import type { DocumentUse, OwnDocument } from "./view.ts";

/** Documents of the caller's operators, or of one of them, by title. */
export async function listDocuments(
  ctx: Context,
  input: { readonly operatorId?: string | undefined } = {},
): Promise<readonly OwnDocument[]> {
  demand(ctx, "model.read", null);
  if (input.operatorId !== undefined) demand(ctx, "model.read", input.operatorId);
  const tiers = await fileTiers(ctx.db);
  const { memberships } = ctx.caller;
  const own = [...new Set(memberships.flatMap(({ operatorId }) => operatorId ?? []))].filter(
    (id) => allows(memberships, "model.read", id) && (input.operatorId ?? id) === id,
  );
  const isOf = inArray(document.operatorId, own);
  const documents = await ctx.db
    .select({
      document,
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
      otherUses: sql<number>`(
        (select count(*) from ${emissionFactor} where ${emissionFactor.evidenceDocumentId} = ${document.id})
        + (select count(*) from ${recycledContentLot} where ${recycledContentLot.documentId} = ${document.id})
        + (select count(*) from ${transfer} where ${transfer.documentId} = ${document.id})
        + (select count(*) from ${delegation} where ${delegation.documentId} = ${document.id})
        + (select count(*) from ${registration} where ${registration.proofDocumentId} = ${document.id}))::int`,
    })
    .from(document)
    .innerJoin(operator, eq(operator.id, document.operatorId))
    .where(isOf)
    .orderBy(asc(document.title), asc(document.id));
  const uses = await ctx.db
    .select({
      documentId: modelDocument.documentId,
      attribute: modelDocument.attribute,
      modelId: batteryModel.id,
      modelName: batteryModel.name,
      productUrl: batteryModel.productUrl,
    })
    .from(modelDocument)
    .innerJoin(document, eq(document.id, modelDocument.documentId))
    .innerJoin(batteryModel, eq(batteryModel.id, modelDocument.modelId))
    .where(and(isOf, isNull(modelDocument.detachedAt)))
    .orderBy(asc(batteryModel.name), asc(modelDocument.attribute));
  return documents.map(({ document: { id, operatorId, title, mediaType, sizeBytes, language }, ...of }) => ({
    ...{ id, operatorId, title, mediaType, sizeBytes, language, ...of },
    uses: uses.flatMap(
      ({ documentId, attribute, modelId, modelName, productUrl }): readonly DocumentUse[] => {
        const dataSet = tiers.get(attribute);
        if (documentId !== id || dataSet === undefined) return [];
        const path = `${pathOf(ctx, productUrl)}/documents/${id}`;
        return [{ modelId, modelName, attribute, dataSet, path }];
      },
    ),
  }));
}

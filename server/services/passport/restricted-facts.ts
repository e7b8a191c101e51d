import { asc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import type { passport } from "../../../db/schema/index.ts";
import { batteryItem, document, modelDocument } from "../../../db/schema/index.ts";
import type { RestrictedFacts } from "../../domain/passport/restricted-attributes.ts";
import { restrictedAttributes } from "../../domain/passport/restricted-attributes.ts";
import type { JsonObject } from "../../domain/record/strict-json.ts";

/**
 * What the registry knows, at this moment, of the restricted attributes of a passport: the one place where records learn
 * it. An attribute that is not in the answer is empty in the record.
 */
export async function restrictedFacts(
  db: Database,
  held: Pick<typeof passport.$inferSelect, "level" | "modelId" | "itemId" | "productUrl">,
): Promise<RestrictedFacts> {
  return held.itemId === null ? documentFacts(db, held.modelId, held.productUrl) : itemFacts(db, held.itemId);
}

/** Documents that answer an attribute: what they are, and by which bytes they are known. */
async function documentFacts(db: Database, modelId: string, productUrl: string): Promise<RestrictedFacts> {
  const rows = await db
    .select({ document, attribute: modelDocument.attribute })
    .from(modelDocument)
    .innerJoin(document, eq(document.id, modelDocument.documentId))
    .where(eq(modelDocument.modelId, modelId))
    .orderBy(asc(modelDocument.attribute), asc(document.title), asc(document.id));
  const facts: Record<string, JsonObject[]> = {};
  for (const { document: file, attribute } of rows) {
    if (!restrictedAttributes.some(({ id }) => id === attribute)) continue;
    (facts[attribute] ??= []).push({
      title: file.title,
      language: file.language,
      mediaType: file.mediaType,
      sha256: file.sha256,
      url: `${productUrl}/documents/${file.id}`,
    });
  }
  return facts;
}

async function itemFacts(db: Database, itemId: string): Promise<RestrictedFacts> {
  const [item] = await db
    .select({ batteryStatus: batteryItem.batteryStatus })
    .from(batteryItem)
    .where(eq(batteryItem.id, itemId));
  return item === undefined ? {} : { batteryStatus: item.batteryStatus };
}

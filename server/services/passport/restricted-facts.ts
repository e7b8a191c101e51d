import { asc, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import type { passport } from "../../../db/schema/index.ts";
import { batteryItem, batteryModel, document, modelDocument, reading } from "../../../db/schema/index.ts";
import type { RestrictedAttribute, RestrictedFacts } from "../../domain/passport/restricted-attributes.ts";
import { attachedFile } from "../../domain/passport/attached-file.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";

/**
 * What the registry knows, at this moment, of the restricted attributes of a passport: the one place where records learn
 * it. An attribute that is not in the answer is empty in the record.
 */
export async function restrictedFacts(
  db: Database,
  held: Pick<typeof passport.$inferSelect, "modelId" | "itemId" | "productUrl">,
  hidden: readonly RestrictedAttribute[],
): Promise<RestrictedFacts> {
  const known =
    held.itemId === null
      ? {
          ...(await statedOfModel(db, held.modelId)),
          ...(await documentFacts(db, held.modelId, held.productUrl)),
        }
      : await itemFacts(db, held.itemId);
  return Object.fromEntries(hidden.flatMap(({ id }) => (known[id] === undefined ? [] : [[id, known[id]]])));
}

type Known = Readonly<Record<string, JsonValue>>;

async function statedOfModel(db: Database, modelId: string): Promise<Known> {
  const [model] = await db
    .select({ attributes: batteryModel.attributes })
    .from(batteryModel)
    .where(eq(batteryModel.id, modelId));
  return model?.attributes ?? {};
}

/** Documents that answer an attribute: what they are, and by which bytes they are known. */
async function documentFacts(db: Database, modelId: string, productUrl: string): Promise<Known> {
  const rows = await db
    .select({ document, attribute: modelDocument.attribute })
    .from(modelDocument)
    .innerJoin(document, eq(document.id, modelDocument.documentId))
    .where(eq(modelDocument.modelId, modelId))
    .orderBy(asc(modelDocument.attribute), asc(document.title), asc(document.id));
  const facts: Record<string, JsonValue[]> = {};
  for (const { document: file, attribute } of rows) {
    (facts[attribute] ??= []).push(attachedFile(file, `${productUrl}/documents/${file.id}`));
  }
  return facts;
}

/** What is stated of a battery, the newest of each value measured at it, and its status. */
async function itemFacts(db: Database, itemId: string): Promise<Known> {
  const [item] = await db
    .select({ attributes: batteryItem.attributes, batteryStatus: batteryItem.batteryStatus })
    .from(batteryItem)
    .where(eq(batteryItem.id, itemId));
  if (item === undefined) return {};
  const newest = await db
    .selectDistinctOn([reading.attribute], { attribute: reading.attribute, value: reading.value })
    .from(reading)
    .where(eq(reading.itemId, itemId))
    .orderBy(asc(reading.attribute), desc(reading.measuredAt));
  const measured = newest.flatMap(({ attribute, value }) =>
    value === null ? [] : [[attribute, value] as const],
  );
  return { ...item.attributes, ...Object.fromEntries(measured), batteryStatus: item.batteryStatus };
}

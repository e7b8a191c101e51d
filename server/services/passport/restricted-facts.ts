import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import type { passport } from "../../../db/schema/index.ts";
import { batteryItem, batteryModel, document, modelDocument, reading } from "../../../db/schema/index.ts";
import type { ValueType } from "../../domain/catalogue/catalogue.ts";
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
      : await itemFacts(db, held.itemId, hidden);
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
    .where(and(eq(modelDocument.modelId, modelId), isNull(modelDocument.detachedAt)))
    .orderBy(asc(modelDocument.attribute), asc(document.title), asc(document.id));
  const facts: Record<string, JsonValue[]> = {};
  for (const { document: file, attribute } of rows) {
    (facts[attribute] ??= []).push(attachedFile(file, `${productUrl}/documents/${file.id}`));
  }
  return facts;
}

/** What is stated of a battery, what was measured at it last, and its status. */
async function itemFacts(
  db: Database,
  itemId: string,
  hidden: readonly RestrictedAttribute[],
): Promise<Known> {
  const [item] = await db
    .select({ attributes: batteryItem.attributes, batteryStatus: batteryItem.batteryStatus })
    .from(batteryItem)
    .where(eq(batteryItem.id, itemId));
  if (item === undefined) return {};
  const readings = await newestReadings(db, itemId, hidden);
  const measured = hidden.flatMap(({ id, type }) => {
    const own = readings.filter(({ attribute }) => attribute === id);
    const value = own.length === 0 ? null : measuredValue(type, item.attributes[id] ?? null, own);
    return value === null ? [] : [[id, value] as const];
  });
  return { ...item.attributes, ...Object.fromEntries(measured), batteryStatus: item.batteryStatus };
}

/**
 * A record holds at most so many of the readings of a series and of events that were reported as readings: the newest. All
 * of them stay readable where readings are.
 */
export const mostReadingsOfRecord = 100;

interface NewestReading extends Record<string, unknown> {
  readonly attribute: string;
  readonly value: string | null;
  readonly detail: JsonValue;
  /** RFC 3339 UTC, to the second. */
  readonly measuredAt: string;
  readonly method: string | null;
}

/** Of each attribute the newest reading, of series and lists the newest hundred; oldest first. */
async function newestReadings(
  db: Database,
  itemId: string,
  hidden: readonly RestrictedAttribute[],
): Promise<readonly NewestReading[]> {
  const ids = hidden.map(({ id }) => id);
  const counts = hidden.map(({ type }) => (isMany(type) ? mostReadingsOfRecord : 1));
  const { rows } = await db.execute<NewestReading>(sql`
    select newest.* from unnest(${sql.param(ids)}::text[], ${sql.param(counts)}::int[]) as wanted(attribute, count)
    cross join lateral (
      select r.attribute, r.value::text as value, r.detail,
        to_char(r.measured_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "measuredAt", r.method
      from ${reading} r where r.item_id = ${itemId} and r.attribute = wanted.attribute
      order by r.measured_at desc, r.received_at desc limit wanted.count) newest`);
  return rows.toReversed();
}

function isMany(type: ValueType | null): boolean {
  return type?.kind === "list" || type?.kind === "series";
}

/** What readings say, oldest first, in the form of the attribute: the newest value, or all entries after the stated ones. */
function measuredValue(
  type: ValueType | null,
  stated: JsonValue,
  readings: readonly NewestReading[],
): JsonValue {
  const entryOf = ({ value, detail }: NewestReading): JsonValue => detail ?? value;
  if (type?.kind === "series") {
    return readings.map(({ value, detail, measuredAt, method }) => ({
      measuredAt,
      ...(value === null ? {} : { value }),
      ...(detail === null ? {} : { detail }),
      ...(method === null ? {} : { method }),
    }));
  }
  if (type?.kind === "list")
    return [...(Array.isArray(stated) ? stated : []), ...readings.map(entryOf)].slice(-type.maximum);
  const newest = readings.at(-1);
  if (newest === undefined) return stated;
  const isWhole = type?.kind === "integer" || type?.kind === "months";
  return isWhole && newest.value !== null ? Number(newest.value) : (newest.value ?? newest.detail);
}

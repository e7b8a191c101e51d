import type { SQL } from "drizzle-orm";
import { and, desc, eq, gte, ilike, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import {
  batteryBatch,
  batteryItem,
  batteryModel,
  operator,
  passport,
  reading,
  registration,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { SearchWord } from "../../domain/search/search-text.ts";
import { pathOf } from "../product-path.ts";
import { byKey } from "./by-key.ts";
import { gapsOfItems } from "./gaps-of-items.ts";
import { inModel, momentOf, part } from "./find-models.ts";
import { scan } from "./scan.ts";
import type { Search } from "./scope.ts";
import { cut, hasVersion, matching, newestVersion, releasedName } from "./scope.ts";
import type { BatteryFound, SearchPage } from "./view.ts";

/** So many batches, models or registrations of one word are looked through for batteries. */
const mostBeside = 1000;

/**
 * Whether any part of a serial number can be looked for: an index finds three letters or digits among millions, and the
 * batteries of one model are few enough for less.
 */
export function isLongEnough({ text, filter }: Pick<Search, "text" | "filter">): boolean {
  return (
    text.productPath !== null ||
    text.words.length === 0 ||
    filter.modelId !== undefined ||
    text.words.some(({ isSelective }) => isSelective)
  );
}

/** Batteries of a search, newest first. */
export async function findBatteries(search: Search): Promise<SearchPage<BatteryFound>> {
  const { ctx, filter, pageSize } = search;
  const where = await conditionOf(search);
  if (filter.missing === undefined) {
    const ids = await passportIds(ctx, where, search.after, pageSize + 1);
    const { rows, next } = cut(ids, pageSize, (id) => id);
    const found = await batteryRows(search, rows);
    return { rows: found.map((row) => shown(search, row)), next };
  }
  const { missing } = filter;
  return scan({
    ...{ pageSize, after: search.after, portion: 100, most: 1000 },
    read: (after, count) => passportIds(ctx, where, after, count),
    cursorOf: (id) => id,
    async keep(ids) {
      const rows = await batteryRows(search, ids);
      const gaps = await gapsOfItems(ctx, rows, await measuredAt(ctx, rows));
      return rows.flatMap((row) => {
        const owed = (gaps.get(row.passport.id) ?? []).map(({ id }) => id);
        const isWanted = missing === "any" ? owed.length > 0 : owed.includes(missing);
        return isWanted ? [{ ...shown(search, row), missing: owed }] : [];
      });
    },
  });
}

/** The rows of these passports, in their order. */
async function batteryRows(search: Pick<Search, "ctx" | "isReleasedOnly">, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return search.ctx.db
    .select({
      passport,
      item: batteryItem,
      model: batteryModel,
      modelName: search.isReleasedOnly ? releasedName() : sql<string>`${batteryModel.name}`,
      operator,
      batchNumber: batteryBatch.number,
      firstIssuedAt: sql<string | null>`(select v.issued_at from passport_version v
        where v.passport_id = ${passport.id} and v.version = 1)`,
      version: newestVersion<number | null>(search, sql`v.version`),
      issuedAt: newestVersion<string | null>(search, sql`v.issued_at`),
    })
    .from(passport)
    .innerJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .leftJoin(batteryBatch, eq(batteryBatch.id, batteryItem.batchId))
    .where(inArray(passport.id, [...ids]))
    .orderBy(desc(passport.id));
}

export type BatteryRow = Awaited<ReturnType<typeof batteryRows>>[number];

function shown(search: Search, row: BatteryRow): BatteryFound {
  const { passport: held, item, model, operator: answering } = row;
  return {
    ...{ productUrl: held.productUrl, path: pathOf(search.ctx, held.productUrl), serial: item.serial },
    ...{ batchNumber: row.batchNumber, modelId: model.id, modelName: row.modelName },
    ...{ operatorName: answering.name, operatorNameOriginal: answering.nameOriginal },
    ...{ documentStatus: held.documentStatus, version: row.version, issuedAt: momentOf(row.issuedAt) },
    batteryStatus: search.isReleasedOnly ? null : item.batteryStatus,
    missing: null,
  };
}

/** Which values were measured at these batteries. */
async function measuredAt(
  ctx: Context,
  rows: readonly BatteryRow[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (rows.length === 0) return new Map();
  const measured = await ctx.db
    .selectDistinct({ itemId: reading.itemId, attribute: reading.attribute })
    .from(reading)
    .where(
      inArray(
        reading.itemId,
        rows.map(({ item }) => item.id),
      ),
    );
  const of = byKey(measured, ({ itemId }) => itemId);
  return new Map([...of].map(([itemId, all]) => [itemId, new Set(all.map(({ attribute }) => attribute))]));
}

/** Identifiers of the passports that fit, newest first: the one statement that goes through millions. */
async function passportIds(
  ctx: Context,
  where: SQL | undefined,
  after: string | null,
  count: number,
): Promise<readonly string[]> {
  const rows = await ctx.db
    .select({ id: passport.id })
    .from(passport)
    .innerJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .where(and(where, after === null ? undefined : lt(passport.id, after)))
    .orderBy(desc(passport.id))
    .limit(count);
  return rows.map(({ id }) => id);
}

/**
 * What is asked of a battery. Batches, models and passports that a word finds are looked up beforehand, so that the planner
 * is left with identifiers and indexes.
 */
async function conditionOf(search: Search): Promise<SQL | undefined> {
  const { ctx, filter, text } = search;
  const words = await Promise.all(text.words.map((word) => lookedUp(search, word)));
  const ofWord = new Map(text.words.map((word, at) => [word, words[at]]));
  const inside = (word: SearchWord) => ofWord.get(word)?.inside ?? sql`false`;
  const beside = (word: SearchWord) => ofWord.get(word)?.beside ?? sql`false`;
  const models =
    filter.category === undefined && filter.facilityId === undefined
      ? undefined
      : ctx.db
          .select({ id: batteryModel.id })
          .from(batteryModel)
          .where(
            and(
              filter.category === undefined ? undefined : eq(batteryModel.category, filter.category),
              filter.facilityId === undefined ? undefined : eq(batteryModel.facilityId, filter.facilityId),
            ),
          );
  return and(
    search.own(passport.operatorId),
    text.productPath === null
      ? matching(text.words, inside, beside)
      : eq(batteryItem.productUrl, ctx.publicUrl + text.productPath),
    filter.operatorId === undefined ? undefined : eq(passport.operatorId, filter.operatorId),
    filter.modelId === undefined ? undefined : eq(batteryItem.modelId, filter.modelId),
    models === undefined ? undefined : inArray(batteryItem.modelId, models),
    filter.documentStatus === undefined ? undefined : eq(passport.documentStatus, filter.documentStatus),
    filter.batteryStatus === undefined ? undefined : eq(batteryItem.batteryStatus, filter.batteryStatus),
    hasVersion(search),
  );
}

/** A word in a battery's own identifiers, and in its model's. */
async function lookedUp(search: Search, word: SearchWord): Promise<{ inside: SQL; beside: SQL }> {
  const { db } = search.ctx;
  const pattern = part(word);
  const [batches, items, models] = await Promise.all([
    db
      .select({ id: batteryBatch.id })
      .from(batteryBatch)
      .where(ilike(batteryBatch.number, pattern))
      .limit(mostBeside),
    itemsOf(search, word, pattern),
    search.text.words.length === 1
      ? []
      : db.select({ id: batteryModel.id }).from(batteryModel).where(inModel(search, word)).limit(mostBeside),
  ]);
  const places = [
    ilike(batteryItem.serial, pattern),
    ilike(batteryItem.chineseCode, pattern),
    ...(batches.length === 0 ? [] : [inArray(batteryItem.batchId, idsOf(batches))]),
    ...(items.length === 0 ? [] : [inArray(batteryItem.id, items)]),
  ];
  return {
    inside: sql`(${or(...places)})`,
    beside: models.length === 0 ? sql`false` : inArray(batteryItem.modelId, idsOf(models)),
  };
}

/** Batteries whose passport or registration has an identifier with that word. */
async function itemsOf({ ctx }: Search, word: SearchWord, pattern: string): Promise<string[]> {
  const { uuids, isSelective } = word;
  const [passports, registered] = await Promise.all([
    uuids === null
      ? []
      : ctx.db
          .select({ itemId: passport.itemId })
          .from(passport)
          .where(and(gte(passport.id, uuids[0]), lte(passport.id, uuids[1])))
          .limit(mostBeside),
    isSelective
      ? ctx.db
          .select({ itemId: passport.itemId })
          .from(registration)
          .innerJoin(passport, eq(passport.id, registration.passportId))
          .where(ilike(registration.registrationId, pattern))
          .limit(mostBeside)
      : [],
  ]);
  return [
    ...new Set([...passports, ...registered].flatMap(({ itemId }) => (itemId === null ? [] : [itemId]))),
  ];
}

function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.map(({ id }) => id);
}

/** How many of the newest batteries of these operators lack what the law asks of each on its own day. */
export async function lackingAmongNewest(
  ctx: Context,
  own: Search["own"],
  most: number,
): Promise<{ readonly count: number; readonly among: number | null; readonly isMore: boolean }> {
  const where = and(own(passport.operatorId), isNull(passport.endedAt));
  const ids = await passportIds(ctx, where, null, most + 1);
  const rows = await batteryRows({ ctx, isReleasedOnly: false }, ids.slice(0, most));
  const gaps = await gapsOfItems(ctx, rows, await measuredAt(ctx, rows));
  const lacking = [...gaps.values()].filter((missing) => missing.length > 0).length;
  const isMore = ids.length > most;
  return { count: lacking, among: isMore ? most : null, isMore };
}

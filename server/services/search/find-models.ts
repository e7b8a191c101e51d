import type { SQL } from "drizzle-orm";
import { and, desc, eq, ilike, lt, or, sql } from "drizzle-orm";
import { batteryBatch, batteryModel, facility, operator, passport } from "../../../db/schema/index.ts";
import type { SearchWord } from "../../domain/search/search-text.ts";
import { containing } from "../containing.ts";
import { pathOf } from "../product-path.ts";
import { gapsOfModels } from "./gaps-of-models.ts";
import { releasedGaps } from "./released-gaps.ts";
import type { Search } from "./scope.ts";
import { cut, hasVersion, matching, newestVersion, releasedName } from "./scope.ts";
import { scan } from "./scan.ts";
import type { BatchFound, ModelFound, SearchPage } from "./view.ts";

/** Models of a search, newest first. What lacks something is looked up in portions, and no further than one answer bears. */
export async function findModels(search: Search, owedOn: string): Promise<SearchPage<ModelFound>> {
  const { ctx, filter, pageSize } = search;
  const { missing } = filter;
  if (missing === undefined) {
    const found = await modelRows(search, search.after, pageSize + 1);
    return cut(found.map(shown), pageSize, ({ id }) => id);
  }
  return scan({
    ...{ pageSize, after: search.after, portion: 100, most: 1000 },
    read: (after, count) => modelRows(search, after, count),
    cursorOf: ({ model }) => model.id,
    async keep(rows) {
      const models = rows.map(({ model }) => model);
      const gaps = search.isReleasedOnly
        ? await releasedGaps(ctx, models, owedOn)
        : await gapsOfModels(ctx.db, models, owedOn);
      return rows.flatMap((row) => {
        const owed = (gaps.get(row.model.id) ?? []).map(({ id }) => id);
        const isWanted = missing === "any" ? owed.length > 0 : owed.includes(missing);
        return isWanted ? [{ ...shown(row), missing: owed }] : [];
      });
    },
  });

  function shown(row: ModelRow): ModelFound {
    const { model, name, version, issuedAt, ...beside } = row;
    return {
      ...beside,
      ...{ id: model.id, path: pathOf(ctx, model.productUrl), name, missing: null },
      ...{ modelCode: model.modelCode, typeDesignation: model.typeDesignation, gtin: model.gtin },
      ...{ category: model.category, version, issuedAt: momentOf(issuedAt) },
    };
  }
}

/** Batches of a search, newest first. */
export async function findBatches(search: Search): Promise<SearchPage<BatchFound>> {
  const { ctx, filter, text, pageSize } = search;
  const rows = await ctx.db
    .select({
      id: batteryBatch.id,
      productUrl: batteryBatch.productUrl,
      number: batteryBatch.number,
      modelId: batteryModel.id,
      modelName: nameOf(search),
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
      documentStatus: passport.documentStatus,
      version: newestVersion<number | null>(search, sql`v.version`),
      issuedAt: newestVersion<string | null>(search, sql`v.issued_at`),
    })
    .from(batteryBatch)
    .innerJoin(passport, eq(passport.batchId, batteryBatch.id))
    .innerJoin(batteryModel, eq(batteryModel.id, batteryBatch.modelId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .where(
      and(
        search.own(passport.operatorId),
        text.productPath === null
          ? matching(
              text.words,
              (word) => sql`(${ilike(batteryBatch.number, part(word))} or ${isPassport(word)})`,
              (word) => sql`(${inModel(search, word)} or ${besideModel(word)})`,
            )
          : eq(batteryBatch.productUrl, ctx.publicUrl + text.productPath),
        filter.operatorId === undefined ? undefined : eq(passport.operatorId, filter.operatorId),
        filter.modelId === undefined ? undefined : eq(batteryBatch.modelId, filter.modelId),
        ...ofModel(search),
        filter.documentStatus === undefined ? undefined : eq(passport.documentStatus, filter.documentStatus),
        hasVersion(search),
        search.after === null ? undefined : lt(batteryBatch.id, search.after),
      ),
    )
    .orderBy(desc(batteryBatch.id))
    .limit(pageSize + 1);
  const { rows: kept, next } = cut(rows, pageSize, ({ id }) => id);
  return {
    rows: kept.map(({ id: _, productUrl, issuedAt, ...row }) => ({
      ...{ ...row, path: pathOf(ctx, productUrl), issuedAt: momentOf(issuedAt) },
    })),
    next,
  };
}

type ModelRow = Awaited<ReturnType<typeof modelRows>>[number];

async function modelRows(search: Search, after: string | null, count: number) {
  const { ctx, filter, text } = search;
  const asksOfPassport =
    search.isReleasedOnly ||
    filter.documentStatus !== undefined ||
    search.signed.from !== undefined ||
    search.signed.before !== undefined;
  return ctx.db
    .select({
      model: batteryModel,
      name: nameOf(search),
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
      plant: facility.name,
      plantOriginal: facility.nameOriginal,
      documentStatus: passport.documentStatus,
      version: newestVersion<number | null>(search, sql`v.version`),
      issuedAt: newestVersion<string | null>(search, sql`v.issued_at`),
    })
    .from(batteryModel)
    .innerJoin(operator, eq(operator.id, batteryModel.operatorId))
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .leftJoin(passport, and(eq(passport.modelId, batteryModel.id), eq(passport.level, "model")))
    .where(
      and(
        search.own(batteryModel.operatorId),
        text.productPath === null
          ? matching(text.words, (word) => inModel(search, word), besideModel)
          : eq(batteryModel.productUrl, ctx.publicUrl + text.productPath),
        filter.operatorId === undefined ? undefined : eq(batteryModel.operatorId, filter.operatorId),
        filter.modelId === undefined ? undefined : eq(batteryModel.id, filter.modelId),
        ...ofModel(search),
        filter.documentStatus === undefined ? undefined : eq(passport.documentStatus, filter.documentStatus),
        asksOfPassport ? hasVersion(search) : undefined,
        after === null ? undefined : lt(batteryModel.id, after),
      ),
    )
    .orderBy(desc(batteryModel.id))
    .limit(count);
}

/** Filters that ask something of the model. */
function ofModel({ filter }: Search): readonly (SQL | undefined)[] {
  return [
    filter.facilityId === undefined ? undefined : eq(batteryModel.facilityId, filter.facilityId),
    filter.category === undefined ? undefined : eq(batteryModel.category, filter.category),
  ];
}

function nameOf({ isReleasedOnly }: Search): SQL<string> {
  return isReleasedOnly ? releasedName() : sql<string>`${batteryModel.name}`;
}

/** A word inside a model. Its Chinese code may be changed and not released yet: outsiders find it by its other names. */
export function inModel(search: Search, word: SearchWord): SQL {
  const pattern = part(word);
  const places = [batteryModel.modelCode, batteryModel.typeDesignation, batteryModel.gtin].map((column) =>
    ilike(column, pattern),
  );
  const own = search.isReleasedOnly ? [] : [ilike(batteryModel.chineseCode, pattern)];
  return sql`(${or(...places, ...own, ilike(nameOf(search), pattern))} or ${isModelPassport(word)})`;
}

/** A word in the names of who answers for a model and where it is made. */
function besideModel(word: SearchWord): SQL {
  const pattern = part(word);
  const columns = [
    ...[operator.slug, operator.name, operator.nameOriginal, operator.identifier],
    ...[facility.code, facility.name, facility.nameOriginal, facility.city, facility.identifier],
  ];
  return sql`(${or(...columns.map((column) => ilike(column, pattern)))})`;
}

function isPassport({ uuids }: SearchWord): SQL {
  return uuids === null ? sql`false` : sql`(${passport.id} between ${uuids[0]}::uuid and ${uuids[1]}::uuid)`;
}

function isModelPassport({ uuids }: SearchWord): SQL {
  return uuids === null
    ? sql`false`
    : sql`exists (select from ${passport} p where p.model_id = ${batteryModel.id} and p.level = 'model'
        and p.id between ${uuids[0]}::uuid and ${uuids[1]}::uuid)`;
}

/** The pattern of a word; no word is empty. */
export function part({ text }: SearchWord): string {
  return containing(text) ?? "%";
}

/** A moment out of a column that was computed, in the form of every answer. */
export function momentOf(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}

import { and, desc, eq, exists, ilike, lt, or, sql } from "drizzle-orm";
import { batteryModel, facility, operator, passport } from "../../../db/schema/index.ts";
import { part } from "./find-models.ts";
import type { Search } from "./scope.ts";
import { cut, hasVersion, matching } from "./scope.ts";
import type { OperatorFound, PlantFound, SearchPage } from "./view.ts";

/** Operators that answer for batteries. Their names and identifiers are public. */
export async function findOperators(search: Search): Promise<SearchPage<OperatorFound>> {
  const { ctx, text, filter, pageSize } = search;
  const columns = [operator.slug, operator.name, operator.nameOriginal, operator.identifier];
  const rows = await ctx.db
    .select({
      id: operator.id,
      slug: operator.slug,
      name: operator.name,
      nameOriginal: operator.nameOriginal,
      identifierScheme: operator.identifierScheme,
      identifier: operator.identifier,
    })
    .from(operator)
    .where(
      and(
        eq(operator.kind, "economicOperator"),
        search.own(operator.id),
        matching(
          text.words,
          (word) => sql`(${or(...columns.map((column) => ilike(column, part(word))))})`,
          () => sql`false`,
        ),
        filter.operatorId === undefined ? undefined : eq(operator.id, filter.operatorId),
        search.after === null ? undefined : lt(operator.id, search.after),
      ),
    )
    .orderBy(desc(operator.id))
    .limit(pageSize + 1);
  return cut(rows, pageSize, ({ id }) => id);
}

/** Plants; for outsiders those that something released was made in. */
export async function findPlants(search: Search): Promise<SearchPage<PlantFound>> {
  const { ctx, text, filter, pageSize } = search;
  const columns = [
    ...[facility.code, facility.name, facility.nameOriginal, facility.city],
    ...[facility.region, facility.identifier],
  ];
  const names = [operator.slug, operator.name, operator.nameOriginal, operator.identifier];
  const released = ctx.db
    .select({ id: passport.id })
    .from(passport)
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .where(and(eq(batteryModel.facilityId, facility.id), eq(passport.level, "model"), hasVersion(search)));
  const rows = await ctx.db
    .select({
      id: facility.id,
      code: facility.code,
      name: facility.name,
      nameOriginal: facility.nameOriginal,
      city: facility.city,
      country: facility.country,
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
    })
    .from(facility)
    .innerJoin(operator, eq(operator.id, facility.operatorId))
    .where(
      and(
        search.own(facility.operatorId),
        matching(
          text.words,
          (word) => sql`(${or(...columns.map((column) => ilike(column, part(word))))})`,
          (word) => sql`(${or(...names.map((column) => ilike(column, part(word))))})`,
        ),
        filter.operatorId === undefined ? undefined : eq(facility.operatorId, filter.operatorId),
        filter.facilityId === undefined ? undefined : eq(facility.id, filter.facilityId),
        search.isReleasedOnly ? exists(released) : undefined,
        search.after === null ? undefined : lt(facility.id, search.after),
      ),
    )
    .orderBy(desc(facility.id))
    .limit(pageSize + 1);
  return cut(rows, pageSize, ({ id }) => id);
}

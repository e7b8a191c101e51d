import type { SQL } from "drizzle-orm";
import { and, asc, count, desc, eq, ilike, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { auditEvent, emissionFactor, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Dimension } from "../../domain/quantity/unit.ts";
import { parseUnit } from "../../domain/quantity/unit.ts";
import { containing } from "../containing.ts";
import { factorView, visibleTo } from "./list.ts";
import { currentSetHash, libraryLoaded } from "./load-library.ts";
import type { FactorView } from "./view.ts";

export interface FactorSearch {
  /** Words, each of which must stand somewhere in the factor. */
  readonly search?: string | undefined;
  /** What the factor counts for each unit of: `mass`, `energy` … */
  readonly dimension?: string | undefined;
  readonly geography?: string | undefined;
  readonly category?: string | undefined;
  readonly year?: number | undefined;
  readonly origin?: "library" | "own" | undefined;
  /** From 1. */
  readonly page?: number | undefined;
}

export interface FactorRow extends FactorView {
  /** Whose own factor it is; null for the library. */
  readonly operatorName: string | null;
  readonly operatorNameOriginal: string | null;
}

export interface FactorPage {
  readonly rows: readonly FactorRow[];
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** What there is to choose from, over everything the caller may see. */
  readonly dimensions: readonly Dimension[];
  readonly geographies: readonly string[];
  readonly categories: readonly string[];
  readonly years: readonly number[];
  /** Hash over the newest version of every library factor: the version of the library. */
  readonly factorSetHash: string;
  /** Earlier states of the library, newest first. */
  readonly history: readonly {
    readonly at: string;
    readonly factorSetHash: string;
    readonly added: number;
  }[];
}

const pageSize = 25;

/** Newest versions of the factors the caller may use, narrowed and in pages. */
export async function searchFactors(ctx: Context, input: FactorSearch): Promise<FactorPage> {
  const newest = ctx.db
    .selectDistinctOn([emissionFactor.id])
    .from(emissionFactor)
    .where(visibleTo(ctx))
    .orderBy(asc(emissionFactor.id), desc(emissionFactor.version))
    .as("newest");
  const all = await ctx.db
    .selectDistinct({
      unit: newest.unit,
      geography: newest.geography,
      category: newest.category,
      year: newest.year,
    })
    .from(newest);
  const units = [...new Set(all.map(({ unit }) => unit))];
  const where = and(
    ...(input.search ?? "").split(/\s+/).map((word) => standsIn(word)),
    input.dimension === undefined
      ? undefined
      : inArray(
          newest.unit,
          units.filter((unit) => dimensionOf(unit) === input.dimension),
        ),
    input.geography === undefined ? undefined : eq(newest.geography, input.geography),
    input.category === undefined ? undefined : eq(newest.category, input.category),
    input.year === undefined ? undefined : eq(newest.year, input.year),
    input.origin === undefined
      ? undefined
      : input.origin === "own"
        ? isNotNull(newest.operatorId)
        : isNull(newest.operatorId),
  );

  function standsIn(word: string): SQL | undefined {
    const pattern = containing(word);
    if (pattern === undefined) return undefined;
    const texts = [newest.id, newest.nameEn, newest.nameZh, newest.unit, newest.geography, newest.category];
    return or(
      ...[...texts, newest.sourceTitle, newest.sourceWhere].map((column) => ilike(column, pattern)),
      sql`${newest.year}::text like ${pattern}`,
    );
  }

  const [counted] = await ctx.db.select({ total: count() }).from(newest).where(where);
  const total = counted?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const page = Math.min(Math.max(1, input.page ?? 1), pages);
  const found = await ctx.db
    .select({ id: newest.id, version: newest.version })
    .from(newest)
    .where(where)
    // Own ones first; made-up ones of a demonstration behind what a source prints.
    .orderBy(sql`${newest.operatorId} is null`, asc(newest.illustrative), asc(newest.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const rows = await rowsOf(
    ctx,
    found.map(({ id }) => id),
  );
  return {
    rows: found.flatMap(({ id, version }) => rows.filter((row) => row.id === id && row.version === version)),
    ...{ total, page, pages },
    dimensions: distinct(units.map(dimensionOf)),
    geographies: distinct(all.map(({ geography }) => geography)),
    categories: distinct(all.map(({ category }) => category)),
    years: distinct(all.map(({ year }) => year)).toReversed(),
    factorSetHash: await currentSetHash(ctx.db),
    history: await historyOf(ctx),
  };
}

/** What a factor counts CO2e for each unit of; null for a unit nobody reads. */
function dimensionOf(unit: string): Dimension | null {
  return parseUnit(unit)?.per?.dimension ?? null;
}

async function rowsOf(ctx: Context, ids: readonly string[]): Promise<readonly FactorRow[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({ factor: emissionFactor, name: operator.name, nameOriginal: operator.nameOriginal })
    .from(emissionFactor)
    .leftJoin(operator, eq(operator.id, emissionFactor.operatorId))
    .where(inArray(emissionFactor.id, [...ids]));
  return rows.map(({ factor, name, nameOriginal }) => ({
    ...factorView(factor, factor.version),
    operatorName: name,
    operatorNameOriginal: nameOriginal,
  }));
}

async function historyOf(ctx: Context): Promise<FactorPage["history"]> {
  const events = await ctx.db
    .select({ at: auditEvent.at, detail: auditEvent.detail })
    .from(auditEvent)
    .where(eq(auditEvent.action, libraryLoaded))
    .orderBy(desc(auditEvent.at));
  return events.map(({ at, detail }) => ({
    at: at.toISOString(),
    factorSetHash: String(detail["factorSetHash"]),
    added: Number(detail["added"]),
  }));
}

function distinct<T extends string | number>(values: readonly (T | null)[]): readonly T[] {
  return [...new Set(values.flatMap((value) => (value === null ? [] : [value])))].toSorted((one, other) =>
    one < other ? -1 : 1,
  );
}

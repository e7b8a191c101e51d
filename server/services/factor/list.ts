import type { SQL } from "drizzle-orm";
import { and, asc, desc, ilike, isNull, or, sql } from "drizzle-orm";
import { emissionFactor } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { containing } from "../containing.ts";
import { within } from "../within.ts";
import type { FactorView } from "./view.ts";

export interface FactorFilter {
  readonly search?: string | undefined;
  /** Only factors per this unit, for example `kg`. */
  readonly per?: string | undefined;
}

/** Newest version of each factor; `search` finds any part of name, identifier, geography or source. */
export async function listFactors(ctx: Context, input: FactorFilter): Promise<readonly FactorView[]> {
  const pattern = containing(input.search);
  const rows = await ctx.db
    .selectDistinctOn([emissionFactor.id])
    .from(emissionFactor)
    .where(
      and(
        visibleTo(ctx),
        pattern === undefined
          ? undefined
          : or(
              ilike(emissionFactor.id, pattern),
              ilike(emissionFactor.nameEn, pattern),
              ilike(emissionFactor.nameZh, pattern),
              ilike(emissionFactor.geography, pattern),
              ilike(emissionFactor.sourceTitle, pattern),
            ),
        input.per === undefined ? undefined : sql`split_part(${emissionFactor.unit}, '/', 2) = ${input.per}`,
      ),
    )
    .orderBy(asc(emissionFactor.id), desc(emissionFactor.version));
  return rows.map((row) => factorView(row, row.version));
}

/** The library, and the own factors of the operators the caller holds a role for; refuses like `demand`. */
export function visibleTo(ctx: Context): SQL | undefined {
  const own = within(ctx, "factor.read", emissionFactor.operatorId);
  return own === undefined ? undefined : or(isNull(emissionFactor.operatorId), own);
}

export function factorView(
  { createdAt: _, ...factor }: typeof emissionFactor.$inferSelect,
  newestVersion: number,
): FactorView {
  return { ...factor, newestVersion };
}

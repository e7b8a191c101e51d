import { and, asc, desc, ilike, or, sql } from "drizzle-orm";
import { emissionFactor } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { containing } from "../containing.ts";
import type { FactorView } from "./view.ts";

export interface FactorFilter {
  readonly search?: string | undefined;
  /** Only factors per this unit, for example `kg`. */
  readonly per?: string | undefined;
}

/** Newest version of each factor; `search` finds any part of name, identifier, geography or source. */
export async function listFactors(ctx: Context, input: FactorFilter): Promise<readonly FactorView[]> {
  demand(ctx, "factor.read", null);
  const pattern = containing(input.search);
  const rows = await ctx.db
    .selectDistinctOn([emissionFactor.id])
    .from(emissionFactor)
    .where(
      and(
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
  return rows.map(factorView);
}

export function factorView({ createdAt: _, ...factor }: typeof emissionFactor.$inferSelect): FactorView {
  return factor;
}

import { asc, eq, sql } from "drizzle-orm";
import { batteryModel, facility, operator, recycledContentLot } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { within } from "../within.ts";

/** A model whose recycled content has evidence. */
export interface EvidenceRow {
  readonly modelId: string;
  readonly modelName: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly plant: string;
  readonly plantOriginal: string | null;
  readonly years: readonly number[];
  readonly lots: number;
}

/** Models with lots: the caller's own, or all for authorities and notified bodies. */
export async function listRecycledEvidence(ctx: Context): Promise<readonly EvidenceRow[]> {
  const own = within(ctx, "recycledEvidence.read", batteryModel.operatorId);
  return ctx.db
    .select({
      modelId: batteryModel.id,
      modelName: batteryModel.name,
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
      plant: facility.name,
      plantOriginal: facility.nameOriginal,
      years: sql<
        number[]
      >`array_agg(distinct ${recycledContentLot.year} order by ${recycledContentLot.year} desc)`,
      lots: sql<number>`count(*)::int`,
    })
    .from(recycledContentLot)
    .innerJoin(batteryModel, eq(batteryModel.id, recycledContentLot.modelId))
    .innerJoin(operator, eq(operator.id, batteryModel.operatorId))
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .where(own)
    .groupBy(batteryModel.id, operator.id, facility.id)
    .orderBy(asc(operator.name), asc(batteryModel.name));
}

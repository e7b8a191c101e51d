import { asc, count, eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { batteryModel, facility, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { within } from "../within.ts";
import type { FacilityView } from "./view.ts";

export interface FacilityFilter {
  readonly operatorId?: string | undefined;
}

/** Plants of the operators the caller acts for. */
export async function listFacilities(ctx: Context, input: FacilityFilter): Promise<readonly FacilityView[]> {
  return findFacilities(ctx, within(ctx, "model.read", facility.operatorId, input.operatorId));
}

/** Plants by operator and code. The caller has asked the policy. */
export async function findFacilities(ctx: Context, where: SQL | undefined): Promise<readonly FacilityView[]> {
  const rows = await ctx.db
    .select({
      facility,
      operatorName: operator.name,
      operatorNameOriginal: operator.nameOriginal,
      modelCount: count(batteryModel.id),
    })
    .from(facility)
    .innerJoin(operator, eq(operator.id, facility.operatorId))
    .leftJoin(batteryModel, eq(batteryModel.facilityId, facility.id))
    .where(where)
    .groupBy(facility.id, operator.id)
    .orderBy(asc(operator.name), asc(facility.code));
  return rows.map(({ facility: { createdAt: _, ...plant }, ...row }) => ({ ...plant, ...row }));
}

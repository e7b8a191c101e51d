import { and, asc, eq } from "drizzle-orm";
import { batteryModel, facility, passport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { ofSameType } from "../model/same-type.ts";
import { pathOf } from "../product-path.ts";
import { hasPublishedVersion } from "./newest-version.ts";
import type { PassportView } from "./view.ts";

/** Models of the same type from other plants that have a passport: anyone may know of them. */
export async function findReleasedSiblings(
  ctx: Context,
  model: { readonly id: string; readonly operatorId: string; readonly typeDesignation: string },
): Promise<PassportView["siblings"]> {
  const rows = await ctx.db
    .select({
      productUrl: passport.productUrl,
      name: batteryModel.name,
      plant: facility.name,
      plantOriginal: facility.nameOriginal,
    })
    .from(batteryModel)
    .innerJoin(passport, and(eq(passport.modelId, batteryModel.id), eq(passport.level, "model")))
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .where(and(ofSameType(model), hasPublishedVersion(ctx.db)))
    .orderBy(asc(facility.name));
  return rows.map((row) => ({ ...row, path: pathOf(ctx, row.productUrl) }));
}

import { and, desc, eq, ilike, or, sql } from "drizzle-orm";
import {
  batteryBatch,
  batteryItem,
  batteryModel,
  facility,
  operator,
  passport,
  passportVersion,
  statusEntry,
  suspension,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { containing } from "../containing.ts";
import { pathOf } from "../product-path.ts";
import { within } from "../within.ts";
import { levelOf } from "./level.ts";
import { isNewestVersion } from "./newest-version.ts";
import type { PassportRow } from "./view.ts";

export interface PassportFilter {
  readonly operatorId?: string | undefined;
  readonly modelId?: string | undefined;
  readonly search?: string | undefined;
}

/** At most this many, those signed last. */
const longestList = 1000;

/** Whether the newest act of an authority about a passport's sale is a stop. */
const isSaleStopped = sql<boolean>`coalesce((
  select ${suspension.action} = 'suspend' from ${suspension}
  where ${suspension.passportId} = ${passport.id}
  order by ${suspension.leafIndex} desc limit 1), false)`;

/**
 * Passports of the operators the caller acts for, newest version first, at most 1000; `search` finds any part of product URL,
 * model, serial number, batch and plant.
 */
export async function listPassports(ctx: Context, input: PassportFilter): Promise<readonly PassportRow[]> {
  const own = within(ctx, "label.read", passport.operatorId, input.operatorId);
  const pattern = containing(input.search);
  const searched =
    pattern === undefined
      ? undefined
      : or(
          ilike(passport.productUrl, pattern),
          ilike(batteryModel.name, pattern),
          ilike(batteryItem.serial, pattern),
          ilike(batteryBatch.number, pattern),
          ilike(facility.name, pattern),
          ilike(facility.nameOriginal, pattern),
        );
  const rows = await ctx.db
    .select({
      productUrl: passport.productUrl,
      level: passport.level,
      modelId: passport.modelId,
      modelName: batteryModel.name,
      category: batteryModel.category,
      serial: batteryItem.serial,
      batchNumber: batteryBatch.number,
      operatorName: operator.name,
      plant: facility.name,
      plantOriginal: facility.nameOriginal,
      version: passportVersion.version,
      issuedAt: passportVersion.issuedAt,
      isWithdrawn: sql<boolean>`coalesce(${statusEntry.value} = 1, false)`,
      isStopped: isSaleStopped,
    })
    .from(passport)
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .innerJoin(passportVersion, eq(passportVersion.passportId, passport.id))
    .leftJoin(
      statusEntry,
      and(
        eq(statusEntry.passportId, passportVersion.passportId),
        eq(statusEntry.version, passportVersion.version),
      ),
    )
    .leftJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .leftJoin(batteryBatch, eq(batteryBatch.id, passport.batchId))
    .where(
      and(
        own,
        input.modelId === undefined ? undefined : eq(passport.modelId, input.modelId),
        searched,
        isNewestVersion,
      ),
    )
    // In the order of the log, which is the order of signing: one index, read from its end until the list is full.
    .orderBy(desc(passportVersion.leafIndex))
    .limit(longestList);
  return rows.map((row) => ({
    ...row,
    path: pathOf(ctx, row.productUrl),
    level: levelOf(row.level),
    issuedAt: row.issuedAt.toISOString(),
  }));
}

import { and, eq, gte, inArray, lt, sql } from "drizzle-orm";
import { union } from "drizzle-orm/pg-core";
import type { Database } from "../../../db/client.ts";
import {
  batteryModel,
  opinion,
  passport,
  passportVersion,
  statusChange,
  suspension,
} from "../../../db/schema/index.ts";
import { announceChange, announceToSiblings } from "../passport/announce.ts";
import type { LogContext } from "./publish.ts";

/**
 * Tells every front that what changed with the entries from `from` to before `to` is to be seen from now on: versions,
 * changes of status, opinions and suspensions, and for a first version the pages of the same type from other plants.
 */
export async function announcePublished(
  ctx: LogContext,
  tx: Database,
  from: number,
  to: number,
): Promise<void> {
  const within = (table: typeof passportVersion | typeof statusChange | typeof opinion | typeof suspension) =>
    and(gte(table.leafIndex, from), lt(table.leafIndex, to));
  const touched = union(
    tx.select({ id: passportVersion.passportId }).from(passportVersion).where(within(passportVersion)),
    tx.select({ id: statusChange.passportId }).from(statusChange).where(within(statusChange)),
    tx.select({ id: opinion.passportId }).from(opinion).where(within(opinion)),
    tx.select({ id: suspension.passportId }).from(suspension).where(within(suspension)),
  );
  const rows = await tx
    .select({ productUrl: passport.productUrl })
    .from(passport)
    .where(inArray(passport.id, touched));
  for (const { productUrl } of rows) await announceChange(ctx, tx, productUrl);
  const first = await tx
    .select({
      id: batteryModel.id,
      operatorId: batteryModel.operatorId,
      typeDesignation: batteryModel.typeDesignation,
    })
    .from(passportVersion)
    .innerJoin(passport, and(eq(passport.id, passportVersion.passportId), eq(passport.level, "model")))
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .where(and(within(passportVersion), eq(passportVersion.version, sql`1`)));
  for (const model of first) await announceToSiblings(ctx, tx, model);
}

import { and, eq, gte, inArray, isNotNull, lt, or, sql } from "drizzle-orm";
import { alias, union } from "drizzle-orm/pg-core";
import type { Database } from "../../../db/client.ts";
import {
  batteryModel,
  declaration,
  opinion,
  passport,
  passportVersion,
  statusChange,
  supplierFootprint,
  suspension,
} from "../../../db/schema/index.ts";
import { announceChange, announceToSiblings } from "../passport/announce.ts";
import type { LogContext } from "./publish.ts";

/**
 * Tells every front that what changed with the entries from `from` to before `to` is to be seen from now on: versions,
 * changes of status, also of suppliers' records behind them, opinions and suspensions, and for a first version the pages of the same type from other plants.
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
    tx
      .select({ id: passport.id })
      .from(statusChange)
      .innerJoin(passport, eq(passport.id, statusChange.passportId))
      .where(within(statusChange)),
    tx.select({ id: opinion.passportId }).from(opinion).where(within(opinion)),
    tx.select({ id: suspension.passportId }).from(suspension).where(within(suspension)),
  );
  const rows = await tx
    .select({ productUrl: passport.productUrl })
    .from(passport)
    .where(inArray(passport.id, touched));
  const figures = await tx
    .select({ id: statusChange.supplierFootprintId })
    .from(statusChange)
    .where(and(within(statusChange), isNotNull(statusChange.supplierFootprintId)));
  const resting = await passportsRestingOn(
    tx,
    figures.flatMap(({ id }) => id ?? []),
  );
  for (const { productUrl } of [...rows, ...resting]) await announceChange(ctx, tx, productUrl);
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

/** Passports with a version whose declaration rests on one of these suppliers' figures: their pages show the chain. */
async function passportsRestingOn(
  tx: Database,
  figureIds: readonly string[],
): Promise<readonly { readonly productUrl: string }[]> {
  if (figureIds.length === 0) return [];
  // A record handed to one operator is a row of its own with the same text.
  const published = alias(supplierFootprint, "published");
  const figures = await tx
    .select({ id: supplierFootprint.id })
    .from(supplierFootprint)
    .innerJoin(published, eq(published.contentHash, supplierFootprint.contentHash))
    .where(inArray(published.id, [...figureIds]));
  const names = figures.map(({ id }) => JSON.stringify({ supplierFigures: [{ id }] }));
  return tx
    .selectDistinct({ productUrl: passport.productUrl })
    .from(declaration)
    .innerJoin(passportVersion, eq(passportVersion.declarationId, declaration.id))
    .innerJoin(passport, eq(passport.id, passportVersion.passportId))
    .where(or(...names.map((name) => sql`${declaration.basis} @> ${name}::jsonb`)));
}

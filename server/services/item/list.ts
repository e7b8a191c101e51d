import type { SQL } from "drizzle-orm";
import { and, desc, eq, ilike, lt, or, sql } from "drizzle-orm";
import {
  batteryBatch,
  batteryItem,
  batteryModel,
  passport,
  passportVersion,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { containing } from "../containing.ts";
import { invalidInput } from "../input.ts";
import { isUuid } from "../new-id.ts";
import { pathOf } from "../product-path.ts";
import { within } from "../within.ts";
import type { ItemPage } from "./view.ts";

export interface ItemFilter {
  readonly operatorId?: string | undefined;
  readonly modelId?: string | undefined;
  readonly batchId?: string | undefined;
  /** Battery status, in the words of the catalogue. */
  readonly status?: string | undefined;
  /** Any part of a serial or of a Chinese code. */
  readonly search?: string | undefined;
  /** Where the page before ended: its `next`. */
  readonly before?: string | undefined;
  /** 1 to 200; 50 when not given. */
  readonly limit?: number | undefined;
}

/**
 * Batteries that the caller's operators answer for, the newest first, a page at a time. A page begins behind the last row
 * of the one before and never counts rows, so that the ten-thousandth costs what the first does.
 *
 * Problem: `E_SCHEMA` for a place that is none.
 */
export async function listItems(ctx: Context, input: ItemFilter): Promise<ItemPage> {
  const own = within(ctx, "item.read", passport.operatorId, input.operatorId);
  const limit = Math.min(Math.max(Math.trunc(input.limit ?? 50), 1), 200);
  const { before } = input;
  if (before !== undefined && !isUuid(before)) throw invalidInput([{ code: "E_SCHEMA", path: "before" }]);
  const rows = await ctx.db
    .select({
      passport,
      item: batteryItem,
      modelName: batteryModel.name,
      batchNumber: batteryBatch.number,
      // For the rows found only.
      version: sql<number>`(select max(${passportVersion.version}) from ${passportVersion}
        where ${passportVersion.passportId} = ${passport.id})`,
    })
    .from(passport)
    .innerJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .leftJoin(batteryBatch, eq(batteryBatch.id, batteryItem.batchId))
    .where(
      and(
        own,
        eq(passport.level, "item"),
        equal(input.modelId, (id) => eq(passport.modelId, id)),
        equal(input.batchId, (id) => eq(batteryItem.batchId, id)),
        input.status === undefined ? undefined : eq(batteryItem.batteryStatus, input.status),
        searched(input.search),
        before === undefined ? undefined : lt(passport.id, before),
      ),
    )
    .orderBy(desc(passport.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  return {
    items: page.map(({ passport: held, item, modelName, batchNumber, version }) => ({
      productUrl: held.productUrl,
      path: pathOf(ctx, held.productUrl),
      serial: item.serial,
      modelId: item.modelId,
      ...{ modelName, batchNumber, version },
      batteryStatus: item.batteryStatus,
      ...{ manufacturedOn: item.manufacturedOn, placedOnMarketOn: item.placedOnMarketOn },
      issuedAt: held.createdAt.toISOString(),
      isChanged: item.changedAt !== null,
      isEnded: held.endedAt !== null,
    })),
    next: rows.length > limit ? (page.at(-1)?.passport.id ?? null) : null,
  };
}

/** What is no identifier is found nowhere. */
function equal(id: string | undefined, condition: (id: string) => SQL): SQL | undefined {
  if (id === undefined) return undefined;
  return isUuid(id) ? condition(id) : sql`false`;
}

function searched(search: string | undefined): SQL | undefined {
  const pattern = containing(search);
  if (pattern === undefined) return undefined;
  return or(ilike(batteryItem.serial, pattern), ilike(batteryItem.chineseCode, pattern));
}

import { and, eq, inArray, max, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { insertMany } from "../../../db/insert-many.ts";
import {
  batteryItem,
  batteryModel,
  passport as passportTable,
  reading as readingTable,
  readingDigest,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Candidate, Judged, KeptReading, MeasuredBattery } from "../../domain/reading/judge-readings.ts";
import { judgeReadings } from "../../domain/reading/judge-readings.ts";
import type { Reading } from "../../domain/reading/parse-reading.ts";
import { readingParser } from "../../domain/reading/parse-reading.ts";
import type { JsonObject } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { newId } from "../new-id.ts";
import { joinDay } from "./day-lock.ts";

/** Where readings come from: a battery management system or another program, a file, a form. */
export const readingSources = ["bms", "file", "form"] as const;
export type ReadingSource = (typeof readingSources)[number];

/** Readings in one call. */
export const mostReadings = 10_000;

export interface NewReadings {
  /** Each an object `{productUrl, attribute, value, measuredAt, method}`, as a program sends it. */
  readonly readings: readonly unknown[];
  readonly source: ReadingSource;
  /** Says what would happen, and keeps nothing. */
  readonly dryRun?: boolean | undefined;
}

/** What became of one reading. */
export interface ReadingOutcome {
  /** Its place among those sent, from 0. */
  readonly index: number;
  readonly outcome: "kept" | "known" | "refused";
  /** Why it is refused; the path names the member. */
  readonly problems: readonly Problem[];
  /** What is unlikely, and kept all the same. */
  readonly warnings: readonly Problem[];
}

export interface RecordedReadings {
  readonly kept: number;
  readonly known: number;
  readonly refused: number;
  readonly dryRun: boolean;
  readonly rows: readonly ReadingOutcome[];
}

/**
 * Adds readings to the batteries the caller's operator answers for. Each stands or falls for itself: what is wrong with
 * one keeps no other out, and what is kept already is not kept twice. A reading is no version of a passport.
 *
 * `READINGS_TOO_MANY` beyond {@link mostReadings}. Problems of a row are those of the reading's parser and judge.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 4, Articles 10 and 14; Art. 77(4) and 78(f) for who writes.
 */
export async function recordReadings(ctx: Context, input: NewReadings): Promise<RecordedReadings> {
  return ctx.db.transaction((tx) => enterReadings(ctx, tx, input));
}

/** The same inside the caller's transaction. */
export async function enterReadings(
  ctx: Context,
  tx: Database,
  { readings, source, dryRun = false }: NewReadings,
): Promise<RecordedReadings> {
  demand(ctx, "reading.write", null);
  if (readings.length > mostReadings) {
    throw new Refusal("READINGS_TOO_MANY", `One call takes ${String(mostReadings)} readings at most.`);
  }
  const { catalogue } = await currentCatalogue(tx);
  const parsed = readings.map(readingParser(catalogue));
  const good = parsed.flatMap((one) => (one.ok ? [one.value] : []));
  await joinDay(tx);
  const now = ctx.now();
  const batteries = await lockBatteries(ctx, tx, good);
  const around = await findAround(tx, good, batteries);
  const candidates = good.map((reading, index): Candidate => {
    const battery = batteries.get(reading.productUrl)?.facts ?? null;
    return { reading, battery, around: around.get(index) ?? [] };
  });
  const verdicts = judgeReadings(candidates, { catalogue, now, source });
  const kept = good.filter((_, index) => verdicts[index]?.outcome === "kept");
  if (!dryRun) await keep(ctx, tx, kept, { batteries, source, now });
  const judged = verdicts.values();
  const rows = parsed.map((one, index): ReadingOutcome => {
    const verdict: Judged | undefined = one.ok
      ? judged.next().value
      : { outcome: "refused", problems: one.problems, warnings: [] };
    if (verdict === undefined) throw new Error("Every reading is judged.");
    return { index, ...verdict };
  });
  const count = (outcome: ReadingOutcome["outcome"]) => rows.filter((row) => row.outcome === outcome).length;
  return { kept: count("kept"), known: count("known"), refused: count("refused"), dryRun, rows };
}

interface LockedBattery {
  readonly itemId: string;
  readonly operatorId: string;
  readonly facts: MeasuredBattery;
}

/**
 * The batteries, by product URL. Their passports are locked until the transaction ends: two calls about one battery go one
 * after the other, and nobody takes the battery over in between.
 */
async function lockBatteries(
  ctx: Context,
  tx: Database,
  readings: readonly Reading[],
): Promise<ReadonlyMap<string, LockedBattery>> {
  const urls = JSON.stringify([...new Set(readings.map(({ productUrl }) => productUrl))]);
  const held = await tx
    .select()
    .from(passportTable)
    .where(
      and(
        eq(passportTable.level, "item"),
        sql`${passportTable.productUrl} in (select json_array_elements_text(${urls}::json))`,
      ),
    )
    .orderBy(passportTable.id)
    .for("no key update");
  const itemIds = JSON.stringify(held.map(({ itemId }) => itemId));
  const items = await tx
    .select({ item: batteryItem, model: batteryModel })
    .from(batteryItem)
    .innerJoin(batteryModel, eq(batteryModel.id, batteryItem.modelId))
    .where(sql`${batteryItem.id} in (select json_array_elements_text(${itemIds}::json)::uuid)`);
  const byId = new Map(items.map((found) => [found.item.id, found]));
  return new Map(
    held.map(({ productUrl, itemId, operatorId, endedAt }) => {
      const found = byId.get(itemId ?? "");
      const category = found === undefined ? null : parseBatteryCategory(found.model.category);
      if (found === undefined || category === null || !category.ok)
        throw new Error("A battery with a passport has a model of a category that may have one.");
      const { item, model } = found;
      const facts: MeasuredBattery = {
        category: category.value,
        manufacturedOn: item.manufacturedOn,
        placedOnMarketOn: item.placedOnMarketOn,
        hasEnded: endedAt !== null,
        mayWrite: allows(ctx.caller.memberships, "reading.write", operatorId),
        ratedCapacityAh: model.ratedCapacityAh,
        ratedEnergyKwh: model.ratedEnergyKwh,
      };
      return [productUrl, { itemId: item.id, operatorId, facts }];
    }),
  );
}

interface FoundAround extends Record<string, unknown> {
  readonly index: number;
  readonly value: string | null;
  readonly detail: JsonObject | null;
  readonly measured_at: string;
  readonly source: string;
}

/** What is kept around each reading, by its place: at its moment, next before and next after. One statement for all. */
async function findAround(
  tx: Database,
  readings: readonly Reading[],
  batteries: ReadonlyMap<string, LockedBattery>,
): Promise<ReadonlyMap<number, readonly KeptReading[]>> {
  const asked = readings.flatMap(({ productUrl, attribute, measuredAt }, index) => {
    const itemId = batteries.get(productUrl)?.itemId;
    return itemId === undefined ? [] : [{ index, item_id: itemId, attribute, measured_at: measuredAt }];
  });
  const found = new Map<number, KeptReading[]>();
  if (asked.length === 0) return found;
  const of = sql`from ${readingTable} where item_id = asked.item_id and attribute = asked.attribute`;
  const columns = sql`value, detail, measured_at, source`;
  const { rows } = await tx.execute<FoundAround>(sql`
    select asked.index, beside.value::text as value, beside.detail, beside.source,
      to_char(beside.measured_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as measured_at
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as asked(index integer, item_id uuid, attribute text, measured_at timestamptz)
    cross join lateral (
      (select ${columns} ${of} and measured_at = asked.measured_at)
      union all
      (select ${columns} ${of} and measured_at < asked.measured_at
        order by measured_at desc, value desc nulls last limit 1)
      union all
      (select ${columns} ${of} and measured_at > asked.measured_at
        order by measured_at, value nulls last limit 1)
    ) beside`);
  for (const { index, value, detail, source, measured_at: measuredAt } of rows) {
    const list = found.get(index) ?? [];
    list.push({ value, detail, source, measuredAt });
    found.set(index, list);
  }
  return found;
}

async function keep(
  ctx: Context,
  tx: Database,
  kept: readonly Reading[],
  {
    batteries,
    source,
    now,
  }: {
    readonly batteries: ReadonlyMap<string, LockedBattery>;
    readonly source: ReadingSource;
    readonly now: Date;
  },
): Promise<void> {
  const rows = kept.map(({ productUrl, measuredAt, ...reading }) => {
    const battery = batteries.get(productUrl);
    if (battery === undefined) throw new Error("A reading that is kept has a battery.");
    return {
      ...reading,
      ...{ id: newId(ctx), itemId: battery.itemId, operatorId: battery.operatorId, source },
      ...{ measuredAt: new Date(measuredAt), receivedAt: now, receivedBy: ctx.caller.userId },
    };
  });
  if (rows.length === 0) return;
  await refuseClosedDay(tx, rows, now);
  await insertMany(tx, readingTable, rows);
  const itemIds = JSON.stringify([...new Set(rows.map(({ itemId }) => itemId))]);
  await tx
    .update(batteryItem)
    .set({ changedAt: now })
    .where(sql`${batteryItem.id} in (select json_array_elements_text(${itemIds}::json)::uuid)`);
  for (const operatorId of new Set(rows.map((row) => row.operatorId))) {
    const own = rows.filter((row) => row.operatorId === operatorId);
    const measured = new Set(own.map(({ itemId }) => itemId));
    const [only] = measured.size === 1 ? [...batteries].filter(([, { itemId }]) => measured.has(itemId)) : [];
    await recordDeed(ctx, tx, {
      action: "reading.write",
      subject: only?.[0] ?? operatorId,
      operatorId,
      detail: { source, readings: own.length, batteries: measured.size },
    });
  }
}

/** A day whose digest is in the log takes no more readings: only a clock that was set back gets here. */
async function refuseClosedDay(
  tx: Database,
  rows: readonly { readonly operatorId: string }[],
  now: Date,
): Promise<void> {
  const operators = [...new Set(rows.map(({ operatorId }) => operatorId))];
  const [closed] = await tx
    .select({ day: max(readingDigest.day) })
    .from(readingDigest)
    .where(inArray(readingDigest.operatorId, operators));
  const last = closed?.day ?? "";
  if (last >= now.toISOString().slice(0, 10))
    throw new Error(`The clock was set back: the readings of ${last} are in the log already.`);
}

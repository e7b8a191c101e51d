import { sql } from "drizzle-orm";
import { reading as readingTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { findMeasured, measuredAttributes } from "../../domain/reading/measured.ts";
import { readingValue } from "../../domain/reading/parse-reading.ts";
import { readDateTimeStamp } from "../../domain/record/time.ts";
import type { JsonObject, JsonValue } from "../../domain/record/strict-json.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { invalidInput } from "../input.ts";
import { isUuid } from "../new-id.ts";
import { findBattery, recordReadingDelivery } from "./battery.ts";

export interface ReadingsRequest {
  readonly productUrl: string;
  /** Of one attribute only. */
  readonly attribute?: string | undefined;
  /** Where the page before ended: its `next`. */
  readonly before?: string | undefined;
  /** Readings on a page, 1 to 1000. */
  readonly limit?: number | undefined;
}

/** A reading as it is kept. */
export interface ReadingRow {
  readonly id: string;
  readonly attribute: string;
  /** In the form of the catalogue: whole numbers as numbers, decimals as text, events as objects. */
  readonly value: JsonValue;
  /** UTC, to the millisecond. */
  readonly measuredAt: string;
  readonly method: string | null;
  readonly source: string;
  readonly receivedAt: string;
}

export interface ReadingsPage {
  readonly productUrl: string;
  readonly readings: readonly ReadingRow[];
  /** What `before` is for the page behind this one; null on the last. */
  readonly next: string | null;
}

interface FoundRow extends Record<string, unknown> {
  readonly id: string;
  readonly attribute: string;
  readonly value: string | null;
  readonly detail: JsonObject | null;
  readonly measured_at: string;
  readonly received_at: string;
  readonly method: string | null;
  readonly source: string;
}

/**
 * Readings of a battery, newest first, page by page: what is added meanwhile moves no page. That they were given out is
 * written down. Refusals as `findBattery`; `INVALID_INPUT` for an attribute that is not measured and a `before` that
 * is none of ours.
 */
export async function listReadings(ctx: Context, input: ReadingsRequest): Promise<ReadingsPage> {
  const battery = await findBattery(ctx, input.productUrl);
  const { catalogue } = await currentCatalogue(ctx.db);
  const { attribute, before, limit = 100 } = input;
  const measured =
    attribute === undefined ? measuredAttributes(catalogue) : one(findMeasured(catalogue, attribute));
  const cursor = before === undefined ? null : readCursor(before);
  const problems = [
    ...(measured.length > 0 ? [] : [wrong("E_READING_NOT_MEASURED", "attribute", attribute)]),
    ...(before === undefined || cursor !== null ? [] : [wrong("E_SCHEMA", "before", before)]),
    ...(Number.isInteger(limit) && limit >= 1 && limit <= 1000
      ? []
      : [wrong("E_SCHEMA", "limit", String(limit))]),
  ];
  if (problems.length > 0) throw invalidInput(problems);
  const ids = JSON.stringify(measured.map(({ attribute: { id } }) => id));
  const behind =
    cursor === null
      ? sql``
      : sql`and (measured_at, id) < (${cursor.measuredAt}::timestamptz, ${cursor.id}::uuid)`;
  // One page of each attribute out of the index, and of all these the newest.
  const { rows } = await ctx.db.execute<FoundRow>(sql`
    select found.id, found.attribute, found.value::text as value, found.detail, found.method, found.source,
      ${utc(sql`found.measured_at`)} as measured_at, ${utc(sql`found.received_at`)} as received_at
    from json_array_elements_text(${ids}::json) as wanted(name)
    cross join lateral (
      select * from ${readingTable}
      where item_id = ${battery.itemId} and attribute = wanted.name ${behind}
      order by measured_at desc, id desc limit ${limit + 1}
    ) found
    order by found.measured_at desc, found.id desc limit ${limit + 1}`);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  if (page.length > 0) await recordReadingDelivery(ctx, battery);
  return {
    productUrl: battery.productUrl,
    readings: page.map((row) => {
      const what = measured.find((known) => known.attribute.id === row.attribute);
      if (what === undefined) throw new Error("Only what was asked for is found.");
      const { id, method, source } = row;
      return {
        ...{ id, attribute: row.attribute, value: readingValue(what, row), measuredAt: row.measured_at },
        ...{ method, source, receivedAt: row.received_at },
      };
    }),
    next: rows.length > limit && last !== undefined ? `${last.measured_at}_${last.id}` : null,
  };
}

const utc = (column: ReturnType<typeof sql>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

function readCursor(text: string): { readonly measuredAt: string; readonly id: string } | null {
  const [measuredAt = "", id = ""] = text.split("_");
  return readDateTimeStamp(measuredAt) !== null && isUuid(id) ? { measuredAt, id } : null;
}

function one<T>(found: T | null): readonly T[] {
  return found === null ? [] : [found];
}

function wrong(code: string, path: string, value = "") {
  return { code, path, params: { value: value.slice(0, 100) } };
}

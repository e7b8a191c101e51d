import { sql } from "drizzle-orm";
import { reading as readingTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Attribute } from "../../domain/catalogue/catalogue.ts";
import { allows } from "../../domain/access/policy.ts";
import { requirementOf } from "../../domain/catalogue/requirement.ts";
import type { Measured } from "../../domain/reading/measured.ts";
import { measuredAttributes } from "../../domain/reading/measured.ts";
import { readingValue } from "../../domain/reading/parse-reading.ts";
import type { JsonObject, JsonValue } from "../../domain/record/strict-json.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import type { ReadBattery } from "./battery.ts";
import { findBattery, recordReadingDelivery } from "./battery.ts";

/** A point of a line over time: decimal text. */
export interface ReadingPoint {
  readonly measuredAt: string;
  readonly value: string;
}

/** What is known of one measured attribute of a battery. */
export interface ReadingSummary {
  readonly attribute: Pick<Attribute, "id" | "title" | "about" | "unit"> & {
    /** Of one reading. */
    readonly type: Measured["form"]["type"];
  };
  readonly kind: Measured["form"]["kind"];
  readonly count: number;
  readonly newest: {
    readonly value: JsonValue;
    readonly measuredAt: string;
    readonly method: string | null;
    readonly source: string;
  };
  /** Of numbers; null otherwise. */
  readonly first: ReadingPoint | null;
  readonly lowest: ReadingPoint | null;
  readonly highest: ReadingPoint | null;
  /** By time, at most {@link mostPoints}: where there are more, the ends and of each stretch the lowest and highest. */
  readonly points: readonly ReadingPoint[];
}

export interface ReadingsSummary extends Pick<
  ReadBattery,
  "productUrl" | "serial" | "modelName" | "operatorName" | "category" | "hasEnded"
> {
  /** Measured attributes with readings, in the order of the catalogue. */
  readonly attributes: readonly ReadingSummary[];
  /** What may be measured at a battery of this category, for whoever may add readings; empty for others. */
  readonly addable: readonly Addable[];
}

/** A data point that readings can be added to. */
export interface Addable extends Pick<Attribute, "id" | "title" | "about" | "unit"> {
  readonly form: Measured["form"];
}

/** A line on a screen is not wider. */
export const mostPoints = 200;

interface FoundSummary extends Record<string, unknown> {
  readonly attribute: string;
  readonly count: number;
  readonly value: string | null;
  readonly detail: JsonObject | null;
  readonly measured_at: string;
  readonly method: string | null;
  readonly source: string;
}

interface FoundPoint extends Record<string, unknown> {
  readonly attribute: string;
  readonly value: string;
  readonly measured_at: string;
}

/**
 * What was measured at a battery, for charts: of each attribute the newest value, the first, the lowest and the highest,
 * and a line that is thinned out where it has many points. That it was given out is written down. Refusals as
 * `findBattery`.
 */
export async function summariseReadings(
  ctx: Context,
  input: { readonly productUrl: string },
): Promise<ReadingsSummary> {
  const battery = await findBattery(ctx, input.productUrl);
  const { catalogue } = await currentCatalogue(ctx.db);
  const measured = measuredAttributes(catalogue);
  const { rows: newest } = await ctx.db.execute<FoundSummary>(sql`
    select distinct on (attribute) attribute, value::text as value, detail, method, source,
      ${utc} as measured_at, (count(*) over (partition by attribute))::integer as count
    from ${readingTable} where item_id = ${battery.itemId}
    order by attribute, measured_at desc, received_at desc, id desc`);
  const { rows: points } = await ctx.db.execute<FoundPoint>(sql`
    with line as (
      select attribute, value, measured_at, count(*) over of_attribute as count,
        row_number() over (of_attribute order by measured_at, id) as place,
        ntile(${mostPoints / 2 - 1}) over (of_attribute order by measured_at, id) as stretch
      from ${readingTable} where item_id = ${battery.itemId} and value is not null
      window of_attribute as (partition by attribute)
    ), ranked as (
      select *, row_number() over (partition by attribute, stretch order by value, measured_at) as up,
        row_number() over (partition by attribute, stretch order by value desc, measured_at) as down
      from line
    )
    select attribute, value::text as value, ${utc} as measured_at from ranked
    where count <= ${mostPoints} or up = 1 or down = 1 or place in (1, count)
    order by attribute, ranked.measured_at`);
  const attributes = measured.flatMap((what) => {
    const row = newest.find(({ attribute }) => attribute === what.attribute.id);
    if (row === undefined) return [];
    const line = points.filter(({ attribute }) => attribute === what.attribute.id).map(pointOf);
    return [summaryOf(what, row, line)];
  });
  if (attributes.length > 0) await recordReadingDelivery(ctx, battery);
  const { productUrl, serial, modelName, operatorName, category, hasEnded } = battery;
  const mayAdd = !hasEnded && allows(ctx.caller.memberships, "reading.write", battery.operatorId);
  const day = ctx.now().toISOString().slice(0, 10);
  const addable = measured.filter(({ attribute }) => {
    const { kind } = requirementOf(catalogue, attribute, { category, day });
    return mayAdd && kind !== "notApplicable" && kind !== "barred";
  });
  return {
    ...{ productUrl, serial, modelName, operatorName, category, hasEnded, attributes },
    addable: addable.map(({ attribute: { id, title, about, unit }, form }) => {
      return { id, title, about, unit, form };
    }),
  };
}

const utc = sql`to_char(measured_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

function summaryOf(what: Measured, row: FoundSummary, points: readonly ReadingPoint[]): ReadingSummary {
  const { id, title, about, unit } = what.attribute;
  const { type, kind } = what.form;
  const { count, method, source, measured_at: measuredAt } = row;
  return {
    ...{ attribute: { id, title, about, unit, type }, kind, count },
    newest: { value: readingValue(what, row), measuredAt, method, source },
    first: points[0] ?? null,
    // The lowest and highest of every stretch are among the points, and so are those of the whole.
    lowest: extreme(points, (value, best) => value < best),
    highest: extreme(points, (value, best) => value > best),
    points,
  };
}

/** A sketch needs no more digits than a computer's number has; what is shown is the text that was measured. */
function extreme(
  points: readonly ReadingPoint[],
  isBetter: (value: number, best: number) => boolean,
): ReadingPoint | null {
  return points.reduce<ReadingPoint | null>(
    (best, point) => (best === null || isBetter(Number(point.value), Number(best.value)) ? point : best),
    null,
  );
}

function pointOf({ measured_at: measuredAt, value }: FoundPoint): ReadingPoint {
  return { measuredAt, value };
}

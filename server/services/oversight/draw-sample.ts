import type { SQL } from "drizzle-orm";
import { and, asc, eq, gte, isNull, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import {
  artefact,
  batteryModel,
  facility,
  operator,
  passport,
  passportVersion,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import type { SampleField } from "../../domain/oversight/sample-fields.ts";
import { isSampleField, sampleFields } from "../../domain/oversight/sample-fields.ts";
import { seededSample } from "../../domain/oversight/seeded-sample.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, invalidInput } from "../input.ts";
import { isPublished } from "../log/published.ts";
import { sha256 } from "../log/sha256.ts";
import { isUuid } from "../new-id.ts";
import { pathOf } from "../product-path.ts";

export interface SampleRequest {
  /** Anything; to be chosen after the day of the list. */
  readonly seed: string;
  readonly size: string;
  /** `model`, `item`, or empty for both. */
  readonly level?: string | undefined;
  readonly operatorId?: string | undefined;
  readonly facilityId?: string | undefined;
  readonly modelId?: string | undefined;
  readonly category?: string | undefined;
  /** Passports first released on this day or later. */
  readonly from?: string | undefined;
  /** And on this day or earlier. */
  readonly until?: string | undefined;
  /** Only passports whose record, as it stood at the end of `day`, does not state this: one of `sampleFields`. */
  readonly missing?: string | undefined;
  /** The list is that of the end of this day, UTC; today when empty. */
  readonly day?: string | undefined;
}

export interface Sample {
  readonly day: string;
  readonly seed: string;
  readonly listDigest: string;
  readonly listSize: number;
  readonly drawn: readonly {
    readonly productUrl: string;
    readonly path: string;
    readonly modelName: string;
    readonly operator: string;
    readonly operatorOriginal: string | null;
    readonly plant: string;
  }[];
}

/** A list of more passports is not put through the hash in one answer. */
const longestList = 200_000;

/**
 * A random sample of released passports that can be drawn again: same seed, filter and day, same sample, whatever is released
 * or ends afterwards. The list is named by its digest. `INVALID_INPUT` with `E_REQUIRED`, `E_SAMPLE_SIZE`, `E_DATE_FORMAT`,
 * `E_PERIOD_ORDER`, `E_SAMPLE_FIELD`, `E_SAMPLE_LIST`. Written down as the official's own reading.
 */
export async function drawSample(ctx: Context, input: SampleRequest): Promise<Sample> {
  demand(ctx, "oversight.read", null);
  const fields = new Fields();
  const seed = fields.text("seed", input.seed);
  const size = /^[1-9][0-9]{0,3}$/.test(input.size.trim()) ? Number(input.size) : 0;
  if (size < 1 || size > 1000) fields.add("E_SAMPLE_SIZE", "size", { value: input.size.slice(0, 60) });
  const today = ctx.now().toISOString().slice(0, 10);
  const day = fields.take("day", parseDay(input.day || today)) ?? today;
  const from = input.from ? fields.take("from", parseDay(input.from)) : undefined;
  const until = input.until ? fields.take("until", parseDay(input.until)) : undefined;
  if (from !== undefined && until !== undefined && until < from) fields.add("E_PERIOD_ORDER", "until");
  if (input.missing && !isSampleField(input.missing)) fields.add("E_SAMPLE_FIELD", "missing");
  fields.refuse();
  const rows = await listOf(ctx, input, endOf(day), { from, until });
  if (rows.length > longestList)
    throw invalidInput([{ code: "E_SAMPLE_LIST", path: "size", params: { value: String(rows.length) } }]);
  const byUrl = new Map(rows.map((row) => [row.productUrl, row]));
  const { drawn, listDigest, listSize } = seededSample([...byUrl.keys()], seed, size, sha256);
  await recordDeed(ctx, ctx.db, {
    ...{ action: "oversight.drawSample", subject: listDigest, operatorId: null },
    detail: { seed, size, day, listSize, filter: filterOf(input) },
  });
  return {
    ...{ day, seed, listDigest, listSize },
    drawn: drawn.flatMap((productUrl) => {
      const row = byUrl.get(productUrl);
      return row === undefined ? [] : [{ ...row, path: pathOf(ctx, productUrl) }];
    }),
  };
}

/** What was asked for beside seed, size and day, as written down. */
function filterOf({
  seed: _,
  size: __,
  day: ___,
  ...filter
}: SampleRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

/** The first moment that is no longer of a day, UTC. */
function endOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
}

async function listOf(
  ctx: Context,
  input: SampleRequest,
  before: Date,
  { from, until }: { readonly from: string | undefined; readonly until: string | undefined },
) {
  const { operatorId, facilityId, modelId, category, level, missing } = input;
  const isNowhere = [operatorId, facilityId, modelId].some(
    (id) => id !== undefined && id !== "" && !isUuid(id),
  );
  if (isNowhere) return [];
  const rows = await ctx.db
    .select({
      productUrl: passport.productUrl,
      modelName: batteryModel.name,
      operator: operator.name,
      operatorOriginal: operator.nameOriginal,
      plant: facility.name,
    })
    .from(passport)
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(facility, eq(facility.id, batteryModel.facilityId))
    .innerJoin(operator, eq(operator.id, passport.operatorId))
    .innerJoin(
      passportVersion,
      and(eq(passportVersion.passportId, passport.id), eq(passportVersion.version, 1)),
    )
    .where(
      and(
        isPublished(passportVersion.leafIndex),
        or(isNull(passport.endedAt), gte(passport.endedAt, before)),
        lt(passportVersion.issuedAt, before),
        from === undefined ? undefined : gte(passportVersion.issuedAt, new Date(`${from}T00:00:00Z`)),
        until === undefined ? undefined : lt(passportVersion.issuedAt, endOf(until)),
        operatorId ? eq(passport.operatorId, operatorId) : undefined,
        facilityId ? eq(batteryModel.facilityId, facilityId) : undefined,
        modelId ? eq(passport.modelId, modelId) : undefined,
        category ? eq(batteryModel.category, category) : undefined,
        level ? eq(passport.level, level) : undefined,
        missing && isSampleField(missing) ? lacks(missing, before) : undefined,
      ),
    )
    .orderBy(asc(passport.productUrl))
    .limit(longestList + 1);
  return rows;
}

/**
 * Whether the record that stood before a moment does not state a field, of a passport of its level, or of the model's for a
 * single battery. Nothing and an empty list state nothing; a passport the field has no meaning for lacks nothing.
 */
function lacks(field: SampleField, before: Date): SQL | undefined {
  const { level, paths } = sampleFields[field];
  const of = alias(passport, "stating");
  const stood = alias(passportVersion, "stood");
  const payload = sql`split_part(${artefact.body}, '.', 2)`;
  const padded = sql`rpad(translate(${payload}, '-_', '+/'), ((length(${payload}) + 3) / 4) * 4, '=')`;
  const subject = sql`convert_from(decode(${padded}, 'base64'), 'UTF8')::jsonb -> 'credentialSubject'`;
  const places = paths.map((path) => sql`(${subject}) #> ${`{${path.join(",")}}`}::text[]`);
  const stated = sql`coalesce(${sql.join(places, sql`, `)}, 'null'::jsonb)`;
  const whose =
    level === "item"
      ? sql`${of.id} = ${passport.id}`
      : sql`${of.modelId} = ${passport.modelId} and ${of.level} = 'model'`;
  return and(
    level === "item" ? eq(passport.level, "item") : undefined,
    sql`(select ${stated} in ('null'::jsonb, '[]'::jsonb)
      from ${passport} as stating
      join ${passportVersion} as stood on ${stood.passportId} = ${of.id}
      join ${artefact} on ${artefact.passportId} = ${stood.passportId} and ${artefact.version} = ${stood.version}
        and ${artefact.kind} = 'vc+jwt'
      where ${whose} and ${stood.issuedAt} < ${before.toISOString()}::timestamptz
      order by ${stood.version} desc limit 1)`,
  );
}

import { and, asc, eq, lt, isNull } from "drizzle-orm";
import { batteryModel, facility, operator, passport, passportVersion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
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
 * A random sample of released passports that can be drawn again: same seed, filter and day, same sample, as long as no
 * passport of the list ends. The list is named by its digest. `INVALID_INPUT` with `E_REQUIRED`, `E_SAMPLE_SIZE`,
 * `E_DATE_FORMAT`, `E_SAMPLE_LIST`. Written down as the official's own reading.
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
  fields.refuse();
  const rows = await listOf(ctx, input, new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000), from);
  if (rows.length > longestList)
    throw invalidInput([{ code: "E_SAMPLE_LIST", path: "size", params: { value: String(rows.length) } }]);
  const byUrl = new Map(rows.map((row) => [row.productUrl, row]));
  const { drawn, listDigest, listSize } = seededSample([...byUrl.keys()], seed, size, sha256);
  await recordDeed(ctx, ctx.db, {
    ...{ action: "oversight.drawSample", subject: listDigest, operatorId: null },
    detail: { seed, size, day, listSize },
  });
  return {
    ...{ day, seed, listDigest, listSize },
    drawn: drawn.flatMap((productUrl) => {
      const row = byUrl.get(productUrl);
      return row === undefined ? [] : [{ ...row, path: pathOf(ctx, productUrl) }];
    }),
  };
}

async function listOf(ctx: Context, input: SampleRequest, before: Date, from: string | undefined) {
  const { operatorId, facilityId, modelId, category, level } = input;
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
      issuedAt: passportVersion.issuedAt,
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
        isNull(passport.endedAt),
        lt(passportVersion.issuedAt, before),
        operatorId ? eq(passport.operatorId, operatorId) : undefined,
        facilityId ? eq(batteryModel.facilityId, facilityId) : undefined,
        modelId ? eq(passport.modelId, modelId) : undefined,
        category ? eq(batteryModel.category, category) : undefined,
        level ? eq(passport.level, level) : undefined,
      ),
    )
    .orderBy(asc(passport.productUrl))
    .limit(longestList + 1);
  return rows
    .filter(({ issuedAt }) => from === undefined || issuedAt.toISOString().slice(0, 10) >= from)
    .map(({ issuedAt: _, ...row }) => row);
}

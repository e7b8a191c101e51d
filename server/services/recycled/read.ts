import { eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryItem, facility, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { secondLifeStatuses } from "../../domain/battery/second-life.ts";
import { parseDay } from "../../domain/calendar.ts";
import { documentedFrom } from "../../domain/recycled-content/documentation-duty.ts";
import type { KnownShare } from "../../domain/recycled-content/gap.ts";
import { judgeAt, judgeSteps } from "../../domain/recycled-content/gap.ts";
import { compareWithLots, sharesOfLots } from "../../domain/recycled-content/lot.ts";
import type { RecycledMetal } from "../../domain/recycled-content/share.ts";
import { recycledMetals } from "../../domain/recycled-content/share.ts";
import { invalidInput } from "../input.ts";
import type { Model } from "../model/find.ts";
import { findRecycledContent, loadModel } from "../model/find.ts";
import type { RecycledContentView } from "../model/view.ts";
import { pathOf } from "../product-path.ts";
import { isSecondLife } from "../rule-set/second-life.ts";
import { loadLots } from "./load.ts";
import type { ItemGroup, LotView, MetalView, RecycledView } from "./view.ts";

export interface RecycledRequest {
  readonly modelId: string;
  /** The newest year with anything in it when absent. */
  readonly year?: number | undefined;
  /** `YYYY-MM-DD`: judge a battery placed on the market on this day. */
  readonly placedOn?: string | undefined;
}

/**
 * Recycled content of a model in one year: shares from lots beside stated ones, and what is missing for each minimum. For
 * the operator, and for authorities and notified bodies. `MODEL_NOT_FOUND`, `INVALID_INPUT`.
 */
export async function readRecycledContent(ctx: Context, input: RecycledRequest): Promise<RecycledView> {
  demand(ctx, "recycledEvidence.read", null);
  const model = await loadModel(ctx.db, input.modelId);
  demand(ctx, "recycledEvidence.read", model.operatorId);
  const placedOn = dayIn(input.placedOn);
  const allLots = await loadLots(ctx.db, model.id);
  const statements = await findRecycledContent(ctx.db, model.id);
  const years = [...new Set([...allLots, ...statements].map(({ year }) => year))].toSorted((a, b) => b - a);
  const year = input.year ?? years[0] ?? null;
  const lots = allLots.filter((lot) => lot.year === year);
  const metals = metalsIn(year, lots, statements);
  const known = knownIn(metals);
  return {
    model: await modelOf(ctx, model),
    ...{ years, year, metals, lots, placedOn },
    documentedFrom: documentedFrom(model.category) ?? null,
    steps: judgeSteps(model.category, known),
    judgedAt: placedOn === null ? null : judgeAt(model.category, placedOn, known),
    items: await itemGroups(ctx.db, model, (madeIn) =>
      knownIn(
        metalsIn(
          madeIn,
          allLots.filter((lot) => lot.year === madeIn),
          statements,
        ),
      ),
    ),
    may: { edit: allows(ctx.caller.memberships, "model.write", model.operatorId) },
  };
}

function dayIn(text: string | undefined): string | null {
  if (text === undefined || text === "") return null;
  const day = parseDay(text);
  if (!day.ok) throw invalidInput(day.problems.map((problem) => ({ ...problem, path: "placedOn" })));
  return day.value;
}

function metalsIn(
  year: number | null,
  lots: readonly LotView[],
  statements: readonly RecycledContentView[],
): readonly MetalView[] {
  return recycledMetals.map((metal) => {
    const ofMetal = lots.filter((lot) => lot.metal === metal);
    const stated = statements.find((share) => share.metal === metal && share.year === year) ?? null;
    return {
      metal,
      stated,
      fromLots: sharesOfLots(ofMetal),
      finding: compareWithLots(ofMetal, stated),
      lotsWithoutEvidence: ofMetal.filter(({ evidence }) => evidence === null).length,
    };
  });
}

/** What is judged: the masses of the lots where there are any, else what is stated. */
function knownIn(metals: readonly MetalView[]): Readonly<Partial<Record<RecycledMetal, KnownShare>>> {
  const known: Partial<Record<RecycledMetal, KnownShare>> = {};
  for (const { metal, stated, fromLots } of metals) {
    if (fromLots !== null) known[metal] = { sharePercent: fromLots.sharePercent, masses: fromLots };
    else if (stated !== null) known[metal] = { sharePercent: stated.sharePercent, masses: null };
  }
  return known;
}

async function modelOf(ctx: Context, model: Model): Promise<RecycledView["model"]> {
  const [plant] = await ctx.db.select().from(facility).where(eq(facility.id, model.facilityId));
  const [owner] = await ctx.db.select().from(operator).where(eq(operator.id, model.operatorId));
  if (plant === undefined || owner === undefined) throw new Error("A model lost its plant or its operator.");
  const { id, name, modelCode, productUrl, category } = model;
  return {
    ...{ id, name, modelCode, productUrl, category, path: pathOf(ctx, productUrl) },
    ...{ operatorName: owner.name, operatorNameOriginal: owner.nameOriginal },
    ...{ plant: plant.name, plantOriginal: plant.nameOriginal },
    ...{ plantCity: plant.city, plantCountry: plant.country },
    secondLife: await isSecondLife(ctx.db, id),
  };
}

/** Batteries by year of making and by their own day of placing on the market; counted in the database, by the million. */
async function itemGroups(
  db: Database,
  { id, category }: Model,
  sharesOf: (madeIn: number) => ReturnType<typeof knownIn>,
): Promise<readonly ItemGroup[]> {
  const madeIn = sql<string>`left(${batteryItem.manufacturedOn}, 4)`;
  const rows = await db
    .select({
      madeIn,
      placedOn: batteryItem.placedOnMarketOn,
      status: batteryItem.batteryStatus,
      count: sql<number>`count(*)::int`,
    })
    .from(batteryItem)
    .where(eq(batteryItem.modelId, id))
    .groupBy(madeIn, batteryItem.placedOnMarketOn, batteryItem.batteryStatus);
  const groups = new Map<string, ItemGroup>();
  for (const row of rows) {
    const year = Number(row.madeIn);
    const judged = row.placedOn === null ? null : judgeAt(category, row.placedOn, sharesOf(year));
    const isSecond = secondLifeStatuses.some((status) => status === row.status);
    const placed = isSecond
      ? "secondLife"
      : row.placedOn === null
        ? "notYet"
        : judged === null
          ? "beforeAnyMinimum"
          : "underMinimum";
    const isJudged = placed === "underMinimum";
    const from = isJudged ? (judged?.from ?? null) : null;
    const key = `${year} ${placed} ${from ?? ""}`;
    const count = (groups.get(key)?.count ?? 0) + row.count;
    groups.set(key, { count, madeIn: year, placed, from, gaps: isJudged ? (judged?.gaps ?? null) : null });
  }
  return [...groups.entries()].toSorted(([one], [other]) => (one < other ? 1 : -1)).map(([, group]) => group);
}

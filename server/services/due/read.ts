import type { SQL } from "drizzle-orm";
import { and, count, desc, eq, gt, inArray, isNotNull, isNull, lte, sql } from "drizzle-orm";
import {
  apiToken,
  batteryItem,
  batteryModel,
  delegation,
  emissionFactor,
  membership,
  modelSubmission,
  operator,
  operatorKey,
  passport,
  pendingSignature,
  reading,
  registration,
  supplierFootprint,
  supplierRequest,
  transfer,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Bilingual, DutyClass } from "../../domain/catalogue/catalogue.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { DueEntry, DueFacts } from "../../domain/due/due-list.ts";
import { daysAfter, dueList, horizonDays } from "../../domain/due/due-list.ts";
import type { DutyDay } from "../../domain/regulation/duties.ts";
import { actsOfDuties, duties, dutyDays } from "../../domain/regulation/duties.ts";
import { currentCatalogue } from "../catalogue/current.ts";
import { hasOnlyExternalStorage } from "../item/subject.ts";
import { lackingAmongNewest } from "../search/find-batteries.ts";
import { gapsOfModels } from "../search/gaps-of-models.ts";
import { within } from "../within.ts";

/** What is due for the caller's operators, and how complete their data are. */
export interface DueView {
  /** `YYYY-MM-DD`, UTC. */
  readonly today: string;
  /** By day; of the categories there are models of, or of all that have a passport where there is none yet. */
  readonly duties: readonly DutyDay[];
  readonly entries: readonly DueEntry[];
  /** Day for which the law was asked what models owe: today, or the first day of the duty before it. */
  readonly owedOn: string;
  readonly models: { readonly all: number; readonly complete: number };
  readonly batteries: number;
  /** Data points that are owed and not there, with the number of models; the most frequent first. */
  readonly gaps: readonly {
    readonly attribute: string;
    readonly title: Bilingual;
    readonly source: string;
    readonly models: number;
  }[];
}

/** Nobody needs a larger number to know what to do. */
const mostCounted = 10_000;
/** So many batteries are looked at one by one. */
const mostLookedAt = 500;
/** Values that are to be kept up to date, and so many days old, deserve a look. Ours: the law fixes no interval. */
const oldReadingDays = 90;

/**
 * What is due when, by article and category, and what waits, expires or lacks something: with the same questions to the
 * database for one model and for thousands. What is asked of each single battery is asked of a bounded number of them, and
 * the answer says of how many.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(4): accurate, complete and up to date.
 */
export async function readDue(ctx: Context): Promise<DueView> {
  const own = (column: Parameters<typeof within>[2]) => within(ctx, "model.read", column);
  const mine = own(batteryModel.operatorId);
  const today = ctx.now().toISOString().slice(0, 10);
  const until = daysAfter(today, horizonDays);
  const [{ catalogue }, models] = await Promise.all([
    currentCatalogue(ctx.db),
    ctx.db.select().from(batteryModel).where(mine),
  ]);
  const owedOn = today > catalogue.appliesFrom ? today : catalogue.appliesFrom;
  const [gaps, batteries, lists] = await Promise.all([
    gapsOfModels(ctx.db, models, owedOn),
    countOfBatteries(ctx, mine),
    Promise.all([expiringOf(ctx, own, until), waitingOf(ctx, own), countedOf(ctx, own, today)]),
  ]);
  const [expiring, waiting, counted] = lists;
  const missing = [...gaps.values()];
  const counts = new Map<string, number>();
  for (const { id } of missing.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return {
    ...{ today, owedOn, batteries },
    duties: dutyDays(duties, [...catalogue.acts, ...actsOfDuties], classesOf(models)),
    entries: dueList({ today, expiring, waiting, counted }),
    models: { all: models.length, complete: missing.filter((of) => of.length === 0).length },
    gaps: catalogue.attributes
      .flatMap(({ id, title, source }) => {
        const found = counts.get(id);
        return found === undefined ? [] : [{ attribute: id, title, source, models: found }];
      })
      .toSorted((one, other) => other.models - one.models),
  };
}

type Own = (column: Parameters<typeof within>[2]) => SQL | undefined;

/** Classes of the models there are; those that have a passport where there is none. */
function classesOf(models: readonly (typeof batteryModel.$inferSelect)[]): readonly DutyClass[] {
  if (models.length === 0) return ["EV", "LMT", "industrialStationary", "industrialOther"];
  return [
    ...new Set(
      models.flatMap((model): readonly DutyClass[] => {
        const category = parseBatteryCategory(model.category);
        if (!category.ok) return [];
        const isIndustrial =
          category.value === "industrialStationary" || category.value === "industrialOther";
        return [isIndustrial && hasOnlyExternalStorage(model) ? "externalStorage" : category.value];
      }),
    ),
  ];
}

async function countOfBatteries(ctx: Context, mine: SQL | undefined): Promise<number> {
  const [counted] = await ctx.db
    .select({ all: count() })
    .from(batteryItem)
    .where(
      inArray(batteryItem.modelId, ctx.db.select({ id: batteryModel.id }).from(batteryModel).where(mine)),
    );
  return counted?.all ?? 0;
}

/** Tokens, delegations, suppliers' figures, own factors and open questions to suppliers that end before `until`. */
async function expiringOf(ctx: Context, own: Own, until: string): Promise<DueFacts["expiring"]> {
  const before = new Date(`${daysAfter(until, 1)}T00:00:00Z`);
  const people = ctx.db.select({ id: membership.userId }).from(membership).where(own(membership.operatorId));
  const [tokens, given, held, figures, factors, requests] = await Promise.all([
    ctx.db
      .select({ id: apiToken.id, name: apiToken.name, at: apiToken.expiresAt })
      .from(apiToken)
      .where(
        and(inArray(apiToken.userId, people), isNull(apiToken.revokedAt), lte(apiToken.expiresAt, before)),
      )
      .limit(100),
    ctx.db
      .select({ id: delegation.id, name: operator.name, day: delegation.endsOn })
      .from(delegation)
      .innerJoin(operator, eq(operator.id, delegation.delegateId))
      .where(and(own(delegation.operatorId), isNull(delegation.revokedAt), lte(delegation.endsOn, until)))
      .limit(100),
    ctx.db
      .select({ id: delegation.id, name: operator.name, day: delegation.endsOn })
      .from(delegation)
      .innerJoin(operator, eq(operator.id, delegation.operatorId))
      .where(and(own(delegation.delegateId), isNull(delegation.revokedAt), lte(delegation.endsOn, until)))
      .limit(100),
    ctx.db
      .select({
        id: supplierFootprint.id,
        name: supplierFootprint.productName,
        day: supplierFootprint.validUntil,
      })
      .from(supplierFootprint)
      .where(and(own(supplierFootprint.receivedByOperatorId), lte(supplierFootprint.validUntil, until)))
      .limit(100),
    ctx.db
      .selectDistinctOn([emissionFactor.id], {
        id: emissionFactor.id,
        name: emissionFactor.nameEn,
        day: emissionFactor.validUntil,
      })
      .from(emissionFactor)
      .where(and(isNotNull(emissionFactor.operatorId), own(emissionFactor.operatorId)))
      .orderBy(emissionFactor.id, desc(emissionFactor.version)),
    ctx.db
      .select({ id: supplierRequest.id, name: supplierRequest.supplierName, at: supplierRequest.expiresAt })
      .from(supplierRequest)
      .where(
        and(
          own(supplierRequest.operatorId),
          eq(supplierRequest.state, "open"),
          lte(supplierRequest.expiresAt, before),
        ),
      )
      .limit(100),
  ]);
  // The moment at which they are over is the first that no longer counts.
  const dayOf = (at: Date | null) =>
    at === null ? null : new Date(at.getTime() - 1).toISOString().slice(0, 10);
  const named = (
    kind: DueFacts["expiring"][number]["kind"],
    rows: readonly { readonly id: string; readonly name: string; readonly day: string | null }[],
  ) => rows.flatMap(({ id, name, day }) => (day === null ? [] : [{ kind, id, name, day }]));
  return [
    ...named(
      "token",
      tokens.map(({ at, ...row }) => ({ ...row, day: dayOf(at) })),
    ),
    ...named("delegation", given),
    ...named("delegated", held),
    ...named("supplierFigure", figures),
    ...named("ownFactor", factors),
    ...named(
      "supplierRequest",
      requests.map(({ at, ...row }) => ({ ...row, day: dayOf(at) })),
    ),
  ];
}

/** Submissions, signatures from outside, offered transfers, and operators that could sign nothing. */
async function waitingOf(ctx: Context, own: Own): Promise<DueFacts["waiting"]> {
  const [submissions, signatures, transfers, keyless] = await Promise.all([
    ctx.db
      .selectDistinctOn([modelSubmission.modelId], {
        id: modelSubmission.modelId,
        name: batteryModel.name,
        state: modelSubmission.state,
        at: modelSubmission.submittedAt,
        decidedAt: modelSubmission.decidedAt,
      })
      .from(modelSubmission)
      .innerJoin(batteryModel, eq(batteryModel.id, modelSubmission.modelId))
      .where(own(batteryModel.operatorId))
      .orderBy(modelSubmission.modelId, desc(modelSubmission.submittedAt)),
    ctx.db
      .select({ id: pendingSignature.id, name: pendingSignature.purpose, at: pendingSignature.createdAt })
      .from(pendingSignature)
      .where(
        and(
          own(pendingSignature.operatorId),
          isNull(pendingSignature.enteredAt),
          isNull(pendingSignature.droppedAt),
        ),
      )
      .limit(100),
    ctx.db
      .select({ id: transfer.id, name: operator.name, at: transfer.offeredAt })
      .from(transfer)
      .innerJoin(operator, eq(operator.id, transfer.fromOperatorId))
      .where(and(own(transfer.toOperatorId), eq(transfer.state, "offered")))
      .limit(100),
    ctx.db
      .select({ id: operator.id, name: operator.name, at: operator.createdAt })
      .from(operator)
      .where(
        and(
          own(operator.id),
          isNull(operator.ceasedAt),
          sql`not exists (select from ${operatorKey} k where k.operator_id = ${operator.id}
            and k.use = 'passport' and k.state = 'active')`,
        ),
      ),
  ]);
  const dayOf = (at: Date) => at.toISOString().slice(0, 10);
  const kinds = { in_review: "modelReview", approved: "modelSigning", returned: "modelReturned" } as const;
  return [
    ...submissions.flatMap(({ id, name, state, at, decidedAt }) => {
      if (state !== "in_review" && state !== "approved" && state !== "returned") return [];
      return [{ kind: kinds[state], id, name, day: dayOf(decidedAt ?? at) }];
    }),
    ...signatures.map(({ at, ...row }) => ({ kind: "signature" as const, ...row, day: dayOf(at) })),
    ...transfers.map(({ at, ...row }) => ({ kind: "transferOffered" as const, ...row, day: dayOf(at) })),
    ...keyless.map(({ at, ...row }) => ({ kind: "noKey" as const, ...row, day: dayOf(at) })),
  ];
}

async function countedOf(ctx: Context, own: Own, today: string): Promise<DueFacts["counted"]> {
  const mine = own(passport.operatorId);
  const inState = (state: string) =>
    ctx.db
      .select({ id: registration.id })
      .from(registration)
      .innerJoin(passport, eq(passport.id, registration.passportId))
      .where(and(mine, eq(registration.state, state)))
      .limit(mostCounted + 1);
  const changed = ctx.db
    .select({ id: passport.id })
    .from(batteryItem)
    .innerJoin(passport, eq(passport.itemId, batteryItem.id))
    .where(and(mine, isNotNull(batteryItem.changedAt), isNull(passport.endedAt)))
    .limit(mostCounted + 1);
  const [refused, notPossible, prepared, signable, lacking, old] = await Promise.all([
    bounded(ctx, inState("refused")),
    bounded(ctx, inState("notYetPossible")),
    bounded(ctx, inState("prepared")),
    bounded(ctx, changed),
    lackingAmongNewest(ctx, own, mostLookedAt),
    oldReadings(ctx, mine, today),
  ]);
  return [
    { kind: "registrationRefused", ...refused },
    { kind: "registrationNotPossible", ...notPossible },
    { kind: "registrationPrepared", ...prepared },
    { kind: "batteriesChanged", ...signable },
    { kind: "batteriesLacking", ...lacking },
    { kind: "readingsOld", ...old },
  ];
}

/** How many rows a question has, up to its limit. */
async function bounded(ctx: Context, rows: { getSQL: () => SQL }) {
  const found = await ctx.db.execute<{ all: number }>(
    sql`select count(*)::int as "all" from (${rows.getSQL()}) as counted`,
  );
  const all = found.rows[0]?.all ?? 0;
  return { count: Math.min(all, mostCounted), among: null, isMore: all > mostCounted };
}

/**
 * Batteries whose newest reading is old, among the oldest of those that ever sent one: who measures nothing at all is
 * asked nothing here.
 */
async function oldReadings(ctx: Context, mine: SQL | undefined, today: string) {
  const since = new Date(`${daysAfter(today, -oldReadingDays)}T00:00:00Z`);
  const measured = ctx.db
    .select({ itemId: passport.itemId })
    .from(passport)
    .where(
      and(
        mine,
        eq(passport.level, "item"),
        isNull(passport.endedAt),
        sql`exists (select from ${reading} r where r.item_id = ${passport.itemId})`,
      ),
    )
    .orderBy(passport.id)
    .limit(mostLookedAt)
    .as("measured");
  const newer = ctx.db
    .select({ one: sql`1` })
    .from(reading)
    .where(and(eq(reading.itemId, measured.itemId), gt(reading.measuredAt, since)));
  const [found] = await ctx.db
    .select({
      among: sql<number>`count(*)::int`,
      old: sql<number>`(count(*) filter (where not exists (${newer})))::int`,
    })
    .from(measured);
  const { among, old } = found ?? { among: 0, old: 0 };
  return { count: old, among: among < mostLookedAt ? null : among, isMore: among === mostLookedAt };
}

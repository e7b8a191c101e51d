import { and, asc, eq, inArray, isNotNull, lte } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  emissionFactor,
  inventoryLine,
  modelChange,
  performanceClassRuleSet,
  supplierFootprint,
} from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { currentGwpSet, findGwpSet } from "../../domain/carbon-footprint/gwp.ts";
import { supersededBy } from "../../domain/carbon-footprint/method.ts";
import type { RecordedChange, RenewalReason, ValidityHint } from "../../domain/carbon-footprint/renewal.ts";
import { changeKinds, renewalReasons, validityHints } from "../../domain/carbon-footprint/renewal.ts";
import type {
  CurrentBasis,
  Newest,
  StaleReason,
  UsedVersions,
} from "../../domain/carbon-footprint/staleness.ts";
import { sinceOf, staleReasons, versionKey } from "../../domain/carbon-footprint/staleness.ts";
import { replacementsOf } from "../supplier/judge-figure.ts";
import { withdrawalsOf } from "../supplier/withdrawals.ts";
import { namedBasis } from "./basis.ts";
import type { Asked } from "./draft-facts.ts";
import { draftFacts } from "./draft-facts.ts";
import type { DeclarationHead } from "./load.ts";

/** How a declaration stands today: what of its basis is superseded, why it asks for a new one, what deserves a look. */
export interface Standing {
  /** The value as the lines compute now, of one that is not released yet. */
  readonly cfp: string | null;
  readonly stale: readonly StaleReason[];
  /** Of a released declaration only. */
  readonly renewal: readonly RenewalReason[];
  readonly hints: readonly ValidityHint[];
}

/**
 * How these declarations stand, by identifier. A released one is compared with the draft of its subject when that is
 * `among` the given; one that is superseded or withdrawn has no standing any more. `now` holds lines and result of the
 * first where the caller has them.
 */
export async function standingsOf(
  ctx: Pick<Context, "now">,
  db: Database,
  of: readonly DeclarationHead[],
  among: readonly DeclarationHead[] = of,
  now: Asked["now"] = null,
): Promise<(id: string) => Standing> {
  const living = of.filter(({ declaration: { state } }) => state !== "superseded" && state !== "withdrawn");
  const today = ctx.now().toISOString().slice(0, 10);
  const draftOf = new Map(among.filter(isOpen).map((draft) => [subjectOf(draft), draft]));
  const facts = await draftFacts(db, asked(living, draftOf, now));
  const bases = living.map((one) => ({
    one,
    basis: one.declaration.basis ?? facts.get(one.declaration.id)?.basis ?? namedBasis([], one),
  }));
  const currentOf = await currentBases(db, bases, today);
  const changes = await changesOf(db, living);
  const standings = bases.map(({ one, basis }): readonly [string, Standing] => {
    const { id, modelId, releasedAt, state } = one.declaration;
    const draft = draftOf.get(subjectOf(one));
    const since = {
      lines: [],
      periodStart: one.inventory.periodStart,
      releasedAt: releasedAt?.toISOString() ?? "",
    };
    return [
      id,
      {
        cfp: facts.get(id)?.cfp ?? null,
        stale: staleReasons(basis, currentOf({ one, basis }), today),
        hints: validityHints(one.inventory, today),
        renewal:
          state === "released"
            ? [
                ...renewalReasons(since, null, changes.get(modelId ?? "") ?? []),
                ...(facts.get(draft?.declaration.id ?? "")?.renewal ?? []),
              ]
            : [],
      },
    ];
  });
  const byId = new Map(standings);
  return (id) => byId.get(id) ?? nothing;
}

/** Whose lines have to be looked at: those without a frozen basis, and drafts that follow a released one. */
function asked(
  living: readonly DeclarationHead[],
  draftOf: ReadonlyMap<string, DeclarationHead>,
  now: Asked["now"],
): readonly Asked[] {
  const follow = living.flatMap((released): readonly Asked[] => {
    const head = released.declaration.state === "released" ? draftOf.get(subjectOf(released)) : undefined;
    return head === undefined ? [] : [{ head, released, now: null }];
  });
  const following = new Set(follow.map(({ head }) => head.declaration.id));
  const others = living.filter(({ declaration: { id, basis } }) => basis === null && !following.has(id));
  return [
    ...follow,
    ...others.map((head) => ({ head, released: null, now: head === living[0] ? now : null })),
  ];
}

const nothing: Standing = { cfp: null, stale: [], renewal: [], hints: [] };

function isOpen({ declaration: { state } }: DeclarationHead): boolean {
  return state === "draft" || state === "in_review";
}

function subjectOf({ declaration: { modelId, supplierProductId } }: DeclarationHead): string {
  return modelId ?? supplierProductId ?? "";
}

interface WithBasis {
  readonly one: DeclarationHead;
  readonly basis: UsedVersions;
}

/** What is newest now of everything these results rest on. */
async function currentBases(
  db: Database,
  of: readonly WithBasis[],
  today: string,
): Promise<(of: WithBasis) => CurrentBasis> {
  const factors = await factorVersions(
    db,
    of.flatMap(({ basis }) => basis.factors.map(({ id }) => id)),
  );
  const ruleSets = await ruleSetVersions(
    db,
    of.flatMap(({ basis: { ruleSet } }) => (ruleSet === null ? [] : [ruleSet.id])),
    today,
  );
  const named = await namedFigures(
    db,
    of.map(({ one }) => one.inventory.id),
  );
  const behind = ({ basis }: WithBasis) =>
    basis.factors.flatMap(({ id, version }) => {
      const row = factors.get(id)?.find((one) => one.version === Number(version));
      return row?.supplierFootprintId == null ? [] : [row.supplierFootprintId];
    });
  const figures = await figureHeads(db, [...[...named.values()].flat(), ...of.flatMap(behind)]);
  const replacements = await replacementsOf(db, figures);
  const withdrawals = await withdrawalsOf(db, figures);
  return (each) => {
    const { method, factors: used, ruleSet } = each.basis;
    const newestMethod = supersededBy(method.id, method.version);
    const newestGwp = findGwpSet(currentGwpSet)?.version ?? "";
    const mine = new Set([...(named.get(each.one.inventory.id) ?? []), ...behind(each)]);
    const own = figures.filter(({ id }) => mine.has(id));
    return {
      method: newestMethod === null ? null : { version: newestMethod, since: sinceOf(newestMethod) },
      gwpSet: { id: currentGwpSet, version: newestGwp, since: sinceOf(newestGwp) },
      factors: new Map(
        used.flatMap((factor) => {
          const newest = newestAfter(factors.get(factor.id) ?? [], Number(factor.version));
          return newest === null ? [] : [[versionKey(factor), newest] as const];
        }),
      ),
      ruleSet: ruleSet === null ? null : newestAfter(ruleSets.get(ruleSet.id) ?? [], Number(ruleSet.version)),
      expiring: [
        ...used.flatMap(({ id, version }) => {
          const row = factors.get(id)?.find((one) => one.version === Number(version));
          return row?.validUntil == null
            ? []
            : [{ kind: "factor" as const, id, used: version, validUntil: row.validUntil }];
        }),
        ...own.flatMap(({ id, productName, validUntil }) =>
          validUntil === null ? [] : [{ kind: "supplierFigure" as const, id, used: productName, validUntil }],
        ),
      ],
      withdrawn: own.flatMap(({ id, productName }) => {
        const withdrawal = withdrawals.get(id);
        return withdrawal === undefined ? [] : [{ id, used: productName, since: withdrawal.at.slice(0, 10) }];
      }),
      replaced: own.flatMap(({ id, productName }) => {
        const later = replacements.get(id);
        return later === undefined
          ? []
          : [{ id, used: productName, current: later.supplierFootprintId, since: later.since }];
      }),
    };
  };
}

interface VersionRow {
  readonly version: number;
  /** UTC day it came. */
  readonly since: string;
  readonly validUntil?: string | null;
  readonly supplierFootprintId?: string | null;
}

/** The newest of the versions after the used one, and the day the first of them came. */
function newestAfter(rows: readonly VersionRow[], used: number): Newest | null {
  const later = rows.filter(({ version }) => version > used);
  const [first, last] = [later[0], later.at(-1)];
  return first === undefined || last === undefined
    ? null
    : { version: String(last.version), since: first.since };
}

async function factorVersions(db: Database, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, readonly VersionRow[]>();
  const rows = await db
    .select({
      id: emissionFactor.id,
      version: emissionFactor.version,
      validUntil: emissionFactor.validUntil,
      createdAt: emissionFactor.createdAt,
      supplierFootprintId: emissionFactor.supplierFootprintId,
    })
    .from(emissionFactor)
    .where(inArray(emissionFactor.id, [...new Set(ids)]))
    .orderBy(asc(emissionFactor.version));
  return groupedBy(
    rows.map(({ createdAt, ...row }) => ({ ...row, since: createdAt.toISOString().slice(0, 10) })),
    ({ id }) => id,
  );
}

/** Versions of rule sets that are in force: one that is proposed or only adopted supersedes nothing. */
async function ruleSetVersions(db: Database, ids: readonly string[], today: string) {
  if (ids.length === 0) return new Map<string, readonly VersionRow[]>();
  const rows = await db
    .select({
      id: performanceClassRuleSet.id,
      version: performanceClassRuleSet.version,
      since: performanceClassRuleSet.validFrom,
    })
    .from(performanceClassRuleSet)
    .where(
      and(
        inArray(performanceClassRuleSet.id, [...new Set(ids)]),
        eq(performanceClassRuleSet.status, "in_force"),
        lte(performanceClassRuleSet.validFrom, today),
      ),
    )
    .orderBy(asc(performanceClassRuleSet.version));
  return groupedBy(rows, ({ id }) => id);
}

/** Identifiers of the suppliers' figures that lines name, by inventory. */
async function namedFigures(
  db: Database,
  inventoryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (inventoryIds.length === 0) return new Map();
  const rows = await db
    .selectDistinct({ inventoryId: inventoryLine.inventoryId, id: inventoryLine.supplierFootprintId })
    .from(inventoryLine)
    .where(
      and(
        inArray(inventoryLine.inventoryId, [...inventoryIds]),
        isNotNull(inventoryLine.supplierFootprintId),
      ),
    );
  const groups = groupedBy(rows, ({ inventoryId }) => inventoryId);
  return new Map([...groups].map(([id, own]) => [id, own.flatMap((row) => row.id ?? [])]));
}

async function figureHeads(db: Database, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .select({
      id: supplierFootprint.id,
      productName: supplierFootprint.productName,
      validUntil: supplierFootprint.validUntil,
      declarationId: supplierFootprint.declarationId,
      requestId: supplierFootprint.requestId,
      leafIndex: supplierFootprint.leafIndex,
      contentHash: supplierFootprint.contentHash,
    })
    .from(supplierFootprint)
    .where(inArray(supplierFootprint.id, [...new Set(ids)]))
    .orderBy(asc(supplierFootprint.productName), asc(supplierFootprint.id));
}

/** Recorded changes by model. */
async function changesOf(
  db: Database,
  of: readonly DeclarationHead[],
): Promise<ReadonlyMap<string, readonly RecordedChange[]>> {
  const ids = of.flatMap(({ declaration: { modelId } }) => (modelId === null ? [] : [modelId]));
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(modelChange)
    .where(inArray(modelChange.modelId, ids))
    .orderBy(asc(modelChange.changedOn), asc(modelChange.createdAt));
  const known = rows.flatMap(({ modelId, kind: text, changedOn, note, createdAt }) => {
    const kind = changeKinds.find((one) => one === text);
    return kind === undefined
      ? []
      : [{ modelId, kind, changedOn, note, recordedAt: createdAt.toISOString() }];
  });
  return groupedBy(known, ({ modelId }) => modelId);
}

function groupedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

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
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
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
import { namedBasis } from "./basis.ts";
import type { LoadedDeclaration } from "./load.ts";
import { lineOf } from "./load.ts";

/** How a declaration stands today: what of its basis is superseded, why it asks for a new one, what deserves a look. */
export interface Standing {
  readonly stale: readonly StaleReason[];
  /** Of a released declaration only. */
  readonly renewal: readonly RenewalReason[];
  readonly hints: readonly ValidityHint[];
}

/**
 * How these declarations stand, by identifier. A draft is compared with the released one of its subject when both are
 * among them; one that is superseded or withdrawn has no standing any more.
 */
export async function standingsOf(
  ctx: Pick<Context, "now">,
  db: Database,
  all: readonly LoadedDeclaration[],
): Promise<(id: string) => Standing> {
  const living = all.filter(({ declaration: { state } }) => state !== "superseded" && state !== "withdrawn");
  const today = ctx.now().toISOString().slice(0, 10);
  const lines = await linesOf(db, living);
  const bases = living.map((one) => ({
    one,
    basis: one.declaration.basis ?? namedBasis(lines.get(one.inventory.id) ?? [], one),
    lines: lines.get(one.inventory.id) ?? [],
  }));
  const currentOf = await currentBases(db, bases, today);
  const changes = await changesOf(db, living);
  const standings = bases.map(({ one, basis, lines: own }): readonly [string, Standing] => {
    const draft = bases.find(
      (other) => isOpen(other.one) && subjectOf(other.one) === subjectOf(one) && other.one !== one,
    );
    const { releasedAt, state } = one.declaration;
    return [
      one.declaration.id,
      {
        stale: staleReasons(basis, currentOf(basis, own), today),
        hints: validityHints(one.inventory, today),
        renewal:
          state !== "released" || releasedAt === null
            ? []
            : renewalReasons(
                { lines: own, periodStart: one.inventory.periodStart, releasedAt: releasedAt.toISOString() },
                draft === undefined
                  ? null
                  : {
                      lines: draft.lines,
                      begunOn: draft.one.declaration.createdAt.toISOString().slice(0, 10),
                    },
                changes.get(one.declaration.modelId ?? "") ?? [],
              ),
      },
    ];
  });
  const byId = new Map(standings);
  return (id) => byId.get(id) ?? nothing;
}

const nothing: Standing = { stale: [], renewal: [], hints: [] };

function isOpen({ declaration: { state } }: LoadedDeclaration): boolean {
  return state === "draft" || state === "in_review";
}

function subjectOf({ declaration: { modelId, supplierProductId } }: LoadedDeclaration): string {
  return modelId ?? supplierProductId ?? "";
}

/** Lines by inventory. */
async function linesOf(
  db: Database,
  of: readonly LoadedDeclaration[],
): Promise<ReadonlyMap<string, readonly InventoryLine[]>> {
  if (of.length === 0) return new Map();
  const rows = await db
    .select()
    .from(inventoryLine)
    .where(
      inArray(
        inventoryLine.inventoryId,
        of.map(({ inventory }) => inventory.id),
      ),
    )
    .orderBy(asc(inventoryLine.position), asc(inventoryLine.code));
  const grouped = groupedBy(rows, ({ inventoryId }) => inventoryId);
  return new Map([...grouped].map(([id, own]) => [id, own.map(lineOf)]));
}

interface WithBasis {
  readonly basis: UsedVersions;
  readonly lines: readonly InventoryLine[];
}

/** What is newest now of everything these results rest on. */
async function currentBases(
  db: Database,
  of: readonly WithBasis[],
  today: string,
): Promise<(basis: UsedVersions, lines: readonly InventoryLine[]) => CurrentBasis> {
  const factors = await factorVersions(
    db,
    of.flatMap(({ basis }) => basis.factors.map(({ id }) => id)),
  );
  const ruleSets = await ruleSetVersions(
    db,
    of.flatMap(({ basis: { ruleSet } }) => (ruleSet === null ? [] : [ruleSet.id])),
    today,
  );
  const figures = await supplierFigures(
    db,
    of.flatMap(({ lines }) => lines.flatMap(({ supplierFootprintId: id }) => (id === null ? [] : [id]))),
  );
  return ({ method, factors: used, ruleSet }, lines) => {
    const newestMethod = supersededBy(method.id, method.version);
    const newestGwp = findGwpSet(currentGwpSet)?.version ?? "";
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
        ...figures
          .filter(({ id }) => lines.some(({ supplierFootprintId }) => supplierFootprintId === id))
          .map(({ id, productName, validUntil }) => ({
            ...{ kind: "supplierFigure" as const, id, used: productName, validUntil },
          })),
      ],
    };
  };
}

interface VersionRow {
  readonly version: number;
  /** UTC day it came. */
  readonly since: string;
  readonly validUntil?: string | null;
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

async function supplierFigures(db: Database, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: supplierFootprint.id,
      productName: supplierFootprint.productName,
      validUntil: supplierFootprint.validUntil,
    })
    .from(supplierFootprint)
    .where(and(inArray(supplierFootprint.id, [...new Set(ids)]), isNotNull(supplierFootprint.validUntil)));
  return rows.flatMap(({ validUntil, ...row }) => (validUntil === null ? [] : [{ ...row, validUntil }]));
}

/** Recorded changes by model. */
async function changesOf(
  db: Database,
  of: readonly LoadedDeclaration[],
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

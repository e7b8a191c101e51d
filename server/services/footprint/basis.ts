import { inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { emissionFactor, performanceClassRuleSet } from "../../../db/schema/index.ts";
import { findGwpSet } from "../../domain/carbon-footprint/gwp.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import type { BasisEntry, ResultBasis } from "../../domain/carbon-footprint/request.ts";
import type { UsedVersion, UsedVersions } from "../../domain/carbon-footprint/staleness.ts";
import { versionKey } from "../../domain/carbon-footprint/staleness.ts";
import { figuresBehind } from "../supplier/figures-behind.ts";
import { figureRows } from "../supplier/judge-figure.ts";
import { digestOf } from "../digest.ts";
import type { DeclarationHead } from "./load.ts";

type Head = Pick<DeclarationHead, "declaration" | "inventory">;

/** Everything a result rests on, each by version and content hash: method, GWP set, factors, rule set of the class. */
export async function basisOf(
  db: Database,
  lines: readonly InventoryLine[],
  head: Head,
): Promise<ResultBasis> {
  const named = namedBasis(lines, head);
  const factors = await factorRows(db, named.factors);
  const ruleSets = await ruleSetRows(db, named.ruleSet === null ? [] : [named.ruleSet]);
  const hashed = <Named extends UsedVersion>(entry: Named, hash: string | undefined) => {
    if (hash === undefined) throw new Error(`A result rests on ${entry.id}, which is not there.`);
    return { ...entry, contentHash: hash };
  };
  const figures = await supplierFigures(db, lines);
  return {
    ...(figures.length === 0 ? {} : { supplierFigures: figures }),
    method: hashed(named.method, methodHash(named.method)),
    gwpSet: hashed(named.gwpSet, gwpHash(named.gwpSet)),
    factors: named.factors.map((entry) => hashed(entry, factors.get(versionKey(entry)))),
    ruleSet: named.ruleSet === null ? null : hashed(named.ruleSet, ruleSets.get(versionKey(named.ruleSet))),
  };
}

/** Suppliers' figures behind these lines, each once: the content hash is that of the signed record where there is one. */
async function supplierFigures(
  db: Database,
  lines: readonly InventoryLine[],
): Promise<readonly BasisEntry[]> {
  const counted = lines.filter(({ publishedProblem }) => publishedProblem === null);
  const rows = await figureRows(
    db,
    (await figuresBehind(db, counted)).map(({ footprintId }) => footprintId),
  );
  return rows
    .map(({ id, origin, contentHash }) => ({ id, version: origin, contentHash }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** What a result of these lines rests on, by versions: nothing is asked of the database. Each factor once, in order. */
export function namedBasis(lines: readonly InventoryLine[], { declaration, inventory }: Head): UsedVersions {
  const used = lines
    .filter(({ publishedProblem }) => publishedProblem === null)
    .flatMap((line) => [
      { id: line.factorId, version: line.factorVersion },
      { id: line.recycledFactorId, version: line.recycledFactorVersion },
      ...(line.electricitySources ?? []).map(({ factorId, factorVersion }) => ({
        ...{ id: factorId ?? null, version: factorVersion ?? null },
      })),
    ])
    .flatMap(({ id, version }) =>
      id === null || version === null ? [] : [{ id, version: String(version) }],
    );
  const { ruleSetId, ruleSetVersion } = declaration;
  return {
    method: { id: inventory.method, version: declaration.methodVersion },
    gwpSet: { id: inventory.gwpSet, version: findGwpSet(inventory.gwpSet)?.version ?? "" },
    factors: [...new Map(used.map((entry) => [versionKey(entry), entry])).values()].toSorted((one, other) =>
      versionKey(one) < versionKey(other) ? -1 : 1,
    ),
    ruleSet:
      ruleSetId === null || ruleSetVersion === null
        ? null
        : { id: ruleSetId, version: String(ruleSetVersion) },
  };
}

/** Content hash of each thing a basis names as it is here now; undefined for what is not here. */
export async function hashesNow(
  db: Database,
  { method, gwpSet, factors, ruleSet, supplierFigures: figures = [] }: ResultBasis,
): Promise<{
  readonly method: string | undefined;
  readonly gwpSet: string | undefined;
  readonly factors: readonly (string | undefined)[];
  readonly ruleSet: string | undefined;
  readonly supplierFigures: readonly (string | undefined)[];
}> {
  const rows = await factorRows(db, factors);
  const ruleSets = await ruleSetRows(db, ruleSet === null ? [] : [ruleSet]);
  const kept = await figureRows(
    db,
    figures.map(({ id }) => id),
  );
  return {
    supplierFigures: figures.map(({ id }) => kept.find((row) => row.id === id)?.contentHash),
    method: methodHash(method),
    gwpSet: gwpHash(gwpSet),
    factors: factors.map((entry) => rows.get(versionKey(entry))),
    ruleSet: ruleSet === null ? undefined : ruleSets.get(versionKey(ruleSet)),
  };
}

/** The parameters of a method in one version; undefined for one this program does not have. */
function methodHash({ id, version }: UsedVersion): string | undefined {
  const method = findMethod(id, version);
  return method === null ? undefined : digestOf(method);
}

function gwpHash({ id, version }: UsedVersion): string | undefined {
  const set = findGwpSet(id, version);
  return set === null ? undefined : digestOf(set);
}

async function factorRows(db: Database, used: readonly UsedVersion[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(used.map(({ id }) => id))];
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      id: emissionFactor.id,
      version: emissionFactor.version,
      contentHash: emissionFactor.contentHash,
    })
    .from(emissionFactor)
    .where(inArray(emissionFactor.id, ids));
  return new Map(
    rows.map(({ id, version, contentHash }) => [versionKey({ id, version: String(version) }), contentHash]),
  );
}

async function ruleSetRows(db: Database, used: readonly UsedVersion[]): Promise<ReadonlyMap<string, string>> {
  if (used.length === 0) return new Map();
  const rows = await db
    .select()
    .from(performanceClassRuleSet)
    .where(
      inArray(
        performanceClassRuleSet.id,
        used.map(({ id }) => id),
      ),
    );
  return new Map(
    rows.map(({ contentHash, createdBy: _, createdAt: __, ...said }) => [
      versionKey({ id: said.id, version: String(said.version) }),
      contentHash ?? digestOf(said),
    ]),
  );
}

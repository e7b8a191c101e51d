import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { importRow, importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { ProductKind } from "../../domain/product-import/column.ts";
import type { GivenProduct } from "../../domain/product-import/row.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";
import type { RowDifference, RowOutcome, RunScope } from "./handler.ts";
import { handlers } from "./handler.ts";
import type { RunState } from "./view.ts";
import { runStates } from "./view.ts";

/** A run of models or batteries. */
export interface ProductRun {
  readonly run: typeof importRun.$inferSelect;
  readonly kind: ProductKind;
  readonly state: RunState;
  readonly scope: RunScope;
}

/** Silent for so long, whoever entered rows is gone. */
export const silentMs = 30_000;

/** The run of this name, which the caller may read; `IMPORT_NOT_FOUND`. */
export async function demandProductRun(ctx: Context, db: Database, id: string): Promise<ProductRun> {
  demand(ctx, "model.read", null);
  const found = await loadProductRun(db, id);
  if (found === null) throw new Refusal("IMPORT_NOT_FOUND", "There is no such import.");
  demand(ctx, "model.read", found.run.operatorId);
  return found;
}

/** The same, for somebody who may enter its rows. */
export async function demandOwnRun(ctx: Context, db: Database, id: string): Promise<ProductRun> {
  const found = await demandProductRun(ctx, db, id);
  demand(ctx, handlers[found.kind].action, found.run.operatorId);
  return found;
}

/** The run, locked until the transaction ends; the caller has asked the policy. */
export async function lockRun(tx: Database, id: string): Promise<ProductRun> {
  await tx.select({ id: importRun.id }).from(importRun).where(eq(importRun.id, id)).for("update");
  const found = await loadProductRun(tx, id);
  if (found === null) throw new Refusal("IMPORT_NOT_FOUND", "There is no such import.");
  return found;
}

export async function loadProductRun(db: Database, id: string): Promise<ProductRun | null> {
  const [run] = isUuid(id) ? await db.select().from(importRun).where(eq(importRun.id, id)) : [];
  const kind = run?.kind === "models" || run?.kind === "items" ? run.kind : null;
  if (run === undefined || kind === null) return null;
  const { operatorId, category } = run;
  return { run, kind, state: stateOf(run.state), scope: { operatorId, category } };
}

export function stateOf(text: string): RunState {
  return runStates.find((state) => state === text) ?? "discarded";
}

/** Nobody has entered a row of it for a while, and it is not at its end. */
export function isCutOff({ state, beatAt }: typeof importRun.$inferSelect, now: Date): boolean {
  return state === "running" && (beatAt === null || now.getTime() - beatAt.getTime() > silentMs);
}

/** What is noted about the file, beside its heading: the first row of a run. */
export interface RunFacts {
  readonly sheet: string;
  readonly headerHash: string;
  /** The row of units below the heading, empty where the file has none. */
  readonly units: readonly string[];
  /** Digest under which the staged file is kept; empty when it is gone. */
  readonly kept: string;
  readonly heading: readonly string[];
}

export async function factsOf(db: Database, { run }: ProductRun): Promise<RunFacts> {
  const [first] = await db
    .select()
    .from(importRow)
    .where(eq(importRow.runId, run.id))
    .orderBy(asc(importRow.rowNumber))
    .limit(1);
  const noted = first?.value ?? {};
  const text = (name: string) => {
    const value = noted[name];
    return typeof value === "string" ? value : "";
  };
  const units = Array.isArray(noted["units"]) ? noted["units"] : [];
  return {
    ...{ sheet: text("sheet"), headerHash: text("headerHash"), kept: text("kept") },
    units: units.map((unit: unknown) => (typeof unit === "string" ? unit : "")),
    heading: first?.cells ?? [],
  };
}

/** Which rows of a run are its data: all but the one of the heading. */
export function dataRows(runId: string) {
  return and(eq(importRow.runId, runId), sql`coalesce(${importRow.value} ->> 'isHeading', '') = ''`);
}

/** Good rows that are still to be entered. */
export function pendingRows(runId: string) {
  return and(dataRows(runId), isNotNull(importRow.value), sql`${importRow.outcome} is null`);
}

/** What is kept of a good row. */
export interface KeptRow {
  readonly given: GivenProduct;
  /** As it was foreseen. */
  readonly outcome: RowOutcome;
  readonly differences: readonly RowDifference[];
}

/** A good row as it is kept. It was written by `stageProducts` alone. */
export function keptRow(value: Readonly<Record<string, unknown>>): KeptRow {
  const { given, outcome, differences } = value;
  return {
    given: {
      head: textsIn(memberOf(given, "head")),
      values: valuesIn(memberOf(given, "values")),
      documents: Object.fromEntries(
        Object.entries(valuesIn(memberOf(given, "documents"))).map(([name, list]) => [
          name,
          Array.isArray(list) ? list.map(String) : [],
        ]),
      ),
    },
    outcome: outcome === "changed" || outcome === "unchanged" ? outcome : "created",
    differences: (Array.isArray(differences) ? differences : []).map((one: unknown) => {
      const { column = "", before = "", after = "" } = textsIn(one);
      return { column, before, after };
    }),
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

function textsIn(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(valuesIn(value)).flatMap(([name, text]) =>
      typeof text === "string" ? [[name, text]] : [],
    ),
  );
}

function valuesIn(value: unknown): Readonly<Record<string, JsonValue>> {
  if (typeof value !== "object" || value === null) return {};
  // oxlint-disable-next-line no-unsafe-type-assertion -- out of a column of JSON
  return value as Readonly<Record<string, JsonValue>>;
}

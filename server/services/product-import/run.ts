import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { importRow, importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Problem } from "../../domain/problem.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { stagedFilesOf } from "../import/clear-runs.ts";
import { afterIssue } from "../log/after-issue.ts";
import { newId } from "../new-id.ts";
import { signsOutside } from "../operator/signs-outside.ts";
import { kidHeldOutside } from "../../platform/signer.ts";
import { handlers } from "./handler.ts";
import type { ProductRun } from "./load.ts";
import { demandOwnRun, isCutOff, keptRow, lockRun, pendingRows } from "./load.ts";
import { refusalProblems } from "./problems-of.ts";

/** Batteries whose texts go into one file to be signed outside. */
export const rowsToSign = 100;

/** Somebody who enters the rows of a run; whoever comes later takes it over. */
export interface Worker {
  readonly runId: string;
  readonly id: string;
}

/**
 * Begins to enter the good rows of a file, or goes on with those of a run that was stopped or cut off. Answers who enters
 * them: the caller then lets it work, {@link workOn}. `IMPORT_NOT_STAGED` for a run that is over or at work, `SIGNED_OUTSIDE` for
 * batteries that their operator signs itself ({@link enterRowsToSign}).
 */
export async function beginRun(ctx: Context, input: { readonly id: string }): Promise<Worker> {
  await demandOwnRun(ctx, ctx.db, input.id);
  const worker = newId(ctx);
  await ctx.db.transaction(async (tx) => {
    const { run, state, kind } = await lockRun(tx, input.id);
    if (kind === "items" && (await signsOutside(tx, { id: run.operatorId, name: "This operator" })))
      throw new Refusal(
        "SIGNED_OUTSIDE",
        "This operator signs with a key of its own. The file is kept: prepare its batteries for signing at its screen.",
      );
    if (state !== "staged" && state !== "stopped" && !isCutOff(run, ctx.now()))
      throw new Refusal(
        "IMPORT_NOT_STAGED",
        "This import is at work, or was taken over or discarded already.",
      );
    await tx
      .update(importRun)
      .set({
        ...{ state: "running", worker, beatAt: ctx.now(), acceptedBy: ctx.caller.userId },
        acceptedAt: run.acceptedAt ?? ctx.now(),
      })
      .where(eq(importRun.id, run.id));
    const { operatorId, fileName, sha256 } = run;
    const detail = { run: run.id, kind, fileName, sha256 };
    await recordDeed(ctx, tx, { action: "import.accept", subject: run.id, operatorId, detail });
  });
  return { runId: input.id, id: worker };
}

/**
 * Enters rows until none is left, the run is stopped or somebody else took it over: so many in each transaction, so that a
 * process that is killed loses none that was entered and enters none twice. What follows a signature is done after each
 * transaction.
 */
export async function workOn(ctx: Context, worker: Worker): Promise<void> {
  for (;;) {
    const { operatorId, signed, isOver } = await step(ctx, worker);
    if (signed) await afterIssue(ctx, operatorId);
    if (isOver) return;
  }
}

interface Step {
  readonly operatorId: string;
  readonly signed: boolean;
  readonly isOver: boolean;
}

async function step(ctx: Context, worker: Worker): Promise<Step> {
  const done = await ctx.db.transaction(async (tx): Promise<Step & Entered> => {
    const found = await lockRun(tx, worker.runId);
    const { run, kind, state } = found;
    const { operatorId } = run;
    if (state !== "running" || run.worker !== worker.id)
      return { operatorId, signed: false, isOver: true, created: 0, files: [] };
    const entered = await enterNext(ctx, tx, found, handlers[kind].rowsAtOnce);
    return { ...entered, operatorId, signed: entered.created > 0 && kind === "items" };
  });
  await Promise.all(done.files.map((file) => ctx.files.remove(file)));
  return done;
}

/** What became of some rows. */
interface Entered {
  readonly created: number;
  /** No row is left. */
  readonly isOver: boolean;
  /** Staged files that nobody needs any more, to be removed once the transaction is committed. */
  readonly files: readonly string[];
}

/** Enters the next rows of a run that is locked, each for itself, and counts them. */
async function enterNext(
  ctx: Context,
  tx: Database,
  { run, kind, scope }: ProductRun,
  atOnce: number,
): Promise<Entered> {
  const { enter } = handlers[kind];
  const rows = await tx
    .select()
    .from(importRow)
    .where(pendingRows(run.id))
    .orderBy(asc(importRow.rowNumber))
    .limit(atOnce);
  const isRow = (number: number) => and(eq(importRow.runId, run.id), eq(importRow.rowNumber, number));
  let [refused, created] = [0, 0];
  for (const { rowNumber, value, problems } of rows) {
    const given = keptRow(value ?? {}).given;
    try {
      const { outcome, productUrl } = await tx.transaction((savepoint) =>
        enter(ctx, savepoint, scope, { number: rowNumber, given }),
      );
      if (outcome === "created") created += 1;
      await tx.update(importRow).set({ outcome, productUrl }).where(isRow(rowNumber));
    } catch (error) {
      const found = reasonsOf(error);
      refused += 1;
      await tx
        .update(importRow)
        .set({ value: null, problems: [...problems, ...found] })
        .where(isRow(rowNumber));
    }
  }
  const isOver = rows.length < atOnce;
  await tx
    .update(importRun)
    .set({
      beatAt: ctx.now(),
      goodRows: run.goodRows - refused,
      badRows: run.badRows + refused,
      ...(isOver ? { state: "accepted", worker: null } : {}),
    })
    .where(eq(importRun.id, run.id));
  const files = isOver ? await stagedFilesOf(tx, [run.id]) : [];
  if (files.length > 0)
    await tx
      .update(importRow)
      .set({ value: sql`jsonb_set(${importRow.value}, '{kept}', '""')` })
      .where(and(eq(importRow.runId, run.id), inArray(sql`${importRow.value} ->> 'kept'`, [...files])));
  return { created, isOver, files };
}

/**
 * Enters the next good rows of a file of batteries in the caller's transaction, for an operator that signs them outside: so
 * many at once as go into one file, and the run waits for the next. `IMPORT_NOT_STAGED`, `NOTHING_CHANGED` where no row is left.
 */
export async function enterRowsToSign(
  ctx: Context,
  tx: Database,
  { id }: { readonly id: string },
): Promise<{ readonly path: null; readonly operatorId: string; readonly files: readonly string[] }> {
  await demandOwnRun(ctx, tx, id);
  const found = await lockRun(tx, id);
  const { run, state } = found;
  if (state !== "staged" && state !== "stopped")
    throw new Refusal("IMPORT_NOT_STAGED", "This import is at work, or was taken over or discarded already.");
  const { operatorId } = run;
  const { created, isOver, files } = await enterNext(ctx, tx, found, rowsToSign);
  if (created === 0) throw new Refusal("NOTHING_CHANGED", "No row of this file makes a battery any more.");
  await tx
    .update(importRun)
    .set({
      ...{ acceptedBy: ctx.caller.userId, acceptedAt: run.acceptedAt ?? ctx.now() },
      ...(isOver ? {} : { state: "stopped" }),
    })
    .where(eq(importRun.id, id));
  const { fileName, sha256 } = run;
  const detail = { run: id, kind: found.kind, fileName, sha256, created };
  await recordDeed(ctx, tx, { action: "import.accept", subject: id, operatorId, detail });
  return { path: null, operatorId, files };
}

/** Why a row cannot be entered any more. What is no refusal is our own failure, and ends the step. */
function reasonsOf(error: unknown): readonly Problem[] {
  if (error instanceof Refusal) return refusalProblems(error);
  if (kidHeldOutside(error) !== null) return [{ code: "SIGNED_OUTSIDE", path: "" }];
  throw error;
}

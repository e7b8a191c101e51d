import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { importRow, importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Problem } from "../../domain/problem.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { stagedFilesOf } from "../import/clear-runs.ts";
import { afterIssue } from "../log/after-issue.ts";
import { newId } from "../new-id.ts";
import { kidHeldOutside } from "../../platform/signer.ts";
import { handlers } from "./handler.ts";
import { demandOwnRun, isCutOff, keptRow, lockRun, pendingRows } from "./load.ts";
import { refusalProblems } from "./problems-of.ts";

/** Somebody who enters the rows of a run; whoever comes later takes it over. */
export interface Worker {
  readonly runId: string;
  readonly id: string;
}

/**
 * Begins to enter the good rows of a file, or goes on with those of a run that was stopped or cut off. Answers who enters
 * them: the caller then lets it work, {@link workOn}. `IMPORT_NOT_STAGED` for a run that is over or at work.
 */
export async function beginRun(ctx: Context, input: { readonly id: string }): Promise<Worker> {
  await demandOwnRun(ctx, ctx.db, input.id);
  const worker = newId(ctx);
  await ctx.db.transaction(async (tx) => {
    const { run, state, kind } = await lockRun(tx, input.id);
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
  const done = await ctx.db.transaction(async (tx): Promise<Step & { readonly files: readonly string[] }> => {
    const { run, kind, state, scope } = await lockRun(tx, worker.runId);
    const { operatorId } = run;
    if (state !== "running" || run.worker !== worker.id)
      return { operatorId, signed: false, isOver: true, files: [] };
    const { enter, rowsAtOnce } = handlers[kind];
    const rows = await tx
      .select()
      .from(importRow)
      .where(pendingRows(run.id))
      .orderBy(asc(importRow.rowNumber))
      .limit(rowsAtOnce);
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
    const isOver = rows.length < rowsAtOnce;
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
    return { operatorId, signed: created > 0 && kind === "items", isOver, files };
  });
  await Promise.all(done.files.map((file) => ctx.files.remove(file)));
  return done;
}

/** Why a row cannot be entered any more. What is no refusal is our own failure, and ends the step. */
function reasonsOf(error: unknown): readonly Problem[] {
  if (error instanceof Refusal) return refusalProblems(error);
  if (kidHeldOutside(error) !== null) return [{ code: "SIGNED_OUTSIDE", path: "" }];
  throw error;
}

import { and, eq, isNotNull, not } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { importRow } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Problem } from "../../domain/problem.ts";
import { stageLines, takeOver } from "../../domain/import/stage-lines.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { lockDeclaration, refuseOtherThanDraft } from "../footprint/load.ts";
import { writeInventory } from "../footprint/write-inventory.ts";
import { stagedFilesOf } from "./clear-runs.ts";
import { effectOf } from "./effects.ts";
import type { LoadedRun } from "./load-run.ts";
import { closeRun, demandRun, demandStaged, fileFacts, givenIn, withoutHead } from "./load-run.ts";
import { keepMapping } from "./mapping.ts";
import { stageHead, withHead } from "./stage-head.ts";
import { goodRows, stagingContext } from "./staging-context.ts";
import type { ImportEffect } from "./view.ts";
import { atHeadRow } from "./view.ts";
import type { ImportWatch } from "./watch.ts";
import { unwatched } from "./watch.ts";

export interface Acceptance {
  /** The declaration. */
  readonly id: string;
  readonly run: string;
  /** State of the draft the dry run was looked at with. */
  readonly lock: number;
  /** `add` keeps the lines the file does not name; `replace` takes them out. */
  readonly how: "add" | "replace";
}

/** As long as somebody may hold the draft who takes a large file over. */
const waitMs = 30_000;

/**
 * Takes the good rows of a staged file into the draft: all of them or none, in one transaction that one `undo` takes
 * back. Rows are judged once more against the draft as it is now; where one does not fit any more everything stays
 * (`IMPORT_ROWS_CHANGED`, each row named). The head of the inventory goes with them where the run says so. A file that
 * says what the draft says already changes nothing. Of the file only what is still to mend is kept.
 */
export async function acceptImport(
  ctx: Context,
  input: Acceptance,
  watch: ImportWatch = unwatched,
): Promise<ImportEffect & { readonly head: number }> {
  const { effect, files } = await ctx.db.transaction(async (tx) => {
    // Of two who take the same file over the second waits for the first, and then reads what became of it.
    const loaded = await lockDeclaration(ctx, tx, input.id, "declaration.write", waitMs);
    const staged = await demandRun(tx, input.id, input.run);
    demandStaged(staged);
    refuseOtherThanDraft(loaded, input);
    // Before any deed is written: whoever discards does both in the same order, and nobody waits in a circle.
    await closeRun(tx, input.run, ctx.now());
    const rows = staged.rows.flatMap((row) => {
      const given = givenIn(row);
      return given === null ? [] : [{ number: row.rowNumber, given, problems: [] }];
    });
    await watch.report({ step: "judging", rows: rows.length });
    const facts = fileFacts(staged);
    const head = facts.head?.isTaken ? stageHead(loaded, facts.head.given, facts.head.problems) : null;
    const context = await stagingContext(tx, withHead(loaded, head?.changes ?? null), rows);
    const judged = stageLines(rows, context);
    const broken = [
      ...(head?.changes === null
        ? head.problems.map((problem) => atHeadRow(problem, facts.head?.rows ?? []))
        : []
      ).map((problem): Problem => ({
        ...problem,
        path: `row ${problem.params?.["row"] ?? ""} ${problem.path}`,
      })),
      ...judged.flatMap(({ line, number, problems }) =>
        line === null
          ? problems.map((problem): Problem => ({ ...problem, path: `row ${number} ${problem.path}`.trim() }))
          : [],
      ),
    ];
    if (broken.length > 0) {
      throw new Refusal(
        "IMPORT_ROWS_CHANGED",
        "The draft changed meanwhile, and rows that were good do not fit it any more.",
        broken.filter(({ code }) => code.startsWith("E_")).slice(0, 100),
      );
    }
    await watch.report({ step: "keeping", rows: rows.length });
    const taken = takeOver(context.lines, goodRows(judged), input.how);
    const members = head?.differences.length ?? 0;
    const done = { ...effectOf(taken), head: members };
    const { fileName, sha256, operatorId, columns } = staged.run;
    const detail = { run: input.run, fileName, sha256, how: input.how, ...done };
    const action = "declaration.import";
    const subject = loaded.declaration.id;
    const changesLines = done.added + done.changed + done.removed > 0;
    if (changesLines || members > 0)
      await writeInventory(ctx, tx, loaded, {
        ...{ action, detail },
        ...(changesLines ? { lines: { before: context.lines, after: taken.lines } } : {}),
        ...(members === 0 || head?.changes == null ? {} : { header: head.changes }),
      });
    else await recordDeed(ctx, tx, { action, subject, operatorId, detail });
    await keepMapping(ctx, tx, { operatorId, headerHash: facts.headerHash, columns });
    const kept = await stagedFilesOf(tx, [input.run]);
    await keepWhatIsToMend(tx, staged);
    watch.signal.throwIfAborted();
    return { effect: done, files: kept };
  });
  await Promise.all(files.map((file) => ctx.files.remove(file)));
  return effect;
}

/** Good rows are lines now; the bad ones stay with their heading for a while, to be mended in the layout they came in. */
async function keepWhatIsToMend(tx: Database, { run, heading }: LoadedRun): Promise<void> {
  const isOfRun = eq(importRow.runId, run.id);
  if (run.badRows === 0 || heading === null) {
    await tx.delete(importRow).where(isOfRun);
    return;
  }
  const isHeading = eq(importRow.rowNumber, heading.rowNumber);
  await tx.delete(importRow).where(and(isOfRun, isNotNull(importRow.value), not(isHeading)));
  await tx
    .update(importRow)
    .set({ value: withoutHead(heading.value ?? {}) })
    .where(and(isOfRun, isHeading));
}

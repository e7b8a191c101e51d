import { eq } from "drizzle-orm";
import { importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { Problem } from "../../domain/problem.ts";
import { stageLines, takeOver } from "../../domain/import/stage-lines.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { lockDraft } from "../footprint/load.ts";
import { writeInventory } from "../footprint/write-inventory.ts";
import { demandRun, demandStaged, fileFacts, givenIn } from "./load-run.ts";
import { keepMapping } from "./mapping.ts";
import { goodRows, stagingContext } from "./staging-context.ts";
import type { ImportEffect } from "./view.ts";

export interface Acceptance {
  /** The declaration. */
  readonly id: string;
  readonly run: string;
  /** State of the draft the dry run was looked at with. */
  readonly lock: number;
  /** `add` keeps the lines the file does not name; `replace` takes them out. */
  readonly how: "add" | "replace";
}

/**
 * Takes the good rows of a staged file into the draft: all of them or none, in one transaction that one `undo` takes
 * back. Rows are judged once more against the draft as it is now; where one does not fit any more everything stays
 * (`IMPORT_ROWS_CHANGED`, each row named). A file that says what the draft says already changes nothing.
 */
export async function acceptImport(ctx: Context, input: Acceptance): Promise<ImportEffect> {
  return ctx.db.transaction(async (tx) => {
    const loaded = await lockDraft(ctx, tx, input, "declaration.write");
    const staged = await demandRun(tx, input.id, input.run);
    demandStaged(staged);
    const rows = staged.rows.flatMap((row) => {
      const given = givenIn(row);
      return given === null ? [] : [{ number: row.rowNumber, given, problems: [] }];
    });
    const context = await stagingContext(tx, loaded, rows);
    const judged = stageLines(rows, context);
    const broken = judged.flatMap(({ line, number, problems }) =>
      line === null
        ? problems.map((problem): Problem => ({ ...problem, path: `row ${number} ${problem.path}`.trim() }))
        : [],
    );
    if (broken.length > 0) {
      throw new Refusal(
        "IMPORT_ROWS_CHANGED",
        "The draft changed meanwhile, and rows that were good do not fit it any more.",
        broken.filter(({ code }) => code.startsWith("E_")).slice(0, 100),
      );
    }
    const { lines, added, changed, unchanged, removed } = takeOver(
      context.lines,
      goodRows(judged),
      input.how,
    );
    const effect = {
      ...{ added: added.length, changed: changed.length },
      ...{ unchanged: unchanged.length, removed: removed.length },
    };
    const { fileName, sha256, operatorId, columns } = staged.run;
    const detail = { run: input.run, fileName, sha256, how: input.how, ...effect };
    const action = "declaration.import";
    const subject = loaded.declaration.id;
    if (added.length + changed.length + removed.length > 0)
      await writeInventory(ctx, tx, loaded, {
        action,
        detail,
        lines: { before: context.lines, after: lines },
      });
    else await recordDeed(ctx, tx, { action, subject, operatorId, detail });
    await keepMapping(ctx, tx, { operatorId, headerHash: fileFacts(staged).headerHash, columns });
    await tx
      .update(importRun)
      .set({ state: "accepted", acceptedAt: ctx.now() })
      .where(eq(importRun.id, input.run));
    return effect;
  });
}

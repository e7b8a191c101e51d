import { and, eq, isNotNull, sql } from "drizzle-orm";
import { importRow, importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { stagedFiles } from "./staged-file.ts";

/** A file younger than this may be of an import that another process is just reading. */
const youngMs = 3_600_000;

/**
 * Brings the staged files and the rows about them together again after a crash, which can fall between the two: a file no
 * staged run knows is taken away, with anything half written; a staged run whose file is gone says so from then on and
 * can still be taken over, for its rows are kept apart. Called at every start. Documents and evidence are never touched.
 */
export async function sweepStagedFiles(
  ctx: Context,
): Promise<{ readonly orphans: number; readonly lost: number; readonly unfinished: number }> {
  demand(ctx, "registry.keep", null);
  const young = new Date(ctx.now().getTime() - youngMs);
  const there = new Map<string, string>();
  for await (const { kept, run } of stagedFiles(ctx)) there.set(kept, run);
  const known = await knownFiles(ctx);
  const orphans = [...there].filter(([kept, run]) => !known.has(kept) && madeAt(run) < young);
  await Promise.all(orphans.map(([kept]) => ctx.files.remove(kept)));
  const lost = [...known].filter(([kept]) => !there.has(kept));
  const unfinished = await ctx.files.removeUnfinished(young);
  const done = { orphans: orphans.length, lost: lost.length, unfinished };
  if (done.orphans + done.lost + done.unfinished === 0) return done;
  await ctx.db.transaction(async (tx) => {
    for (const [kept, run] of lost)
      await tx
        .update(importRow)
        .set({ value: sql`jsonb_set(${importRow.value}, '{kept}', '""')` })
        .where(and(eq(importRow.runId, run), eq(sql`${importRow.value} ->> 'kept'`, kept)));
    await recordDeed(ctx, tx, {
      ...{ action: "import.sweep", subject: "imports", operatorId: null, detail: done },
    });
  });
  return done;
}

/** Files that staged runs need, each with its run. */
async function knownFiles(ctx: Context): Promise<ReadonlyMap<string, string>> {
  const kept = sql<string>`${importRow.value} ->> 'kept'`;
  const rows = await ctx.db
    .select({ kept, run: importRow.runId })
    .from(importRow)
    .innerJoin(importRun, eq(importRun.id, importRow.runId))
    .where(and(eq(importRun.state, "staged"), isNotNull(kept)));
  return new Map(rows.filter((row) => row.kept !== "").map((row) => [row.kept, row.run]));
}

/** The moment in an identifier of version 7. Source: RFC 9562, section 5.7. */
function madeAt(uuid: string): Date {
  return new Date(Number.parseInt(uuid.replaceAll("-", "").slice(0, 12), 16));
}

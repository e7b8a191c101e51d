import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { importRow, importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { ColumnMapping, FoundHeading } from "../../domain/import/heading.ts";
import { findHeading, fitMapping } from "../../domain/import/heading.ts";
import { columnOf, readRows } from "../../domain/import/read-rows.ts";
import { stageLines } from "../../domain/import/stage-lines.ts";
import type { Problem } from "../../domain/problem.ts";
import { readSpreadsheet } from "../../platform/spreadsheet.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import { newId } from "../new-id.ts";
import { headerHashOf, importKind, keepMapping, keptMapping } from "./mapping.ts";
import { readImport } from "./read.ts";
import { demandDraft, stagingContext } from "./staging-context.ts";
import type { ImportView } from "./view.ts";

export interface ImportedFile {
  /** The declaration whose draft it is for. */
  readonly id: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** What the columns mean; without it what was kept for such a heading, else what is proposed. */
  readonly columns?: ColumnMapping | undefined;
  /** The sheet to read, where a workbook has several. */
  readonly sheet?: string | undefined;
}

/**
 * The dry run: reads a spreadsheet, judges every row against the draft and keeps both, the good rows and the bad ones with
 * every reason. Nothing of the draft changes. An earlier file staged for the same draft makes room. The file stays
 * readable here until the run is taken over or discarded, so that another mapping needs no second upload.
 *
 * Refusals: `INVALID_INPUT` for a file that is none (the codes of `readSpreadsheet`) or has no heading
 * (`E_SHEET_HEADING`); `NOT_A_DRAFT`.
 */
export async function stageImport(ctx: Context, input: ImportedFile): Promise<ImportView> {
  const loaded = await demandDraft(ctx, input.id);
  const { declaration } = loaded;
  const read = await readSpreadsheet(input.bytes);
  if (!read.ok) throw invalidInput(read.problems);
  const heading = findHeading(read.value, input.sheet);
  if (heading === null) throw invalidInput([{ code: "E_SHEET_HEADING", path: "file" }]);
  const { operatorId } = declaration;
  const headerHash = headerHashOf(heading.columns.map(({ key }) => key));
  const kept = input.columns ?? (await keptMapping(ctx.db, operatorId, headerHash));
  const columns = fitMapping(kept ?? heading.proposed, heading);
  const rows = readRows(heading, columns);
  const staged = stageLines(rows, await stagingContext(ctx.db, loaded, rows));
  const { sha256 } = await ctx.files.put(input.bytes);
  const id = newId(ctx);
  const good = staged.filter(({ line }) => line !== null).length;
  await ctx.db.transaction(async (tx) => {
    await tx
      .update(importRun)
      .set({ state: "discarded" })
      .where(and(eq(importRun.declarationId, declaration.id), eq(importRun.state, "staged")));
    await tx.insert(importRun).values({
      ...{ id, operatorId, kind: importKind, declarationId: declaration.id, sha256, columns },
      fileName: input.fileName.trim().slice(0, 200),
      ...{ goodRows: good, badRows: staged.length - good },
      ...{ createdBy: ctx.caller.userId, createdAt: ctx.now() },
    });
    const sheets = read.value.sheets.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
    const about = { sheet: heading.sheet.name, sheets, headerHash, encoding: read.value.encoding ?? "" };
    const first = { number: heading.row.number, cells: heading.columns.map((column) => column.heading) };
    await insertRows(tx, id, [
      { rowNumber: first.number, cells: first.cells, value: about, problems: [] },
      ...staged.map((row, at) => ({
        rowNumber: row.number,
        cells: rows[at]?.cells ?? [],
        value: row.line === null ? null : row.given,
        problems: row.problems.map((problem) => atColumn(problem, heading, columns)),
      })),
    ]);
    if (input.columns !== undefined) await keepMapping(ctx, tx, { operatorId, headerHash, columns });
    const detail = { fileName: input.fileName, sha256, good, bad: staged.length - good };
    await recordDeed(ctx, tx, { action: "import.stage", subject: declaration.id, operatorId, detail });
  });
  return readImport(ctx, { id: declaration.id });
}

/** Rows in one statement. */
const batch = 1000;

async function insertRows(
  tx: Database,
  runId: string,
  rows: readonly Omit<typeof importRow.$inferInsert, "runId">[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += batch)
    await tx.insert(importRow).values(rows.slice(at, at + batch).map((row) => ({ runId, ...row })));
}

/** A problem of a whole line is shown at the column of its field, where the file has it. */
function atColumn(problem: Problem, heading: FoundHeading, columns: ColumnMapping): Problem {
  if (problem.params?.["column"] !== undefined) return problem;
  const place = columnOf(problem.path, heading, columns);
  return place === null ? problem : { ...problem, params: { ...problem.params, ...place } };
}

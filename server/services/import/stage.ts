import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { insertMany } from "../../../db/insert-many.ts";
import { importRow, importRun } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { readHead, findHeadSheet } from "../../domain/import/head-sheet.ts";
import type { ColumnMapping, FoundHeading } from "../../domain/import/heading.ts";
import { findHeading, fitMapping, shapeOf } from "../../domain/import/heading.ts";
import { keepableSheets, keepableText } from "../../domain/import/keepable-sheets.ts";
import { columnOf, readRows } from "../../domain/import/read-rows.ts";
import type { Workbook } from "../../domain/import/sheet.ts";
import { stageLines } from "../../domain/import/stage-lines.ts";
import type { Problem } from "../../domain/problem.ts";
import { readSpreadsheet } from "../../platform/spreadsheet.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import { newId } from "../new-id.ts";
import { clearRuns } from "./clear-runs.ts";
import { effectsOf } from "./effects.ts";
import type { HeadFact, SheetFact } from "./load-run.ts";
import { headerHashOf, importKind, keepMapping, keptMapping } from "./mapping.ts";
import { readImport } from "./read.ts";
import { stageHead, withHead } from "./stage-head.ts";
import { keepStagedFile } from "./staged-file.ts";
import { demandDraft, goodRows, stagingContext } from "./staging-context.ts";
import type { ImportView } from "./view.ts";
import type { ImportWatch } from "./watch.ts";
import { unwatched } from "./watch.ts";

export interface ImportedFile {
  /** The declaration whose draft it is for. */
  readonly id: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** What the columns mean; without it what was kept for such a heading, else what is proposed. */
  readonly columns?: ColumnMapping | undefined;
  /** Whether these columns were chosen by a person, and are kept for the next file with such a heading. */
  readonly keepsColumns?: boolean | undefined;
  /** The sheet to read, where a workbook has several. */
  readonly sheet?: string | undefined;
  /** Whether the head of the inventory is taken over too, where the workbook has a sheet with one; true when absent. */
  readonly head?: boolean | undefined;
}

/**
 * The dry run: reads a spreadsheet, judges every row against the draft and keeps both, the good rows and the bad ones with
 * every reason. Nothing of the draft changes. An earlier file staged for the same draft makes room. The file stays
 * readable here until the run is taken over or discarded, so that another mapping needs no second upload.
 *
 * A sheet with the head of the inventory, as an export writes it, is read beside the lines; they are then judged under
 * the head they would stand under, unless something is wrong with it or the caller wants the lines alone.
 *
 * Refusals: `INVALID_INPUT` for a file that is none (the codes of `readSpreadsheet`) or has no heading
 * (`E_SHEET_HEADING`); `NOT_A_DRAFT`. Throws what the signal says when nobody waits any more; nothing is kept then.
 */
export async function stageImport(
  ctx: Context,
  input: ImportedFile,
  watch: ImportWatch = unwatched,
): Promise<ImportView> {
  const loaded = await demandDraft(ctx, input.id);
  const { declaration } = loaded;
  await watch.report({ step: "reading" });
  const fileName = keepableText(input.fileName.trim().slice(0, 200));
  const read = await readSpreadsheet(input.bytes);
  if (!read.ok) throw invalidInput(read.problems);
  const workbook = keepableSheets(read.value);
  const headSheet = findHeadSheet(workbook);
  const sheets = workbook.sheets.filter((sheet) => sheet !== headSheet?.sheet);
  const heading = findHeading({ ...workbook, sheets }, input.sheet);
  if (heading === null) throw invalidInput([{ code: "E_SHEET_HEADING", path: "file" }]);
  const { operatorId } = declaration;
  const headerHash = headerHashOf(shapeOf(heading));
  const kept = input.columns ?? (await keptMapping(ctx.db, operatorId, headerHash));
  const columns = fitMapping(kept ?? heading.proposed, heading);
  const rows = readRows(heading, columns);
  await watch.report({ step: "judging", rows: rows.length });
  const head = headSheet === null ? null : readHead(headSheet);
  const changes =
    head === null || input.head === false ? null : stageHead(loaded, head.given, head.problems).changes;
  const context = await stagingContext(ctx.db, withHead(loaded, changes), rows);
  const staged = stageLines(rows, context);
  const good = staged.filter(({ line }) => line !== null).length;
  const noted = {
    ...{ sheet: heading.sheet.name, sheets: sheetFacts({ ...workbook, sheets }), headerHash },
    units: heading.columns.map(({ index }) => heading.units?.cells[index] ?? ""),
    encoding: workbook.encoding ?? "",
    head: head === null ? null : ({ ...head, isTaken: changes !== null } satisfies HeadFact),
    effect: { lock: declaration.lock, ...effectsOf(context.lines, goodRows(staged)) },
  };
  await watch.report({ step: "keeping", rows: rows.length });
  const id = newId(ctx);
  const file = await keepStagedFile(ctx, id, input.bytes);
  const sha256 = digestOf(input.bytes);
  try {
    const gone = await ctx.db.transaction(async (tx) => {
      const earlier = await clearRuns(
        tx,
        and(eq(importRun.declarationId, declaration.id), eq(importRun.state, "staged")),
      );
      await tx.insert(importRun).values({
        ...{ id, operatorId, kind: importKind, declarationId: declaration.id, sha256, columns },
        fileName,
        ...{ goodRows: good, badRows: staged.length - good },
        ...{ createdBy: ctx.caller.userId, createdAt: ctx.now() },
      });
      const first = { number: heading.row.number, cells: heading.columns.map((column) => column.heading) };
      await insertMany(tx, importRow, [
        {
          ...{ runId: id, rowNumber: first.number, cells: first.cells },
          ...{ value: { ...noted, kept: file }, problems: [] },
        },
        ...staged.map((row, at) => ({
          ...{ runId: id, rowNumber: row.number, cells: rows[at]?.cells ?? [] },
          value: row.line === null ? null : row.given,
          problems: row.problems.map((problem) => atColumn(problem, heading, columns)),
        })),
      ]);
      if (input.columns !== undefined && input.keepsColumns !== false)
        await keepMapping(ctx, tx, { operatorId, headerHash, columns });
      const detail = { fileName, sha256, good, bad: staged.length - good };
      await recordDeed(ctx, tx, { action: "import.stage", subject: declaration.id, operatorId, detail });
      watch.signal.throwIfAborted();
      return earlier;
    });
    await Promise.all(gone.map((one) => ctx.files.remove(one)));
  } catch (error) {
    await ctx.files.remove(file);
    throw error;
  }
  return readImport(ctx, { id: declaration.id });
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The sheets a person sees, and how many rows stand below headings that are known. */
function sheetFacts(workbook: Workbook): readonly SheetFact[] {
  return workbook.sheets
    .filter(({ isHidden }) => !isHidden)
    .map((sheet) => {
      const heading = findHeading({ ...workbook, sheets: [sheet] });
      const known = Object.values(heading?.proposed ?? {}).filter((field) => field !== null).length;
      const isTable = heading !== null && known >= 2;
      return {
        name: sheet.name,
        lines: isTable ? sheet.rows.filter(({ number }) => number > heading.lastRow).length : 0,
      };
    });
}

/** A problem of a whole line is shown at the column of its field, where the file has it. */
function atColumn(problem: Problem, heading: FoundHeading, columns: ColumnMapping): Problem {
  if (problem.params?.["column"] !== undefined) return problem;
  const place = columnOf(problem.path, heading, columns);
  return place === null ? problem : { ...problem, params: { ...problem.params, ...place } };
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { nameColumns } from "../../domain/import/heading.ts";
import type { TakeOver } from "../../domain/import/stage-lines.ts";
import { stageLines, takeOver } from "../../domain/import/stage-lines.ts";
import { Refusal } from "../../refusal.ts";
import { loadDeclaration } from "../footprint/load.ts";
import type { LoadedRun } from "./load-run.ts";
import { fileFacts, givenIn, loadRun } from "./load-run.ts";
import { goodRows, stagingContext } from "./staging-context.ts";
import type { ImportEffect, ImportRowView, ImportView } from "./view.ts";

/** Rows of each kind that a screen shows; the file to mend has all the bad ones. */
const shownRows = 200;

/** The file staged for a draft, or one run by its identifier; `IMPORT_NOT_FOUND`. */
export async function readImport(
  ctx: Context,
  input: { readonly id: string; readonly run?: string | undefined },
): Promise<ImportView> {
  const view = await findImport(ctx, input);
  if (view === null) throw new Refusal("IMPORT_NOT_FOUND", "No file is staged for this draft.");
  return view;
}

/** The same; null where there is none. */
export async function findImport(
  ctx: Context,
  input: { readonly id: string; readonly run?: string | undefined },
): Promise<ImportView | null> {
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", loaded.declaration.operatorId);
  const run = await loadRun(ctx.db, input.id, input.run);
  if (run === null) return null;
  const rows = run.rows.flatMap((row) => {
    const given = givenIn(row);
    return given === null ? [] : [{ number: row.rowNumber, given, problems: [] }];
  });
  const context = await stagingContext(ctx.db, loaded, rows);
  // The rows were judged when they were staged, and are again when they are taken over.
  const lines = goodRows(stageLines(rows, { ...context, judge: () => [] }));
  return {
    ...viewRun(run),
    effect: {
      add: effectOf(takeOver(context.lines, lines, "add")),
      replace: effectOf(takeOver(context.lines, lines, "replace")),
    },
  };
}

function viewRun(loaded: LoadedRun): Omit<ImportView, "effect"> {
  const { run, heading, rows } = loaded;
  const { sheet, sheets } = fileFacts(loaded);
  const bad = rows.filter(({ value }) => value === null);
  const good = rows.filter(({ value }) => value !== null);
  const repaired = good.filter(({ problems }) => problems.length > 0);
  const nameAt = nameColumns(heading.cells).flatMap(({ key, index }) =>
    ["nameEn", "nameZh", "code"].includes(run.columns[key] ?? "") ? [index] : [],
  );
  const view = (row: (typeof rows)[number]): ImportRowView => ({
    number: row.rowNumber,
    name: nameAt.map((index) => row.cells[index] ?? "").find((text) => text !== "") ?? "",
    problems: row.problems,
  });
  return {
    id: run.id,
    declarationId: run.declarationId,
    fileName: run.fileName,
    state: run.state === "accepted" || run.state === "discarded" ? run.state : "staged",
    createdAt: run.createdAt.toISOString(),
    ...{ goodRows: run.goodRows, badRows: run.badRows, sheet, sheets },
    columns: nameColumns(heading.cells).map(({ key, heading: text, letters, index }) => ({
      ...{ key, heading: text, letters },
      field: run.columns[key] ?? null,
      sample: rows
        .slice(0, 50)
        .flatMap(({ cells }) => cells[index] || [])
        .slice(0, 3),
    })),
    bad: bad.slice(0, shownRows).map(view),
    repaired: repaired.slice(0, shownRows).map(view),
    repairedRows: repaired.length,
    good: good.slice(0, shownRows).map(view),
  };
}

function effectOf({ added, changed, unchanged, removed }: TakeOver): ImportEffect {
  return {
    added: added.length,
    changed: changed.length,
    unchanged: unchanged.length,
    removed: removed.length,
  };
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { nameColumns } from "../../domain/import/heading.ts";
import { stageLines } from "../../domain/import/stage-lines.ts";
import { Refusal } from "../../refusal.ts";
import type { LoadedDeclaration } from "../footprint/load.ts";
import { loadDeclaration } from "../footprint/load.ts";
import { importDays } from "./clean-up.ts";
import { effectsOf } from "./effects.ts";
import type { FileFacts, HeadFact, LoadedRun } from "./load-run.ts";
import { fileFacts, givenIn, loadRun } from "./load-run.ts";
import { stageHead, withHead } from "./stage-head.ts";
import { goodRows, stagingContext } from "./staging-context.ts";
import type { ImportEffect, ImportHeadView, ImportRowView, ImportView } from "./view.ts";
import { atHeadRow } from "./view.ts";

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
  const facts = fileFacts(run);
  return {
    ...viewRun(run),
    head: run.run.state === "staged" ? headView(loaded, facts.head) : null,
    effect: await effectNow(ctx, loaded, run, facts),
  };
}

const nothing: ImportEffect = { added: 0, changed: 0, unchanged: 0, removed: 0 };

/** Found when the file was staged; again only when the draft changed since. */
async function effectNow(
  ctx: Context,
  loaded: LoadedDeclaration,
  { run, rows: stored }: LoadedRun,
  { effect, head }: FileFacts,
): Promise<ImportView["effect"]> {
  if (run.state !== "staged") return { add: nothing, replace: nothing };
  if (effect?.lock === loaded.declaration.lock) return { add: effect.add, replace: effect.replace };
  const rows = stored.flatMap((row) => {
    const given = givenIn(row);
    return given === null ? [] : [{ number: row.rowNumber, given, problems: [] }];
  });
  const changes = head?.isTaken ? stageHead(loaded, head.given, head.problems).changes : null;
  const context = await stagingContext(ctx.db, withHead(loaded, changes), rows);
  // The rows were judged when they were staged, and are again when they are taken over.
  return effectsOf(context.lines, goodRows(stageLines(rows, { ...context, judge: () => [] })));
}

function headView(loaded: LoadedDeclaration, head: HeadFact | null): ImportHeadView | null {
  if (head === null) return null;
  const { changes, differences, problems } = stageHead(loaded, head.given, head.problems);
  return {
    sheet: head.sheet,
    isTaken: head.isTaken && changes !== null,
    differences,
    problems: problems.map((problem) => atHeadRow(problem, head.rows)),
  };
}

function viewRun(loaded: LoadedRun): Omit<ImportView, "effect" | "head"> {
  const { run, heading, rows } = loaded;
  const { sheet, sheets, kept } = fileFacts(loaded);
  const bad = rows.filter(({ value }) => value === null);
  const good = rows.filter(({ value }) => value !== null);
  const repaired = good.filter(({ problems }) => problems.length > 0);
  const names = nameColumns(heading?.cells ?? []);
  // A name says more than a code, in whatever order the columns stand.
  const nameAt = ["nameEn", "nameZh", "code"].flatMap((field) =>
    names.flatMap(({ key, index }) => (run.columns[key] === field ? [index] : [])),
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
    columns: names.map(({ key, heading: text, letters, index }) => ({
      ...{ key, heading: text, letters },
      field: run.columns[key] ?? null,
      sample: rows
        .slice(0, 50)
        .flatMap(({ cells }) => cells[index] || [])
        .slice(0, 3),
    })),
    hasFile: kept !== "",
    bad: bad.slice(0, shownRows).map(view),
    mayMend: bad.length > 0,
    mendDays: importDays,
    repaired: repaired.slice(0, shownRows).map(view),
    repairedRows: repaired.length,
    good: good.slice(0, shownRows).map(view),
  };
}

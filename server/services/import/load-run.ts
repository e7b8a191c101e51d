import { and, asc, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { importRow, importRun } from "../../../db/schema/index.ts";
import type { HeadCells } from "../../domain/import/head-cells.ts";
import type { HeadRow, ReadHead } from "../../domain/import/head-sheet.ts";
import type { Problem } from "../../domain/problem.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";
import type { ImportEffect } from "./view.ts";

type StoredRow = Omit<typeof importRow.$inferSelect, "runId" | "outcome" | "productUrl">;

/** A run with its rows; the first one read is the heading. Of a discarded one only the run is left. */
export interface LoadedRun {
  readonly run: typeof importRun.$inferSelect & { readonly declarationId: string };
  readonly heading: StoredRow | null;
  readonly rows: readonly StoredRow[];
}

/** A run of a declaration: the one named, or the newest that is staged. Null when there is none. */
export async function loadRun(
  db: Database,
  declarationId: string,
  runId: string | undefined,
): Promise<LoadedRun | null> {
  if (runId !== undefined && !isUuid(runId)) return null;
  const [run] = await db
    .select()
    .from(importRun)
    .where(
      and(
        eq(importRun.declarationId, declarationId),
        runId === undefined ? eq(importRun.state, "staged") : eq(importRun.id, runId),
      ),
    )
    .orderBy(desc(importRun.createdAt), desc(importRun.id))
    .limit(1);
  if (run === undefined) return null;
  const { rowNumber, cells, value, problems } = importRow;
  const [heading = null, ...rows] = await db
    .select({ rowNumber, cells, value, problems })
    .from(importRow)
    .where(eq(importRow.runId, run.id))
    .orderBy(asc(rowNumber));
  return { run: { ...run, declarationId }, heading, rows };
}

/** The same, refusing where there is none. */
export async function demandRun(db: Database, declarationId: string, runId: string): Promise<LoadedRun> {
  const loaded = await loadRun(db, declarationId, runId);
  if (loaded === null) throw new Refusal("IMPORT_NOT_FOUND", "There is no such import of this draft.");
  return loaded;
}

/** Refuses a run that was taken over or discarded. */
export function demandStaged({ run }: LoadedRun): void {
  if (run.state !== "staged") throw notStaged();
}

/** Marks a staged run as taken over. Of two who end it at once the second is refused, and what it did goes back. */
export async function closeRun(tx: Database, runId: string, acceptedAt: Date): Promise<void> {
  const closed = await tx
    .update(importRun)
    .set({ state: "accepted", acceptedAt })
    .where(and(eq(importRun.id, runId), eq(importRun.state, "staged")))
    .returning({ id: importRun.id });
  if (closed.length === 0) throw notStaged();
}

function notStaged(): Refusal {
  return new Refusal("IMPORT_NOT_STAGED", "This import was taken over or discarded already.");
}

/** What a good row says, by field; null for one with problems. */
export function givenIn(row: StoredRow): Readonly<Record<string, string>> | null {
  return row.value === null ? null : textsIn(row.value);
}

/** What is noted about a file beside its heading. */
export interface FileFacts {
  readonly sheet: string;
  readonly sheets: readonly SheetFact[];
  readonly headerHash: string;
  /** The row of units below the heading, empty where the file has none. */
  readonly units: readonly string[];
  /** Digest under which the staged file is kept. */
  readonly kept: string;
  readonly head: HeadFact | null;
  /** What taking over would do, as it was with the draft in this state. */
  readonly effect: {
    readonly lock: number;
    readonly add: ImportEffect;
    readonly replace: ImportEffect;
  } | null;
}

/** A visible sheet of a workbook, and how many rows stand below headings it has. */
export interface SheetFact {
  readonly name: string;
  readonly lines: number;
}

/** The sheet of the head as it was read, and whether it is to be taken over with the lines. */
export interface HeadFact extends ReadHead {
  readonly isTaken: boolean;
}

/** What was noted about the file with its heading. */
export function fileFacts({ heading }: LoadedRun): FileFacts {
  const noted = heading?.value ?? {};
  const text = (name: string) => textOr(noted[name]);
  return {
    ...{ sheet: text("sheet"), headerHash: text("headerHash"), kept: text("kept") },
    units: listIn(noted["units"]).map(textOr),
    sheets: listIn(noted["sheets"]).map((one) => ({
      name: textOr(memberOf(one, "name")),
      lines: Number(memberOf(one, "lines") ?? 0),
    })),
    head: headIn(noted["head"]),
    effect: effectIn(noted["effect"]),
  };
}

/** What a screen needs of the noted facts is written with them; the bulky parts go when the run is done with. */
export function withoutHead({
  head: _,
  ...noted
}: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...noted, kept: "", effect: null };
}

function headIn(value: unknown): HeadFact | null {
  if (typeof value !== "object" || value === null) return null;
  return {
    sheet: textOr(memberOf(value, "sheet")),
    rows: listIn(memberOf(value, "rows")).map((row): HeadRow => ({
      number: Number(memberOf(row, "number")),
      label: textOr(memberOf(row, "label")),
      member: textOr(memberOf(row, "member")),
      value: textOr(memberOf(row, "value")),
    })),
    given: cellsIn(memberOf(value, "given")),
    problems: listIn(memberOf(value, "problems")).map((problem): Problem => ({
      code: textOr(memberOf(problem, "code")),
      path: textOr(memberOf(problem, "path")),
      params: cellsIn(memberOf(problem, "params")),
    })),
    isTaken: memberOf(value, "isTaken") === true,
  };
}

function effectIn(value: unknown): FileFacts["effect"] {
  if (typeof value !== "object" || value === null) return null;
  const effect = (of: unknown): ImportEffect => ({
    added: Number(memberOf(of, "added")),
    changed: Number(memberOf(of, "changed")),
    unchanged: Number(memberOf(of, "unchanged")),
    removed: Number(memberOf(of, "removed")),
  });
  return {
    lock: Number(memberOf(value, "lock")),
    add: effect(memberOf(value, "add")),
    replace: effect(memberOf(value, "replace")),
  };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

function textOr(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function cellsIn(value: unknown): HeadCells {
  return typeof value === "object" && value !== null ? textsIn(value) : {};
}

function textsIn(value: object): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [name, text] of Object.entries(value)) if (typeof text === "string") texts[name] = text;
  return texts;
}

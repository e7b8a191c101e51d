import { and, asc, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { importRow, importRun } from "../../../db/schema/index.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";

type StoredRow = Omit<typeof importRow.$inferSelect, "runId">;

/** A run with its rows; the first one read is the heading. */
export interface LoadedRun {
  readonly run: typeof importRun.$inferSelect & { readonly declarationId: string };
  readonly heading: StoredRow;
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
  const [heading, ...rows] = await db
    .select({ rowNumber, cells, value, problems })
    .from(importRow)
    .where(eq(importRow.runId, run.id))
    .orderBy(asc(rowNumber));
  if (heading === undefined) throw new Error("A run of an import has no heading.");
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
  if (run.state !== "staged")
    throw new Refusal("IMPORT_NOT_STAGED", "This import was taken over or discarded already.");
}

/** What a good row says, by field; null for one with problems. */
export function givenIn(row: StoredRow): Readonly<Record<string, string>> | null {
  if (row.value === null) return null;
  return Object.fromEntries(
    Object.entries(row.value).flatMap(([field, text]) => (typeof text === "string" ? [[field, text]] : [])),
  );
}

/** What was noted about the file with its heading. */
export function fileFacts({ heading }: LoadedRun): {
  readonly sheet: string;
  readonly sheets: readonly string[];
  readonly headerHash: string;
} {
  const { sheet, sheets, headerHash } = heading.value ?? {};
  const texts: readonly unknown[] = Array.isArray(sheets) ? sheets : [];
  return {
    sheet: typeof sheet === "string" ? sheet : "",
    sheets: texts.filter((text) => typeof text === "string"),
    headerHash: typeof headerHash === "string" ? headerHash : "",
  };
}

import { and, eq } from "drizzle-orm";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvent, importRow, importRun } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { writeXlsx } from "../../platform/spreadsheet-writer.ts";
import { Refusal } from "../../refusal.ts";
import type { TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { changeLine } from "../footprint/change-line.ts";
import { loadDeclaration, loadLines } from "../footprint/load.ts";
import { undoChange } from "../footprint/undo.ts";
import { acceptImport } from "./accept.ts";
import { discardImport } from "./discard.ts";
import { mapColumns } from "./map-columns.ts";
import { stageImport } from "./stage.ts";
import { writeCorrected } from "./write-corrected.ts";

let database: TestDatabase;
let operator: TestOperator;
let id: string;

beforeAll(async () => {
  database = await testDatabase();
  operator = await fixture(database).operator("hostile");
  id = (await declaredModel(operator)).draft.id;
});
afterAll(() => database.end());

const heading = ["Code", "Kind", "Stage", "Name", "Mass", "Unit", "Emission factor", "Factor unit", "Source"];
const row = (code: string, name = code) => [
  code,
  "material",
  "production",
  name,
  "5",
  "kg",
  "9",
  "kgCO2e/kg",
  "BOM",
];
const current = async () => (await loadDeclaration(database.db, id)).declaration.lock;
const codes = async () => {
  const { inventory } = await loadDeclaration(database.db, id);
  return (await loadLines(database.db, inventory.id)).map(({ code }) => code);
};

async function stage(rows: readonly (readonly string[])[], fileName = "lines.xlsx") {
  return stageImport(operator.author, { id, fileName, bytes: await writeXlsx([{ name: "Lines", rows }]) });
}

/** `done`, or the code each was refused with. */
async function outcomes(...acts: readonly Promise<unknown>[]): Promise<readonly string[]> {
  const settled = await Promise.allSettled(acts);
  return settled.map((one) => {
    if (one.status === "fulfilled") return "done";
    if (one.reason instanceof Refusal) return one.reason.code;
    throw one.reason;
  });
}

describe("texts that no database keeps", () => {
  test.each(["a\0b", "a\uD800b"])("in a cell that is read refuse the row and are shown: %j", async (name) => {
    const view = await stage([heading, row("fine"), row("odd", name)]);
    expect([view.goodRows, view.badRows]).toEqual([1, 1]);
    expect(view.bad[0]?.problems).toContainEqual(
      expect.objectContaining({ code: "E_SCHEMA", path: "nameEn" }),
    );
    const file = await writeCorrected(operator.author, {
      ...{ id, run: view.id, format: "csv", language: "en", say: ({ code }) => code },
    });
    expect(new TextDecoder().decode(file.bytes)).toContain("a\uFFFDb");
  });

  test("in cells that are not read, in the heading and in the name of the file change nothing of the rest", async () => {
    const view = await stage(
      [
        [...heading, "Note\0\uDC00"],
        [...row("fine"), "x\0\uD800y"],
      ],
      "f\0\uD800.xlsx",
    );
    expect([view.goodRows, view.badRows, view.fileName]).toEqual([1, 0, "f\uFFFD\uFFFD.xlsx"]);
  });

  test("in a number, in a code and in a mapping are refused with words", async () => {
    const bad = row("fine").with(4, "1\0");
    // A heading of its own: what its columns mean is kept for the next file of the same shape.
    const view = await stage([[...heading, "Own"], bad, row("c\0")]);
    const told = view.bad.map(({ problems }) => problems.map(({ code, path }) => `${code} ${path}`));
    expect(told).toEqual([
      expect.arrayContaining(["E_SCHEMA amount"]),
      expect.arrayContaining(["E_SCHEMA code"]),
    ]);
    const columns = { ["__proto__"]: "code", "\0": "kind", Code: "no such field" };
    const mapped = await mapColumns(operator.author, { id, run: view.id, columns });
    expect(mapped.columns.map(({ field }) => field)).not.toContain("no such field");
  });
});

/** Resolves once a query of this database waits for a row that another one holds. */
async function waitingForALock(): Promise<void> {
  for (;;) {
    const { rows } = await database.db.execute<{ waiting: boolean }>(
      sql`select count(*) > 0 as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows[0]?.waiting === true) return;
  }
}

describe("two at once", () => {
  test("of one staged file only one is taken over", async () => {
    const view = await stage([heading, row("twice")]);
    const lock = await current();
    const accept = () => acceptImport(operator.author, { id, run: view.id, lock, how: "add" });
    const ended = await outcomes(accept(), accept(), accept());
    // The others learn what became of the file, and not that somebody releases something.
    expect(ended.toSorted()).toEqual(["IMPORT_NOT_STAGED", "IMPORT_NOT_STAGED", "done"]);
    expect((await codes()).filter((code) => code === "twice")).toHaveLength(1);
  });

  test("whoever takes a file over while somebody saves a line waits, and reads that the draft is another one", async () => {
    const view = await stage([heading, row("late")]);
    const lock = await current();
    let accepted: Promise<readonly string[]> | undefined;
    await database.db.transaction(async (tx) => {
      const held = { ...operator.author, db: tx };
      await changeLine(held, { id, lock, code: "cells", changes: { nameEn: "saved first" } });
      accepted = outcomes(acceptImport(operator.author, { id, run: view.id, lock, how: "add" }));
      await waitingForALock();
    });
    expect(await accepted).toEqual(["EDITED_MEANWHILE"]);
    expect(await codes()).not.toContain("late");
  });

  test("an import and the change of a line: one of them is refused", async () => {
    const view = await stage([heading, row("beside")]);
    const lock = await current();
    const ended = await outcomes(
      acceptImport(operator.author, { id, run: view.id, lock, how: "add" }),
      changeLine(operator.author, { id, lock, code: "cells", changes: { nameEn: "changed" } }),
    );
    expect(ended.filter((end) => end === "done")).toHaveLength(1);
  });

  test("undone twice it is undone once", async () => {
    const before = await codes();
    const view = await stage([heading, row("gone")]);
    await acceptImport(operator.author, { id, run: view.id, lock: await current(), how: "add" });
    const lock = await current();
    const undo = () => undoChange(operator.author, { id, lock });
    expect((await outcomes(undo(), undo())).filter((end) => end === "done")).toHaveLength(1);
    expect(await codes()).toEqual(before);
  });

  test("a file that is taken over is not discarded as well, and no deed says so", async () => {
    for (let round = 0; round < 5; round += 1) {
      const view = await stage([heading, row(`round${round}`)]);
      const run = view.id;
      const lock = await current();
      const ended = await outcomes(
        acceptImport(operator.author, { id, run, lock, how: "add" }),
        discardImport(operator.author, { id, run }),
      );
      expect(ended.toSorted()).toEqual(["IMPORT_NOT_STAGED", "done"]);
      const deeds = await database.db
        .select()
        .from(auditEvent)
        .where(and(eq(auditEvent.subject, id), eq(auditEvent.action, "import.discard")));
      const wasDiscarded = deeds.some(({ detail }) => detail["run"] === run);
      const [kept] = await database.db.select().from(importRun).where(eq(importRun.id, run));
      expect([kept?.state, wasDiscarded]).toEqual(
        ended[0] === "done" ? ["accepted", false] : ["discarded", true],
      );
      expect((await codes()).includes(`round${round}`)).toBe(ended[0] === "done");
    }
  });
});

test("another declaration's file cannot be taken over, mapped or discarded", async () => {
  const view = await stage([heading, row("mine")]);
  const { draft } = await declaredModel(operator, { modelCode: "OTHER" });
  const other = { id: draft.id, run: view.id };
  const refusals = await Promise.all([
    refusalFrom(acceptImport(operator.author, { ...other, lock: draft.lock, how: "add" })),
    refusalFrom(mapColumns(operator.author, { ...other, columns: {} })),
    refusalFrom(discardImport(operator.author, other)),
  ]);
  expect(refusals.map(({ code }) => code)).toEqual(Array(3).fill("IMPORT_NOT_FOUND"));
});

test("a run of a file holds nothing but what its rows say", async () => {
  const view = await stage([heading, row("__proto__1"), row("valueOf", "constructor")]);
  expect(view.goodRows).toBe(1);
  const kept = await database.db.select().from(importRow).where(eq(importRow.runId, view.id));
  expect(kept).toHaveLength(3);
});

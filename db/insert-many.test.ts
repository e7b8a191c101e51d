import { afterAll, beforeAll, expect, test } from "vitest";
import { importRow, importRun } from "./schema/index.ts";
import { fixture } from "../server/test/fixture.ts";
import { insertMany } from "./insert-many.ts";
import type { TestDatabase } from "./test-db.ts";
import { testDatabase } from "./test-db.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

/** One more than fits into a statement, and the texts that JSON and PostgreSQL see differently. */
test("many rows arrive as they are, whatever characters stand in them", async () => {
  const { id: operatorId } = await fixture(database).operator("many");
  const runId = "01900000-0000-7000-8000-000000000001";
  const run = { id: runId, operatorId, kind: "test", fileName: "a", sha256: "b", columns: {} };
  await database.db.insert(importRun).values({ ...run, goodRows: 0, badRows: 0 });
  const texts = [
    "'; drop table import_row; --",
    'quote " and \\ back',
    "电池🔋",
    "line\nbreak\t",
    "half \ud83d",
  ];
  const rows = Array.from({ length: 2001 }, (_, at) => ({
    ...{ runId, rowNumber: at + 1, problems: [] },
    cells: [texts[at % texts.length] ?? "", "12345678901234567890.5"],
    value: at % 2 === 0 ? null : { amount: "1.50" },
  }));
  await insertMany(database.db, importRow, rows);
  const { runId: of, rowNumber, problems, cells, value } = importRow;
  const kept = await database.db
    .select({ runId: of, rowNumber, problems, cells, value })
    .from(importRow)
    .orderBy(rowNumber);
  expect(kept).toEqual(
    rows.map((row) => ({
      ...row,
      cells: row.cells.map((text) => text.replace(/\p{Surrogate}/gu, "\ufffd")),
    })),
  );
});

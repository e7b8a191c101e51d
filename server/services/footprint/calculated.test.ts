import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { declaration, inventoryLine } from "../../../db/schema/index.ts";
import type { Database } from "../../../db/client.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { declaredModel, fixture } from "../../test/fixture.ts";
import type { TestOperator } from "../../test/fixture.ts";
import { calculated } from "./calculated.ts";
import { changeLine } from "./change-line.ts";
import { loadDeclaration, loadLines, loadLinesWithLock } from "./load.ts";

let database: TestDatabase;
let maker: TestOperator;

beforeAll(async () => {
  database = await testDatabase();
  maker = await fixture(database).operator("maker");
});
afterAll(() => database.end());

const now = async (id: string, db: Database = database.db) => calculated(db, await loadDeclaration(db, id));

test("one state of an inventory is calculated once, and the next one anew", async () => {
  const { draft } = await declaredModel(maker, { modelCode: "ONCE" });
  const first = await now(draft.id);
  expect(first.result?.totalKg).toBe("10000");
  expect(await now(draft.id)).toBe(first);
  await changeLine(maker.author, { ...draft, code: "cells", changes: { amount: "2000" } });
  const next = await now(draft.id);
  expect(next.result?.totalKg).toBe("19000");
  expect(next.request.materials?.[0]?.mass).toEqual({ value: "2000", unit: "kg" });
});

test("what a transaction saw and took back is not taken for what was saved under the same count", async () => {
  const { draft } = await declaredModel(maker, { modelCode: "BACK" });
  const { inventory } = await loadDeclaration(database.db, draft.id);
  await expect(
    database.db.transaction(async (tx) => {
      await tx
        .update(inventoryLine)
        .set({ amount: "5000" })
        .where(eq(inventoryLine.inventoryId, inventory.id));
      await tx
        .update(declaration)
        .set({ lock: draft.lock + 1 })
        .where(eq(declaration.id, draft.id));
      expect((await now(draft.id, tx)).lines[0]?.amount).toBe("5000");
      throw new Error("taken back");
    }),
  ).rejects.toThrow("taken back");
  const { lock } = await changeLine(maker.author, { ...draft, code: "cells", changes: { amount: "3000" } });
  expect(lock).toBe(draft.lock + 1);
  expect((await now(draft.id)).result?.totalKg).toBe("28000");
});

test("lines come as the query builder would give them, in every member", async () => {
  const { draft } = await declaredModel(maker, { modelCode: "WHOLE" });
  const { inventory } = await loadDeclaration(database.db, draft.id);
  await database.db
    .update(inventoryLine)
    .set({
      ...{ component: "Cell", circular: { A: "0.2", R2: "0.9" }, recycledShare: "0.10" },
      ...{ quality: { TeR: "1", GeR: "2", TiR: "3" }, activityYear: 2024, cut: true },
    })
    .where(eq(inventoryLine.inventoryId, inventory.id));
  const builder = await database.db
    .select()
    .from(inventoryLine)
    .where(eq(inventoryLine.inventoryId, inventory.id))
    .orderBy(asc(inventoryLine.position), asc(inventoryLine.code));
  const expected = builder.map(({ inventoryId: _, ...line }) => line);
  expect(expected).toContainEqual(expect.objectContaining({ activityYear: 2024, cut: true }));
  expect(await loadLines(database.db, inventory.id)).toEqual(expected);
  const locked = (await loadLinesWithLock(database.db, [inventory.id])).get(inventory.id);
  expect(locked).toEqual({ lines: expected, lock: draft.lock });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import { anyone } from "../context.ts";
import { ceaseOperator } from "../services/operator/cease.ts";
import { readDocument } from "../services/passport/document.ts";
import { issueItem } from "../services/passport/issue-item.ts";
import { readPassport } from "../services/passport/read.ts";
import { declaredModel, fixture, releaseReviewed } from "../test/fixture.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

test("BATT-Art78(e): passports of an operator that ceased are read as before, and say that it ceased", async () => {
  const registry = fixture(database);
  const operator = await registry.operator("voltara");
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  const order = { modelId: model.id, serial: "A-1", manufacturedOn: "2026-10" };
  const { productUrl } = await issueItem(operator.signer, order);
  const reader = registry.as(anyone);
  const before = await readDocument(reader, { productUrl });
  await ceaseOperator(registry.keeper, { operatorId: operator.id, on: "2026-11-20", reason: "insolvency" });
  for (const url of [productUrl, model.productUrl]) {
    const view = await readPassport(reader, { productUrl: url });
    expect(view.operatorCeased?.reason).toBe("insolvency");
    expect(view.record.verdict.overall).not.toBe("wrong");
  }
  expect(await readDocument(reader, { productUrl })).toEqual(before);
});

import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, modelOf, releaseReviewed } from "../../test/fixture.ts";
import { uploadDocument } from "../document/upload.ts";
import { createModel } from "../model/create.ts";
import { reviseModel } from "../model/revise.ts";
import { issueItem } from "./issue-item.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let listener: pg.Client;
let told: (string | undefined)[] = [];

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  listener = new pg.Client(database.config);
  await listener.connect();
  listener.on("notification", ({ payload }) => told.push(payload));
  await listener.query("listen passport_changed");
});
afterEach(() => {
  told = [];
});
afterAll(async () => {
  await listener.end();
  await database.end();
});

test("whoever shows public pages is told of everything that changes one", async () => {
  const sibling = await createModel(operator.author, modelOf(operator, { modelCode: "PACK-100-B" }));
  const path = "/id/voltara/PACK-100";
  const siblingPath = new URL(sibling.productUrl).pathname;

  const { model, draft } = await declaredModel(operator);
  const modelId = model.id;
  await releaseReviewed(operator, draft);
  await expect.poll(() => told).toEqual([path, siblingPath]);
  told = [];

  await issueItem(operator.signer, { modelId, serial: "A1", manufacturedOn: "2026-10" });
  await expect.poll(() => told).toEqual([`${path}/A1`]);
  told = [];

  const pdf = new TextEncoder().encode("%PDF-1.7\n%%EOF\n");
  const named = { modelId, attribute: "instructionsForUse", title: "Manual", language: "en" };
  await uploadDocument(operator.author, { ...named, bytes: pdf });
  await expect.poll(() => told, { message: "the page lists documents" }).toEqual([path]);
  told = [];

  await reviseModel(operator.author, { id: modelId, name: "Pack 100, mended" });
  await expect.poll(() => told, { message: "pages of other plants name this model" }).toEqual([siblingPath]);
});

test("what is rolled back is not told", async () => {
  const model = await createModel(operator.author, modelOf(operator, { modelCode: "PACK-200" }));
  await expect(reviseModel(operator.author, { id: model.id, massKg: "-1" })).rejects.toThrow();
  await listener.query("select 1");
  expect(told).toEqual([]);
});

import { eq } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  apiToken,
  batteryItem,
  batteryModel,
  delegation,
  document,
  membership,
  passport,
  reading,
  registration,
  transfer,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { insertMany } from "../../../db/insert-many.ts";
import { anyone } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, modelOf, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { stateAttributes } from "../attribute/state.ts";
import { createToken } from "../account/create-token.ts";
import { createModel } from "../model/create.ts";
import { submitModel } from "../model/submission.ts";
import { newId } from "../new-id.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readDue } from "./read.ts";

let database: TestDatabase;
let registry: Fixture;
let maker: TestOperator;
let rival: TestOperator;
let modelId: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  maker = await registry.operator("maker");
  rival = await registry.operator("rival");
  const declared = await declaredModel(maker, { modelCode: "ONE", name: "Pack one" });
  await releaseReviewed(maker, declared.draft);
  modelId = declared.model.id;
});
afterAll(() => database.end());

const kindsOf = async (of: TestOperator = maker) =>
  (await readDue(of.author)).entries.map(({ kind, name, day, count }) => [kind, name ?? count, day]);

test("an operator learns the duties of its own categories, and that acts are missing", async () => {
  const { duties, today } = await readDue(maker.author);
  expect(today).toBe("2026-11-20");
  expect(duties.every(({ classes }) => classes.length === 1 && classes[0] === "EV")).toBe(true);
  expect(duties.find(({ duty }) => duty.article === "77(1)")).toMatchObject({ day: "2027-02-18" });
  expect(duties.find(({ duty }) => duty.article === "7(1)")?.missing).toMatchObject({
    lookedUpOn: "2026-11-20",
  });
  // Without a model: of everything that has a passport.
  expect((await readDue(rival.author)).duties.flatMap(({ classes }) => classes)).toContain("LMT");
});

test("models are counted by what they lack on the first day of the duty, until it is stated", async () => {
  const before = await readDue(maker.author);
  expect(before).toMatchObject({ owedOn: "2027-02-18", models: { all: 1, complete: 0 } });
  const lacks = (id: string) => (of: typeof before) =>
    of.gaps.find(({ attribute }) => attribute === id)?.models;
  expect(lacks("maximumVoltage")(before)).toBe(1);
  expect(lacks("batteryMass")(before)).toBeUndefined();
  await stateAttributes(maker.author, { id: modelId, lock: 0, values: { maximumVoltage: "420" } });
  expect(lacks("maximumVoltage")(await readDue(maker.author))).toBeUndefined();
});

test("what expires, waits and is refused is told to its own operator only", async () => {
  const at = maker.author.now();
  await createToken(registry.keeper, {
    ...{ userId: maker.author.caller.userId ?? "", name: "MES", lastDay: "2026-12-01" },
  });
  await database.admin.insert(membership).values({
    ...{
      id: newId(maker.author),
      userId: maker.author.caller.userId ?? "",
      operatorId: maker.id,
      role: "author",
    },
  });
  const documentId = newId(maker.author);
  await database.admin.insert(document).values({
    ...{ id: documentId, operatorId: maker.id, sha256: "0".repeat(64), mediaType: "application/pdf" },
    ...{ sizeBytes: 1, title: "Authority in writing", language: "en" },
  });
  await database.admin.insert(delegation).values({
    ...{ id: newId(maker.author), operatorId: maker.id, delegateId: rival.id, roles: ["author"], documentId },
    ...{ startsOn: "2026-01-01", endsOn: "2026-11-19" },
  });
  await database.admin.insert(transfer).values({
    ...{
      id: newId(maker.author),
      kind: "waste",
      fromOperatorId: rival.id,
      toOperatorId: maker.id,
      offeredAt: at,
    },
  });
  await submitModel(maker.author, { id: modelId, reason: "New voltage" });
  const battery = await issueItem(maker.signer, { modelId, serial: "S1", manufacturedOn: "2026-10" });
  const [held] = await database.db.select().from(passport).where(eq(passport.productUrl, battery.productUrl));
  await database.admin.insert(registration).values({
    ...{
      id: newId(maker.author),
      passportId: held?.id ?? "",
      version: 9,
      versionHash: "h",
      state: "refused",
    },
  });
  expect(await kindsOf()).toEqual([
    ["delegation", "Operator rival", "2026-11-19"],
    ["modelReview", "Pack one", "2026-11-20"],
    ["transferOffered", "Operator rival", "2026-11-20"],
    ["registrationRefused", 1, "2026-11-20"],
    ["registrationPrepared", 1, "2026-11-20"],
    ["token", "MES", "2026-12-01"],
  ]);
  // The other side of the delegation learns of it, and of nothing else.
  expect(await kindsOf(rival)).toEqual([["delegated", "Operator maker", "2026-11-19"]]);
  await database.db.update(apiToken).set({ revokedAt: at });
  expect((await kindsOf()).map(([kind]) => kind)).not.toContain("token");
});

test("an old newest reading is a hint; a battery that never measured is asked nothing", async () => {
  const [item] = await database.db.select().from(batteryItem).where(eq(batteryItem.serial, "S1"));
  const read = (measuredAt: string) =>
    database.admin.insert(reading).values({
      ...{ id: newId(maker.author), itemId: item?.id ?? "", attribute: "stateOfCharge", value: "50" },
      ...{
        measuredAt: new Date(measuredAt),
        source: "bms",
        operatorId: maker.id,
        receivedAt: new Date(measuredAt),
      },
    });
  expect((await kindsOf()).map(([kind]) => kind)).not.toContain("readingsOld");
  await read("2026-08-01T00:00:00Z");
  expect(await kindsOf()).toContainEqual(["readingsOld", 1, "2026-11-20"]);
  await read("2026-11-01T00:00:00Z");
  expect((await kindsOf()).map(([kind]) => kind)).not.toContain("readingsOld");
});

test("five hundred models ask no more of the database than one", async () => {
  const asked = async () => {
    const query = vi.spyOn(pg.Pool.prototype, "query");
    await readDue(maker.author);
    const times = query.mock.calls.length;
    query.mockRestore();
    return times;
  };
  const before = await asked();
  expect(before).toBeGreaterThan(5);
  const sample = modelOf(maker, { modelCode: "MANY" });
  await createModel(maker.author, sample);
  const [model] = await database.db.select().from(batteryModel).where(eq(batteryModel.modelCode, "MANY"));
  if (model === undefined) throw new Error("It was just made.");
  const { createdAt: _, updatedAt: __, ...row } = model;
  const rows = Array.from({ length: 500 }, (___, at) => ({
    ...{
      ...row,
      id: newId(maker.author),
      modelCode: `M-${String(at)}`,
      productUrl: `${row.productUrl}-${String(at)}`,
    },
  }));
  await insertMany(database.admin, batteryModel, rows);
  expect(await asked()).toBe(before);
  expect((await readDue(maker.author)).models.all).toBe(502);
});

test("only those are told who act for an operator", async () => {
  expect((await refusalFrom(readDue(registry.as(anyone)))).code).toBe("NOT_SIGNED_IN");
  expect((await refusalFrom(readDue(registry.keeper))).code).toMatch(/NOT_/);
});

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { auditEvent, bodyMember, operator as operatorTable } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, operatorCalled, releaseReviewed, testUrl } from "../../test/fixture.ts";
import { problemsFrom } from "../../test/refusal-of.ts";
import { createOperator } from "../operator/create.ts";
import { issueItem } from "../passport/issue-item.ts";
import { actOnSale } from "../status/act-on-sale.ts";
import { revokeVersion } from "../status/revoke-version.ts";
import { checkList } from "./check-list.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let official: Context;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("maker");
  official = registry.as(await registry.person("official", { role: "authority", operatorId: null }));
});
afterAll(() => database.end());

async function released(modelCode: string) {
  const { model, draft } = await declaredModel(operator, { modelCode, typeDesignation: modelCode });
  await releaseReviewed(operator, draft);
  return model;
}

const answersOf = async (...lines: readonly string[]) =>
  (await checkList(official, { rows: lines.map((line) => [line]) })).rows.map(({ answer }) => answer);

test("valid, unknown, not yet registered, foreign and unreadable are told apart", async () => {
  const { id, productUrl } = await released("GOOD");
  const item = await issueItem(operator.signer, { modelId: id, serial: "S-1", manufacturedOn: "2026-01" });
  const { model: entered } = await declaredModel(operator, { modelCode: "DRAFT", typeDesignation: "DRAFT" });
  expect(
    await answersOf(
      productUrl,
      item.productUrl,
      entered.productUrl,
      `${testUrl}/id/maker/NOWHERE`,
      "https://other.example/01/09520000010010",
      "a pallet",
    ),
  ).toEqual(["valid", "valid", "notYetRegistered", "unknown", "foreign", "unreadable"]);
});

test("a row says who answers, when it was released, and each part of the verdict", async () => {
  const { productUrl } = await released("PARTS");
  const { rows, logSize } = await checkList(official, { rows: [[productUrl]] });
  expect(rows[0]).toMatchObject({
    ...{ row: 1, productUrl, enteredBy: null },
    passport: {
      ...{ level: "model", operator: "Operator maker", operatorIdentifier: "demonstration T-maker" },
      ...{ version: 1, releasedAt: "2026-11-20T12:00:00.000Z" },
      parts: { signature: "ok", issuer: "ok", subject: "ok", status: "ok", log: "ok" },
    },
  });
  expect(rows[0]?.passport?.leafIndex).toBeLessThan(logSize ?? 0);
});

test("what its operator has withdrawn is withdrawn", async () => {
  const { productUrl } = await released("GONE");
  await revokeVersion(operator.signer, { productUrl, version: 1, reason: "wrongData" });
  expect(await answersOf(productUrl)).toEqual(["withdrawn"]);
});

test("a record signed by another than the operator that answers is wrong", async () => {
  const other = await registry.operator("renamed");
  const { model, draft } = await declaredModel(other);
  await releaseReviewed(other, draft);
  expect(await answersOf(model.productUrl)).toEqual(["valid"]);
  await database.db.update(operatorTable).set({ slug: "impostor" }).where(eq(operatorTable.id, other.id));
  const { rows } = await checkList(official, { rows: [[model.productUrl]] });
  expect(rows[0]).toMatchObject({ answer: "wrong", passport: { code: "R_ISSUER_UNEXPECTED" } });
});

test("a product and every battery of it are suspended while an authority stops the sale", async () => {
  const { id, productUrl } = await released("STOPPED");
  const item = await issueItem(operator.signer, { modelId: id, serial: "S-2", manufacturedOn: "2026-01" });
  const authority = await createOperator(registry.keeper, {
    ...operatorCalled("watch"),
    kind: "authority",
  });
  await database.db.insert(bodyMember).values({ userId: official.caller.userId ?? "", bodyId: authority.id });
  const stop = { productUrl, authorityId: authority.id, action: "suspend", reason: "risk" } as const;
  await actOnSale(official, stop);
  expect(await answersOf(productUrl, item.productUrl)).toEqual(["suspended", "suspended"]);
});

test("the reading is written down under the official, and under no operator", async () => {
  await answersOf("a pallet");
  const deeds = await database.db
    .select()
    .from(auditEvent)
    .where(eq(auditEvent.action, "oversight.checkList"))
    .orderBy(auditEvent.id);
  expect(deeds.at(-1)).toMatchObject({
    actorId: official.caller.userId,
    operatorId: null,
    detail: { rows: 1 },
  });
});

test("a list with nothing in it, and one beyond any shipment, are refused", async () => {
  expect(await problemsFrom(checkList(official, { rows: [[" "]] }))).toEqual(["E_REQUIRED list"]);
  const long = Array.from({ length: 5001 }, (_, place) => [`x${String(place)}`]);
  expect(await problemsFrom(checkList(official, { rows: long }))).toEqual(["E_LIST_LENGTH list"]);
});

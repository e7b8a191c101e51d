import { afterAll, beforeAll, expect, test } from "vitest";
import { passportVersion } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { disclosedFacts } from "../../domain/record/full-record.ts";
import { discloseSdJwt, readSdJwt } from "../../domain/record/sd-jwt.ts";
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readFullRecord } from "../passport/read-full-record.ts";
import { renewItem } from "../passport/renew-item.ts";
import { recordReadings } from "./record.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let interest: Context;
let one: string;
let sibling: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  const issue = async (serial: string) =>
    (await issueItem(operator.signer, { modelId: model.id, serial, manufacturedOn: "2026-01" })).productUrl;
  [one, sibling] = [await issue("A1"), await issue("A2")];
  interest = registry.as(await registry.person("repairer", { role: "interest", operatorId: null }));
});
afterAll(() => database.end());

/** What the signed record of a version says to a holder of an interest. */
async function signed(productUrl: string, version?: number) {
  const { token, version: read } = await readFullRecord(interest, { productUrl, version });
  const sdJwt = readSdJwt(token);
  const disclosed = sdJwt.ok ? await discloseSdJwt(sdJwt.value, webCrypto) : sdJwt;
  if (!disclosed.ok) throw new Error(JSON.stringify(disclosed.problems));
  return { version: read, facts: disclosedFacts(disclosed.value) };
}

test("BATT-Art77(2)-sub1: a reading enters the next signed record of its battery alone; the version before says what it said", async () => {
  const measured = (attribute: string, value: unknown, day: string) => {
    return { productUrl: one, attribute, value, measuredAt: `2026-0${day}T08:00:00Z`, method: "m" };
  };
  const before = await database.db.$count(passportVersion);
  const sent = [
    measured("fullCycleCount", 10, "5-01"),
    measured("fullCycleCount", 12, "6-01"),
    measured("stateOfCertifiedEnergy", "98.20", "6-01"),
    measured("negativeEvents", { kind: "water" }, "4-01"),
    measured("negativeEvents", { kind: "accident" }, "3-01"),
  ];
  expect(await recordReadings(operator.author, { readings: sent, source: "bms" })).toMatchObject({ kept: 5 });
  // A reading alone is no version.
  expect(await database.db.$count(passportVersion)).toBe(before);
  expect((await signed(one)).facts["fullCycleCount"] ?? null).toBeNull();

  await renewItem(operator.signer, { productUrl: one, reason: "Newest readings" });
  const { version, facts } = await signed(one);
  expect(version).toBe(2);
  // Whole numbers stay numbers, decimals text, events a list by time.
  expect(facts["fullCycleCount"]).toBe(12);
  expect(facts["stateOfCertifiedEnergy"]).toBe("98.2");
  expect(facts["negativeEvents"]).toEqual([
    { day: "2026-03-01", kind: "accident" },
    { day: "2026-04-01", kind: "water" },
  ]);
  expect((await signed(one, 1)).facts["fullCycleCount"] ?? null).toBeNull();

  const untouched = await signed(sibling);
  expect(untouched.version).toBe(1);
  expect(untouched.facts["fullCycleCount"] ?? null).toBeNull();
  const again = renewItem(operator.signer, { productUrl: sibling, reason: "Nothing new" });
  expect((await refusalFrom(again)).code).toBe("NOTHING_CHANGED");
});

test("a correction with a later moment stands in the version after, and the corrected one stays in the version before", async () => {
  const sent = {
    productUrl: one,
    attribute: "fullCycleCount",
    value: 15,
    measuredAt: "2026-07-01T08:00:00Z",
  };
  await recordReadings(operator.author, { readings: [sent], source: "form" });
  await renewItem(operator.signer, { productUrl: one, reason: "Counted again" });
  expect([
    (await signed(one)).facts["fullCycleCount"],
    (await signed(one, 2)).facts["fullCycleCount"],
  ]).toEqual([15, 12]);
});

import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { logEntry, readingDigest } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { isJsonObject } from "../../domain/record/strict-json.ts";
import { readEntry } from "../../domain/transparency/read-entry.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { publishLog } from "../log/publish.ts";
import { issueItem } from "../passport/issue-item.ts";
import { closeReadingDays } from "./close-days.ts";
import { readReadingDigest, readReadingLines } from "./digest.ts";
import { enterReadings, recordReadings } from "./record.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let other: TestOperator;
const batteries = new Map<string, string>();
let sent = 0;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  for (const slug of ["voltara", "rival"]) {
    const made = await registry.operator(slug);
    if (slug === "voltara") operator = made;
    else other = made;
    const { model, draft } = await declaredModel(made);
    await releaseReviewed(made, draft);
    const order = { modelId: model.id, serial: "A1", manufacturedOn: "2026-01" };
    batteries.set(made.id, (await issueItem(made.signer, order)).productUrl);
  }
});
afterAll(() => database.end());

/** Each test has days of its own. */
let day = Date.parse("2027-01-01T00:00:00Z");
const at = (hours: number) => registry.setTime(new Date(day + hours * 3_600_000).toISOString());
const dayText = () => new Date(day).toISOString().slice(0, 10);
beforeEach(() => {
  day += 7 * 86_400_000;
});

function readings(of: TestOperator, count: number) {
  return Array.from({ length: count }, () => {
    sent += 1;
    const measuredAt = new Date(Date.parse("2026-02-01T00:00:00Z") + sent * 1000).toISOString();
    const productUrl = batteries.get(of.id);
    return { productUrl, attribute: "stateOfCharge", value: "80.50", measuredAt, method: "测量" };
  });
}

const record = (of: TestOperator, count: number) =>
  recordReadings(of.author, { readings: readings(of, count), source: "bms" });

async function linesOf(of: TestOperator) {
  const { text, ...view } = await readReadingLines(of.signer, { operatorId: of.slug, day: dayText() });
  let whole = "";
  for await (const piece of text) whole += piece;
  return { whole, view };
}

describe("the readings of a day", () => {
  test("are in the log once the day is over: one entry for each operator, whose digest anybody who has the lines works out", async () => {
    at(1);
    await record(operator, 3);
    at(23.99);
    await record(operator, 2);
    await record(other, 1);
    expect(await closeReadingDays(registry.keeper)).toBe(0);
    const before = await database.db.$count(logEntry);
    at(24);
    expect(await closeReadingDays(registry.keeper)).toBe(2);
    expect((await database.db.$count(logEntry)) - before).toBe(2);

    const { whole, view } = await linesOf(operator);
    expect(createHash("sha256").update(whole, "utf8").digest("base64url")).toBe(view.digest);
    const [head, ...lines] = whole
      .trimEnd()
      .split("\n")
      .map((line): JsonValue => JSON.parse(line));
    expect(head).toEqual({
      v: 1,
      type: "readings",
      operator: "did:web:localhost%3A3000:op:voltara",
      day: dayText(),
      count: 5,
    });
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatchObject({
      attribute: "stateOfCharge",
      value: "80.5",
      method: "测量",
      source: "bms",
      detail: null,
    });
    expect(Object.keys(isJsonObject(lines[0]) ? lines[0] : {})).not.toContain("receivedBy");

    const { pending } = await publishLog(registry.keeper);
    expect(pending).toBeNull();
    const { proof, leafIndex } = await readReadingDigest(operator.reviewer, {
      operatorId: operator.id,
      day: dayText(),
    });
    expect(proof).toBe(`/log/proof/${String(leafIndex)}.tlog-proof`);
    const stored = (await database.db.select().from(logEntry)).find(({ idx }) => idx === leafIndex);
    const entry = readEntry(stored?.entry ?? new Uint8Array());
    expect(entry.ok ? entry.value : null).toEqual({
      ...{ type: "digest", what: "readings", digest: view.digest },
      time: registry.keeper.now(),
    });
    // The log is public: nothing in it says whose readings they are.
    expect(new TextDecoder().decode(stored?.entry)).not.toMatch(/voltara|stateOfCharge/);
  });

  test("are closed once, however often and by however many programs it is asked", async () => {
    at(1);
    await record(operator, 2);
    at(25);
    const closed = await Promise.all(Array.from({ length: 4 }, () => closeReadingDays(registry.keeper)));
    expect(closed.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 1]);
    expect(await closeReadingDays(registry.keeper)).toBe(0);
  });

  test("are all closed after some days without a program; days without readings leave nothing", async () => {
    at(1);
    await record(operator, 1);
    at(3 * 24 + 1);
    await record(operator, 1);
    at(5 * 24);
    const before = await database.db.$count(readingDigest);
    expect(await closeReadingDays(registry.keeper)).toBe(2);
    expect((await database.db.$count(readingDigest)) - before).toBe(2);
  });

  test("wait for whoever is still adding some at midnight", async () => {
    at(23.99);
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let entered = () => {};
    const isIn = new Promise<void>((resolve) => {
      entered = resolve;
    });
    await record(operator, 1);
    const slow = database.db.transaction(async (tx) => {
      await enterReadings(operator.author, tx, { readings: readings(operator, 1), source: "bms" });
      entered();
      await held;
    });
    await isIn;
    at(24);
    const closing = closeReadingDays(registry.keeper);
    finish();
    await slow;
    expect(await closing).toBe(1);
    expect((await linesOf(operator)).view.count).toBe(2);
  });

  test("stay as they were when closing fails half way: neither entry nor digest without the other", async () => {
    at(1);
    await record(operator, 1);
    at(24);
    const before = [await database.db.$count(logEntry), await database.db.$count(readingDigest)];
    const broken = { ...registry.keeper, now: () => (calls++ < 2 ? registry.keeper.now() : fail()) };
    let calls = 0;
    await expect(closeReadingDays(broken)).rejects.toThrow("power cut");
    expect([await database.db.$count(logEntry), await database.db.$count(readingDigest)]).toEqual(before);
    expect(await closeReadingDays(registry.keeper)).toBe(1);
  });

  test("take nothing more once they are closed, whatever the clock says", async () => {
    at(1);
    await record(operator, 1);
    at(24);
    await closeReadingDays(registry.keeper);
    at(2);
    await expect(record(operator, 1)).rejects.toThrow("The clock was set back");
  });

  test("are the operator's to work out, and nobody else's", async () => {
    at(1);
    await record(operator, 1);
    const asked = { operatorId: operator.id, day: dayText() };
    expect((await refusalFrom(readReadingDigest(operator.author, asked))).code).toBe(
      "READING_DIGEST_NOT_FOUND",
    );
    at(24);
    await closeReadingDays(registry.keeper);
    expect((await readReadingDigest(operator.author, asked)).count).toBe(1);
    expect((await refusalFrom(readReadingDigest(other.author, asked))).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(readReadingLines(other.author, asked))).code).toBe("NOT_ALLOWED");
    const wrong = (request: { operatorId: string; day: string }) =>
      refusalFrom(readReadingDigest(operator.author, request));
    expect((await wrong({ ...asked, day: "yesterday" })).code).toBe("INVALID_INPUT");
    expect((await wrong({ ...asked, operatorId: "nobody" })).code).toBe("OPERATOR_NOT_FOUND");
  });
});

function fail(): Date {
  throw new Error("power cut");
}

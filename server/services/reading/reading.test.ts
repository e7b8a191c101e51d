import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  auditEvent,
  batteryItem,
  disclosureDelivery,
  passport,
  passportVersion,
  reading,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { issueItem } from "../passport/issue-item.ts";
import { importReadings } from "./import-file.ts";
import { listReadings } from "./list.ts";
import { mostReadings, recordReadings } from "./record.ts";
import { mostPoints, summariseReadings } from "./summarise.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let other: TestOperator;
let modelId: string;
let foreign: string;
let serials = 0;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  other = await registry.operator("elsewhere");
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  modelId = model.id;
  const theirs = await declaredModel(other);
  await releaseReviewed(other, theirs.draft);
  const order = { modelId: theirs.model.id, serial: "X1", manufacturedOn: "2026-01" };
  foreign = (await issueItem(other.signer, order)).productUrl;
});
afterAll(() => database.end());

async function battery(): Promise<string> {
  serials += 1;
  const order = { modelId, serial: `S${String(serials)}`, manufacturedOn: "2026-01" };
  return (await issueItem(operator.signer, order)).productUrl;
}

function cycles(productUrl: string, value: unknown, day = "2026-06-01") {
  return {
    productUrl,
    attribute: "fullCycleCount",
    value,
    measuredAt: `${day}T08:00:00Z`,
    method: "counted",
  };
}

const record = (
  readings: readonly unknown[],
  ctx: Context = operator.author,
  source: "bms" | "file" = "bms",
) => recordReadings(ctx, { readings, source });

async function keptOf(productUrl: string) {
  const rows = await database.db
    .select({ attribute: reading.attribute, value: reading.value, detail: reading.detail })
    .from(reading)
    .innerJoin(batteryItem, eq(batteryItem.id, reading.itemId))
    .where(eq(batteryItem.productUrl, productUrl))
    .orderBy(reading.measuredAt, reading.attribute);
  return rows.map(({ attribute, value, detail }) => [attribute, value ?? detail]);
}

describe("adding readings", () => {
  test("BATT-Art77(2)-sub1: changes one battery alone, and makes no version of any passport", async () => {
    const [one, sibling] = [await battery(), await battery()];
    const versions = await database.db.$count(passportVersion);
    const answer = await record([cycles(one, 10)]);
    expect(answer).toMatchObject({ kept: 1, known: 0, refused: 0 });
    expect(await keptOf(one)).toEqual([["fullCycleCount", "10"]]);
    expect(await keptOf(sibling)).toEqual([]);
    expect(await database.db.$count(passportVersion)).toBe(versions);
    const changed = await database.db.select().from(batteryItem).where(eq(batteryItem.productUrl, one));
    expect(changed[0]?.changedAt).toEqual(registry.keeper.now());
  });

  test("keeps the good ones and answers each bad one with its place, its member and the reason", async () => {
    const one = await battery();
    const answer = await record([
      cycles(one, 10),
      { ...cycles(one, 101), attribute: "stateOfCertifiedEnergy" },
      cycles("https://nowhere.example/1", 1),
      "nonsense",
      cycles(foreign, 1),
      { ...cycles(one, 50), attribute: "ohmicResistance" },
      cycles(one, 9, "2026-06-02"),
      cycles(one, 10),
      cycles(one, 11),
      { ...cycles(one, { kind: "water" }), attribute: "negativeEvents" },
    ]);
    expect(
      answer.rows.map(({ index, outcome, problems }) => [
        index,
        outcome,
        ...problems.map(({ code, path }) => `${code} ${path}`),
      ]),
    ).toEqual([
      [0, "kept"],
      [1, "refused", "E_VALUE_RANGE value"],
      [2, "refused", "E_READING_BATTERY productUrl"],
      [3, "refused", "E_READING_FORM "],
      [4, "refused", "E_READING_FOREIGN productUrl"],
      [5, "refused", "E_ATTRIBUTE_NOT_APPLICABLE attribute"],
      [6, "refused", "E_READING_COUNTER value"],
      [7, "known"],
      [8, "refused", "E_READING_CONTRADICTS value"],
      [9, "kept"],
    ]);
    expect(answer).toMatchObject({ kept: 2, known: 1, refused: 7, dryRun: false });
    expect(await keptOf(one)).toEqual([
      ["fullCycleCount", "10"],
      ["negativeEvents", { day: "2026-06-01", kind: "water" }],
    ]);
    expect(await keptOf(foreign)).toEqual([]);
  });

  test("again adds nothing; a moment another source dates is its own", async () => {
    const one = await battery();
    const sent = [
      cycles(one, "10.0", "2026-05-01"),
      cycles(one, 20),
      { ...cycles(one, 80.5), attribute: "stateOfCharge" },
    ];
    await record(sent.slice(1));
    expect(await record(sent)).toMatchObject({ kept: 0, known: 2, refused: 1 });
    expect(await record([cycles(one, 10, "2026-05-01")])).toMatchObject({ kept: 1 });
    expect(await record(sent.slice(1))).toMatchObject({ kept: 0, known: 2, refused: 0 });
    expect(await record(sent.slice(1), operator.author, "file")).toMatchObject({ kept: 2 });
    expect(await keptOf(one)).toHaveLength(5);
  });

  test("looks at what is kept before and after, also from calls before", async () => {
    const one = await battery();
    await record([cycles(one, 10, "2026-05-01"), cycles(one, 30, "2026-07-01")]);
    const answer = await record([
      cycles(one, 9),
      cycles(one, 31),
      cycles(one, 20),
      cycles(one, 29, "2026-08-01"),
    ]);
    expect(answer.rows.map(({ outcome }) => outcome)).toEqual(["refused", "refused", "kept", "refused"]);
    const [low, high] = answer.rows;
    expect(low?.problems[0]?.params).toEqual({
      value: "9",
      expected: "10",
      line: "2026-05-01T08:00:00.000Z",
    });
    expect(high?.problems[0]?.params).toEqual({
      value: "31",
      expected: "30",
      line: "2026-07-01T08:00:00.000Z",
    });
  });

  test("tried first says the same and keeps nothing", async () => {
    const one = await battery();
    const sent = [cycles(one, 10), cycles(one, 5, "2026-07-01"), cycles(one, 10)];
    const tried = await recordReadings(operator.author, { readings: sent, source: "file", dryRun: true });
    expect(await keptOf(one)).toEqual([]);
    expect({ ...(await record(sent, operator.author, "file")), dryRun: true }).toEqual(tried);
  });

  test("two at once end as one after the other: the counter never falls, nothing stands twice", async () => {
    const one = await battery();
    const days = Array.from({ length: 9 }, (_, day) => `2026-06-0${String(day + 1)}`);
    const up = days.map((day, at) => cycles(one, at * 10, day));
    const down = days.map((day, at) => cycles(one, 90 - at * 10, day));
    await Promise.all([record(up), record(down), record(up), record(down)]);
    const values = (await keptOf(one)).map(([, value]) => Number(value));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(values.length).toBeLessThanOrEqual(9);
  });

  test("warns of what is unlikely, and keeps it", async () => {
    const one = await battery();
    const answer = await record([{ ...cycles(one, 400), attribute: "measuredCapacity" }]);
    expect(answer.rows[0]).toMatchObject({ outcome: "kept", warnings: [{ code: "W_READING_ABOVE_RATED" }] });
  });

  test("of a battery whose passport ended is refused, of one that moved only the new operator's is taken", async () => {
    const [ended, moved] = [await battery(), await battery()];
    await database.db
      .update(passport)
      .set({ endedAt: registry.keeper.now() })
      .where(eq(passport.productUrl, ended));
    await database.db.update(passport).set({ operatorId: other.id }).where(eq(passport.productUrl, moved));
    const codes = async (ctx: Context, productUrl: string) =>
      (await record([cycles(productUrl, 1)], ctx)).rows[0]?.problems.map(({ code }) => code);
    expect(await codes(operator.author, ended)).toEqual(["E_READING_ENDED"]);
    expect(await codes(operator.author, moved)).toEqual(["E_READING_FOREIGN"]);
    expect(await codes(other.author, moved)).toEqual([]);
    const [row] = await database.db
      .select({ operatorId: reading.operatorId })
      .from(reading)
      .innerJoin(batteryItem, eq(batteryItem.id, reading.itemId))
      .where(eq(batteryItem.productUrl, moved));
    expect(row?.operatorId).toBe(other.id);
  });

  test("is the author's or the signer's, by name in the trail; ten thousand go in one call and no more", async () => {
    for (const ctx of [operator.reviewer, registry.keeper, registry.as(anyone)])
      expect((await refusalFrom(record([], ctx)))?.code).toMatch(/NOT_ALLOWED|NOT_SIGNED_IN/);
    const one = await battery();
    const start = Date.parse("2026-02-01T00:00:00Z");
    const many = Array.from({ length: mostReadings }, (_, at) => ({
      ...cycles(one, at),
      measuredAt: new Date(start + at * 60_000).toISOString(),
    }));
    expect(await record(many)).toMatchObject({ kept: mostReadings, refused: 0 });
    expect(await record(many)).toMatchObject({ kept: 0, known: mostReadings });
    expect((await refusalFrom(record([...many, many[0]])))?.code).toBe("READINGS_TOO_MANY");
    const deeds = await database.db.select().from(auditEvent).where(eq(auditEvent.subject, one));
    expect(
      deeds
        .filter(({ action }) => action === "reading.write")
        .map(({ actorId, detail }) => [actorId, detail]),
    ).toEqual([[operator.author.caller.userId, { source: "bms", readings: mostReadings, batteries: 1 }]]);
  });
});

describe("reading them", () => {
  let one: string;
  let interest: Context;
  let authority: Context;

  beforeAll(async () => {
    one = await battery();
    interest = registry.as(await registry.person("repairer", { role: "interest", operatorId: null }));
    authority = registry.as(await registry.person("official", { role: "authority", operatorId: null }));
    const start = Date.parse("2026-02-01T00:00:00Z");
    const readings = Array.from({ length: 1000 }, (_, at) => {
      const measuredAt = new Date(start + at * 3_600_000).toISOString();
      // One peak and one trough in a calm line, and a counter beside it.
      const charge = at === 501 ? "99.5" : at === 702 ? "0.5" : String(40 + (at % 7));
      return [
        { ...cycles(one, at), measuredAt },
        { ...cycles(one, charge), attribute: "stateOfCharge", measuredAt },
      ];
    });
    expect(await record(readings.flat())).toMatchObject({ kept: 2000 });
    await record([
      { ...cycles(one, { kind: "accident", description: "Dropped" }), attribute: "negativeEvents" },
    ]);
  });

  test("BATT-AnnexXIII-4(d): goes page by page, each reading once, newest first, unmoved by what is added meanwhile", async () => {
    const ids = new Set<string>();
    const times: string[] = [];
    let before: string | undefined;
    let pages = 0;
    do {
      const page = await listReadings(operator.author, { productUrl: one, before, limit: 300 });
      for (const { id, measuredAt } of page.readings) {
        ids.add(id);
        times.push(measuredAt);
      }
      pages += 1;
      if (pages === 2) await record([cycles(one, 5000, "2026-11-01")]);
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect([ids.size, times.length, pages]).toEqual([2001, 2001, 7]);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test("keeps to an attribute, in the form of the catalogue", async () => {
    const of = (attribute: string) => listReadings(interest, { productUrl: one, attribute, limit: 1 });
    expect((await of("stateOfCharge")).readings[0]).toMatchObject({
      value: "45",
      method: "counted",
      source: "bms",
    });
    expect(typeof (await of("fullCycleCount")).readings[0]?.value).toBe("number");
    expect((await of("negativeEvents")).readings.map(({ value }) => value)).toEqual([
      { day: "2026-06-01", kind: "accident", description: "Dropped" },
    ]);
    expect((await of("ohmicResistance")).readings).toEqual([]);
  });

  test.each([
    { attribute: "batteryStatus" },
    { before: "x" },
    { before: "2026-01-01T00:00:00Z_x" },
    { limit: 0 },
    { limit: 1001 },
  ])("%j is refused", async (asked) => {
    const refusal = await refusalFrom(listReadings(operator.author, { productUrl: one, ...asked }));
    expect(refusal?.code).toBe("INVALID_INPUT");
    expect(refusal?.problems.map(({ path }) => path)).toEqual(Object.keys(asked));
  });

  test("thins a long line to what a chart can show, with its ends, its peak and its trough", async () => {
    const { attributes, serial } = await summariseReadings(interest, { productUrl: one });
    expect(serial).toMatch(/^S/);
    expect(attributes.map(({ attribute, count }) => [attribute.id, count])).toEqual([
      ["stateOfCharge", 1000],
      ["fullCycleCount", 1001],
      ["negativeEvents", 1],
    ]);
    const [charge, counter, events] = attributes;
    expect(charge?.points.length).toBeLessThanOrEqual(mostPoints);
    expect(charge?.points.length).toBeGreaterThan(mostPoints / 2);
    const times = charge?.points.map(({ measuredAt }) => measuredAt) ?? [];
    expect(times).toEqual(times.toSorted());
    expect([charge?.first?.measuredAt, charge?.points.at(-1)?.value]).toEqual([
      "2026-02-01T00:00:00.000Z",
      "45",
    ]);
    expect([charge?.lowest?.value, charge?.highest?.value]).toEqual(["0.5", "99.5"]);
    expect(charge?.newest).toMatchObject({ value: "45", method: "counted" });
    expect(counter?.newest.value).toBe(5000);
    expect([events?.points, events?.lowest]).toEqual([[], null]);
  });

  test("is for the responsible operator and a legitimate interest; authorities, other operators and the public are refused", async () => {
    const keeper = registry.as({ ...registry.keeper.caller, userId: "keeper" });
    for (const ask of [listReadings, summariseReadings]) {
      for (const ctx of [operator.author, operator.signer, interest])
        expect((await ask(ctx, { productUrl: one })).productUrl).toBe(one);
      for (const ctx of [authority, other.author, keeper])
        expect((await refusalFrom(ask(ctx, { productUrl: one })))?.code).toBe("NOT_ALLOWED");
      expect((await refusalFrom(ask(registry.as(anyone), { productUrl: one })))?.code).toBe("NOT_SIGNED_IN");
      expect((await refusalFrom(ask(interest, { productUrl: `${one}0` })))?.code).toBe("PASSPORT_NOT_FOUND");
    }
  });

  test("is written down, for it cannot be taken back", async () => {
    const given = () =>
      database.db.$count(
        disclosureDelivery,
        and(
          eq(disclosureDelivery.form, "readings"),
          eq(disclosureDelivery.readerId, interest.caller.userId ?? ""),
        ),
      );
    const before = await given();
    await listReadings(interest, { productUrl: one, limit: 1 });
    await summariseReadings(interest, { productUrl: one });
    expect((await given()) - before).toBe(2);
    const empty = await battery();
    await listReadings(interest, { productUrl: empty });
    expect((await given()) - before).toBe(2);
  });

  test("of a battery that was recycled its operator keeps; nobody else gets them", async () => {
    const gone = await battery();
    await record([cycles(gone, 1)]);
    await database.db
      .update(passport)
      .set({ endedAt: registry.keeper.now() })
      .where(eq(passport.productUrl, gone));
    expect((await listReadings(operator.author, { productUrl: gone })).readings).toHaveLength(1);
    expect((await refusalFrom(listReadings(interest, { productUrl: gone })))?.code).toBe("PASSPORT_ENDED");
  });
});

describe("a file of readings", () => {
  const file = (...rows: readonly string[]) => new TextEncoder().encode(`${rows.join("\n")}\n`);

  test("is tried first and then kept: bad rows are named and keep no good ones out", async () => {
    const [one, two] = [await battery(), await battery()];
    const serial = one.split("/").at(-1) ?? "";
    const bytes = file(
      "Serial number,Product identifier,Measured at,Full cycles so far,stateOfCharge,Colour",
      `${serial},,2026-06-01 08:00,41,80,red`,
      `,${two},2026-06-01 08:00,7,,`,
      `${serial},,2026-06-02 08:00,40,101,`,
      "NOBODY,,2026-06-02 08:00,1,,",
      `,${foreign},2026-06-02 08:00,1,,`,
    );
    const tried = await importReadings(operator.author, { bytes, dryRun: true });
    expect(tried).toMatchObject({ dryRun: true, kept: 3, known: 0, refused: 4, unread: ["Colour"] });
    expect(tried.rows.map(({ row, column, problem }) => [row, column, problem.code])).toEqual([
      [4, "stateOfCharge", "E_VALUE_RANGE"],
      [4, "Full cycles so far", "E_READING_COUNTER"],
      [5, "Serial number", "E_READING_BATTERY"],
      [6, "Product identifier", "E_READING_FOREIGN"],
      [2, "Measured at", "W_READING_UTC"],
    ]);
    expect(await keptOf(one)).toEqual([]);
    expect(await importReadings(operator.author, { bytes, dryRun: false })).toEqual({
      ...tried,
      dryRun: false,
    });
    expect(await keptOf(one)).toEqual([
      ["fullCycleCount", "41"],
      ["stateOfCharge", "80"],
    ]);
    expect(await keptOf(two)).toEqual([["fullCycleCount", "7"]]);
    expect(await importReadings(operator.author, { bytes, dryRun: false })).toMatchObject({
      kept: 0,
      known: 3,
    });
  });

  test("names a battery by its serial number only where that is the only one of the caller's", async () => {
    const { model, draft } = await declaredModel(operator, { modelCode: "TWIN", typeDesignation: "TWIN" });
    await releaseReviewed(operator, draft);
    for (const id of [modelId, model.id])
      await issueItem(operator.signer, { modelId: id, serial: "TWIN", manufacturedOn: "2026-01" });
    const bytes = file(
      "Serial,Time,fullCycleCount",
      "TWIN,2026-06-01T08:00:00Z,1",
      "X1,2026-06-01T08:00:00Z,1",
    );
    const { rows } = await importReadings(operator.author, { bytes, dryRun: true });
    expect(rows.map(({ row, problem }) => [row, problem.code])).toEqual([
      [2, "E_READING_SERIAL"],
      // Of another operator: there is none of that number here.
      [3, "E_READING_BATTERY"],
    ]);
  });

  test("that holds no readings, or is no sheet, is refused by name", async () => {
    const codes = async (bytes: Uint8Array) =>
      (await refusalFrom(importReadings(operator.author, { bytes, dryRun: true }))).problems.map(
        ({ code }) => code,
      );
    expect(await codes(file("a,b", "1,2"))).toEqual(["E_READING_COLUMNS"]);
    expect(await codes(file("%PDF-1.7"))).toEqual(["E_SHEET_KIND"]);
    expect(
      (await refusalFrom(importReadings(operator.reviewer, { bytes: file("x"), dryRun: true }))).code,
    ).toBe("NOT_ALLOWED");
  });
});

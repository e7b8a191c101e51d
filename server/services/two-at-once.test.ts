import { eq } from "drizzle-orm";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  batteryItem,
  lifeEvent,
  operator as operatorTable,
  operatorKey,
  passport,
  passportVersion,
  reading,
  readingDigest,
  registration,
  transfer,
} from "../../db/schema/index.ts";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import type { Context } from "../context.ts";
import { mergePatch } from "../domain/merge-patch.ts";
import { contentNamesUnder } from "../domain/passport/document.ts";
import { bundledCatalogue } from "../domain/catalogue/bundled-catalogue.ts";
import { writeCsv } from "../platform/spreadsheet-writer.ts";
import { Refusal, refusalBehind } from "../refusal.ts";
import type { Fixture, TestOperator } from "../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../test/fixture.ts";
import { grantRole } from "./account/grant-role.ts";
import { readAttributes } from "./attribute/read.ts";
import { stateAttributes } from "./attribute/state.ts";
import { adoptCatalogue } from "./catalogue/adopt.ts";
import { currentCatalogue } from "./catalogue/current.ts";
import { stateItem } from "./item/state.ts";
import { acceptTransfer } from "./life/accept-transfer.ts";
import { declareWaste } from "./life/declare-waste.ts";
import { declineTransfer, withdrawTransfer } from "./life/end-transfer.ts";
import { offerTransfer } from "./life/offer-transfer.ts";
import { recycle } from "./life/recycle.ts";
import { signAnew } from "./life/sign-anew.ts";
import { issueItem } from "./passport/issue-item.ts";
import { renewItem } from "./passport/renew-item.ts";
import { readProductRun } from "./product-import/read.ts";
import { beginRun, workOn } from "./product-import/run.ts";
import { stageProducts } from "./product-import/stage.ts";
import { closeReadingDays } from "./reading/close-days.ts";
import { recordReadings } from "./reading/record.ts";
import { prepareFiles } from "./registration/prepare-files.ts";
import { readStandardDocument } from "./standard/read-document.ts";
import { updatePassport } from "./standard/update.ts";

/**
 * Two deeds at the same moment that must not both happen: each waits at a gate until all are there, then they run in the
 * order they came in. One wins, the other is refused by name, and the registry is as if only the one had been done.
 */
let database: TestDatabase;
let registry: Fixture;
let count = 0;
const { statutory } = contentNamesUnder(bundledCatalogue.version);

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterAll(() => database.end());

/** What the law wants measured at every change of an EV battery's status. */
const measured = {
  ...{ measuredCapacity: "240.5", capacityFade: "14", currentPower: "120", powerFade: "10" },
  ...{ currentInternalResistance: "0.05", internalResistanceIncreasePack: "12" },
  ...{ expectedLifetimeYears: "8", expectedLifetimeCyclesOfItem: 1200 },
};

/** An operator with a released model of which it may be registered what is made. */
async function maker() {
  count += 1;
  const operator = await registry.operator(`maker-${String(count)}`);
  const identified = { identifierScheme: "NTR", identifier: `NTRCN-${String(count)}` };
  await database.db.update(operatorTable).set(identified).where(eq(operatorTable.id, operator.id));
  const { model, draft } = await declaredModel(operator, { modelCode: `M-${String(count)}` });
  const { lock } = await readAttributes(operator.author, { id: model.id });
  await stateAttributes(operator.author, { id: model.id, lock, values: { commodityCode: "850760" } });
  await releaseReviewed(operator, draft);
  const battery = async (serial: string) =>
    (await issueItem(operator.signer, { modelId: model.id, serial, manufacturedOn: "2026-10" })).productUrl;
  return { operator, model, battery };
}

const offer = async (
  from: TestOperator,
  to: TestOperator,
  kind: "handOver" | "waste",
  urls: readonly string[],
) =>
  (
    await offerTransfer(from.signer, {
      ...{ fromOperatorId: from.id, toOperatorId: to.id, kind, productUrls: urls, operation: undefined },
    })
  ).id;

type Deed = () => Promise<unknown>;

/** Holds these rows until every deed waits behind them or has ended; answers how each ended, `done` or its refusal. */
async function atGate(
  table: "operator" | "transfer",
  id: string,
  ...deeds: readonly Deed[]
): Promise<readonly string[]> {
  const gate = await database.adminPool.connect();
  try {
    await gate.query("begin");
    await gate.query(`select from ${table} where id = $1 for no key update`, [id]);
    const ended: (string | null)[] = deeds.map(() => null);
    const running = deeds.map(async (deed, index) => {
      await untilWaiting(index, () => ended.slice(0, index).filter((one) => one !== null).length);
      ended[index] = await deed().then(
        () => "done",
        (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
      );
    });
    await untilWaiting(deeds.length, () => ended.filter((one) => one !== null).length);
    await gate.query("commit");
    await Promise.all(running);
    return ended.map((one) => one ?? "");
  } finally {
    gate.release();
  }
}

/** Waits until so many deeds wait for a lock or are over already. */
async function untilWaiting(many: number, over: () => number): Promise<void> {
  for (;;) {
    const { rows } = await database.adminPool.query<{ waiting: string }>(
      "select count(*) as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (Number(rows[0]?.waiting) + over() >= many) return;
    await sleep(5);
  }
}

const passportOf = async (productUrl: string) => {
  const [held] = await database.db.select().from(passport).where(eq(passport.productUrl, productUrl));
  if (held === undefined) throw new Error(`There is no ${productUrl}.`);
  return held;
};
const signersOf = async (productUrl: string) => {
  const rows = await database.db
    .select({ signer: operatorKey.operatorId })
    .from(passportVersion)
    .innerJoin(operatorKey, eq(operatorKey.kid, passportVersion.kid))
    .where(eq(passportVersion.passportId, (await passportOf(productUrl)).id))
    .orderBy(passportVersion.version);
  return rows.map(({ signer }) => signer);
};

test("a battery issued while its model is handed over is not its former operator's any more", async () => {
  const { operator, model } = await maker();
  const heir = await registry.operator(`heir-${String(count)}`);
  const id = await offer(operator, heir, "handOver", []);
  const item = { modelId: model.id, serial: "LATE", manufacturedOn: "2026-10" };
  const ends = await atGate(
    "operator",
    operator.id,
    () => acceptTransfer(heir.signer, { id }),
    () => issueItem(operator.signer, item),
  );
  expect(ends).toEqual(["done", "RESPONSIBILITY_MOVED"]);
  expect(await database.db.$count(batteryItem, eq(batteryItem.modelId, model.id))).toBe(0);
  await issueItem(heir.signer, item);
});

test("a version asked for by the former operator is not signed with the key of who took over at that moment", async () => {
  const { operator, battery } = await maker();
  const heir = await registry.operator(`heir-${String(count)}`);
  const productUrl = await battery("A");
  await stateItem(operator.author, { productUrl, values: { measuredCapacity: "250" } });
  const id = await offer(operator, heir, "handOver", [productUrl]);
  const ends = await atGate(
    "operator",
    operator.id,
    () => acceptTransfer(heir.signer, { id }),
    () => renewItem(operator.signer, { productUrl, reason: "Measured" }),
  );
  expect(ends).toEqual(["done", "RESPONSIBILITY_MOVED"]);
  expect(await signersOf(productUrl)).toEqual([operator.id]);
});

test.each(["accepted", "withdrawn", "declined"] as const)(
  "an offer that is %s first is nothing else afterwards, whoever decides at the same moment",
  async (first) => {
    const { operator, battery } = await maker();
    const heir = await registry.operator(`heir-${String(count)}`);
    const productUrl = await battery("A");
    const id = await offer(operator, heir, "handOver", [productUrl]);
    const deeds = {
      accepted: () => acceptTransfer(heir.signer, { id }),
      withdrawn: () => withdrawTransfer(operator.signer, { id }),
      declined: () => declineTransfer(heir.signer, { id }),
    };
    const others = (["accepted", "withdrawn", "declined"] as const).filter((one) => one !== first);
    const ends = await atGate("transfer", id, deeds[first], ...others.map((one) => deeds[one]));
    expect(ends).toEqual(["done", "TRANSFER_DECIDED", "TRANSFER_DECIDED"]);
    const [row] = await database.db.select().from(transfer).where(eq(transfer.id, id));
    expect(row?.state).toBe(first);
    expect((await passportOf(productUrl)).operatorId).toBe(first === "accepted" ? heir.id : operator.id);
    const moved = first === "accepted" ? 1 : 0;
    expect(await database.db.$count(lifeEvent, eq(lifeEvent.transferId, id))).toBe(moved);
  },
);

test("a battery that is recycled while its next version is asked for ends with the last one there is", async () => {
  const { operator, battery } = await maker();
  for (const isRecycledFirst of [true, false]) {
    const productUrl = await battery(isRecycledFirst ? "A" : "B");
    await declareWaste(operator.signer, { productUrl, values: measured });
    await stateItem(operator.author, { productUrl, values: { placedOnMarketDate: "2026-10-02" } });
    const end: Deed = () => recycle(operator.signer, { productUrl });
    const renew: Deed = () => renewItem(operator.signer, { productUrl, reason: "Sold" });
    const deeds = isRecycledFirst ? [end, renew] : [renew, end];
    const ends = await atGate("operator", operator.id, ...deeds);
    expect(ends).toEqual(isRecycledFirst ? ["done", "PASSPORT_ENDED"] : ["done", "done"]);
    const { rows } = await database.pool.query<{ version: number; value: number }>(
      "select version, value from status_entry where passport_id = $1 order by version desc limit 1",
      [(await passportOf(productUrl)).id],
    );
    expect(rows).toEqual([{ version: isRecycledFirst ? 2 : 3, value: 1 }]);
  }
});

test("what two operators sign at once that follows a version of the other is signed by both", async () => {
  const [one, other] = [await maker(), await maker()];
  const [ofOne, ofOther] = [await one.battery("A"), await other.battery("A")];
  const ids = [
    await offer(one.operator, other.operator, "handOver", [ofOne]),
    await offer(other.operator, one.operator, "handOver", [ofOther]),
  ];
  await acceptTransfer(other.operator.signer, { id: ids[0] ?? "" });
  await acceptTransfer(one.operator.signer, { id: ids[1] ?? "" });
  for (const [productUrl, author] of [
    [ofOne, other.operator.author],
    [ofOther, one.operator.author],
  ] as const)
    await stateItem(author, { productUrl, values: { measuredCapacity: "250" } });
  const renew = (by: TestOperator, productUrl: string) => () =>
    renewItem(by.signer, { productUrl, reason: "Measured" });
  const first = [one.operator.id, other.operator.id].toSorted()[0] ?? "";
  const ends = await atGate("operator", first, renew(other.operator, ofOne), renew(one.operator, ofOther));
  expect(ends).toEqual(["done", "done"]);
  expect(await signAnew(one.operator.signer, { operatorId: one.operator.id })).toMatchObject({ open: 0 });
});

test("two changes of a passport that was read alike: the first is made, the second told that it changed", async () => {
  const { operator, battery } = await maker();
  const machine = await releasing(operator);
  const productUrl = await battery("A");
  const { digitalProductPassportId: dppId } = (await readStandardDocument(machine, { productId: productUrl }))
    .document;
  const read = JSON.stringify((await readStandardDocument(machine, { dppId })).document);
  const change = (day: string) => () =>
    updatePassport(machine, {
      dppId,
      isAsRead: ({ document }) => JSON.stringify(document) === read,
      change: (document) => mergePatch(document, { [statutory]: { placedOnMarketDate: day } }),
    });
  const ends = await atGate("operator", operator.id, change("2026-10-02"), change("2026-10-03"));
  expect(ends).toEqual(["done", "PRECONDITION_FAILED"]);
  expect(await signersOf(productUrl)).toHaveLength(2);
  const [item] = await database.db.select().from(batteryItem).where(eq(batteryItem.productUrl, productUrl));
  expect(item?.placedOnMarketOn).toBe("2026-10-02");
});

test("two files with the same serial numbers give each battery one passport, and say so at every row", async () => {
  const { operator, model } = await maker();
  const serials = Array.from({ length: 30 }, (_, index) => `S-${String(index)}`);
  const runs = [
    await stagedRun(operator, model.modelCode, serials),
    await stagedRun(operator, model.modelCode, serials.toReversed()),
  ];
  const ends = await Promise.allSettled(
    runs.map(async (id) => workOn(operator.signer, await beginRun(operator.signer, { id }))),
  );
  expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
  const views = await Promise.all(runs.map((id) => readProductRun(operator.signer, { id })));
  const outcomes = views.map(({ counts }) => counts);
  expect(outcomes.map(({ created, unchanged }) => created + unchanged)).toEqual([30, 30]);
  expect(outcomes.reduce((sum, { created }) => sum + created, 0)).toBe(30);
  expect(await database.db.$count(batteryItem, eq(batteryItem.modelId, model.id))).toBe(30);
});

test("registrations that two put into files at once stand in one file each", async () => {
  const { operator, battery } = await maker();
  for (const serial of ["A", "B", "C"]) await battery(serial);
  const prepare = () => prepareFiles(operator.signer, { operatorId: operator.id });
  const ends = await Promise.allSettled([prepare(), prepare(), prepare()]);
  const files = ends.flatMap((end) => (end.status === "fulfilled" ? end.value.files : []));
  for (const end of ends)
    if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "REGISTRATION_STATE" });
  expect(files.map((file) => file.count)).toEqual([3]);
  const rows = await database.db
    .select({ fileId: registration.fileId })
    .from(registration)
    .innerJoin(passport, eq(passport.id, registration.passportId))
    .where(eq(passport.operatorId, operator.id));
  expect(new Set(rows.map(({ fileId }) => fileId))).toEqual(new Set([files[0]?.id]));
});

test("a day of readings is closed with every reading that was taken for it, whoever closes it while they arrive", async () => {
  const { operator, battery } = await maker();
  const productUrl = await battery("A");
  const take = (minute: number) =>
    recordReadings(operator.author, {
      source: "bms",
      readings: [
        {
          productUrl,
          attribute: "stateOfCharge",
          value: "50",
          measuredAt: `2026-11-20T10:${String(minute).padStart(2, "0")}:00Z`,
        },
      ],
    });
  registry.setTime("2026-11-20T23:59:59Z");
  await take(1);
  const late = Array.from({ length: 8 }, (_, index) => take(index + 2));
  registry.setTime("2026-11-21T00:00:01Z");
  const closing = [1, 2].map(() => closeReadingDays(operator.author));
  await Promise.all([...late, ...closing]);
  registry.setTime("2026-11-22T00:00:01Z");
  await closeReadingDays(operator.author);
  const days = await database.db
    .select()
    .from(readingDigest)
    .where(eq(readingDigest.operatorId, operator.id));
  const taken = await database.db.$count(reading, eq(reading.operatorId, operator.id));
  expect(taken).toBe(9);
  expect(days.reduce((sum, { count: many }) => sum + many, 0)).toBe(taken);
});

test("two catalogues of one number adopted at once are one catalogue, and the other is told of it", async () => {
  const adopt = (title: string) => () =>
    adoptCatalogue(registry.keeper, { text: JSON.stringify(catalogueCalled("1.7.0", title)) });
  const ends = await Promise.allSettled([adopt("Weight")(), adopt("Heaviness")()]);
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const [refused] = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  expect(refused).toMatchObject({ code: "INVALID_INPUT", problems: [{ code: "E_CATALOGUE_VERSION" }] });
});

test("a catalogue adopted while a file is entered counts from the next row on: every battery is of one of both", async () => {
  const { operator, model } = await maker();
  const many = 12;
  const serials = Array.from({ length: many }, (_, index) => `S-${String(index)}`);
  const id = await stagedRun(operator, model.modelCode, serials);
  const before = (await currentCatalogue(database.db)).catalogue.version;
  let signatures = 0;
  const adopting = registry.as(operator.signer.caller, {
    sign: async (kid, bytes) => {
      signatures += 1;
      const text = () => JSON.stringify(catalogueCalled("1.8.0", "Weight"));
      if (signatures === many) await adoptCatalogue(registry.keeper, { text: text() });
      return operator.signer.signer.sign(kid, bytes);
    },
  });
  await workOn(adopting, await beginRun(operator.signer, { id }));
  const view = await readProductRun(operator.signer, { id });
  expect(view).toMatchObject({ state: "accepted", doneRows: many, badRows: 0 });
  const rows = await database.db
    .select({ version: passportVersion.catalogueVersion })
    .from(passportVersion)
    .innerJoin(passport, eq(passport.id, passportVersion.passportId))
    .innerJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .where(eq(batteryItem.modelId, model.id))
    .orderBy(passportVersion.leafIndex);
  const versions = rows.map(({ version }) => version);
  expect(versions).toHaveLength(many);
  expect(new Set(versions)).toEqual(new Set([before, "1.8.0"]));
  expect(versions.lastIndexOf(before)).toBe(versions.indexOf("1.8.0") - 1);
});

test("what waits for each other in the database is one refusal that says to try again, and no failure of ours", async () => {
  const [one, other] = [await registry.operator("knot-a"), await registry.operator("knot-b")];
  const lock = async (first: string, second: string) => {
    const client = await database.pool.connect();
    try {
      await client.query("begin");
      await client.query("select from operator where id = $1 for update", [first]);
      await sleep(50);
      await client.query("select from operator where id = $1 for update", [second]);
      return null;
    } catch (error) {
      return refusalBehind(new Error("Failed query", { cause: error }))?.code;
    } finally {
      await client.query("rollback");
      client.release();
    }
  };
  const ends = await Promise.all([lock(one.id, other.id), lock(other.id, one.id)]);
  expect(new Set(ends)).toEqual(new Set(["CHANGED_AT_ONCE", null]));
});

/** A program of an operator with the right to release, which a second person gave. */
async function releasing({ id: operatorId, author, reviewer }: TestOperator): Promise<Context> {
  const { userId } = reviewer.caller;
  await grantRole(registry.keeper, { userId: userId ?? "", role: "reviewer", operatorId });
  return registry.as({
    ...author.caller,
    memberships: [
      { role: "author", operatorId },
      { role: "signer", operatorId },
    ],
    releaseGrantedBy: userId ?? "",
  });
}

/** A file of batteries, judged and waiting. */
async function stagedRun(operator: TestOperator, model: string, serials: readonly string[]): Promise<string> {
  const heading = ["Model", "Serial number", "Manufacturing date"];
  const { id } = await stageProducts(operator.signer, {
    ...{ operator: operator.slug, kind: "items", fileName: "batteries.csv" },
    bytes: writeCsv([heading, ...serials.map((serial) => [model, serial, "2026-10"])]),
  });
  return id;
}

/** The catalogue of this release under another number, with one other title. */
function catalogueCalled(version: string, en: string) {
  const attributes = bundledCatalogue.attributes.map((one) =>
    one.id === "batteryMass" ? { ...one, title: { en, zh: "重量" } } : one,
  );
  return { ...bundledCatalogue, version, attributes };
}

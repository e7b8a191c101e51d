import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batteryItem, importRun, membership, passportVersion } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import { gtinCheckDigit } from "../../domain/identifier/gtin.ts";
import { writeCsv } from "../../platform/spreadsheet-writer.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed, testUrl } from "../../test/fixture.ts";
import { ownKey } from "../../test/own-key.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { addKey } from "../key/add.ts";
import { newId } from "../new-id.ts";
import { readPassport } from "../passport/read.ts";
import { enterSignature } from "../signature/enter.ts";
import { prepareSignature } from "../signature/prepare.ts";
import { readSignature } from "../signature/read.ts";
import { resumeRuns } from "./resume.ts";
import { readProductRun } from "./read.ts";
import { beginRun, workOn } from "./run.ts";
import { stageProducts } from "./stage.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
const gtin = `952000000002${gtinCheckDigit("0952000000002")}`;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("batteries");
  const { draft } = await declaredModel(operator, { gtin: `0${gtin}`, modelCode: "CELL-1" });
  await releaseReviewed(operator, draft);
  await declaredModel(operator, { modelCode: "CELL-2" });
});
afterAll(() => database.end());

const heading = [
  "Model",
  "Serial number",
  "制造日期",
  "Batch",
  "Placed on the market",
  "GB/T 34014",
  "measuredCapacity",
];
const row = (serial: string, changes: Readonly<Record<string, string>> = {}) =>
  ["CELL-1", serial, "2026-10", "", "", "", ""].map((text, index) => changes[heading[index] ?? ""] ?? text);
const stage = async (rows: readonly (readonly string[])[], ctx = operator.signer) =>
  readProductRun(
    ctx,
    await stageProducts(ctx, {
      ...{ operator: operator.slug, kind: "items", fileName: "batteries.csv" },
      bytes: writeCsv([heading, ...rows]),
    }),
  );
const enterAll = async (id: string) => {
  await workOn(operator.signer, await beginRun(operator.signer, { id }));
  return readProductRun(operator.signer, { id });
};
const codes = (view: Awaited<ReturnType<typeof stage>>) =>
  view.bad.flatMap(({ number, problems }) =>
    problems.map(({ code, path, params }) => `${String(number)} ${params?.["column"] ?? ""} ${path} ${code}`),
  );

describe("a file of batteries", () => {
  test("gives each its signed passport, with batch and data points; each row leads there, and again it changes nothing", async () => {
    const rows = [row("S-1", { Batch: "B7", measuredCapacity: "279,5 Ah" }), row("S-2", { Model: gtin })];
    const staged = await stage(rows);
    expect(codes(staged)).toEqual([]);
    expect(staged).toMatchObject({ goodRows: 2, counts: { created: 2 } });
    const done = await enterAll(staged.id);
    expect(done.done.map(({ outcome, path }) => [outcome, path])).toEqual([
      ["created", `/01/0${gtin}/21/S-1`],
      ["created", `/01/0${gtin}/21/S-2`],
    ]);
    const url = `${operator.author.publicUrl}/01/0${gtin}/21/S-1`;
    const [item] = await database.db.select().from(batteryItem).where(eq(batteryItem.productUrl, url));
    expect(item).toMatchObject({ serial: "S-1", attributes: { measuredCapacity: "279.5" } });
    expect(item?.batchId).not.toBeNull();
    const passport = await readPassport(registry.as(anyone), { productUrl: url });
    expect(passport).toMatchObject({ level: "item", batch: { number: "B7" } });
    const versions = await database.db.select().from(passportVersion);
    const again = await stage(rows);
    expect(again.counts).toEqual({ created: 0, changed: 0, unchanged: 2 });
    expect((await enterAll(again.id)).done[0]).toMatchObject({
      outcome: "unchanged",
      path: `/01/0${gtin}/21/S-1`,
    });
    expect(await database.db.select().from(passportVersion)).toHaveLength(versions.length);
  });

  test("is refused at its cell: twice in the file, other data of one that is there, no model, one not released", async () => {
    await enterAll((await stage([row("T-1")])).id);
    const staged = await stage([
      row("T-1", { 制造日期: "2026-09" }),
      row("T-2"),
      row("T-2"),
      row("T-3", { Model: "NOWHERE" }),
      row("T-4", { Model: "CELL-2" }),
      row("T-5", { "Placed on the market": "2026-09-30" }),
      row("T-6", { "GB/T 34014": "short" }),
      row("", {}),
      row("T-8", { measuredCapacity: "-5" }),
    ]);
    expect(codes(staged)).toEqual([
      "2 C manufacturingDate E_IMPORT_ISSUED",
      "4 B batterySerialNumber E_IMPORT_ROW_TWICE",
      "5 A model E_IMPORT_MODEL",
      "6 A model MODEL_NOT_RELEASED",
      "7 E placedOnMarketDate E_DATE_ORDER",
      expect.stringMatching(/^8 F chineseCode E_/),
      "9 B batterySerialNumber E_REQUIRED",
      "10 G measuredCapacity E_VALUE_RANGE",
    ]);
    expect(staged.bad[0]?.problems[0]?.params).toMatchObject({ value: "2026-09", expected: "2026-10" });
  });

  test("that lacks what the law asks for on its day is told so before anything is signed", async () => {
    const staged = await stage([row("U-1", { "Placed on the market": "2027-03-01" })]);
    const found = staged.bad[0]?.problems.map(({ code }) => code) ?? [];
    expect(found).toContain("E_ATTRIBUTE_MISSING");
    expect(found).toContain("E_IMPORT_MODEL_INCOMPLETE");
  });

  test("whose serial was issued meanwhile keeps that row out and enters the others", async () => {
    const staged = await stage([row("V-1"), row("V-2", { measuredCapacity: "270" })]);
    await enterAll((await stage([row("V-2")])).id);
    const done = await enterAll(staged.id);
    expect(done).toMatchObject({ state: "accepted", goodRows: 1, badRows: 1, doneRows: 1 });
    expect(codes(done)).toEqual(["3  measuredCapacity E_IMPORT_ISSUED"]);
  });

  test("goes on by itself after its process was killed, for whoever accepted it", async () => {
    const count = 45;
    const staged = await stage(Array.from({ length: count }, (_, index) => row(`W-${String(index)}`)));
    await beginRun(operator.signer, { id: staged.id });
    // The process is gone before it entered a row; the clock of the next one stands still.
    const run = eq(importRun.id, staged.id);
    expect(
      await resumeRuns(registry.as({ ...anyone, memberships: [{ role: "keeper", operatorId: null }] })),
    ).toEqual({
      resumed: 0,
    });
    await database.db
      .update(importRun)
      .set({ beatAt: new Date("2026-11-20T11:00:00Z") })
      .where(run);
    expect(await readProductRun(operator.signer, { id: staged.id })).toMatchObject({ isCutOff: true });
    const userId = operator.signer.caller.userId ?? "";
    await database.db
      .insert(membership)
      .values({ id: newId(operator.signer), userId, role: "signer", operatorId: operator.id });
    expect(await resumeRuns(registry.keeper)).toEqual({ resumed: 1 });
    expect(await readProductRun(operator.signer, { id: staged.id })).toMatchObject({
      ...{ state: "accepted", doneRows: count, isCutOff: false },
    });
    const items = await database.db
      .select()
      .from(batteryItem)
      .where(and(eq(batteryItem.manufacturedOn, "2026-10")));
    expect(items.filter(({ serial }) => serial.startsWith("W-"))).toHaveLength(count);
  });

  test("is entered by nobody but signers", async () => {
    expect(await refusalFrom(stage([row("X-1")], operator.author))).toMatchObject({ code: "NOT_ALLOWED" });
  });
});

describe("batteries of an operator that signs outside", () => {
  test("are prepared a hundred at a time, signed outside and entered together; what is bad stays out", async () => {
    const own = await registry.operator("own-key");
    const { draft } = await declaredModel(own, { modelCode: "CELL-1" });
    await releaseReviewed(own, draft);
    const key = ownKey(testUrl, own.slug);
    await addKey(own.signer, {
      ...{ operatorId: own.id, signer: "upload", jwk: JSON.stringify(key.jwk) },
      proof: key.proof(own.signer.now()),
    });
    const { id } = await stageProducts(own.signer, {
      ...{ operator: own.slug, kind: "items", fileName: "batteries.csv" },
      bytes: writeCsv([heading, row("O1"), row("O2", { Batch: "B1" }), row("")]),
    });
    expect(await readProductRun(own.signer, { id })).toMatchObject({ toSign: 2, goodRows: 2 });
    // Nothing is begun that could not be ended.
    expect((await refusalFrom(beginRun(own.signer, { id }))).code).toBe("SIGNED_OUTSIDE");
    expect(await readProductRun(own.signer, { id })).toMatchObject({ state: "staged", doneRows: 0 });
    const order = { purpose: "importedItems", id } as const;
    const prepared = await prepareSignature(own.signer, order);
    expect(prepared.count).toBe(9);
    expect(await readProductRun(own.signer, { id })).toMatchObject({ state: "staged", doneRows: 0 });
    const { inputs } = await readSignature(own.signer, { id: prepared.id });
    const signatures = inputs.map(({ input }) => key.sign(input).toString("base64url"));
    await enterSignature(own.signer, { id: prepared.id, signatures });
    const view = await readProductRun(own.signer, { id });
    expect(view).toMatchObject({ state: "accepted", doneRows: 2, goodRows: 2, badRows: 1, hasFile: false });
    for (const { path } of view.done) {
      const { record } = await readPassport(registry.as(anyone), { productUrl: `${testUrl}${path ?? ""}` });
      expect(record.verdict.overall).toBe("holds");
    }
    expect((await refusalFrom(prepareSignature(own.signer, order))).code).toBe("IMPORT_NOT_STAGED");
  });
});

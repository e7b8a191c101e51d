import fc from "fast-check";
import { and, eq } from "drizzle-orm";
import type { LifeReason } from "../../domain/life/life-reason.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  auditEvent,
  batteryItem,
  passport,
  passportPredecessor,
  reading,
  registration,
} from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { statutoryElements, voluntaryPart } from "../../domain/record/content.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { stateAttributes } from "../attribute/state.ts";
import { newId } from "../new-id.ts";
import { readDocument } from "../passport/document.ts";
import type { NewItem } from "../passport/issue-item.ts";
import { issueItem, issueItems } from "../passport/issue-item.ts";
import { readPassport } from "../passport/read.ts";
import { listVersions } from "../passport/versions.ts";
import { renewItem } from "../passport/renew-item.ts";
import { mostReadingsOfRecord } from "../passport/restricted-facts.ts";
import { findItem } from "./find.ts";
import { listItems } from "./list.ts";
import { readItem } from "./read.ts";
import { stateItem } from "./state.ts";
import type { ItemFilter } from "./list.ts";
import type { ItemView } from "./view.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let modelId: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  modelId = await releasedModel("PACK-1");
});
afterAll(() => database.end());

async function releasedModel(
  modelCode: string,
  by: TestOperator = operator,
  category = "EV",
): Promise<string> {
  const { model, draft } = await declaredModel(by, { modelCode, typeDesignation: modelCode, category });
  await releaseReviewed(by, draft);
  return model.id;
}

let made = 0;
async function battery(changes: Partial<NewItem> = {}): Promise<string> {
  made += 1;
  const order = { modelId, serial: `S${String(made)}`, manufacturedOn: "2026-10", ...changes };
  return (await issueItem(operator.signer, order)).productUrl;
}

const rowIn = (view: ItemView, id: string) =>
  view.groups.flatMap(({ rows }) => rows).find(({ attribute }) => attribute.id === id);

async function measured(
  productUrl: string,
  attribute: string,
  readings: readonly { readonly value?: string; readonly detail?: unknown; readonly at: string }[],
): Promise<void> {
  const { item } = await findItem(database.db, { productUrl });
  await database.db.insert(reading).values(
    readings.map(({ value = null, detail = null, at }) => ({
      ...{ id: newId(operator.author), itemId: item.id, attribute, value, detail, source: "bms" },
      ...{ measuredAt: new Date(at), operatorId: operator.id, receivedAt: registry.keeper.now() },
    })),
  );
}

describe("the data points of a battery", () => {
  test("are listed with what became of each on the battery's own day", async () => {
    const productUrl = await battery({ placedOnMarketOn: "2026-11-02" });
    const view = await readItem(operator.reviewer, { productUrl });
    expect(view).toMatchObject({ day: "2026-11-02", batteryStatus: "original", isChanged: false });
    expect(rowIn(view, "measuredCapacity")).toMatchObject({ outcome: "notYetDue", dueFrom: "2027-02-18" });
    expect(rowIn(view, "batteryStatus")).toMatchObject({
      outcome: "present",
      value: "original",
      isFixed: true,
    });
    expect(rowIn(view, "economicOperatorIdentifier")?.outcome).toBe("present");
    expect(rowIn(view, "energyThroughput")?.outcome).toBe("notApplicable");
    expect(rowIn(view, "negativeEvents")?.outcome).toBe("conditional");
    expect(rowIn(view, "batteryMass")).toBeUndefined();
    expect(view.may).toEqual({ edit: false, sign: false });
  });

  test("are stated, stand in the next version, and in no signed one", async () => {
    const productUrl = await battery();
    const { lock } = await readItem(operator.author, { productUrl });
    const view = await stateItem(operator.author, {
      ...{ productUrl, lock },
      values: { measuredCapacity: 279.5, placedOnMarketDate: "2026-11-12" },
    });
    expect(rowIn(view, "measuredCapacity")).toMatchObject({ outcome: "present", value: "279.5" });
    expect(view).toMatchObject({ day: "2026-11-12", isChanged: true });
    expect(JSON.stringify(await readDocument(operator.author, { productUrl }))).not.toContain("279.5");
    const { version } = await renewItem(operator.signer, { productUrl, reason: "measured at the gate" });
    expect(version).toBe(2);
    const document = JSON.stringify(await readDocument(operator.author, { productUrl }));
    expect(document).toContain('"measuredCapacity":"279.5"');
    expect(document).toContain('"placedOnMarketDate":"2026-11-12"');
    expect((await readItem(operator.author, { productUrl })).isChanged).toBe(false);
  });

  test("are refused together, and nothing is kept", async () => {
    const productUrl = await battery({ placedOnMarketOn: "2026-11-02" });
    const values = {
      ...{ measuredCapacity: "280", stateOfCertifiedEnergy: "101", batterySerialNumber: "other" },
      ...{ batteryMass: "1", manufacturingDate: null, colour: "1" },
    };
    expect(await problemsFrom(stateItem(operator.author, { productUrl, values }))).toEqual([
      "E_VALUE_RANGE stateOfCertifiedEnergy",
      "E_ATTRIBUTE_DERIVED batterySerialNumber",
      "E_ATTRIBUTE_LEVEL batteryMass",
      "E_REQUIRED manufacturingDate",
      "E_ATTRIBUTE_UNKNOWN colour",
    ]);
    const late = stateItem(operator.author, { productUrl, values: { manufacturingDate: "2026-12" } });
    expect(await problemsFrom(late)).toEqual(["E_DATE_ORDER placedOnMarketDate"]);
    expect(rowIn(await readItem(operator.author, { productUrl }), "measuredCapacity")?.value).toBeNull();
  });

  test("are not written over what somebody else changed meanwhile; readings change nothing of it", async () => {
    const productUrl = await battery();
    const { lock } = await readItem(operator.author, { productUrl });
    await measured(productUrl, "stateOfCharge", [{ value: "50", at: "2026-11-20T10:00:00Z" }]);
    const both = await Promise.allSettled(
      ["280", "281"].map((measuredCapacity) =>
        stateItem(operator.author, { productUrl, lock, values: { measuredCapacity } }),
      ),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const again = stateItem(operator.author, { productUrl, lock, values: { powerFade: "1" } });
    expect((await refusalFrom(again)).code).toBe("EDITED_MEANWHILE");
  });

  test("that free all batteries of a model, such as having no management system, are said at the model", async () => {
    const lmt = await releasedModel("BIKE", operator, "LMT");
    const productUrl = await battery({ modelId: lmt });
    expect(rowIn(await readItem(operator.author, { productUrl }), "energyThroughput")?.outcome).toBe(
      "notYetDue",
    );
    const notApplicable = { energyThroughput: "Without a battery management system." };
    await stateAttributes(operator.author, { id: lmt, lock: 0, notApplicable });
    expect(rowIn(await readItem(operator.author, { productUrl }), "energyThroughput")?.outcome).toBe(
      "notApplicable",
    );
    const wrong = stateAttributes(operator.author, {
      id: lmt,
      lock: 1,
      notApplicable: { batteryStatus: "x" },
    });
    expect(await problemsFrom(wrong)).toEqual(["E_ATTRIBUTE_LEVEL batteryStatus"]);
  });

  test("do not apply to one battery where its operator says why, and to its sisters they do", async () => {
    const [productUrl, sister] = [await battery(), await battery()];
    const reason = "This battery was never in an accident.";
    const freed = await stateItem(operator.author, {
      ...{ productUrl, values: {}, notApplicable: { negativeEvents: reason } },
    });
    expect(rowIn(freed, "negativeEvents")).toMatchObject({
      ...{ outcome: "notApplicable", notApplicable: reason, notApplicableToModel: null },
    });
    // No record says it: nothing waits to be signed for it.
    expect(freed.isChanged).toBe(false);
    expect(rowIn(await readItem(operator.author, { productUrl: sister }), "negativeEvents")).toMatchObject({
      ...{ outcome: "conditional", notApplicable: null },
    });
    const refused = (notApplicable: Readonly<Record<string, string>>) =>
      problemsFrom(stateItem(operator.author, { productUrl, values: {}, notApplicable }));
    // Its condition is one of industrial batteries: of an electric vehicle's it is owed without one.
    expect(await refused({ measuredCapacity: "Nobody measured it." })).toEqual([
      "E_ATTRIBUTE_UNCONDITIONAL measuredCapacity",
    ]);
    expect(await refused({ dateOfPuttingIntoService: "Unknown" })).toEqual([
      "E_ATTRIBUTE_NOT_APPLICABLE dateOfPuttingIntoService",
    ]);
    expect(await refused({ batteryMass: "Light" })).toEqual(["E_ATTRIBUTE_LEVEL batteryMass"]);
    const { lock } = freed;
    const again = await stateItem(operator.author, {
      ...{ productUrl, lock, values: {}, notApplicable: { negativeEvents: null } },
    });
    expect(rowIn(again, "negativeEvents")).toMatchObject({ outcome: "conditional", notApplicable: null });
    const late = stateItem(operator.author, { productUrl, lock, values: {}, notApplicable: {} });
    expect((await refusalFrom(late)).code).toBe("EDITED_MEANWHILE");
  });

  test("BATT-AnnexXIII-4: are nobody's but the operator's who answers, also when they are asked for", async () => {
    const productUrl = await battery({ attributes: { measuredCapacity: "276.54" } });
    const other = await registry.operator("rival");
    const interest = registry.as(await registry.person("i", { role: "interest", operatorId: null }));
    const authority = registry.as(await registry.person("a", { role: "authority", operatorId: null }));
    for (const ctx of [registry.as(anyone), other.author, interest, authority, registry.keeper]) {
      await refusalFrom(readItem(ctx, { productUrl }));
      await refusalFrom(stateItem(ctx, { productUrl, values: {} }));
      await refusalFrom(renewItem(ctx, { productUrl, reason: "r" }));
    }
    const deeds = await database.db.select().from(auditEvent).where(eq(auditEvent.subject, productUrl));
    expect(JSON.stringify(deeds)).not.toContain("276.54");
  });
});

describe("the next version of a battery's passport", () => {
  test("BATT-AnnexXIII-4(c): gives for new restricted values the reason that a change of status gives", async () => {
    const productUrl = await battery();
    await stateItem(operator.author, { productUrl, values: { measuredCapacity: "201.5" } });
    await renewItem(operator.signer, { productUrl, reason: "" });
    const [newest] = await listVersions(operator.signer, { productUrl });
    expect(newest?.reason).toBe("newValues" satisfies LifeReason);
    await stateItem(operator.author, { productUrl, values: { placedOnMarketDate: "2026-11-01" } });
    expect(await problemsFrom(renewItem(operator.signer, { productUrl, reason: "" }))).toEqual([
      "E_REASON_REQUIRED reason",
    ]);
  });

  test("is not signed without a reason, nor when it would say the same", async () => {
    const productUrl = await battery();
    expect(await problemsFrom(renewItem(operator.signer, { productUrl, reason: " " }))).toEqual([
      "E_REASON_REQUIRED reason",
    ]);
    const renew = () => renewItem(operator.signer, { productUrl, reason: "r" });
    expect((await refusalFrom(renew())).code).toBe("NOTHING_CHANGED");
    await stateItem(operator.author, { productUrl, values: { powerFade: "0.5" } });
    await renew();
    expect((await refusalFrom(renew())).code).toBe("NOTHING_CHANGED");
  });

  test("BATT-AnnexXIII-4(d): holds the newest readings in the form of the catalogue: whole numbers, series, events", async () => {
    const productUrl = await battery({
      attributes: { negativeEvents: [{ day: "2026-10-05", kind: "other" }], fullCycleCount: 1 },
    });
    await measured(productUrl, "fullCycleCount", [
      { value: "12", at: "2026-11-10T00:00:00Z" },
      { value: "11", at: "2026-11-09T00:00:00Z" },
    ]);
    await measured(productUrl, "stateOfCharge", [{ value: "80.50", at: "2026-11-10T00:00:00Z" }]);
    await measured(productUrl, "negativeEvents", [
      { detail: { day: "2026-11-11", kind: "accident" }, at: "2026-11-11T00:00:00Z" },
    ]);
    const minutes = Array.from({ length: mostReadingsOfRecord + 5 }, (_, minute) => minute);
    await measured(
      productUrl,
      "operatingConditionsRecord",
      minutes.map((minute) => ({
        value: String(minute),
        at: new Date(Date.UTC(2026, 10, 12, 0, minute)).toISOString(),
      })),
    );
    await renewItem(operator.signer, { productUrl, reason: "half a year of use" });
    const said = elementsOf(await readDocument(operator.author, { productUrl }));
    expect(said["fullCycleCount"]).toBe(12);
    expect(said["stateOfCharge"]).toBe("80.50");
    expect(said["negativeEvents"]).toEqual([
      { day: "2026-10-05", kind: "other" },
      { day: "2026-11-11", kind: "accident" },
    ]);
    const series = said["operatingConditionsRecord"];
    if (!Array.isArray(series)) throw new Error("A series is a list.");
    expect(series).toHaveLength(mostReadingsOfRecord);
    expect(series[0]).toEqual({ measuredAt: "2026-11-12T00:05:00Z", value: "5" });
    expect(series.at(-1)).toEqual({ measuredAt: "2026-11-12T01:44:00Z", value: "104" });
  });

  test("BATT-Art77(4): names who answers for it now, its registration, and the passports that follow", async () => {
    const productUrl = await battery();
    const buyer = await registry.operator("buyer");
    const [held] = await database.db.select().from(passport).where(eq(passport.productUrl, productUrl));
    const passportId = held?.id ?? "";
    await database.db.update(passport).set({ operatorId: buyer.id }).where(eq(passport.id, passportId));
    await database.db
      .update(registration)
      .set({ state: "registered", registrationId: "EU-1" })
      .where(eq(registration.passportId, passportId));
    const follower = await battery();
    const [next] = await database.db.select().from(passport).where(eq(passport.productUrl, follower));
    await database.db.insert(passportPredecessor).values({
      ...{ passportId: next?.id ?? "", predecessorId: passportId, operation: "repurposing" },
    });
    await refusalFrom(renewItem(operator.signer, { productUrl, reason: "r" }));
    await renewItem(buyer.signer, { productUrl, reason: "taken over" });
    const { record, answering } = await readPassport(registry.as(anyone), { productUrl });
    expect(statutoryElements(record.credential.credentialSubject)).toMatchObject({
      economicOperatorIdentifier: { scheme: "demonstration", value: "T-buyer" },
      economicOperatorInformation: { name: "Operator buyer" },
      registryRegistrationId: "EU-1",
    });
    const { attributes } = voluntaryPart(record.credential.credentialSubject);
    expect(attributes).toMatchObject({ successorPassports: [follower] });
    expect([answering.slug, record.signer.slug]).toEqual(["buyer", "buyer"]);
    expect(record.verdict.overall).toBe("holds");
  });

  test("BATT-Art13(6)-closing: is refused when what was owed is no longer there", async () => {
    const productUrl = await battery();
    await stateItem(operator.author, { productUrl, values: { placedOnMarketDate: "2027-03-01" } });
    const refusal = await refusalFrom(renewItem(operator.signer, { productUrl, reason: "r" }));
    expect(refusal.code).toBe("PASSPORT_INCOMPLETE");
    expect(refusal.problems.map(({ path }) => path)).toContain("measuredCapacity");
  });
});

describe("the list of batteries", () => {
  let listed: string;
  let all: readonly string[];
  beforeAll(async () => {
    listed = await releasedModel("LISTED");
    const items = Array.from({ length: 23 }, (_, place) => ({
      serial: `L-${String(place)}_%`,
      manufacturedOn: "2026-10",
      ...(place < 3 ? { batchNumber: "LB" } : {}),
    }));
    all = (await issueItems(operator.signer, { modelId: listed, items })).map(({ productUrl }) => productUrl);
  });

  async function allPages(ctx: Context, filter: ItemFilter): Promise<readonly string[]> {
    const found: string[] = [];
    for (let before: string | undefined; ;) {
      const { items, next } = await listItems(ctx, { ...filter, before });
      found.push(...items.map(({ productUrl }) => productUrl));
      if (next === null) return found;
      before = next;
    }
  }

  test("has every battery exactly once, whatever the size of a page", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), async (limit) => {
        const found = await allPages(operator.author, { modelId: listed, limit });
        expect(found.toSorted()).toEqual(all.toSorted());
      }),
      { numRuns: 8 },
    );
  });

  test("finds any part of a serial, signs taken as they are", async () => {
    const found = await listItems(operator.author, { modelId: listed, search: "-1_" });
    expect(found.items.map(({ serial }) => serial)).toEqual(["L-1_%"]);
    expect((await listItems(operator.author, { modelId: listed, search: "l-1" })).items).toHaveLength(11);
    expect((await listItems(operator.author, { search: "nowhere" })).items).toEqual([]);
  });

  test("keeps to a batch and a status", async () => {
    const [first] = (await listItems(operator.author, { modelId: listed, search: "L-0_" })).items;
    expect(first).toMatchObject({ batchNumber: "LB", batteryStatus: "original", version: 1 });
    const [row] = await database.db
      .select({ batchId: batteryItem.batchId })
      .from(batteryItem)
      .where(and(eq(batteryItem.modelId, listed), eq(batteryItem.serial, "L-0_%")));
    const ofBatch = await listItems(operator.author, { batchId: row?.batchId ?? "" });
    expect(ofBatch.items).toHaveLength(3);
    expect((await listItems(operator.author, { modelId: listed, status: "waste" })).items).toEqual([]);
    expect(await problemsFrom(listItems(operator.author, { before: "x" }))).toEqual(["E_SCHEMA before"]);
  });

  test("shows nobody the batteries of another operator", async () => {
    const stranger = await registry.operator("stranger");
    expect(await listItems(stranger.author, {})).toEqual({ items: [], next: null });
    expect(await listItems(stranger.author, { modelId: listed })).toEqual({ items: [], next: null });
    expect((await refusalFrom(listItems(registry.as(anyone), {}))).code).toBe("NOT_SIGNED_IN");
  });
});

/** Statutory and voluntary values of a document. */
function elementsOf(document: Readonly<Record<string, unknown>>): Readonly<Record<string, JsonValue>> {
  const contents = Object.entries(document).filter(([name]) => name.startsWith("battery-passport-"));
  return Object.assign({}, ...contents.map(([, content]) => content));
}

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvent, batteryItem, passport, passportPredecessor } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { anyone } from "../../context.ts";
import { statutoryElements } from "../../domain/record/content.ts";
import { completeModel } from "../../test/complete-model.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { readDocument } from "./document.ts";
import type { NewItem } from "./issue-item.ts";
import { enterItem, issueItem, issueItems } from "./issue-item.ts";
import { readPassport } from "./read.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let modelId: string;
let modelUrl: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  ({ id: modelId, productUrl: modelUrl } = model);
});
afterAll(() => database.end());

let made = 0;
function battery(changes: Partial<NewItem> = {}): NewItem {
  made += 1;
  return { modelId, serial: `S${String(made)}`, manufacturedOn: "2026-10", ...changes };
}

/** Invented; 4 November 2026. */
const chineseCode = "08BPE612345678GB40000001";

describe("a battery issued with all that is its own", () => {
  test("names model and batch, and hides what is not everybody's", async () => {
    const attributes = { measuredCapacity: 281.5, fullCycleCount: 0 };
    const issued = await issueItem(operator.signer, battery({ batchNumber: "B-7", attributes }));
    const { record } = await readPassport(registry.as(anyone), issued);
    expect(record.credential.credentialSubject).toMatchObject({
      ...{ granularity: "item", batteryModelPassport: modelUrl },
      batteryBatchPassport: `${modelUrl}/batch/B-7`,
      statutory: { batteryBatchNumber: "B-7" },
    });
    expect(JSON.stringify(await readDocument(registry.as(anyone), issued))).not.toContain("281.5");
    const own = JSON.stringify(await readDocument(operator.author, issued));
    expect(own).toContain('"measuredCapacity":"281.5"');
    expect(own).toContain('"fullCycleCount":0');
  });

  test("has its Chinese code beside its identifier, and shares it with no other battery", async () => {
    const issued = await issueItem(operator.signer, battery({ chineseCode }));
    const { record } = await readPassport(registry.as(anyone), issued);
    expect(record.credential.credentialSubject.voluntary).toMatchObject({
      chineseBatteryCode: chineseCode,
    });
    const again = battery({ chineseCode });
    expect(await problemsFrom(issueItem(operator.signer, again))).toEqual(["IDENTIFIER_TAKEN chineseCode"]);
  });
});

describe("a battery is refused, and nothing of it is kept,", () => {
  test.each<readonly [string, Partial<NewItem>, string]>([
    [
      "with a data point nobody knows",
      { attributes: { colour: "1" } },
      "E_ATTRIBUTE_UNKNOWN attributes.colour",
    ],
    [
      "with one of its model",
      { attributes: { batteryMass: "1" } },
      "E_ATTRIBUTE_LEVEL attributes.batteryMass",
    ],
    [
      "with one the registry derives",
      { attributes: { predecessorPassports: [] } },
      "E_ATTRIBUTE_DERIVED attributes.predecessorPassports",
    ],
    [
      "with a status of its own choice",
      { attributes: { batteryStatus: "waste" } },
      "E_ATTRIBUTE_DERIVED attributes.batteryStatus",
    ],
    [
      "with a date that has a field",
      { attributes: { manufacturingDate: "2026-10" } },
      "E_ATTRIBUTE_DERIVED attributes.manufacturingDate",
    ],
    [
      "with one of another category",
      { attributes: { energyThroughput: "1" } },
      "E_ATTRIBUTE_NOT_APPLICABLE attributes.energyThroughput",
    ],
    [
      "BATT-Art14: with a state of health above all there was",
      { attributes: { stateOfCertifiedEnergy: "100.1" } },
      "E_VALUE_RANGE attributes.stateOfCertifiedEnergy",
    ],
    [
      "with readings in place of a value",
      { attributes: { operatingConditionsRecord: [] } },
      "E_VALUE_READINGS attributes.operatingConditionsRecord",
    ],
    ["with a batch of another alphabet", { batchNumber: "批 1" }, "E_BATCH_FORMAT batchNumber"],
    ["with half a Chinese code", { chineseCode: "08B" }, "E_BATTERY_CODE_LENGTH chineseCode"],
    ["sold before it was made", { placedOnMarketOn: "2026-09-30" }, "E_DATE_ORDER placedOnMarketOn"],
  ])("%s", async (_, changes, problem) => {
    const before = await database.db.$count(batteryItem);
    expect(await problemsFrom(issueItem(operator.signer, battery(changes)))).toEqual([problem]);
    expect(await database.db.$count(batteryItem)).toBe(before);
  });

  test("BATT-Art77(3): when its serial was ever used, also by a battery whose passport has ended", async () => {
    const first = battery();
    const { productUrl } = await issueItem(operator.signer, first);
    await database.db
      .update(passport)
      .set({ endedAt: registry.keeper.now() })
      .where(eq(passport.productUrl, productUrl));
    expect(await problemsFrom(issueItem(operator.signer, first))).toEqual(["IDENTIFIER_TAKEN serial"]);
  });
});

describe("several batteries at once", () => {
  test("are issued together, in their order", async () => {
    const items = [battery(), battery({ batchNumber: "B-8" }), battery({ batchNumber: "B-8" })];
    const issued = await issueItems(operator.signer, { modelId, items });
    expect(issued.map(({ productUrl }) => productUrl.split("/").at(-1))).toEqual(
      items.map(({ serial }) => serial),
    );
    for (const { productUrl } of issued) await readPassport(registry.as(anyone), { productUrl });
  });

  test("are refused together, each problem at its place", async () => {
    const used = battery();
    await issueItem(operator.signer, used);
    const before = await database.db.$count(passport);
    const wrong = [battery(), battery({ attributes: { powerFade: "x" } }), battery({ manufacturedOn: "10" })];
    expect(await problemsFrom(issueItems(operator.signer, { modelId, items: wrong }))).toEqual([
      "E_NOT_FINITE items[1].attributes.powerFade",
      "E_MONTH_FORMAT items[2].manufacturedOn",
    ]);
    const [twice, batch] = [battery(), battery({ batchNumber: "NEVER" })];
    expect(
      await problemsFrom(issueItems(operator.signer, { modelId, items: [twice, batch, used, twice] })),
    ).toEqual(["IDENTIFIER_TAKEN items[2].serial", "IDENTIFIER_TAKEN items[3].serial"]);
    expect(await database.db.$count(passport)).toBe(before);
  });

  test("that two order at the same moment are each issued once", async () => {
    const [one, two] = [battery({ batchNumber: "B-9" }), battery({ batchNumber: "B-9" })];
    const orders = [
      [one, two],
      [two, one],
    ].map((items) => issueItems(operator.signer, { modelId, items }));
    const done = await Promise.allSettled(orders);
    expect(done.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("BATT-Art13(6)-closing: from 18 February 2027 on", () => {
  const day = "2027-02-18";
  const own = {
    ...{ measuredCapacity: "281", capacityFade: "0", stateOfCertifiedEnergy: "100", currentPower: "150000" },
    ...{ powerFade: "0", currentInternalResistance: "0.05", internalResistanceIncreasePack: "0" },
    ...{ expectedLifetimeYears: "15", expectedLifetimeCyclesOfItem: 3000 },
  };

  test("a battery is refused with the list of what its passport lacks", async () => {
    const model = await completeModel(operator, { modelCode: "DUE-1", typeDesignation: "DUE-1" });
    const { measuredCapacity: _, powerFade: __, ...some } = own;
    const order = battery({ modelId: model.id, placedOnMarketOn: day, attributes: some });
    const refusal = await refusalFrom(issueItem(operator.signer, order));
    expect(refusal.code).toBe("PASSPORT_INCOMPLETE");
    expect(refusal.problems.map(({ path }) => path)).toEqual([
      "attributes.measuredCapacity",
      "attributes.powerFade",
    ]);
    const several = issueItems(operator.signer, { modelId: model.id, items: [order] });
    expect((await refusalFrom(several)).problems[0]?.path).toBe("items[0].attributes.measuredCapacity");
    // The battery's own day decides, not the day on which its passport is issued.
    await issueItem(operator.signer, { ...order, placedOnMarketOn: "2027-02-17" });
    await issueItem(operator.signer, battery({ ...order, serial: `${order.serial}x`, attributes: own }));
  });

  test("a battery is refused for what its model's signed record lacks", async () => {
    const order = battery({ placedOnMarketOn: day, attributes: own });
    const refusal = await refusalFrom(issueItem(operator.signer, order));
    expect(refusal.code).toBe("PASSPORT_INCOMPLETE");
    const paths = refusal.problems.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["model.hazardousSubstances", "model.removalManual"]));
    expect(paths.filter((path) => !path.startsWith("model."))).toEqual([]);
  });

  test("a battery not yet placed on the market has the day of its issue", async () => {
    registry.setTime(`${day}T00:00:00Z`);
    try {
      expect((await refusalFrom(issueItem(operator.signer, battery()))).code).toBe("PASSPORT_INCOMPLETE");
    } finally {
      registry.setTime("2026-11-20T12:00:00Z");
    }
  });
});

describe("BATT-Art77(7): a battery of a second life", () => {
  test("names the passports it follows, in its first version", async () => {
    const originals = await issueItems(operator.signer, { modelId, items: [battery(), battery()] });
    const { productUrl } = await database.db.transaction((tx) =>
      enterItem(operator.signer, tx, battery(), {
        predecessors: originals.map(({ passportId }) => ({ passportId, operation: "repurposing" })),
        batteryStatus: "repurposed",
      }),
    );
    const [row] = await database.db.select().from(passport).where(eq(passport.productUrl, productUrl));
    const followed = eq(passportPredecessor.passportId, row?.id ?? "");
    expect(await database.db.$count(passportPredecessor, followed)).toBe(2);
    // Something published makes the rest seen.
    await issueItem(operator.signer, battery());
    const { record } = await readPassport(registry.as(anyone), { productUrl });
    expect(statutoryElements(record.credential.credentialSubject)["predecessorPassports"]).toEqual(
      originals.map((one) => ({ passport: one.productUrl })),
    );
    const document = await readDocument(operator.author, { productUrl });
    expect(JSON.stringify(document)).toContain('"batteryStatus":"repurposed"');
  });
});

test("what is issued is written down, without what is not everybody's", async () => {
  const attributes = { measuredCapacity: "277.123" };
  const { productUrl } = await issueItem(operator.signer, battery({ attributes }));
  const deeds = await database.db.select().from(auditEvent).where(eq(auditEvent.subject, productUrl));
  expect(deeds.map(({ action }) => action)).toEqual(["item.issue"]);
  expect(JSON.stringify(deeds)).not.toContain("277.123");
});

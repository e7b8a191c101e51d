import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvent, batteryItem, batteryModel, registration } from "../../../db/schema/index.ts";
import { passport } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, modelOf, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { createModel } from "../model/create.ts";
import { reviseModel } from "../model/revise.ts";
import { issueItem } from "../passport/issue-item.ts";
import { ownChoices, releasedChoices } from "./choices.ts";
import { searchOwn, searchReleased } from "./search.ts";
import type { SearchAnswer, SearchRequest } from "./view.ts";

let database: TestDatabase;
let registry: Fixture;
let maker: TestOperator;
let rival: TestOperator;
let official: Context;
let released: { readonly id: string; readonly productUrl: string; readonly path: string };
let draft: { readonly id: string };
let battery: { readonly productUrl: string; readonly path: string };
let passportId: string;

const gtin = "09521234543213";
const chineseCode = "04QCB76G0A12345BC0000001";

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  maker = await registry.operator("maker");
  rival = await registry.operator("rival");
  official = registry.as(await registry.person("official", { role: "authority", operatorId: null }));
  const declared = await declaredModel(maker, {
    ...{ gtin, modelCode: "AB-100", typeDesignation: "Type 7_x", name: "Harbour 100%" },
  });
  await releaseReviewed(maker, declared.draft);
  released = declared.model;
  draft = await createModel(
    maker.author,
    modelOf(maker, {
      modelCode: "SECRET-9",
      typeDesignation: "Hidden",
      name: "Not out yet",
      category: "LMT",
    }),
  );
  battery = await issueItem(maker.signer, {
    ...{ modelId: released.id, serial: "SN-7Q4XZ", manufacturedOn: "2026-10", batchNumber: "LOT-88" },
    chineseCode,
  });
  await issueItem(maker.signer, { modelId: released.id, serial: "SN-OTHER", manufacturedOn: "2026-10" });
  const [held] = await database.db.select().from(passport).where(eq(passport.productUrl, battery.productUrl));
  passportId = held?.id ?? "";
  await database.admin.insert(registration).values({
    ...{ id: "01990000-0000-7000-8000-00000000abcd", passportId, version: 7, versionHash: "h" },
    ...{ state: "registered", registrationId: "EU-REG-4711" },
  });
});
afterAll(() => database.end());

const own = (request: SearchRequest) => searchOwn(maker.author, request);

/** What was found, in short. */
function found({ operators, plants, models, batches, batteries }: SearchAnswer) {
  return {
    operators: operators?.rows.map(({ slug }) => slug),
    plants: plants?.rows.map(({ code }) => code),
    models: models?.rows.map(({ modelCode }) => modelCode),
    batches: batches?.rows.map(({ number }) => number),
    batteries: batteries?.rows.map(({ serial }) => serial),
  };
}

describe("any part of any identifier finds", () => {
  test.each([
    ["9521234543213"],
    ["09521234543213"],
    ["2345432"],
    ["AB-1"],
    ["ab-100"],
    ["Type 7_"],
    ["harbour 100%"],
    ["HARBOUR maker"],
    ["Handan AB-100"],
  ])("the model by %s", async (text) => {
    for (const ctx of [maker.author, official]) {
      const search = ctx === official ? searchReleased : searchOwn;
      expect(found(await search(ctx, { text })).models).toEqual(["AB-100"]);
    }
  });

  test.each([
    ["7q4x"],
    ["SN-7Q4XZ"],
    ["76G0A12345"],
    ["LOT-88"],
    ["EU-REG-47"],
    ["9521234543213 7Q4"],
    ["http://localhost:3000/21/SN-7Q4X"],
    ["(01)09521234543213(21)SN-7Q4XZ"],
  ])("the battery by %s", async (text) => {
    for (const ctx of [maker.author, official]) {
      const search = ctx === official ? searchReleased : searchOwn;
      expect(found(await search(ctx, { text })).batteries).toEqual(["SN-7Q4XZ"]);
    }
  });

  test("the battery by its address in any spelling and by the beginning of its passport's identifier", async () => {
    const whole = {
      operators: undefined,
      plants: undefined,
      models: [],
      batches: [],
      batteries: ["SN-7Q4XZ"],
    };
    expect(found(await own({ text: battery.productUrl }))).toEqual(whole);
    expect(found(await own({ text: battery.path.slice(1) }))).toEqual(whole);
    expect(found(await own({ text: `urn:uuid:${passportId}` })).batteries).toEqual(["SN-7Q4XZ"]);
    expect(found(await own({ text: passportId.slice(0, 30) })).batteries).toContain("SN-7Q4XZ");
  });

  test("operators, plants and batches", async () => {
    expect(found(await own({ text: "Operator mak" })).operators).toEqual(["maker"]);
    expect(found(await own({ text: "T-maker" })).operators).toEqual(["maker"]);
    expect(found(await own({ text: "handan" })).plants).toEqual(["P1"]);
    expect(found(await own({ text: "lot-8" })).batches).toEqual(["LOT-88"]);
  });

  test("nothing by the signs that stand for others in a pattern", async () => {
    for (const text of ["S_CRET", "%%%", "AB%100", "_______", "\\\\"])
      expect(found(await own({ text }))).toMatchObject({ models: [] });
    expect(found(await own({ text: "SN%7Q4" })).batteries).toEqual([]);
    expect(found(await own({ text: "SN_7Q4" })).batteries).toEqual([]);
  });
});

test("a draft is found by its own operator and by nobody else, whatever is asked", async () => {
  expect(found(await own({ text: "secret-9" })).models).toEqual(["SECRET-9"]);
  const requests: readonly SearchRequest[] = [
    ...["secret-9", "Hidden", "Not out yet"].map((text) => ({ text })),
    { modelId: draft.id },
    { category: "LMT" },
    { category: "LMT", missing: "any" },
    { operatorId: maker.id, category: "LMT", kind: "models" },
  ];
  for (const request of requests) {
    expect(found(await searchReleased(official, request)).models ?? []).toEqual([]);
    expect(found(await searchOwn(rival.author, request)).models ?? []).toEqual([]);
  }
  // Nor by what surrounds it: the rival's plant has made nothing that is released.
  expect(found(await searchReleased(official, { text: "P1" })).plants).toEqual(["P1"]);
});

test("nothing of an operator is found in another's console", async () => {
  for (const text of ["7Q4X", "AB-100", "LOT-88", "EU-REG-4711", "T-maker", battery.productUrl, passportId]) {
    const answer = found(await searchOwn(rival.author, { text }));
    expect(Object.values(answer).flatMap((rows) => rows ?? [])).toEqual([]);
  }
  const foreign = searchOwn(rival.author, { operatorId: maker.id, category: "EV" });
  expect(found(await foreign).models).toEqual([]);
});

test("a name that was changed and not released is neither seen nor found from outside", async () => {
  const other = await declaredModel(maker, {
    modelCode: "RENAMED",
    typeDesignation: "R",
    name: "Old harbour",
  });
  await releaseReviewed(maker, other.draft);
  await reviseModel(maker.author, { id: other.model.id, name: "New lagoon" });
  expect(found(await own({ text: "lagoon" })).models).toEqual(["RENAMED"]);
  expect(found(await searchReleased(official, { text: "lagoon" })).models).toEqual([]);
  const { models } = await searchReleased(official, { text: "old harb" });
  expect(models?.rows).toMatchObject([{ modelCode: "RENAMED", name: "Old harbour" }]);
});

describe("the status of a battery", () => {
  beforeAll(async () => {
    await database.db
      .update(batteryItem)
      .set({ batteryStatus: "waste" })
      .where(eq(batteryItem.productUrl, battery.productUrl));
  });

  test("is a filter for who answers for the passport", async () => {
    expect(found(await own({ batteryStatus: "waste" }))).toEqual({ batteries: ["SN-7Q4XZ"] });
    const { batteries } = await own({ text: "SN-", modelId: released.id });
    const seen = batteries?.rows.map(({ batteryStatus }) => batteryStatus);
    expect(seen?.toSorted()).toEqual(["original", "waste"]);
    expect(found(await searchOwn(rival.author, { batteryStatus: "waste" })).batteries).toEqual([]);
  });

  test("is refused by name to officials, and stands in no answer to them", async () => {
    const asked = searchReleased(official, { text: "SN-7Q4", batteryStatus: "waste" });
    expect(await problemsFrom(asked)).toEqual(["E_SEARCH_BATTERY_STATUS batteryStatus"]);
    const answer = await searchReleased(official, { text: "SN-7Q4" });
    expect(answer.batteries?.rows.map(({ batteryStatus }) => batteryStatus)).toEqual([null]);
    expect(JSON.stringify(answer)).not.toContain("waste");
  });
});

describe("filters", () => {
  test("by category, plant, model and operator", async () => {
    expect(found(await own({ category: "LMT" })).models).toEqual(["SECRET-9"]);
    expect(found(await own({ category: "LMT" })).batteries).toEqual([]);
    expect(found(await own({ facilityId: maker.facilityId, text: "7Q4X" })).batteries).toEqual(["SN-7Q4XZ"]);
    expect(found(await own({ facilityId: rival.facilityId, text: "7Q4X" })).batteries).toEqual([]);
    expect(found(await own({ modelId: released.id })).batteries?.toSorted()).toEqual([
      "SN-7Q4XZ",
      "SN-OTHER",
    ]);
    expect(found(await searchReleased(official, { operatorId: rival.id })).models).toEqual([]);
  });

  test("by the day of the newest version, both days included", async () => {
    const on = async (from: string, until: string) =>
      found(await searchReleased(official, { from, until, modelId: released.id })).batteries;
    expect(await on("2026-11-20", "2026-11-20")).toHaveLength(2);
    expect(await on("2026-11-21", "2026-11-21")).toEqual([]);
    expect(await on("2026-11-19", "2026-11-19")).toEqual([]);
  });

  test("by the state of the document", async () => {
    await database.db
      .update(passport)
      .set({ documentStatus: "archived" })
      .where(eq(passport.productUrl, battery.productUrl));
    expect(found(await searchReleased(official, { documentStatus: "archived" })).batteries).toEqual([
      "SN-7Q4XZ",
    ]);
    expect(found(await own({ documentStatus: "invalid" })).batteries).toEqual([]);
  });

  test("by what is owed and not there, on the first day of the duty", async () => {
    const answer = await own({ missing: "any", modelId: released.id });
    expect(answer.owedOn).toBe("2027-02-18");
    expect(answer.models?.rows[0]?.missing).toContain("hazardousSubstances");
    expect(found(await own({ missing: "batteryMass" })).models).toEqual([]);
    const outside = await searchReleased(official, { missing: "hazardousSubstances" });
    expect(found(outside).models).toContain("AB-100");
    expect(outside.batteries).toBeNull();
    // Test results are point 3: an outsider's search learns nothing of what is not public.
    expect(found(await searchReleased(official, { missing: "testReportResults" })).models).toEqual([]);
  });

  test("refuse what is none of their values, each by its name", async () => {
    const bad = { category: "toy", documentStatus: "x", missing: "x", modelId: "x", from: "x", until: "x" };
    expect((await problemsFrom(own(bad))).toSorted()).toEqual([
      "E_BATTERY_CATEGORY category",
      "E_DATE_FORMAT from",
      "E_DATE_FORMAT until",
      "E_SEARCH_CHOICE documentStatus",
      "E_SEARCH_CHOICE missing",
      "E_SEARCH_CHOICE modelId",
    ]);
    expect(await problemsFrom(own({ from: "2026-11-21", until: "2026-11-20" }))).toEqual([
      "E_PERIOD_ORDER until",
    ]);
  });
});

test("too short a text is not looked for among all batteries, but among those of a model", async () => {
  const short = await own({ text: "SN" });
  expect(short.isTooShort).toBe(true);
  expect(short.batteries).toBeNull();
  expect(found(await own({ text: "SN", modelId: released.id })).batteries).toHaveLength(2);
});

test(
  "pages follow each other without a gap and without repeating anything",
  { timeout: 60_000 },
  async () => {
    const serials = Array.from({ length: 60 }, (_, at) => `PAGE-${String(at).padStart(3, "0")}`);
    for (const serial of serials)
      await issueItem(maker.signer, { modelId: released.id, serial, manufacturedOn: "2026-10" });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { batteries } = await own({ text: "page-0", kind: "batteries", after });
      seen.push(...(batteries?.rows ?? []).map(({ serial }) => serial));
      after = batteries?.next ?? undefined;
    } while (after !== undefined);
    expect(seen.toSorted()).toEqual(serials);
  },
);

test("the answers are the same without the index on parts of texts", async () => {
  const before = found(await own({ text: "7q4x" }));
  await database.admin.execute("drop extension pg_trgm cascade");
  expect(found(await own({ text: "7q4x" }))).toEqual(before);
  expect(before.batteries).toEqual(["SN-7Q4XZ"]);
});

test("only those search who may read, and officials' searches are written down", async () => {
  expect((await refusalFrom(searchOwn(registry.as(anyone), { text: "x" }))).code).toBe("NOT_SIGNED_IN");
  expect((await refusalFrom(searchReleased(maker.author, { text: "x" }))).code).toBe("NOT_ALLOWED");
  expect((await refusalFrom(searchOwn(official, { text: "x" }))).code).toBe("NOT_ALLOWED");
  await searchReleased(official, { text: "written down" });
  const deeds = await database.db.select().from(auditEvent).where(eq(auditEvent.subject, "written down"));
  expect(deeds).toMatchObject([{ action: "oversight.search", operatorId: null }]);
});

test("nothing asked is nothing found", async () => {
  expect(found(await own({ text: "  " }))).toEqual({});
  expect(await database.db.select().from(batteryModel)).not.toEqual([]);
});

test("officials choose among what is released, and own people among all that is theirs", async () => {
  const codes = (of: { readonly models: readonly { readonly name: string }[] }) =>
    of.models.map(({ name }) => name);
  expect(codes(await ownChoices(maker.author))).toContain("Not out yet");
  const outside = await releasedChoices(official);
  expect(codes(outside)).toContain("Old harbour");
  expect(JSON.stringify(outside)).not.toContain("Not out yet");
  expect(outside.plants.map(({ id }) => id)).toEqual([maker.facilityId]);
  expect(codes(await ownChoices(rival.author))).toEqual([]);
});

import fc from "fast-check";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apiToken, auditEvent, batteryModel, passport } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { contentNamesUnder } from "../../domain/passport/document.ts";
import type { PassportDocument } from "../../domain/passport/document.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import { sampleValue } from "../../domain/record/sample-value.ts";
import { mergePatch } from "../../domain/merge-patch.ts";
import type { JsonObject, JsonValue } from "../../domain/record/strict-json.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { fixture, modelOf, testUrl } from "../../test/fixture.ts";
import { ownKey } from "../../test/own-key.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { findCallerByToken } from "../account/find-caller.ts";
import { createToken } from "../account/create-token.ts";
import { grantRelease, withdrawRelease } from "../account/grant-release.ts";
import { listReleaseRights } from "../account/list-release-rights.ts";
import { grantRole } from "../account/grant-role.ts";
import { createBatch } from "../batch/create.ts";
import { adoptCatalogue } from "../catalogue/adopt.ts";
import { addKey } from "../key/add.ts";
import { createModel } from "../model/create.ts";
import { readSubmission } from "../model/read-submission.ts";
import { releaseModel } from "../model/release.ts";
import { reviewModel, submitModel } from "../model/submission.ts";
import { issueItem } from "../passport/issue-item.ts";
import { listVersions } from "../passport/versions.ts";
import { archivePassport } from "./archive.ts";
import { changedElement } from "./changed-element.ts";
import { createPassport } from "./create.ts";
import { lookUpPassports } from "./look-up.ts";
import { readDocumentAt } from "./read-document-at.ts";
import { readStandardDocument } from "./read-document.ts";
import { updatePassport } from "./update.ts";

const names = contentNamesUnder(bundledCatalogue.version);
let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let other: TestOperator;
/** A machine of the author, who signs as well; and the same with the right to release. */
let machine: Context;
let releasing: Context;
let tokenId: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  other = await registry.operator("rival");
  const person = await registry.person("Machine of the author");
  const userId = person.userId ?? "";
  for (const role of ["author", "signer"] as const)
    await grantRole(registry.keeper, { userId, role, operatorId: operator.id });
  const { userId: reviewerId } = operator.reviewer.caller;
  await grantRole(registry.keeper, { userId: reviewerId ?? "", role: "reviewer", operatorId: operator.id });
  const { token } = await createToken(registry.keeper, { userId, name: "factory" });
  const by = async () =>
    registry.as(await findCallerByToken(database.db, `Bearer ${token}`, operator.author.now()));
  machine = await by();
  [tokenId = ""] = (await database.db.select().from(apiToken).where(eq(apiToken.userId, userId))).map(
    ({ id }) => id,
  );
  await grantRelease(operator.reviewer, { id: tokenId });
  releasing = await by();
});
afterAll(() => database.end());

let made = 0;
const url = (code: string) => `http://localhost:3000/id/voltara/${code}`;

function sent(changes: JsonObject = {}): JsonObject {
  made += 1;
  return {
    uniqueProductIdentifier: url(`S-${String(made)}`),
    granularity: "model",
    [names.statutory]: {
      ...{ batteryCategory: "EV", batteryChemistry: "LFP", batteryMass: "600", ratedCapacity: "280" },
      ...{ nominalVoltage: "357.2" },
    },
    [names.voluntary]: { name: "Pack", ratedEnergyKWh: "100" },
    ...changes,
  };
}

/** The same with other elements under its contents. */
function sentWith(statutory: JsonObject, voluntary: JsonObject = {}): JsonValue {
  return mergePatch(sent(), { [names.statutory]: statutory, [names.voluntary]: voluntary });
}

const patched = (ctx: Context, dppId: string, patch: JsonValue) =>
  updatePassport(ctx, { dppId, change: (document) => mergePatch(document, patch) });

const statutoryOf = (document: PassportDocument) => Object(document[names.statutory]);

/** Elements wherever the law has them. */
const elementsOf = (document: PassportDocument) => ({
  ...Object(document[names.voluntary]),
  ...Object(document[names.statutory]),
});

/** A model with its first version published. */
async function released(): Promise<string> {
  const { digitalProductPassportId: dppId } = await createPassport(machine, sent());
  await patched(releasing, dppId, { [names.statutory]: { minimumVoltage: "250" } });
  return dppId;
}

describe("a passport is made from a document", () => {
  test("of a model as a draft: its identifier stays, and nobody but its operator knows of it", async () => {
    const answer = await createPassport(machine, sentWith({ maximumVoltage: "420", warrantyPeriod: 96 }));
    expect(answer).toMatchObject({ granularity: "model", dppStatus: "inactive" });
    const { digitalProductPassportId: dppId } = answer;
    const { document } = await readStandardDocument(operator.reviewer, { dppId });
    expect(document).toMatchObject({
      ...{ digitalProductPassportId: dppId, dppStatus: "inactive", recordVersion: 0 },
      ...{ recordStatus: { status: "draft" }, uniqueProductIdentifier: answer.uniqueProductIdentifier },
      [names.statutory]: { batteryMass: "600", maximumVoltage: "420", warrantyPeriod: 96 },
      [names.voluntary]: { name: "Pack", ratedEnergyKWh: "100" },
    });
    for (const ctx of [registry.as(anyone), other.author]) {
      expect((await refusalFrom(readStandardDocument(ctx, { dppId }))).code).toBe("PASSPORT_NOT_FOUND");
      const productIds = [answer.uniqueProductIdentifier];
      expect((await lookUpPassports(ctx, { productIds })).ids).toEqual([]);
    }
    await patched(releasing, dppId, { [names.statutory]: { maximumVoltage: "430" } });
    const { document: published } = await readStandardDocument(registry.as(anyone), { dppId });
    expect(published).toMatchObject({
      digitalProductPassportId: dppId,
      recordVersion: 1,
      dppStatus: "active",
    });
  });

  test("of a battery, signed at once, beside what its model says", async () => {
    const dppId = await released();
    const { document } = await readStandardDocument(machine, { dppId });
    const answer = await createPassport(machine, {
      uniqueProductIdentifier: `${document.uniqueProductIdentifier}/A%2F1`,
      granularity: "item",
      [names.statutory]: { manufacturingDate: "2026-10", batterySerialNumber: "A/1", batteryMass: "600" },
    });
    expect(answer).toMatchObject({ granularity: "item", dppStatus: "active" });
    const anybody = registry.as(anyone);
    const of = { dppId: answer.digitalProductPassportId };
    const { document: item } = await readStandardDocument(anybody, of);
    expect(statutoryOf(item)).toMatchObject({ batterySerialNumber: "A/1", batteryMass: "600" });
    const again = createPassport(machine, {
      uniqueProductIdentifier: `${document.uniqueProductIdentifier}/A%2F1`,
      [names.statutory]: { manufacturingDate: "2026-10" },
    });
    expect((await refusalFrom(again)).code).toBe("IDENTIFIER_TAKEN");
  });

  test.each<[string, () => JsonValue, string]>([
    ["no object", () => [], "E_VALUE_KIND "],
    ["no identifier", () => sent({ uniqueProductIdentifier: null }), "E_REQUIRED uniqueProductIdentifier"],
    [
      "an identifier of another registry",
      () => sent({ uniqueProductIdentifier: "https://elsewhere.example/id/voltara/X" }),
      "E_PRODUCT_FOREIGN uniqueProductIdentifier",
    ],
    [
      "an identifier of another operator",
      () => sent({ uniqueProductIdentifier: "http://localhost:3000/id/rival/X" }),
      "E_PRODUCT_FOREIGN uniqueProductIdentifier",
    ],
    [
      "a GTIN with a wrong check digit",
      () => sent({ uniqueProductIdentifier: "http://localhost:3000/01/09520000010011" }),
      "E_GTIN_CHECK_DIGIT uniqueProductIdentifier",
    ],
    ["a granularity that is another", () => sent({ granularity: "item" }), "E_GRANULARITY granularity"],
    [
      "an identifier of the passport",
      () => sent({ digitalProductPassportId: "urn:uuid:1" }),
      "E_MEMBER_FIXED digitalProductPassportId",
    ],
    ["a member of no passport", () => sent({ colour: "green" }), "E_MEMBER_FOREIGN colour"],
    [
      "a category without a passport",
      () => sentWith({ batteryCategory: "SLI" }),
      "E_CATEGORY_NO_PASSPORT batteryCategory",
    ],
    [
      "an industrial battery of 2 kWh",
      () => sentWith({ batteryCategory: "industrial" }, { ratedEnergyKWh: "2" }),
      "E_CATEGORY_AT_MOST_2_KWH ratedEnergyKwh",
    ],
    ["no mass", () => sentWith({ batteryMass: null }), "E_REQUIRED batteryMass"],
    ["an element of no catalogue", () => sentWith({ colour: "green" }), "E_ATTRIBUTE_UNKNOWN colour"],
    [
      "what the registry knows itself",
      () => sentWith({ manufacturerName: { name: "X" } }),
      "E_ATTRIBUTE_DERIVED manufacturerName",
    ],
    [
      "a battery's own value",
      () => sentWith({ manufacturingDate: "2026-10" }),
      "E_ATTRIBUTE_LEVEL manufacturingDate",
    ],
    [
      "an unknown operator",
      () => sent({ economicOperatorId: "did:web:x" }),
      "E_OPERATOR_UNKNOWN economicOperatorId",
    ],
    ["an unknown plant", () => sent({ facilityId: "nowhere" }), "E_FACILITY_UNKNOWN facilityId"],
  ])("with %s it is refused by name, and nothing is left behind", async (_, document, problem) => {
    const before = await database.db.$count(passport);
    expect(await problemsFrom(createPassport(machine, document()))).toEqual([problem]);
    expect(await database.db.$count(passport)).toBe(before);
  });

  test("the identifier of another operator's model is taken, its operator is none of yours", async () => {
    const gtin = "09520123456788";
    await createModel(other.author, modelOf(other, { gtin }));
    const document = sent({ uniqueProductIdentifier: `http://localhost:3000/01/${gtin}` });
    expect((await refusalFrom(createPassport(machine, document))).code).toBe("IDENTIFIER_TAKEN");
    const battery = {
      ...document,
      granularity: "item",
      uniqueProductIdentifier: `http://localhost:3000/01/${gtin}/21/A`,
    };
    expect((await refusalFrom(createPassport(machine, battery))).code).toBe("NOT_ALLOWED");
    const theirs = sent({ economicOperatorId: "did:web:localhost%3A3000:op:rival" });
    expect((await refusalFrom(createPassport(machine, theirs))).code).toBe("NOT_ALLOWED");
  });

  test("BATT-Art78(f): nobody else makes one", async () => {
    expect((await refusalFrom(createPassport(registry.as(anyone), sent()))).code).toBe("NOT_SIGNED_IN");
    expect((await refusalFrom(createPassport(operator.reviewer, sent()))).code).toBe("NOT_ALLOWED");
    const officer = registry.as(await registry.person("Officer", { role: "authority", operatorId: null }));
    expect((await refusalFrom(createPassport(officer, sent()))).code).toBe("NOT_ALLOWED");
  });
});

describe("a passport is changed by a patch of its document", () => {
  test("without a release right the change is a draft, and the published version stands", async () => {
    const dppId = await released();
    const { isReleased, document } = await patched(machine, dppId, {
      [names.statutory]: { maximumVoltage: "420" },
    });
    expect(isReleased).toBe(false);
    expect(document).toMatchObject({ recordVersion: 0, [names.statutory]: { maximumVoltage: "420" } });
    const { document: published } = await readStandardDocument(registry.as(anyone), { dppId });
    expect(published.recordVersion).toBe(1);
    expect(statutoryOf(published)).not.toHaveProperty("maximumVoltage");
  });

  test("with one it is signed at once under both names, and the earlier version stays readable by date", async () => {
    const dppId = await released();
    const { isReleased, document } = await patched(releasing, dppId, {
      [names.statutory]: { maximumVoltage: "420", minimumVoltage: null },
      [names.voluntary]: { name: "Pack, renamed" },
    });
    expect(isReleased).toBe(true);
    expect(document).toMatchObject({
      ...{ recordVersion: 2, [names.statutory]: { maximumVoltage: "420" } },
      [names.voluntary]: { name: "Pack, renamed" },
    });
    expect(statutoryOf(document)).not.toHaveProperty("minimumVoltage");
    const versions = await listVersions(machine, { productUrl: document.uniqueProductIdentifier });
    expect(versions[0]?.reason).toBe("Changed by API: minimumVoltage, maximumVoltage, name");
    const deeds = await database.db
      .select()
      .from(auditEvent)
      .where(eq(auditEvent.subject, document.uniqueProductIdentifier));
    expect(deeds.map(({ action }) => action)).toContain("model.release");
  });

  test("restricted elements are written by the operator, and read by nobody who may not", async () => {
    const dppId = await released();
    const restricted = bundledCatalogue.attributes.find(
      ({ dataSet, level, origin, type }) =>
        dataSet === "point2" &&
        level === "model" &&
        origin === "stated" &&
        type.kind === "list" &&
        type.of.kind === "object",
    );
    if (restricted === undefined) throw new Error("The catalogue has restricted lists.");
    const { id } = restricted;
    const value = sampleValue(restricted.type);
    const { document } = await patched(releasing, dppId, { [names.statutory]: { [id]: value } });
    expect(statutoryOf(document)).toMatchObject({ [id]: value });
    const { document: open } = await readStandardDocument(registry.as(anyone), { dppId });
    expect(JSON.stringify(open)).not.toContain(id);
  });

  test.each<[string, () => JsonObject, string]>([
    [
      "the identifier",
      () => ({ uniqueProductIdentifier: url("OTHER") }),
      "E_MEMBER_FIXED uniqueProductIdentifier",
    ],
    ["the status", () => ({ dppStatus: "archived" }), "E_MEMBER_FIXED dppStatus"],
    ["a head member away", () => ({ economicOperatorId: null }), "E_MEMBER_FIXED economicOperatorId"],
    ["a member of no passport", () => ({ colour: "green" }), "E_MEMBER_FOREIGN colour"],
    ["all elements away", () => ({ [names.statutory]: null }), `E_MEMBER_FIXED ${names.statutory}`],
    [
      "an element of no catalogue",
      () => ({ [names.statutory]: { colour: 1 } }),
      "E_ATTRIBUTE_UNKNOWN colour",
    ],
    [
      "its category",
      () => ({ [names.statutory]: { batteryCategory: "LMT" } }),
      "E_ATTRIBUTE_DERIVED batteryCategory",
    ],
    [
      "its plant",
      () => ({ [names.statutory]: { manufacturingPlace: { city: "X" } } }),
      "E_ATTRIBUTE_DERIVED manufacturingPlace",
    ],
    ["its mass away", () => ({ [names.statutory]: { batteryMass: null } }), "E_REQUIRED batteryMass"],
    [
      "a battery's own value",
      () => ({ [names.statutory]: { manufacturingDate: "2026-01" } }),
      "E_ATTRIBUTE_LEVEL manufacturingDate",
    ],
    [
      "a value below its bounds",
      () => ({ [names.statutory]: { maximumVoltage: "-1" } }),
      "E_VALUE_RANGE maximumVoltage",
    ],
    [
      "what the law bars today",
      () => ({ [names.statutory]: { carbonFootprintPerformanceClass: { class: "A" } } }),
      "E_ATTRIBUTE_BARRED carbonFootprintPerformanceClass",
    ],
    [
      "what the registry takes from the declaration",
      () => ({ [names.voluntary]: { carbonFootprintPerformanceClass: { class: "A" } } }),
      "E_ATTRIBUTE_DERIVED carbonFootprintPerformanceClass",
    ],
    [
      "files",
      () => ({ [names.statutory]: { instructionsForUse: ["x"] } }),
      "E_ATTRIBUTE_FILE instructionsForUse",
    ],
    [
      "the footprint",
      () => ({ [names.voluntary]: { carbonFootprint: {} } }),
      "E_ATTRIBUTE_DERIVED carbonFootprint",
    ],
    [
      "what every object of the language has",
      () => ({ [names.statutory]: { constructor: 1 } }),
      "E_ATTRIBUTE_UNKNOWN constructor",
    ],
    [
      "what every object of the language comes from",
      () => ({ [names.statutory]: Object.fromEntries([["__proto__", { maximumVoltage: "420" }]]) }),
      "E_ATTRIBUTE_UNKNOWN __proto__",
    ],
    ["no member of its own", () => ({ constructor: 1 }), "E_MEMBER_FOREIGN constructor"],
    [
      "two values of one element",
      () => ({ [names.statutory]: { maximumVoltage: "420" }, [names.voluntary]: { maximumVoltage: "430" } }),
      "E_ELEMENT_TWICE maximumVoltage",
    ],
  ])("a patch that touches %s is refused by name: the earlier state stands", async (_, patch, problem) => {
    const dppId = await released();
    const before = await readStandardDocument(machine, { dppId });
    expect(await problemsFrom(patched(releasing, dppId, patch()))).toEqual([problem]);
    expect(await readStandardDocument(machine, { dppId })).toEqual(before);
  });

  test("BATT-Art78(f): nobody else changes or files one away", async () => {
    const dppId = await released();
    const patch = { [names.statutory]: { maximumVoltage: "420" } };
    for (const [ctx, code] of [
      [registry.as(anyone), "NOT_SIGNED_IN"],
      [operator.reviewer, "NOT_ALLOWED"],
      [other.author, "NOT_ALLOWED"],
    ] as const) {
      expect((await refusalFrom(patched(ctx, dppId, patch))).code).toBe(code);
      if (ctx !== operator.reviewer)
        expect((await refusalFrom(archivePassport(ctx, { dppId }))).code).toBe(code);
    }
  });

  test("a change that leads back to what is published needs no version, and leaves nothing waiting", async () => {
    const dppId = await released();
    await patched(machine, dppId, { [names.statutory]: { minimumVoltage: "240" } });
    const back = await patched(releasing, dppId, { [names.statutory]: { minimumVoltage: "250" } });
    expect(back).toMatchObject({ isReleased: true, document: { recordVersion: 1 } });
    const next = await patched(releasing, dppId, { [names.statutory]: { minimumVoltage: "245" } });
    expect(next.document.recordVersion).toBe(2);
    const same = await patched(releasing, dppId, { [names.statutory]: { minimumVoltage: "245" } });
    expect(same).toMatchObject({ isReleased: true, document: { recordVersion: 2 } });
  });

  test("while a second person looks at the data nothing is released past them", async () => {
    const dppId = await released();
    await patched(machine, dppId, { [names.statutory]: { maximumVoltage: "420" } });
    const [held] = await database.db
      .select()
      .from(passport)
      .where(eq(passport.id, dppId.slice(9)));
    await submitModel(operator.author, { id: held?.modelId ?? "" });
    const again = patched(releasing, dppId, { [names.statutory]: { maximumVoltage: "430" } });
    expect((await refusalFrom(again)).code).toBe("IN_REVIEW");
  });
});

async function battery(
  statutory: JsonObject = {},
): Promise<{ readonly dppId: string; readonly url: string }> {
  const of = await released();
  const { document } = await readStandardDocument(machine, { dppId: of });
  const answer = await createPassport(machine, {
    uniqueProductIdentifier: `${document.uniqueProductIdentifier}/I-1`,
    [names.statutory]: { manufacturingDate: "2026-09", ...statutory },
  });
  return { dppId: answer.digitalProductPassportId, url: answer.uniqueProductIdentifier };
}

describe("the passport of a battery", () => {
  test("is made with its batch and the values that are its own", async () => {
    const { dppId } = await battery({ batteryBatchNumber: "L7", placedOnMarketDate: "2026-10-01" });
    const { document } = await readStandardDocument(registry.as(anyone), { dppId });
    expect(elementsOf(document)).toMatchObject({
      batteryBatchNumber: "L7",
      placedOnMarketDate: "2026-10-01",
    });
    const made = battery({ ratedCapacity: "281" });
    expect(await problemsFrom(made)).toEqual(["E_ATTRIBUTE_LEVEL_MODEL ratedCapacity"]);
  });

  test("waits for its model: a draft has an identifier, and no passport a battery's could name", async () => {
    const { uniqueProductIdentifier: ofModel } = await createPassport(machine, sent());
    const early = createPassport(machine, {
      uniqueProductIdentifier: `${ofModel}/I-1`,
      [names.statutory]: { manufacturingDate: "2026-09" },
    });
    expect((await refusalFrom(early)).code).toBe("MODEL_NOT_RELEASED");
    const [draft] = await database.db
      .select({ id: batteryModel.id })
      .from(batteryModel)
      .where(eq(batteryModel.productUrl, ofModel));
    const batch = createBatch(releasing, { modelId: draft?.id ?? "", number: "L1" });
    expect((await refusalFrom(batch)).code).toBe("MODEL_NOT_RELEASED");
  });

  test("is changed in what is its own, as a draft or at once", async () => {
    const { dppId } = await battery();
    const patch = { [names.statutory]: { placedOnMarketDate: "2026-10-02" } };
    const draft = await patched(machine, dppId, patch);
    expect(draft.isReleased).toBe(false);
    expect(draft.document.recordStatus).toEqual({ status: "draft" });
    expect(elementsOf(draft.document)).toMatchObject({ placedOnMarketDate: "2026-10-02" });
    const { document: open } = await readStandardDocument(registry.as(anyone), { dppId });
    expect(elementsOf(open)).not.toHaveProperty("placedOnMarketDate");
    const done = await patched(releasing, dppId, { [names.statutory]: { placedOnMarketDate: "2026-10-03" } });
    expect(done).toMatchObject({ isReleased: true, document: { recordVersion: 2 } });
    const { document: now } = await readStandardDocument(registry.as(anyone), { dppId });
    expect(elementsOf(now)).toMatchObject({ placedOnMarketDate: "2026-10-03", batteryMass: "600" });
  });

  test("tells nobody by the reason of a version what happened to it", async () => {
    const { dppId } = await battery();
    const { document, isReleased } = await patched(releasing, dppId, {
      [names.statutory]: {
        negativeEvents: [{ day: "2026-11-02", kind: "accident" }],
      },
    });
    expect(isReleased).toBe(true);
    expect(elementsOf(document)).toHaveProperty("negativeEvents");
    const [newest] = await listVersions(registry.as(anyone), {
      productUrl: document.uniqueProductIdentifier,
    });
    expect(newest?.reason).toBe("newValues");
  });

  test.each<[string, JsonObject, string]>([
    [
      "its model's value",
      { [names.statutory]: { batteryMass: "601" } },
      "E_ATTRIBUTE_LEVEL_MODEL batteryMass",
    ],
    ["its model's name", { [names.voluntary]: { name: "X" } }, "E_ATTRIBUTE_LEVEL_MODEL name"],
    [
      "its serial number",
      { [names.statutory]: { batterySerialNumber: "X" } },
      "E_ATTRIBUTE_DERIVED batterySerialNumber",
    ],
    ["no attribute", { [names.statutory]: { colour: 1 } }, "E_ATTRIBUTE_UNKNOWN colour"],
    [
      "the month of its making away",
      { [names.statutory]: { manufacturingDate: null } },
      "E_REQUIRED manufacturingDate",
    ],
  ])("is not changed by a patch of %s", async (_, patch, problem) => {
    const { dppId } = await battery();
    expect(await problemsFrom(patched(releasing, dppId, patch))).toEqual([problem]);
  });
});

describe("one element", () => {
  const document: JsonObject = { a: { b: [{ c: 1, d: 2 }, 3] } };
  test.each<[string, JsonValue, JsonValue]>([
    ["$.a.b[0].c", 5, { a: { b: [{ c: 5, d: 2 }, 3] } }],
    ["$.a.b[0]", { c: null }, { a: { b: [{ d: 2 }, 3] } }],
    ["$.a.b[-1]", null, { a: { b: [{ c: 1, d: 2 }] } }],
    ["$.a.new", "x", { a: { b: [{ c: 1, d: 2 }, 3], new: "x" } }],
    ["$.a.b", null, { a: {} }],
    ["$", { a: null }, {}],
  ])("at %s takes %j", (path, patch, result) =>
    expect(changedElement(document, path, patch)).toEqual(result),
  );

  test.each([
    ["$.a.*", "INVALID_INPUT"],
    ["$..c", "INVALID_INPUT"],
    ["$[", "INVALID_INPUT"],
    ["$.x.y", "ELEMENT_NOT_FOUND"],
    ["$.a.b[7]", "ELEMENT_NOT_FOUND"],
    ["$.a[0]", "ELEMENT_NOT_FOUND"],
  ])("at %s is %s", async (path, code) => {
    expect((await refusalFrom(Promise.resolve().then(() => changedElement(document, path, 1)))).code).toBe(
      code,
    );
  });
});

describe("versions by date", () => {
  test("stay as they were, to the byte, whatever follows", async () => {
    const anybody = registry.as(anyone);
    const voltage = fc.integer({ min: 400, max: 480 }).map(String);
    const change = fc.record(
      { maximumVoltage: fc.option(voltage), minimumVoltage: fc.constantFrom("200", "210", null) },
      { requiredKeys: [] },
    );
    let minute = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const { digitalProductPassportId: dppId } = await createPassport(machine, sent());
        const seen = new Map<string, string>();
        for (const one of changes) {
          minute += 1;
          const at = new Date(Date.UTC(2027, 0, 1, 0, minute));
          registry.setTime(at.toISOString());
          const { isReleased } = await patched(releasing, dppId, { [names.statutory]: one });
          if (isReleased) {
            const { document } = await readStandardDocument(anybody, { dppId });
            seen.set(at.toISOString(), JSON.stringify(document));
          }
          for (const [date, text] of seen) {
            const { document } = await readDocumentAt(anybody, { dppId, date });
            expect(JSON.stringify(document)).toBe(text);
          }
        }
      }),
      { numRuns: 8 },
    );
  });

  test("are not there before the first, and are asked for by a moment", async () => {
    registry.setTime("2027-01-10T10:00:00.500Z");
    const dppId = await released();
    const at = async (date: string) => {
      const { document } = await readDocumentAt(registry.as(anyone), { dppId, date });
      return document.recordVersion;
    };
    for (const date of [
      "2027-01-10T10:00:00Z",
      "2027-01-10T11:00:00+01:00",
      "2027-01-10",
      "2099-01-01T00:00:00Z",
    ])
      expect(await at(date)).toBe(1);
    for (const date of ["2027-01-10T09:59:59Z", "2027-01-09"])
      expect((await refusalFrom(at(date))).code).toBe("VERSION_NOT_FOUND");
    for (const date of [
      "",
      "0000-01-01",
      "0000-12-31T23:59:59Z",
      "yesterday",
      "2027-02-30",
      "2027-01-10T10:00:00",
      "2027-13-01T00:00:00Z",
    ])
      expect(await problemsFrom(at(date))).toEqual(["E_VERSION_MOMENT date"]);
  });

  test("of a battery show what its model said then", async () => {
    registry.setTime("2027-01-11T10:00:00Z");
    const dppId = await released();
    const { document } = await readStandardDocument(machine, { dppId });
    registry.setTime("2027-01-12T10:00:00Z");
    const battery = await createPassport(machine, {
      uniqueProductIdentifier: `${document.uniqueProductIdentifier}/B1`,
      [names.statutory]: { manufacturingDate: "2027-01" },
    });
    registry.setTime("2027-01-13T10:00:00Z");
    await patched(releasing, dppId, { [names.statutory]: { maximumVoltage: "444" } });
    const of = { dppId: battery.digitalProductPassportId };
    const { document: then } = await readDocumentAt(machine, { ...of, date: "2027-01-12T12:00:00Z" });
    expect(statutoryOf(then)).not.toHaveProperty("maximumVoltage");
    const { document: now } = await readStandardDocument(machine, of);
    expect(statutoryOf(now)).toMatchObject({ maximumVoltage: "444" });
  });
});

describe("filing away", () => {
  test("a draft is gone for everybody, its identifier is never used again", async () => {
    const document = sent();
    const { digitalProductPassportId: dppId } = await createPassport(machine, document);
    await archivePassport(operator.author, { dppId });
    expect((await refusalFrom(readStandardDocument(machine, { dppId }))).code).toBe("PASSPORT_ENDED");
    expect((await refusalFrom(readStandardDocument(registry.as(anyone), { dppId }))).code).toBe(
      "PASSPORT_NOT_FOUND",
    );
    expect((await refusalFrom(createPassport(machine, document))).code).toBe("IDENTIFIER_TAKEN");
    const [held] = await database.db
      .select()
      .from(passport)
      .where(eq(passport.id, dppId.slice(9)));
    const id = held?.modelId ?? "";
    await submitModel(operator.author, { id });
    const { contentDigest } = await readSubmission(operator.reviewer, { id });
    await reviewModel(operator.reviewer, { id, verdict: "approved", contentDigest });
    expect((await refusalFrom(releaseModel(operator.signer, { id }))).code).toBe("PASSPORT_ENDED");
  });

  test("a passport in use stays; one that ended is filed, and its versions stay readable by date", async () => {
    const dppId = await released();
    expect((await refusalFrom(archivePassport(operator.signer, { dppId }))).code).toBe("PASSPORT_IN_USE");
    const [held] = await database.db
      .select()
      .from(passport)
      .where(eq(passport.id, dppId.slice(9)));
    const { productUrl } = await issueItem(operator.signer, {
      ...{ modelId: held?.modelId ?? "", serial: "END", manufacturedOn: "2026-10" },
    });
    const [item] = await database.db.select().from(passport).where(eq(passport.productUrl, productUrl));
    const ofItem = { dppId: `urn:uuid:${item?.id ?? ""}` };
    expect((await refusalFrom(archivePassport(operator.signer, ofItem))).code).toBe("PASSPORT_IN_USE");
    const date = operator.signer.now().toISOString();
    const before = await readDocumentAt(registry.as(anyone), { ...ofItem, date });
    const endedAt = new Date(operator.signer.now().getTime() + 60_000);
    await database.db.update(passport).set({ endedAt }).where(eq(passport.productUrl, productUrl));
    await archivePassport(operator.signer, ofItem);
    await archivePassport(operator.signer, ofItem);
    expect((await refusalFrom(readStandardDocument(machine, ofItem))).code).toBe("PASSPORT_ENDED");
    expect((await refusalFrom(patched(releasing, ofItem.dppId, {}))).code).toBe("PASSPORT_ENDED");
    expect(await readDocumentAt(registry.as(anyone), { ...ofItem, date })).toEqual(before);
    const later = await readDocumentAt(registry.as(anyone), { ...ofItem, date: endedAt.toISOString() });
    expect(later.document.dppStatus).toBe("archived");
  });
});

describe("many products", () => {
  test("are looked up in pages, in their order; what is no passport is left out", async () => {
    const ids = [await released(), await released(), await released()];
    const urls = await Promise.all(
      ids.map(
        async (dppId) => (await readStandardDocument(machine, { dppId })).document.uniqueProductIdentifier,
      ),
    );
    const [first = "", second = "", third = ""] = urls;
    const did = third.replace("http://localhost:3000", "did:web:localhost%3A3000").replaceAll("/", ":");
    const productIds = [second, "nonsense", first, url("NOWHERE"), did];
    const anybody = registry.as(anyone);
    const read = [];
    let cursor: string | null = null;
    do {
      const page = await lookUpPassports(anybody, { productIds, limit: "2", cursor });
      read.push(...page.ids);
      ({ cursor } = page);
    } while (cursor !== null);
    expect(read).toEqual([ids[1], ids[0], ids[2]]);
    expect(await problemsFrom(lookUpPassports(anybody, { productIds, limit: "0" }))).toEqual([
      "E_PAGE_LIMIT limit",
    ]);
    for (const wrong of ["x", "YWZ0ZXI6OTk", "%"])
      expect(await problemsFrom(lookUpPassports(anybody, { productIds, cursor: wrong }))).toEqual([
        "E_PAGE_CURSOR cursor",
      ]);
    expect(await lookUpPassports(anybody, { productIds: [] })).toEqual({ ids: [], cursor: null });
  });
});

describe("the right of a token to release", () => {
  test("is given by a second person of the operator, seen by them, and taken back", async () => {
    const own = await refusalFrom(grantRelease(machine, { id: tokenId }));
    expect(own.code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(grantRelease(other.reviewer, { id: tokenId }))).code).toBe("NOT_ALLOWED");
    const rights = await listReleaseRights(operator.reviewer);
    expect(rights).toMatchObject([{ id: tokenId, name: "factory", grantedByName: "voltara reviewer" }]);
    expect(await listReleaseRights(other.reviewer)).toEqual([]);
    await withdrawRelease(operator.reviewer, { id: tokenId });
    const [row] = await database.db.select().from(apiToken).where(eq(apiToken.id, tokenId));
    expect(row?.releaseGrantedBy).toBeNull();
    await grantRelease(operator.reviewer, { id: tokenId });
  });

  test("counts no longer when who gave it had a hand in the data or reviews no more", async () => {
    const dppId = await released();
    const patch = (voltage: string) =>
      patched(releasing, dppId, { [names.statutory]: { maximumVoltage: voltage } });
    const { userId } = operator.reviewer.caller;
    const asAuthor = registry.as({
      ...operator.reviewer.caller,
      memberships: [{ role: "author", operatorId: operator.id }],
    });
    await patched(asAuthor, dppId, { [names.statutory]: { maximumVoltage: "421" } });
    expect((await patch("422")).isReleased).toBe(false);
    const elsewhere = { ...releasing.caller, releaseGrantedBy: other.reviewer.caller.userId ?? "" };
    const foreign = registry.as(elsewhere);
    const again = await released();
    const changed = await patched(foreign, again, { [names.statutory]: { maximumVoltage: "423" } });
    expect(changed.isReleased).toBe(false);
    expect(userId).not.toBeNull();
  });
});

describe("an operator that signs with a key of its own", () => {
  // What follows is signed by the registry again.
  afterAll(() => addKey(machine, { operatorId: operator.id, signer: "process" }));

  test("keeps as a draft what a token with the right to release changes, and is told why a battery cannot be made", async () => {
    const dppId = await released();
    const key = ownKey(testUrl, operator.slug);
    await addKey(machine, {
      ...{ operatorId: operator.id, signer: "upload", jwk: JSON.stringify(key.jwk) },
      proof: key.proof(machine.now()),
    });
    const { document, isReleased } = await patched(releasing, dppId, {
      [names.statutory]: { minimumVoltage: "251" },
    });
    expect([isReleased, document.recordVersion]).toEqual([false, 0]);
    expect(elementsOf(document)).toMatchObject({ minimumVoltage: "251" });
    const { uniqueProductIdentifier: ofModel } = document;
    const battery = createPassport(machine, {
      ...{ uniqueProductIdentifier: `${ofModel}/S1`, granularity: "item" },
      ...{ [names.statutory]: { manufacturingDate: "2026-10" } },
    });
    expect((await refusalFrom(battery)).code).toBe("SIGNED_OUTSIDE");
  });
});

test("BATT-Art77(2)-sub5: under an adopted catalogue a passport is changed by the names it was read with, and by the next", async () => {
  const dppId = await released();
  const itemId = (await battery()).dppId;
  const next = contentNamesUnder("1.9.0");
  await adoptCatalogue(registry.keeper, { text: JSON.stringify({ ...bundledCatalogue, version: "1.9.0" }) });
  const { document: read } = await readStandardDocument(machine, { dppId });
  expect(read).toHaveProperty([names.statutory]);
  const draft = await patched(machine, dppId, { [names.statutory]: { maximumVoltage: "421" } });
  expect(draft).toMatchObject({
    isReleased: false,
    document: { [next.statutory]: { maximumVoltage: "421" } },
  });
  const whole = { ...draft.asAddressed, [names.statutory]: { maximumVoltage: "422" } };
  expect((await patched(machine, dppId, whole)).asAddressed).toMatchObject({
    contentSpecificationIds: [names.statutory, names.voluntary],
    [names.statutory]: { maximumVoltage: "422" },
  });
  const path = `$['${names.statutory}'].maximumVoltage`;
  const change = (document: JsonObject) => changedElement(document, path, "423");
  const { asAddressed, isReleased, document } = await updatePassport(releasing, { dppId, change });
  expect(isReleased).toBe(true);
  expect(asAddressed).toMatchObject({ [names.statutory]: { maximumVoltage: "423" } });
  expect(document).toMatchObject({ [next.statutory]: { maximumVoltage: "423" } });
  expect((await patched(releasing, dppId, { [next.statutory]: { maximumVoltage: "424" } })).isReleased).toBe(
    true,
  );
  expect(
    (await patched(releasing, itemId, { [names.statutory]: { placedOnMarketDate: "2026-10-05" } })).document,
  ).toMatchObject({ [next.voluntary]: { placedOnMarketDate: "2026-10-05" } });
});

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batteryModel } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import { bundledCatalogue } from "../../domain/catalogue/bundled-catalogue.ts";
import { sampleValue } from "../../domain/record/sample-value.ts";
import { statutoryElements, voluntaryPart } from "../../domain/record/content.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { approve, declaredModel, draftOf, fixture, modelOf, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { createDraft } from "../footprint/create-draft.ts";
import { releaseDeclaration } from "../footprint/release.ts";
import { createModel } from "../model/create.ts";
import { readSubmission } from "../model/read-submission.ts";
import { releaseModel } from "../model/release.ts";
import { reviewModel, submitModel, withdrawModelSubmission } from "../model/submission.ts";
import { readDocument } from "../passport/document.ts";
import { readPassport } from "../passport/read.ts";
import { readAttributes } from "./read.ts";
import { stateAttributes } from "./state.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
});
afterAll(() => database.end());

let made = 0;
async function someModel(changes: Parameters<typeof modelOf>[1] = {}) {
  made += 1;
  return createModel(operator.author, modelOf(operator, { modelCode: `A-${String(made)}`, ...changes }));
}

const voltages = { minimumVoltage: "250", maximumVoltage: "420" };

async function stateNow(id: string, input: Omit<Parameters<typeof stateAttributes>[1], "id" | "lock">) {
  const { lock } = await readAttributes(operator.author, { id });
  return stateAttributes(operator.author, { id, lock, ...input });
}

async function problemsOf(promise: Promise<unknown>): Promise<readonly string[]> {
  return (await refusalFrom(promise)).problems.map(({ code, path }) => `${code} ${path}`);
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return (await refusalFrom(promise)).code;
}

/** Submitted by its author, approved by the reviewer, released by the signer. */
async function release(id: string, reason?: string) {
  await submitModel(operator.author, { id, reason });
  const { contentDigest } = await readSubmission(operator.reviewer, { id });
  await reviewModel(operator.reviewer, { id, verdict: "approved", contentDigest });
  return releaseModel(operator.signer, { id });
}

describe("the data points of a model", () => {
  test("OWN-ECG-2: are listed with what became of each, and from when it is owed", async () => {
    const { id } = await someModel();
    const view = await readAttributes(operator.author, { id });
    const rows = new Map(view.groups.flatMap((group) => group.rows).map((row) => [row.attribute.id, row]));
    expect(rows.get("batteryMass")).toMatchObject({ outcome: "present", value: "600" });
    expect(rows.get("hazardousSubstances")).toMatchObject({ outcome: "notYetDue", dueFrom: "2027-02-18" });
    expect(rows.get("carbonFootprintPerFunctionalUnit")).toMatchObject({ outcome: "barred", dueFrom: null });
    expect(rows.get("cadmiumLeadSymbols")).toMatchObject({ outcome: "conditional" });
    const ofLmt = await readAttributes(operator.author, { id: (await someModel({ category: "LMT" })).id });
    const exhaustion = ofLmt.groups
      .flatMap((group) => group.rows)
      .find(({ attribute }) => attribute.id === "capacityThresholdForExhaustion");
    expect(exhaustion?.outcome).toBe("notApplicable");
  });

  test("are stated together: with one problem nothing of it is kept", async () => {
    const { id } = await someModel();
    const values = { ...voltages, hazardousSubstances: [{ name: "" }], colour: "green" };
    expect(await problemsOf(stateNow(id, { values }))).toEqual(
      expect.arrayContaining(["E_ATTRIBUTE_UNKNOWN colour", "E_REQUIRED hazardousSubstances[0].name"]),
    );
    const { groups } = await readAttributes(operator.author, { id });
    const minimum = groups
      .flatMap(({ rows }) => rows)
      .find(({ attribute }) => attribute.id === "minimumVoltage");
    expect(minimum?.value).toBeNull();
  });

  test.each([
    [
      "what the registry knows from elsewhere",
      { manufacturerName: { name: "Other" } },
      "E_ATTRIBUTE_DERIVED",
    ],
    [
      "the category, which the model is from its making on",
      { batteryCategory: "LMT" },
      "E_ATTRIBUTE_DERIVED",
    ],
    ["a value of the single battery", { batterySerialNumber: "1" }, "E_ATTRIBUTE_LEVEL"],
    ["what is never filled", { materialCompositionSummary: { description: [] } }, "E_ATTRIBUTE_NEVER_FILLED"],
    ["nothing where the registry calculates with it", { batteryMass: null }, "E_REQUIRED"],
  ])("refuse %s", async (_, values, code) => {
    const { id } = await someModel();
    const [path] = Object.keys(values);
    expect(await problemsOf(stateNow(id, { values }))).toEqual([`${code} ${String(path)}`]);
  });

  test("BATT-Art77(1): contradict the category by their mass: refused when stated, named and not signed when kept before", async () => {
    const { id } = await someModel({ category: "LMT" });
    expect(await problemsOf(stateNow(id, { values: { batteryMass: "25.5" } }))).toEqual([
      "E_CATEGORY_LMT_MASS massKg",
    ]);
    // As a model stands there that was made before the rule was asked.
    await database.db.update(batteryModel).set({ massKg: "600" }).where(eq(batteryModel.id, id));
    const view = await readAttributes(operator.author, { id });
    expect(view.problems.map(({ code }) => code)).toEqual(["E_CATEGORY_LMT_MASS"]);
    expect(await problemsOf(release(id))).toEqual(["E_CATEGORY_LMT_MASS massKg"]);
    const { id: draftId, lock } = await createDraft(operator.author, draftOf({ modelId: id }));
    const declared = approve(operator, { id: draftId, lock }).then((at) =>
      releaseDeclaration(operator.signer, at),
    );
    expect(await problemsOf(declared)).toEqual(["E_CATEGORY_LMT_MASS massKg"]);
  });

  test("BATT-Art77(2)-sub4: refuse what belongs to another category", async () => {
    const { id } = await someModel({ category: "LMT" });
    const values = { capacityThresholdForExhaustion: "80" };
    expect(await problemsOf(stateNow(id, { values }))).toEqual([
      "E_ATTRIBUTE_NOT_APPLICABLE capacityThresholdForExhaustion",
    ]);
  });

  test("BATT-AnnexXIII-1(h): voltages stand in their order", async () => {
    const { id } = await someModel();
    expect(await problemsOf(stateNow(id, { values: { minimumVoltage: "400" } }))).toEqual([
      "E_RULE_ASCENDING nominalVoltage",
    ]);
    const view = await stateNow(id, { values: voltages });
    expect(view.problems).toEqual([]);
  });

  test("are not written over what somebody else changed meanwhile, also at the same moment", async () => {
    const { id } = await someModel();
    const { lock } = await readAttributes(operator.author, { id });
    const both = await Promise.allSettled(
      ["420", "430"].map((maximumVoltage) =>
        stateAttributes(operator.author, { id, lock, values: { maximumVoltage } }),
      ),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await codeOf(stateAttributes(operator.author, { id, lock, values: voltages }))).toBe(
      "EDITED_MEANWHILE",
    );
  });

  test("that do not apply say why, and are open again when that is taken back", async () => {
    const { id } = await someModel();
    const outcome = (view: Awaited<ReturnType<typeof readAttributes>>) =>
      view.groups.flatMap(({ rows }) => rows).find(({ attribute }) => attribute.id === "cadmiumLeadSymbols")
        ?.outcome;
    const stated = await stateNow(id, { notApplicable: { cadmiumLeadSymbols: "No cadmium, no lead." } });
    expect(outcome(stated)).toBe("notApplicable");
    expect(outcome(await stateNow(id, { notApplicable: { cadmiumLeadSymbols: null } }))).toBe("conditional");
  });
});

describe("a version of a model's data", () => {
  test("is signed after a second person approved exactly these data, and not otherwise", async () => {
    const { id, productUrl } = await someModel();
    await stateNow(id, { values: voltages });
    expect(await codeOf(releaseModel(operator.signer, { id }))).toBe("REVIEW_MISSING");
    await submitModel(operator.author, { id });
    expect(await codeOf(submitModel(operator.author, { id }))).toBe("IN_REVIEW");
    const { contentDigest, may } = await readSubmission(operator.reviewer, { id });
    expect(may.review).toBe(true);
    expect(await codeOf(releaseModel(operator.signer, { id }))).toBe("REVIEW_MISSING");
    await reviewModel(operator.reviewer, { id, verdict: "approved", contentDigest });
    await stateNow(id, { values: { maximumVoltage: "421" } });
    expect(await codeOf(releaseModel(operator.signer, { id }))).toBe("REVIEW_MISSING");
    await withdrawModelSubmission(operator.author, { id });
    await release(id);
    const { record } = await readPassport(registry.as(anyone), { productUrl });
    const subject = record.credential.credentialSubject;
    expect(statutoryElements(subject)).toMatchObject({ minimumVoltage: "250", maximumVoltage: "421" });
    expect(voluntaryPart(subject).carbonFootprint).toBeUndefined();
    expect(record.verdict.overall).not.toBe("wrong");
  });

  test("is not approved by whoever had a hand in it", async () => {
    const { id } = await someModel();
    const both = await registry.person(
      "both",
      { role: "author", operatorId: operator.id },
      { role: "reviewer", operatorId: operator.id },
    );
    const ctx = registry.as(both);
    const { lock } = await readAttributes(ctx, { id });
    await stateAttributes(ctx, { id, lock, values: voltages });
    await submitModel(operator.author, { id });
    const { contentDigest, may } = await readSubmission(ctx, { id });
    expect(may.review).toBe(false);
    expect(await codeOf(reviewModel(ctx, { id, verdict: "approved", contentDigest }))).toBe(
      "REVIEWER_IS_AUTHOR",
    );
  });

  test("is returned with a word, and only with one", async () => {
    const { id } = await someModel();
    await submitModel(operator.author, { id });
    const { contentDigest } = await readSubmission(operator.reviewer, { id });
    const returned = { id, verdict: "returned", contentDigest } as const;
    expect(await problemsOf(reviewModel(operator.reviewer, returned))).toEqual(["E_RETURN_NOTE note"]);
    await reviewModel(operator.reviewer, { ...returned, note: "The mass is that of the module." });
    const { open, steps } = await readSubmission(operator.author, { id });
    expect([open, steps[0]]).toMatchObject([
      null,
      { state: "returned", note: "The mass is that of the module." },
    ]);
  });

  test("asks for a reason from the second on, and for something to say, in clear or hidden", async () => {
    const { id } = await someModel();
    await release(id);
    await stateNow(id, { values: voltages });
    await submitModel(operator.author, { id });
    const { contentDigest } = await readSubmission(operator.reviewer, { id });
    await reviewModel(operator.reviewer, { id, verdict: "approved", contentDigest });
    expect(await problemsOf(releaseModel(operator.signer, { id }))).toEqual(["E_REASON_REQUIRED reason"]);
    expect(await releaseModel(operator.signer, { id, reason: "Voltages added" })).toMatchObject({
      version: 2,
    });
    expect(await codeOf(release(id, "once more"))).toBe("NOTHING_CHANGED");
    await withdrawModelSubmission(operator.author, { id });
    await stateNow(id, { values: { cathodeMaterials: sample("cathodeMaterials") } });
    const { changes, hiddenChanges } = await readSubmission(operator.reviewer, { id });
    expect([changes, hiddenChanges.length > 0]).toEqual([[], true]);
    expect(await release(id, "Composition added")).toMatchObject({ version: 3 });
  });

  test("keeps the footprint that was declared before, as it was declared", async () => {
    made += 1;
    const { model, draft } = await declaredModel(operator, { modelCode: `A-${String(made)}` });
    await releaseReviewed(operator, draft);
    const read = async () =>
      (await readPassport(registry.as(anyone), { productUrl: model.productUrl })).record.credential
        .credentialSubject;
    const before = voluntaryPart(await read()).carbonFootprint;
    expect(before).toBeDefined();
    await stateNow(model.id, { values: voltages });
    expect(await release(model.id, "Voltages added")).toMatchObject({ version: 2 });
    expect(voluntaryPart(await read()).carbonFootprint).toEqual(before);
  });

  test("OWN-ECG-3: leaves out what is barred today, and shows it apart only where its operator asks for it", async () => {
    const { id, productUrl } = await someModel();
    await stateNow(id, {
      values: { dueDiligenceThirdPartyAssurances: sample("dueDiligenceThirdPartyAssurances") },
    });
    await stateNow(id, { values: { ...voltages } });
    await release(id);
    const subject = async () =>
      (await readPassport(registry.as(anyone), { productUrl })).record.credential.credentialSubject;
    expect(Object.keys(statutoryElements(await subject()))).not.toContain("carbonFootprintPerFunctionalUnit");
    expect(Object.keys(statutoryElements(await subject()))).not.toContain("dueDiligenceThirdPartyAssurances");
    expect(Object.keys(voluntaryPart(await subject()).attributes ?? {})).toContain(
      "dueDiligenceThirdPartyAssurances",
    );
  });

  test("BATT-Art13(6)-closing: is refused with the list of what is owed and missing, once the duty has begun", async () => {
    const { id } = await someModel();
    registry.setTime("2027-02-18T00:00:00Z");
    try {
      const refusal = await refusalFrom(release(id));
      expect(refusal.code).toBe("PASSPORT_INCOMPLETE");
      const missing = refusal.problems.map(({ path }) => path);
      expect(missing).toEqual(
        expect.arrayContaining(["hazardousSubstances", "minimumVoltage", "removalManual"]),
      );
      expect(missing).not.toContain("carbonFootprintPerFunctionalUnit");
      expect(missing).not.toContain("recycledCobaltShare");
    } finally {
      registry.setTime("2026-11-20T12:00:00Z");
    }
  });
});

describe("BATT-Art77(6): who reads a restricted value in the standard document", () => {
  test.each([
    ["anyone", false],
    ["interest", true],
    ["authority", true],
    ["notifiedBody", true],
    ["owner", true],
  ] as const)("%s: %s", async (who, reads) => {
    const { id, productUrl } = await someModel();
    await stateNow(id, { values: { cathodeMaterials: sample("cathodeMaterials") } });
    await release(id);
    const text = JSON.stringify(await readDocument(await caller(who), { productUrl }));
    expect(text.includes("cathodeMaterials")).toBe(reads);
  });

  async function caller(
    who: "anyone" | "interest" | "authority" | "notifiedBody" | "owner",
  ): Promise<Context> {
    if (who === "anyone") return registry.as(anyone);
    if (who === "owner") return operator.author;
    return registry.as(await registry.person(who, { role: who, operatorId: null }));
  }
});

function sample(id: string) {
  const attribute = bundledCatalogue.attributes.find((one) => one.id === id);
  if (attribute === undefined) throw new Error(`The catalogue has no ${id}.`);
  return sampleValue(attribute.type);
}

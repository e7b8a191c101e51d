import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvent, batteryItem, performanceClassRuleSet } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { anyone } from "../../context.ts";
import type { Role } from "../../domain/access/policy.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { draftLines, draftOf, fixture, modelOf, releaseReviewed } from "../../test/fixture.ts";
import { problemsFrom, refusalFrom } from "../../test/refusal-of.ts";
import { createDraft } from "../footprint/create-draft.ts";
import { readDeclaration } from "../footprint/read.ts";
import { startNext } from "../footprint/start-next.ts";
import { createModel } from "../model/create.ts";
import { adoptRuleSet } from "./adopt.ts";
import { judgeDeclaration } from "./judge.ts";
import { listRuleSets } from "./list.ts";
import type { Proposal } from "./propose.ts";
import { proposeRuleSet } from "./propose.ts";
import { putInForce } from "./put-in-force.ts";
import { readRuleSet, readRuleSetContent } from "./read.ts";
import { surveyField } from "./survey.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let authority: Context;
const field = { category: "EV", method: "mee-partial", methodVersion: "mee@draft-2025-03" };

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  authority = registry.as(await registry.person("Officer", { role: "authority", operatorId: null }));
  for (let count = 1; count <= 12; count += 1) await released(`M-${count}`, `${count}`);
});
afterAll(() => database.end());

/** A released model whose cells have this factor: a larger factor, a larger footprint. */
async function released(
  code: string,
  factorValue: string,
  more: Partial<Parameters<typeof modelOf>[1]> = {},
) {
  const changes = { modelCode: code, typeDesignation: code, name: code, ...more };
  const model = await createModel(operator.author, modelOf(operator, changes));
  const [cells, ...others] = draftLines;
  if (cells === undefined) throw new Error("The fixture has no lines.");
  const lines = [{ ...cells, factorValue }, ...others];
  const draft = await createDraft(operator.author, draftOf({ modelId: model.id }, lines));
  await releaseReviewed(operator, draft);
  return { model, declarationId: draft.id };
}

function proposal(changes: Partial<Proposal> = {}): Proposal {
  return {
    ...{ id: "test-classes", name: "Test classes", kind: "classes", ...field },
    ...{ legalBasis: "For the test", source: "This test", validFrom: "2027-01-01" },
    classes: [
      { name: "better", upTo: "0.15" },
      { name: "other", upTo: null },
    ],
    ...changes,
  };
}

describe("the values an authority looks at", () => {
  test("are those of released, current declarations of one category by one method in one version", async () => {
    const survey = await surveyField(authority, field);
    expect(survey.chosen).toMatchObject({ ...field, count: 12 });
    expect(survey.values.map(({ modelName }) => modelName)).toEqual(
      Array.from({ length: 12 }, (_, place) => `M-${place + 1}`),
    );
  });

  test("leave out batteries whose original was on the market before, and count them", async () => {
    const { model, declarationId } = await released("AGAIN", "0.5");
    await database.db.insert(batteryItem).values({
      ...{ id: model.id, modelId: model.id, serial: "1", productUrl: `${model.productUrl}/21/1` },
      ...{ manufacturedOn: "2026-01", batteryStatus: "repurposed" },
    });
    const survey = await surveyField(authority, field);
    expect(survey.secondLifeLeftOut).toBe(1);
    expect(survey.values.map(({ modelName }) => modelName)).not.toContain("AGAIN");
    expect(await judgeDeclaration(operator.author, { id: declarationId })).toEqual({
      outside: "secondLife",
      judgements: [],
    });
  });

  test.each(["author", "notifiedBody", "interest"] as const)("are no tool for a %s", async (role: Role) => {
    const operatorId = role === "author" ? operator.id : null;
    const ctx = registry.as(await registry.person(role, { role, operatorId }));
    for (const action of [
      surveyField(ctx, field),
      proposeRuleSet(ctx, proposal()),
      adoptRuleSet(ctx, { id: "x", version: 1 }),
      putInForce(ctx, { id: "x", version: 1, act: "none", validFrom: "2027-01-01" }),
    ])
      expect((await refusalFrom(action)).code).toBe("NOT_ALLOWED");
    expect((await refusalFrom(surveyField(registry.as(anyone), field))).code).toBe("NOT_SIGNED_IN");
  });
});

describe("a proposal", () => {
  test("keeps the day, the values with their digests and what the quantiles gave", async () => {
    const derived = await surveyField(authority, field);
    const limit = derived.values[5]?.cfp ?? "";
    const made = await proposeRuleSet(
      authority,
      proposal({
        id: "derived-classes",
        classes: [
          { name: "lower half", upTo: limit },
          { name: "upper half", upTo: null },
        ],
        derived: { count: 2 },
      }),
    );
    expect(made).toMatchObject({ version: 1, status: "proposal", category: "EV", newest: true });
    expect(made.derivation).toMatchObject({
      ...{ how: "quantiles", day: "2026-11-20", derivedLimits: [limit], shares: ["0.5"], adjusted: false },
      secondLifeLeftOut: 1,
    });
    expect(made.derivation.values).toHaveLength(12);
    expect(made.derivation.values.every(({ resultDigest }) => resultDigest.length === 43)).toBe(true);
  });

  test("says when its limits are not those the quantiles gave", async () => {
    const made = await proposeRuleSet(authority, proposal({ id: "rounded-classes", derived: { count: 2 } }));
    expect(made.derivation).toMatchObject({ how: "quantiles", adjusted: true });
  });

  test("has a content hash anybody can compute from what is served", async () => {
    const { id, version, contentHash } = await readRuleSet(registry.as(anyone), { id: "derived-classes" });
    const served = await readRuleSetContent(registry.as(anyone), { id, version });
    expect(served.contentHash).toBe(contentHash);
    expect(createHash("sha256").update(served.json).digest("base64url")).toBe(contentHash);
  });

  test("derived in a field with too few declarations is refused, and a stated one is not", async () => {
    const few = { category: "LMT", id: "lmt-classes" };
    expect(
      await problemsFrom(proposeRuleSet(authority, proposal({ ...few, derived: { count: 2 } }))),
    ).toEqual(["E_TOO_FEW_DECLARATIONS derived"]);
    expect((await proposeRuleSet(authority, proposal(few))).derivation).toMatchObject({
      how: "stated",
      values: [],
    });
  });

  test("is refused with every problem at its field", async () =>
    expect(
      await problemsFrom(
        proposeRuleSet(
          authority,
          proposal({
            ...{ id: "Two Words", category: "car", method: "guess", legalBasis: " ", validFrom: "soon" },
            classes: [
              { name: "a", upTo: "low" },
              { name: "a", upTo: null },
            ],
          }),
        ),
      ),
    ).toEqual([
      "E_RULE_SET_ID id",
      "E_BATTERY_CATEGORY category",
      "E_DATE_FORMAT validFrom",
      "E_REQUIRED legalBasis",
      "E_METHOD method",
      "E_NOT_FINITE classes[0].upTo",
      "E_CLASS_NAME_TWICE classes[1].name",
    ]));

  test("cannot take the name of a rule set for something else", async () =>
    expect(await problemsFrom(proposeRuleSet(authority, proposal({ id: "lmt-classes" })))).toEqual([
      "IDENTIFIER_TAKEN id",
    ]));

  test("never changes in the database either", async () => {
    await expect(
      database.db
        .update(performanceClassRuleSet)
        .set({ status: "in_force" })
        .where(eq(performanceClassRuleSet.id, "derived-classes")),
    ).rejects.toThrow();
  });
});

describe("declare, then grade, then limit", () => {
  test("a proposal judges nobody, an adopted set says what would be, and only one in force enters a record", async () => {
    const { declarationId } = await released("STORY", "6.5");
    const judged = async () =>
      (await judgeDeclaration(operator.author, { id: declarationId })).judgements.map(
        ({ ruleSet, class: found, entersRecord }) => [ruleSet.id, ruleSet.version, found, entersRecord],
      );
    await proposeRuleSet(authority, proposal());
    expect(await judged()).toEqual([]);

    await adoptRuleSet(authority, { id: "test-classes", version: 1 });
    expect(await judged()).toEqual([["test-classes", 2, "other", false]]);
    expect((await readDeclaration(operator.author, { id: declarationId })).performanceClass).toBeNull();

    await putInForce(authority, {
      ...{ id: "test-classes", version: 2 },
      ...{ act: "Act made for the test, OJ of the test", validFrom: "2026-11-21" },
    });
    const early = await released("EARLY", "6.5");
    expect((await readDeclaration(operator.author, { id: early.declarationId })).performanceClass).toBeNull();

    registry.setTime("2026-11-21T12:00:00Z");
    const draft = await startNext(operator.author, { id: declarationId });
    await releaseReviewed(operator, draft, "class");
    expect((await readDeclaration(operator.author, { id: draft.id })).performanceClass).toEqual({
      ...{ class: "other", ruleSet: "test-classes", ruleSetVersion: 3 },
    });
  });

  test("a revision in discussion changes nothing about the version in force", async () => {
    const revision = await proposeRuleSet(
      authority,
      proposal({
        classes: [
          { name: "only this", upTo: "9" },
          { name: "none", upTo: null },
        ],
      }),
    );
    expect(revision).toMatchObject({ version: 4, status: "proposal" });
    const { declarationId } = await released("AFTER", "6.5");
    expect((await readDeclaration(operator.author, { id: declarationId })).performanceClass).toMatchObject({
      ...{ class: "other", ruleSetVersion: 3 },
    });
  });

  test("a threshold says whether a value is below it, and gives no class", async () => {
    await proposeRuleSet(
      authority,
      proposal({ id: "test-limit", kind: "threshold", classes: [{ name: "limit", upTo: "0.2" }] }),
    );
    await adoptRuleSet(authority, { id: "test-limit", version: 1 });
    const { declarationId } = await released("LIMIT", "12");
    const { judgements } = await judgeDeclaration(operator.author, { id: declarationId });
    expect(judgements.find(({ ruleSet }) => ruleSet.id === "test-limit")).toMatchObject({
      ...{ class: null, belowThreshold: false, entersRecord: false },
    });
  });

  test.each([
    ["an adopted version again", () => adoptRuleSet(authority, { id: "test-limit", version: 2 })],
    ["an old version", () => adoptRuleSet(authority, { id: "test-limit", version: 1 })],
    [
      "a proposal put in force at once",
      () => putInForce(authority, { id: "derived-classes", version: 1, act: "Act", validFrom: "2027-01-01" }),
    ],
  ])("%s is refused", async (_, step) => expect((await refusalFrom(step())).code).toBe("RULE_SET_STEP"));

  test("putting in force names an act and a day", async () =>
    expect(
      await problemsFrom(putInForce(authority, { id: "test-limit", version: 2, act: " ", validFrom: "" })),
    ).toEqual(["E_REQUIRED act", "E_DATE_FORMAT validFrom"]));

  test("a rule set nobody made is not found", async () => {
    expect((await refusalFrom(readRuleSet(registry.as(anyone), { id: "none" }))).code).toBe(
      "RULE_SET_NOT_FOUND",
    );
    expect((await refusalFrom(readRuleSet(registry.as(anyone), { id: "test-limit", version: 9 }))).code).toBe(
      "RULE_SET_NOT_FOUND",
    );
  });

  test("of two who adopt at the same moment one is told so", async () => {
    await proposeRuleSet(authority, proposal({ id: "race" }));
    const both = await Promise.allSettled([
      adoptRuleSet(authority, { id: "race", version: 1 }),
      adoptRuleSet(authority, { id: "race", version: 1 }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("anyone reads every version, and every step is written down", async () => {
    const all = await listRuleSets(registry.as(anyone));
    expect(all.filter(({ id }) => id === "test-classes").map(({ status }) => status)).toEqual([
      "proposal",
      "in_force",
      "adopted",
      "proposal",
    ]);
    const deeds = await database.db.select().from(auditEvent).where(eq(auditEvent.subject, "test-classes"));
    expect(deeds.map(({ action }) => action)).toEqual([
      "ruleSet.propose",
      "ruleSet.adopt",
      "ruleSet.putInForce",
      "ruleSet.propose",
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { bundledInterestRules } from "../../domain/access/bundled-interest-rules.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { withdrawRole } from "../account/withdraw-role.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readFullRecord } from "../passport/read-full-record.ts";
import type { NewInterestGrant } from "./grant.ts";
import { grantInterest, revokeInterest } from "./grant.ts";
import { listInterests, listOwnInterests } from "./list.ts";
import { adoptInterestRules, readInterestRules } from "./rules.ts";

let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let modelUrl: string;
let battery: string;
let neighbour: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("voltara");
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  modelUrl = model.productUrl;
  const issued = async (serial: string) =>
    (await issueItem(operator.signer, { modelId: model.id, serial, manufacturedOn: "2026-10" })).productUrl;
  battery = await issued("A-1");
  neighbour = await issued("A-2");
});
afterAll(() => database.end());

/** A person without anything, who holds the role once something was granted. */
async function buyer(): Promise<Context> {
  const { userId, name } = await registry.person("Buyer");
  return registry.as({ userId, name, memberships: [{ role: "interest", operatorId: null }] });
}

async function granted(ctx: Context, changes: Partial<NewInterestGrant> = {}) {
  return grantInterest(registry.keeper, {
    ...{ userId: ctx.caller.userId ?? "", purpose: "purchase", batteries: [battery] },
    ...{ endsOn: "2027-11-20", reason: "Bill of sale 4711" },
    ...changes,
  });
}

async function groups(ctx: Context, productUrl: string): Promise<string> {
  return (await readFullRecord(ctx, { productUrl })).groups.join("");
}

describe("a legitimate interest", () => {
  test("without a grant opens nothing: its holder reads what anyone reads", async () => {
    const reader = await buyer();
    expect([await groups(reader, battery), await groups(reader, modelUrl)]).toEqual(["", ""]);
  });

  test("BATT-Art77(2)-sub3(a): for repair opens points 2 and 4 of every battery", async () => {
    const reader = await buyer();
    await granted(reader, { purpose: "dismantling", batteries: [] });
    expect([await groups(reader, battery), await groups(reader, neighbour)]).toEqual(["I", "I"]);
    expect(await groups(reader, modelUrl)).toBe("LI");
  });

  test("for repair of named batteries opens what their model shares, and no other battery", async () => {
    const reader = await buyer();
    await granted(reader, { purpose: "dismantling" });
    expect([await groups(reader, battery), await groups(reader, neighbour)]).toEqual(["I", ""]);
    expect(await groups(reader, modelUrl)).toBe("LI");
  });

  test("BATT-Art77(2)-sub3(b): as a buyer opens data of the named batteries alone", async () => {
    const reader = await buyer();
    await granted(reader);
    expect([await groups(reader, battery), await groups(reader, neighbour)]).toEqual(["I", ""]);
    // Of the data that the model shares what point 4 asks for, and no dismantling information.
    expect(await groups(reader, modelUrl)).toBe("I");
    expect((await refusalFrom(granted(reader, { batteries: [] }))).problems).toMatchObject([
      { code: "E_INTEREST_NAMED", path: "batteries" },
    ]);
  });

  test("ends by itself after its last day", async () => {
    const reader = await buyer();
    await granted(reader, { endsOn: "2026-11-20" });
    expect(await groups(reader, battery)).toBe("I");
    registry.setTime("2026-11-21T00:00:00Z");
    expect(await groups(reader, battery)).toBe("");
    expect(await listOwnInterests(reader)).toMatchObject([{ endsOn: "2026-11-20", isOpen: false }]);
    registry.setTime("2026-11-20T12:00:00Z");
  });

  test("is taken back at once, and again without effect; the grants of others stay", async () => {
    const [reader, other] = [await buyer(), await buyer()];
    const { id } = await granted(reader);
    await granted(other);
    await revokeInterest(registry.keeper, { id });
    await revokeInterest(registry.keeper, { id });
    expect([await groups(reader, battery), await groups(other, battery)]).toEqual(["", "I"]);
    expect((await refusalFrom(revokeInterest(registry.keeper, { id: operator.id }))).code).toBe(
      "GRANT_NOT_FOUND",
    );
  });

  test("opens nothing for somebody whose role was withdrawn", async () => {
    const reader = await buyer();
    await granted(reader);
    const userId = reader.caller.userId ?? "";
    await withdrawRole(registry.keeper, { userId, role: "interest", operatorId: null });
    expect(await groups(registry.as({ ...reader.caller, memberships: [] }), battery)).toBe("");
  });

  test("keeps purpose, scope, reason, last day and who granted it", async () => {
    const reader = await buyer();
    const { id } = await granted(reader);
    const [view] = await listOwnInterests(reader);
    expect(view).toMatchObject({ id, purposeId: "purchase", reason: "Bill of sale 4711", isOpen: true });
    expect(view?.batteries?.map(({ serial }) => serial)).toEqual(["A-1"]);
    expect(view?.purpose?.usage).toMatchObject({ view: true, publish: false });
    expect(await listInterests(registry.keeper, { userId: reader.caller.userId ?? "" })).toEqual([view]);
  });

  test.each([
    ["another purpose", { purpose: "curiosity" }, "E_INTEREST_PURPOSE", "purpose"],
    [
      "an unknown battery",
      { batteries: ["/01/04012345678901/21/none"] },
      "E_INTEREST_BATTERY",
      "batteries[0]",
    ],
    ["a day that is over", { endsOn: "2026-11-19" }, "E_INTEREST_ENDED", "endsOn"],
    ["no day", { endsOn: "soon" }, "E_DATE_FORMAT", "endsOn"],
    ["no reason", { reason: " " }, "E_REQUIRED", "reason"],
    [
      "too many batteries",
      { batteries: Array.from({ length: 1001 }, () => "x") },
      "E_INTEREST_MANY",
      "batteries",
    ],
  ] as const)("with %s is refused and leaves nothing", async (_, changes, code, path) => {
    const reader = await buyer();
    const { problems } = await refusalFrom(granted(reader, changes));
    expect(problems.map((problem) => [problem.code, problem.path])).toEqual([[code, path]]);
    expect(await listOwnInterests(reader)).toEqual([]);
  });

  test("of a model is none of a battery", async () => {
    const { problems } = await refusalFrom(granted(await buyer(), { batteries: [modelUrl] }));
    expect(problems).toMatchObject([{ code: "E_INTEREST_BATTERY", path: "batteries[0]" }]);
  });

  test("for a person who is not there is refused", async () => {
    expect((await refusalFrom(granted(await buyer(), { userId: "nobody" }))).code).toBe("PERSON_NOT_FOUND");
  });
});

describe("BATT-Art77(9): the rules of interest", () => {
  const rules = (version: string, changes: object) =>
    JSON.stringify({ ...bundledInterestRules, version, ...changes });

  test("are changed without a release, for grants of before as well", async () => {
    const reader = await buyer();
    await granted(reader, { purpose: "dismantling", batteries: [] });
    const [dismantling] = bundledInterestRules.purposes;
    const narrower = [{ ...dismantling, dataSets: ["point2"] }];
    await adoptInterestRules(registry.keeper, { text: rules("1.1.0", { purposes: narrower }) });
    expect(await readInterestRules(reader)).toMatchObject({ version: "1.1.0" });
    expect([await groups(reader, battery), await groups(reader, modelUrl)]).toEqual(["", "L"]);
    registry.setTime("2026-11-20T13:00:00Z");
    const named = [{ ...dismantling, namedBatteriesOnly: true }];
    await adoptInterestRules(registry.keeper, { text: rules("1.2.0", { purposes: named }) });
    expect([await groups(reader, battery), await groups(reader, modelUrl)]).toEqual(["", ""]);
    expect(await listOwnInterests(reader)).toMatchObject([{ isOpen: false }]);
  });

  test.each([
    ["no JSON", "{", "E_CATALOGUE_FORM"],
    ["what authorities alone read", rules("9.0.0", withSets(["point3"])), "E_CATALOGUE_FORM"],
    ["a purpose twice", rules("9.0.0", { purposes: twice() }), "E_CATALOGUE_REPEATED"],
  ])("are refused with %s", async (_, text, code) => {
    const { problems } = await refusalFrom(adoptInterestRules(registry.keeper, { text }));
    expect(problems[0]?.code).toBe(code);
  });

  test("are never adopted twice under one version", async () => {
    await adoptInterestRules(registry.keeper, { text: rules("2.0.0", {}) });
    const { problems } = await refusalFrom(adoptInterestRules(registry.keeper, { text: rules("2.0.0", {}) }));
    expect(problems).toMatchObject([{ code: "E_INTEREST_RULES_KNOWN" }]);
  });

  test("are the keeper's alone to change, and so are grants", async () => {
    const reader = await buyer();
    for (const ctx of [operator.signer, reader]) {
      expect((await refusalFrom(adoptInterestRules(ctx, { text: "{}" }))).code).toBe("NOT_ALLOWED");
      expect((await refusalFrom(revokeInterest(ctx, { id: operator.id }))).code).toBe("NOT_ALLOWED");
      expect((await refusalFrom(listInterests(ctx, { userId: "x" }))).code).toBe("NOT_ALLOWED");
    }
    expect((await refusalFrom(listOwnInterests(operator.signer))).code).toBe("NOT_ALLOWED");
  });
});

function withSets(sets: readonly string[]): object {
  const [first] = bundledInterestRules.purposes;
  return { purposes: [{ ...first, dataSets: sets }] };
}

function twice(): readonly unknown[] {
  const [first] = bundledInterestRules.purposes;
  return [first, first];
}

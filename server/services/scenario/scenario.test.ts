import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvent } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { stackScenario } from "../../domain/carbon-footprint/scenario.ts";
import type { ScenarioStep } from "../../domain/carbon-footprint/scenario-step.ts";
import { declaredModel, fixture } from "../../test/fixture.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { readScenarios } from "./read.ts";
import { removeScenario } from "./remove.ts";
import { saveScenario } from "./save.ts";

let database: TestDatabase;
let registry: Fixture;
let maker: TestOperator;
let other: TestOperator;
let declarationId: string;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  maker = await registry.operator("maker");
  other = await registry.operator("other");
  declarationId = (await declaredModel(maker)).draft.id;
});

afterAll(() => database.end());

const steps: readonly ScenarioStep[] = [
  {
    ...{ kind: "green_power", lines: ["power"], share: "0.5", model: "direct" },
    ...{ factor: { value: "0.1", unit: "kgCO2e/kWh" }, source: "made for a test" },
  },
];

const kept = (name: string) => ({ declarationId, name, steps });
const names = async () =>
  (await readScenarios(maker.author, { id: declarationId })).scenarios.map(({ name }) => name);

describe("scenarios of a declaration", () => {
  test("are kept with their steps, replaced under their id, and removed", async () => {
    const { id } = await saveScenario(maker.author, kept("Half green"));
    expect((await readScenarios(maker.reviewer, { id: declarationId })).scenarios).toMatchObject([
      { id, name: "Half green", steps },
    ]);
    await saveScenario(maker.author, { ...kept("Half green power"), id, steps: [...steps, ...steps] });
    expect((await readScenarios(maker.author, { id: declarationId })).scenarios).toMatchObject([
      { id, name: "Half green power", steps: [...steps, ...steps] },
    ]);
    await removeScenario(maker.author, { id });
    expect(await names()).toEqual([]);
    const deeds = await database.db
      .select({ action: auditEvent.action })
      .from(auditEvent)
      .where(eq(auditEvent.subject, declarationId));
    expect(deeds.map(({ action }) => action).filter((action) => action.startsWith("scenario."))).toEqual([
      ...["scenario.save", "scenario.save", "scenario.remove"],
    ]);
  });

  test("start from the inventory as the declaration computes it", async () => {
    const base = await readScenarios(maker.author, { id: declarationId });
    // 1 500 kWh: half of them fall from 0.6 to 0.1 kg.
    expect(stackScenario(base.lines, base.header, steps)).toMatchObject({
      start: { totalKg: "10000" },
      end: { totalKg: "9625" },
    });
  });

  test("need a name", async () => {
    await expect(saveScenario(maker.author, kept("  "))).rejects.toMatchObject({
      code: "INVALID_INPUT",
      problems: [{ code: "E_REQUIRED", path: "name" }],
    });
  });

  test("one that is gone is neither replaced nor removed", async () => {
    const id = "01990000-0000-7000-8000-000000000000";
    await expect(saveScenario(maker.author, { ...kept("Ghost"), id })).rejects.toMatchObject({
      code: "SCENARIO_NOT_FOUND",
    });
    await expect(removeScenario(maker.author, { id })).rejects.toMatchObject({ code: "SCENARIO_NOT_FOUND" });
    expect(await names()).toEqual([]);
  });

  test("are nothing another operator reads, changes or removes", async () => {
    const { id } = await saveScenario(maker.author, kept("Ours"));
    const refused = { code: "NOT_ALLOWED" };
    await expect(readScenarios(other.author, { id: declarationId })).rejects.toMatchObject(refused);
    await expect(saveScenario(other.author, { ...kept("Theirs"), id })).rejects.toMatchObject(refused);
    await expect(removeScenario(other.author, { id })).rejects.toMatchObject(refused);
    expect(await names()).toEqual(["Ours"]);
  });

  test("are kept by authors alone: reviewers and signers look", async () => {
    for (const reader of [maker.reviewer, maker.signer]) {
      await expect(saveScenario(reader, kept("Not mine"))).rejects.toMatchObject({ code: "NOT_ALLOWED" });
      expect((await readScenarios(reader, { id: declarationId })).maySave).toBe(false);
    }
  });
});

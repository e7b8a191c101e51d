import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { and, eq } from "drizzle-orm";
import { declaration, inventoryLine } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { add, compare, parseExact, subtract, zero } from "../../domain/quantity/exact.ts";
import type { TestOperator } from "../../test/fixture.ts";
import { declaredModel, draftLines, draftOf, fixture, modelOf, releaseReviewed } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { addFactors } from "../factor/add.ts";
import { changeLine } from "../footprint/change-line.ts";
import { createDraft } from "../footprint/create-draft.ts";
import { readDeclaration } from "../footprint/read.ts";
import { startNext } from "../footprint/start-next.ts";
import type { DeclarationView } from "../footprint/view.ts";
import { createModel } from "../model/create.ts";
import { analyse } from "./analyse.ts";
import { compareDeclarations } from "./compare.ts";
import { explainMethodsOf } from "./explain-methods.ts";
import { prepareSimulation } from "./prepare-simulation.ts";

let database: TestDatabase;
let operator: TestOperator;
let stranger: TestOperator;
/** Released with 9 000 kg of cells; the next one has 8 000. */
let released: DeclarationView;
let next: DeclarationView;

const sum = (values: readonly string[]) =>
  values.reduce((total, value) => add(total, parseExact(value) ?? zero), zero);

beforeAll(async () => {
  database = await testDatabase();
  const registry = fixture(database);
  operator = await registry.operator("voltara");
  stranger = await registry.operator("other");
  await addFactors(registry.keeper, [
    {
      ...{ id: "cell", nameEn: "Cells of the library", nameZh: "库中电芯", value: "9", unit: "kgCO2e/kg" },
      ...{ geography: "CN", year: 2024, sourceTitle: "A handbook", sourceWhere: "table 3" },
      ...{ qualityNote: null, boundary: null, illustrative: false },
    },
  ]);
  const { draft } = await declaredModel(operator);
  const named = await changeLine(operator.author, {
    ...{ id: draft.id, code: "cells", lock: draft.lock },
    changes: { factorId: "cell" },
  });
  await releaseReviewed(operator, named);
  released = await readDeclaration(operator.author, { id: draft.id });
  const open = await startNext(operator.author, { id: released.id });
  next = await changeLine(operator.author, {
    ...{ id: open.id, code: "cells", lock: open.lock },
    changes: { amount: "8000", amountUnit: "kg", factorValue: "1", factorUnit: "kgCO2e/kg" },
  });
});
afterAll(() => database.end());

describe("a result is explained", () => {
  test("down to the factor and its source, and each stage is the sum of its parts", async () => {
    const found = await analyse(operator.author, { id: released.id });
    if (!found.computes) throw new Error("The test inventory computes.");
    const { analysis } = found;
    expect(analysis.totalKg).toBe("10000");
    const parts = analysis.stages.flatMap(({ components }) =>
      components.flatMap(({ lines }) => lines.flatMap((line) => line.parts)),
    );
    expect(compare(sum(parts.map(({ kg }) => kg)), sum([analysis.totalKg]))).toBe(0);
    const [cells] = parts;
    expect(cells).toMatchObject({
      name: "virgin",
      kg: "9000",
      terms: [
        { input: "mass", value: "1000", unit: "kg" },
        { input: "Ev", value: "9", unit: "kgCO2e/kg" },
      ],
      factor: { nameEn: "Cells of the library", version: 1, source: "A handbook, table 3" },
    });
    expect(analysis.hotSpots).toEqual([{ line: "cells", kg: "9000", share: "0.9" }]);
    expect(analysis.quality).toBeNull();
  });

  test("names the inputs that matter most, and where the next declaration meets the one before", async () => {
    const found = await analyse(operator.author, { id: next.id });
    if (!found.computes) throw new Error("The test inventory computes.");
    const { sensitivities, switches, bands } = found.analysis;
    expect(sensitivities.slice(0, 3).map(({ input }) => input.line)).toEqual([null, null, null]);
    const before = switches.find(({ condition }) => condition.kind === "declaration");
    const factor = before?.points.find(({ input }) => input.line === "cells");
    expect(factor).toMatchObject({ value: "1.125", change: "0.125", tolerance: null });
    expect(bands.map(({ per, value }) => [per, value])).toEqual([
      ["capacity", "90"],
      ["lifetime", "0.1875"],
    ]);
  });

  test("is not explained while the inventory is broken, nor simulated: the findings instead", async () => {
    const model = await createModel(operator.author, modelOf(operator, { modelCode: "BROKEN" }));
    const draft = await createDraft(operator.author, draftOf({ modelId: model.id }));
    const [row] = await database.db.select().from(declaration).where(eq(declaration.id, draft.id));
    await database.db
      .update(inventoryLine)
      .set({ factorUnit: "kgCO2e/kWh" })
      .where(and(eq(inventoryLine.inventoryId, row?.inventoryId ?? ""), eq(inventoryLine.code, "cells")));
    // As every change does: what was calculated is kept by this count.
    await database.db
      .update(declaration)
      .set({ lock: draft.lock + 1 })
      .where(eq(declaration.id, draft.id));
    const view = await readDeclaration(operator.author, { id: draft.id });
    expect(view.errors.length).toBeGreaterThan(0);
    expect(await analyse(operator.author, { id: draft.id })).toEqual({
      computes: false,
      errors: view.errors,
    });
    const refusal = await refusalFrom(prepareSimulation(operator.author, { id: draft.id }));
    expect(refusal.code).toBe("NOT_COMPUTABLE");
    expect(refusal.problems).toEqual(view.errors);
  });

  test("to nobody of another operator", async () => {
    for (const attempt of [
      () => analyse(stranger.author, { id: released.id }),
      () => explainMethodsOf(stranger.author, { id: released.id }),
      () => prepareSimulation(stranger.author, { id: released.id }),
      () => compareDeclarations(stranger.author, { first: released.id, second: next.id }),
    ]) {
      expect((await refusalFrom(attempt())).code).toBe("NOT_ALLOWED");
    }
  });
});

describe("methods side by side", () => {
  test("every difference is the sum of its steps, and ends at the other method's result", async () => {
    const { from, results, differences } = await explainMethodsOf(operator.author, { id: released.id });
    expect(from).toBe("mee-partial");
    expect(results.map(({ method, result }) => [method, result?.totalKg])).toEqual([
      ["mee-partial", "10000"],
      ["mee-full", "10000"],
      ["eu-cfb-ev", "10000"],
      ["iso14067-ctg", "9900"],
    ]);
    for (const { to, kg, steps } of differences) {
      const end = results.find(({ method }) => method === to)?.result?.totalKg ?? "";
      expect(compare(sum(steps.map((step) => step.kg)), sum([kg]))).toBe(0);
      expect(compare(subtract(sum([end]), sum(["10000"])), sum([kg]))).toBe(0);
    }
    const iso = differences.find(({ to }) => to === "iso14067-ctg");
    expect(iso?.perUnit).toBeNull();
    expect(iso?.steps[0]).toMatchObject({ rule: "boundary", kg: "-100", lines: [{ line: "truck" }] });
  });

  test("a contract is refused by the EU draft, at its line, and taken with an average put in its place", async () => {
    const model = await createModel(operator.author, modelOf(operator, { modelCode: "CONTRACT" }));
    const lines = draftLines.map((line) =>
      line.code === "power" ? { ...line, electricityModel: "contract", factorValue: "0.1" } : line,
    );
    const { id } = await createDraft(operator.author, draftOf({ modelId: model.id }, lines));
    const refused = (await explainMethodsOf(operator.author, { id })).results.find(
      ({ method }) => method === "eu-cfb-ev",
    );
    expect(refused).toMatchObject({
      result: null,
      errors: [{ code: "E_ELECTRICITY_MODEL", path: "power.sources[0].model" }],
    });
    const taken = await explainMethodsOf(operator.author, { id, average: "electricity-cn-2023" });
    const eu = taken.results.find(({ method }) => method === "eu-cfb-ev");
    expect(eu?.assumptions).toContainEqual({ code: "AVERAGE_MIX", line: "power" });
    const difference = taken.differences.find(({ to }) => to === "eu-cfb-ev");
    // 1 500 kWh at 0.6205 in place of 0.1 kg.
    expect(difference?.steps.find(({ rule }) => rule === "electricity")?.kg).toBe("780.75");
  });
});

test("two declarations are compared line by line, the second less the first", async () => {
  const { first, second, comparison } = await compareDeclarations(operator.author, {
    first: released.id,
    second: next.id,
  });
  expect([first.number, second.number]).toEqual([1, 2]);
  expect(comparison?.unchanged).toBe(2);
  expect(comparison?.difference).toMatchObject({
    totalDifferenceKg: "-1000",
    lines: [{ code: "cells", differenceKg: "-1000" }],
  });
});

test("what a simulation draws from adds up to the result", async () => {
  const model = await prepareSimulation(operator.author, { id: released.id });
  expect(model.lines.reduce((total, { kg }) => total + kg, 0) / model.denominator).toBeCloseTo(
    Number(released.result?.cfp),
    12,
  );
});

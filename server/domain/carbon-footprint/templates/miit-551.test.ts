import { describe, expect, test } from "vitest";
import type { TrialFootprint, TrialInput } from "./miit-551.ts";
import { fillTrialDeclaration, miit551 } from "./miit-551.ts";

const product = {
  ...{ name: "Pack", modelCode: "P", category: "EV", chemistry: "LFP", ratedEnergyKwh: "60", cfp: "0.1" },
  ...{ usableEnergyKwh: "58", warrantyMonths: 96 },
};
const footprint: TrialFootprint = {
  ...{ number: 1, state: "released", method: "eu-cfb-ev", methodVersion: "v", periodStart: "2025-01-01" },
  ...{ periodEnd: "2025-12-31", totalKg: "4000", totalEnergyKWh: "40000" },
  stagesKg: { raw_materials: "3000", production: "1000", distribution: "100", end_of_life: "-100" },
};
const input: TrialInput = { product, footprint, products: [product, product, product, product, product] };
const missing = (changes: Partial<TrialInput>) =>
  fillTrialDeclaration({ ...input, ...changes }).missing.map(({ code, ...rest }) => [
    code,
    ...Object.values(rest),
  ]);

test("a method with four stages fills all four, and the credit keeps its sign", () => {
  const filled = fillTrialDeclaration(input);
  expect(filled.stages.map(({ stage, kgCO2e, kgCO2ePerKWh }) => [stage, kgCO2e, kgCO2ePerKWh])).toEqual([
    ["materials", "3000", "0.075"],
    ["making", "1000", "0.025"],
    ["distribution", "100", "0.0025"],
    ["recycling", "-100", "-0.0025"],
  ]);
  expect(filled.kgCO2ePerKWh).toBe("0.1");
});

test("even a complete one says that the annex was not read and that nobody outside has checked it", () => {
  expect(miit551.annexRead).toBe(false);
  expect(missing({})).toEqual([["annexNotRead"], ["noThirdPartyCheck"]]);
});

describe("what is missing is named", () => {
  test.each([
    ["a declaration", { footprint: null }, [["noDeclaration"]]],
    ["a release", { footprint: { ...footprint, state: "draft" } }, [["notReleased"]]],
    [
      "a stage outside the boundary of the method",
      {
        footprint: {
          ...footprint,
          stagesKg: { raw_materials_and_parts: "1", production: "1", distribution: "1" },
        },
      },
      [["stageMissing", "recycling"]],
    ],
    [
      "stages that the method merges",
      {
        footprint: {
          ...footprint,
          stagesKg: { raw_materials_and_eol: "1", parts: "1", production: "1", distribution: "1" },
        },
      },
      [
        ["stageMerged", "materials"],
        ["stageMerged", "recycling"],
      ],
    ],
    ["lifetime energy", { footprint: { ...footprint, totalEnergyKWh: null } }, [["noTotalEnergy"]]],
    [
      "usable energy and warranty",
      { product: { ...product, usableEnergyKwh: null, warrantyMonths: null } },
      [["usableEnergy"], ["warranty"]],
    ],
    [
      "products: those not declared and those of 2 kWh or less do not count",
      { products: [product, { ...product, cfp: null }, { ...product, ratedEnergyKwh: "2" }] },
      [["fewProducts", 1, 5]],
    ],
    ["the scope", { product: { ...product, category: "LMT" } }, [["notInScope"]]],
  ] as const)("%s", (_, changes, expected) => {
    const found = missing(changes);
    expect(found.slice(1, -1)).toEqual(expected);
  });
});

test("a merged stage is left empty, never guessed", () => {
  const stagesKg = { raw_materials_and_eol: "1", parts: "1", production: "1", distribution: "1" };
  const { stages } = fillTrialDeclaration({ ...input, footprint: { ...footprint, stagesKg } });
  expect(stages[0]).toEqual({ stage: "materials", kgCO2e: null, kgCO2ePerKWh: null, from: [] });
});

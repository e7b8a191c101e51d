import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculateFootprint } from "../carbon-footprint/footprint.ts";
import { toPcfRequest } from "../carbon-footprint/inventory.ts";
import type { PcfResult } from "../carbon-footprint/request.ts";
import { add, parseExact, toDecimal, zero } from "../quantity/exact.ts";
import { contributionsOf } from "./contributions.ts";
import { disclosedLines, leastGroup } from "./disclosed-lines.ts";
import { sampleLine } from "./sample-study.ts";
import type { StudyLine } from "./study-input.ts";

const energy = {
  usableCapacity: { value: "100", unit: "kWh" },
  vehicleCategory: "light_noncommercial",
  warrantyYears: { value: "8", unit: "a" },
};

/** Lines of one stage by their emission in kg; the ones named are confidential. */
function linesOf(kilograms: readonly number[], secret: readonly number[]): readonly StudyLine[] {
  return kilograms.map((kg, index) =>
    sampleLine({
      ...{ code: `l${index}`, kind: "activity", stage: "production", confidential: secret.includes(index) },
      ...{ amount: String(kg), amountUnit: "kg", factorValue: "1", factorUnit: "kgCO2e/kg" },
    }),
  );
}

function resultOf(lines: readonly StudyLine[], method = "mee-partial"): PcfResult {
  const answer = calculateFootprint(toPcfRequest(lines, { method, gwpSet: "AR6", energy }).request);
  if ("errors" in answer) throw new Error(JSON.stringify(answer.errors));
  return answer;
}

function productionOf(kilograms: readonly number[], secret: readonly number[]) {
  const lines = linesOf(kilograms, secret);
  const found = disclosedLines(lines, resultOf(lines)).find(({ stage }) => stage === "production");
  if (found === undefined) throw new Error("There is no stage.");
  return { shown: found.shown.map(({ line }) => line.code), others: found.others, kg: found.kg };
}

describe("what a public study tells of a stage", () => {
  test("every line, while none is confidential", () => {
    expect(productionOf([50, 30, 20], [])).toEqual({ shown: ["l0", "l1", "l2"], others: null, kg: "100" });
  });

  test("a confidential line stands with two others, the smallest ones", () => {
    expect(productionOf([50, 30, 20, 15, 12], [3])).toEqual({
      shown: ["l0", "l1"],
      others: { count: 3, kg: "47" },
      kg: "127",
    });
  });

  test("a confidential line that dwarfs its group draws larger ones into it", () => {
    // 100 of 102 says nearly what the line says; 100 of 142 does not.
    expect(productionOf([100, 40, 1, 1], [0])).toEqual({
      shown: [],
      others: { count: 4, kg: "142" },
      kg: "142",
    });
  });

  test("with fewer than three lines the stage stays whole", () => {
    expect(productionOf([60, 40], [1])).toEqual({ shown: [], others: { count: 2, kg: "100" }, kg: "100" });
  });

  test("alone in its stage, only the sum is told that the law makes public", () => {
    expect(productionOf([70], [0])).toEqual({ shown: [], others: { count: 1, kg: "70" }, kg: "70" });
  });

  test("many lines: the largest by name, the rest in one", () => {
    const { shown, others } = productionOf([9, 8, 7, 6, 5, 4, 3, 2, 1], []);
    expect(shown).toEqual(["l0", "l1", "l2", "l3", "l4", "l5"]);
    expect(others).toEqual({ count: 3, kg: "6" });
  });

  test("no confidential line is shown or left in a group of fewer than three, and the parts make the stage", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 14 }),
        fc.array(fc.nat({ max: 13 }), { maxLength: 5 }),
        (kilograms, secret) => {
          const { shown, others, kg } = productionOf(kilograms, secret);
          const hidden = secret.filter((index) => index < kilograms.length);
          for (const index of hidden) expect(shown).not.toContain(`l${index}`);
          if (hidden.length > 0) {
            expect(shown.length === 0 || (others?.count ?? 0) >= leastGroup).toBe(true);
          }
          const named = shown.map((code) => kilograms[Number(code.slice(1))] ?? 0);
          expect(named.reduce((sum, one) => sum + one, 0) + Number(others?.kg ?? 0)).toBe(Number(kg));
        },
      ),
    );
  });
});

describe("a material with an end of life", () => {
  const housing = sampleLine({
    ...{ code: "housing", kind: "material", stage: "raw_materials", component: "Pack" },
    ...{ amount: "60", amountUnit: "kg", factorValue: "16", factorUnit: "kgCO2e/kg" },
    circular: {
      R1: "0",
      R2: "0.9",
      ErecEoL: { value: "1", unit: "kgCO2e/kg" },
      ED: { value: "0.1", unit: "kgCO2e/kg" },
    },
  });
  const energyEu = { ...energy, vehicleCategory: "M1" };
  const header = { method: "eu-cfb-ev", gwpSet: "AR6", energy: energyEu };
  const answer = calculateFootprint(toPcfRequest([housing], header).request);
  if ("errors" in answer) throw new Error(JSON.stringify(answer.errors));

  test("counts in two stages, and both make up what it emits", () => {
    const parts = contributionsOf([housing], answer);
    expect(parts.map(({ stage }) => stage)).toEqual(["raw_materials", "end_of_life"]);
    const sum = parts.reduce((total, { kg }) => add(total, parseExact(kg) ?? zero), zero);
    expect(toDecimal(sum)).toBe(answer.linesKg["housing"]);
  });

  test("is hidden in both of them when it is confidential", () => {
    const stages = disclosedLines([{ ...housing, confidential: true }], answer);
    expect(stages.flatMap(({ shown }) => shown)).toEqual([]);
  });
});

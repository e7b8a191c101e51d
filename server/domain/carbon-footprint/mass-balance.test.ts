import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyLine } from "./inventory-line.ts";
import type { InventoryLine } from "./inventory-line.ts";
import { massBalance, massTolerance } from "./mass-balance.ts";

function material(code: string, amount: string | null, more: Partial<InventoryLine> = {}): InventoryLine {
  return {
    ...emptyLine,
    ...{ code, position: 1, kind: "material", stage: "raw_materials", nameEn: code, nameZh: code },
    ...{ sourceEn: "test", sourceZh: "测试", amount, amountUnit: amount === null ? null : "kg" },
    ...more,
  };
}

describe("mass balance", () => {
  test("570 kg of materials for a pack of 600 kg lack 30 kg, five percent, just inside the tolerance", () => {
    expect(massBalance([material("a", "500"), material("b", "70")], "600")).toMatchObject({
      ...{ sumKg: "570", packKg: "600", differenceKg: "-30", differenceShare: "-0.05", isWithin: true },
      tolerance: massTolerance,
    });
  });

  test("a gram beyond the tolerance is pointed out, on either side", () => {
    expect(massBalance([material("a", "569.999")], "600")?.isWithin).toBe(false);
    expect(massBalance([material("a", "630.001")], "600")?.isWithin).toBe(false);
    expect(massBalance([material("a", "630")], "600")?.isWithin).toBe(true);
  });

  test("masses are told by component, in whatever unit they were entered", () => {
    const balance = massBalance(
      [
        material("a", "0.3", { component: "cell", amountUnit: "t" }),
        material("b", "50000", { component: "case", amountUnit: "g" }),
        material("c", "50", { component: "cell" }),
        material("d", "100"),
      ],
      "500",
    );
    expect(balance?.components).toEqual([
      { component: "cell", massKg: "350", share: "0.7", lines: ["a", "c"] },
      { component: "case", massKg: "50", share: "0.1", lines: ["b"] },
      { component: null, massKg: "100", share: "0.2", lines: ["d"] },
    ]);
  });

  test("a material without mass, or with something else, is named and not guessed", () => {
    const balance = massBalance(
      [
        material("a", "10"),
        material("b", null),
        material("c", "3", { amountUnit: "kWh" }),
        material("d", "-1"),
        material("e", "ten"),
      ],
      "10",
    );
    expect(balance).toMatchObject({ sumKg: "10", withoutMass: ["b", "c", "d", "e"], isWithin: true });
  });

  test("what is cut off still weighs; credits, other stages, other kinds and rows kept out do not", () => {
    const balance = massBalance(
      [
        material("cut", "1", { cut: true, cutReason: "small" }),
        material("part", "2", { stage: "parts" }),
        material("credit", "4", { credit: true }),
        material("solvent", "8", { stage: "production" }),
        material("scrap", "16", { stage: "end_of_life" }),
        material("broken", "32", { publishedProblem: "E_UNIT_DIMENSION" }),
        material("power", "64", { kind: "electricity" }),
      ],
      "3",
    );
    expect(balance).toMatchObject({
      sumKg: "3",
      differenceKg: "0",
      notCounted: ["credit", "solvent", "scrap"],
    });
  });

  test.each(["0", "-1", "heavy", ""])("there is none for a pack of %j kg", (pack) =>
    expect(massBalance([material("a", "1")], pack)).toBeNull(),
  );

  test("an inventory without materials lacks the whole pack", () => {
    expect(massBalance([], "600")).toMatchObject({ sumKg: "0", differenceShare: "-1", components: [] });
  });

  test("components add up to the sum, and their order does not matter to it", () => {
    const grams = fc.array(fc.tuple(fc.nat(10_000_000), fc.constantFrom("x", "y", "z")), { maxLength: 30 });
    fc.assert(
      fc.property(grams, (masses) => {
        const lines = masses.map(([amount, component], place) =>
          material(`m${place}`, String(amount), { component, amountUnit: "g" }),
        );
        const balance = massBalance(lines, "600");
        const whole = masses.reduce((total, [amount]) => total + amount, 0);
        const ofComponents = (balance?.components ?? []).reduce(
          (total, { massKg }) => total + Math.round(Number(massKg) * 1000),
          0,
        );
        expect(ofComponents).toBe(whole);
        expect(massBalance(lines.toReversed(), "600")?.sumKg).toBe(balance?.sumKg);
      }),
    );
  });
});

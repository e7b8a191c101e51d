import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, parseExact, subtract, toDecimal, zero } from "../quantity/exact.ts";
import { explainDifference } from "./difference.ts";
import { calculateFootprint } from "./footprint.ts";
import type { InventoryLine } from "./inventory-line.ts";
import { emptyLine } from "./inventory-line.ts";
import { toPcfRequest } from "./inventory.ts";

function line(code: string, amount: string, factorValue: string, amountUnit = "kg"): InventoryLine {
  return {
    ...emptyLine,
    ...{
      code,
      position: 0,
      kind: "activity",
      stage: "production",
      nameEn: `${code} in English`,
      nameZh: code,
    },
    ...{ amount, amountUnit, factorValue, factorUnit: `kgCO2e/${amountUnit === "kg" ? "kg" : "kWh"}` },
    ...{ credit: true, dataKind: "primary", illustrative: true, sourceEn: "", sourceZh: "" },
  };
}

function calculated(lines: readonly InventoryLine[], usable = "100") {
  const energy = {
    usableCapacity: { value: usable, unit: "kWh" },
    vehicleCategory: "light_noncommercial",
    warrantyYears: { value: "8", unit: "a" },
  };
  const result = calculateFootprint(
    toPcfRequest(lines, { method: "mee-partial", gwpSet: "AR6", energy }).request,
  );
  if ("errors" in result) throw new Error(JSON.stringify(result));
  return { lines, result };
}

const exact = (text: string) => parseExact(text) ?? zero;

describe("the difference of two results", () => {
  test("names what is entered beyond amounts and factors", () => {
    const base: InventoryLine = { ...line("m", "10", "1"), kind: "material" };
    const before = calculated([base, line("rest", "1", "1")]);
    const changed: InventoryLine = {
      ...base,
      ...{ recoveredShare: "0.5", cut: true, component: "cell", emptyShare: "1", factorGwpSet: "AR5" },
      endOfLife: { basis: "per_kg", value: { value: "1", unit: "kgCO2e/kg" } },
      circular: { R2: "0.9", ED: { value: "1", unit: "kgCO2e/kg" } },
      electricitySources: [{ share: "1", model: "direct", factor: { value: "2", unit: "kgCO2e/kWh" } }],
    };
    const { lines } = explainDifference(before, { ...before, lines: [changed, ...before.lines.slice(1)] });
    expect(lines[0]?.inputs).toEqual([
      { field: "emptyShare", before: "", after: "1" },
      { field: "electricitySources", before: "", after: "1 direct 2 kgCO2e/kWh" },
      { field: "recoveredShare", before: "", after: "0.5" },
      { field: "endOfLife", before: "", after: "1 kgCO2e/kg per_kg" },
      { field: "circular", before: "", after: "ED 1 kgCO2e/kg, R2 0.9" },
      { field: "component", before: "", after: "cell" },
      { field: "cut", before: "false", after: "true" },
      { field: "factorGwpSet", before: "", after: "AR5" },
    ]);
  });

  test("counts the treatment of the whole product, which is no line", () => {
    const material: InventoryLine = { ...line("m", "10", "1"), kind: "material" };
    const full = (kg: string | null) => {
      const parameters = kg === null ? {} : { productEol: { value: kg, unit: "kgCO2e" } };
      const energy = {
        usableCapacity: { value: "100", unit: "kWh" },
        vehicleCategory: "light_noncommercial",
        warrantyYears: { value: "8", unit: "a" },
      };
      const header = { method: "mee-full", gwpSet: "AR6", energy, parameters };
      const result = calculateFootprint(toPcfRequest([material], header).request);
      if ("errors" in result) throw new Error(JSON.stringify(result));
      return { lines: [material], result };
    };
    expect(explainDifference(full(null), full("5"))).toMatchObject({
      totalDifferenceKg: "5",
      lines: [{ code: "productEol", change: "added" }],
    });
    expect(explainDifference(full("5"), full("7"))).toMatchObject({
      totalDifferenceKg: "2",
      lines: [{ code: "productEol", change: "changed" }],
    });
    expect(explainDifference(full("5"), full(null))).toMatchObject({
      totalDifferenceKg: "-5",
      lines: [{ code: "productEol", change: "removed" }],
    });
  });

  test("names the changed lines and inputs, and leaves the others out", () =>
    expect(
      explainDifference(
        calculated([line("cathode", "100", "22.5"), line("foil", "10", "12"), line("same", "1", "1")]),
        calculated([line("cathode", "120", "22.5"), line("same", "1", "1"), line("tape", "2", "3")]),
      ),
    ).toEqual({
      cfpBefore: "0.04939583333333333333333333333333333",
      cfpAfter: "0.05639583333333333333333333333333333",
      cfpDifference: "0.007",
      totalBeforeKg: "2371",
      totalAfterKg: "2707",
      totalDifferenceKg: "336",
      energyBeforeKWh: "48000",
      energyAfterKWh: "48000",
      lines: [
        {
          code: "cathode",
          nameEn: "cathode in English",
          nameZh: "cathode",
          change: "changed",
          beforeKg: "2250",
          afterKg: "2700",
          differenceKg: "450",
          inputs: [{ field: "amount", before: "100 kg", after: "120 kg" }],
        },
        expect.objectContaining({ code: "tape", change: "added", beforeKg: "0", afterKg: "6", inputs: [] }),
        expect.objectContaining({
          code: "foil",
          change: "removed",
          beforeKg: "120",
          afterKg: "0",
          inputs: [],
        }),
      ],
    }));

  test("shows a longer life in the energy when no line changed", () =>
    expect(
      explainDifference(calculated([line("a", "48", "100")]), calculated([line("a", "48", "100")], "200")),
    ).toMatchObject({
      cfpDifference: "-0.05",
      totalDifferenceKg: "0",
      energyBeforeKWh: "48000",
      energyAfterKWh: "96000",
      lines: [],
    }));

  test("shows a changed input that leaves the emission as it was", () => {
    const heavier = { ...line("a", "1", "2"), amount: "1000", amountUnit: "g" };
    expect(explainDifference(calculated([line("a", "1", "2")]), calculated([heavier])).lines).toEqual([
      expect.objectContaining({
        differenceKg: "0",
        inputs: [{ field: "amount", before: "1 kg", after: "1000 g" }],
      }),
    ]);
  });

  test("is the sum of the differences of its lines, exactly, also where an emission does not end", () => {
    const decimal = fc
      .tuple(fc.integer({ min: -(10 ** 6), max: 10 ** 6 }), fc.integer({ min: 0, max: 9 }))
      .map(([digits, places]) => toDecimal({ numerator: BigInt(digits), divisor: 1n, scale: places }));
    const positive = decimal.map((text) => text.replace("-", ""));
    const inventory = (units: readonly string[]) =>
      fc
        .uniqueArray(fc.tuple(fc.constantFrom(..."abcdefgh"), positive, decimal, fc.constantFrom(...units)), {
          selector: ([code]) => code,
        })
        .map((rows) => [line("base", "1", "1e14"), ...rows.map((row) => line(...row))]);
    const check = (
      units: readonly string[],
      judge: (difference: ReturnType<typeof explainDifference>) => void,
    ) =>
      fc.assert(
        fc.property(inventory(units), inventory(units), (before, after) => {
          judge(explainDifference(calculated(before), calculated(after)));
        }),
      );
    const sumOf = ({ lines }: ReturnType<typeof explainDifference>) =>
      toDecimal(lines.map(({ differenceKg }) => exact(differenceKg)).reduce(add, zero), 1000);
    check(["kg", "MJ"], (difference) => expect(sumOf(difference)).toBe(difference.totalDifferenceKg));
    check(["kg"], (difference) =>
      expect(difference.totalDifferenceKg).toBe(
        toDecimal(subtract(exact(difference.totalAfterKg), exact(difference.totalBeforeKg))),
      ),
    );
  });
});

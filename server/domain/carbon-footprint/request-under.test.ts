import { describe, expect, test } from "vitest";
import { calculateFootprint } from "./footprint.ts";
import type { InventoryHeader } from "./inventory.ts";
import { toPcfRequest } from "./inventory.ts";
import type { InventoryLine } from "./inventory-line.ts";
import { emptyLine } from "./inventory-line.ts";
import { methods } from "./request.ts";
import type { PcfResult } from "./request.ts";
import { requestUnder } from "./request-under.ts";

const blank: InventoryLine = {
  ...emptyLine,
  ...{ code: "blank", position: 0, kind: "activity", stage: "production" },
  ...{ nameEn: "", nameZh: "", illustrative: true, sourceEn: "", sourceZh: "" },
};
const cathode: InventoryLine = {
  ...blank,
  ...{ code: "cathode", kind: "material", stage: "raw_materials", amount: "100", amountUnit: "kg" },
  ...{ factorValue: "20", factorUnit: "kgCO2e/kg", recycledShare: "0.1" },
  ...{ recycledFactorValue: "5", recycledFactorUnit: "kgCO2e/kg" },
};
const winding: InventoryLine = {
  ...blank,
  ...{ code: "winding", stage: "parts", amount: "50", amountUnit: "kWh" },
  ...{ factorValue: "0.6", factorUnit: "kgCO2e/kWh" },
};
const grid: InventoryLine = {
  ...blank,
  ...{ code: "grid", kind: "electricity", amount: "1000", amountUnit: "kWh" },
  ...{ electricityModel: "national_average", factorValue: "0.6", factorUnit: "kgCO2e/kWh" },
};
const truck: InventoryLine = {
  ...blank,
  ...{ code: "truck", kind: "transport", stage: "distribution", amount: "1", amountUnit: "t" },
  ...{ transportMode: "road", distance: "1000", distanceUnit: "km" },
};
const lines = [cathode, winding, grid, truck];
const header: InventoryHeader = {
  method: "mee-partial",
  gwpSet: "AR6",
  energy: {
    usableCapacity: { value: "100", unit: "kWh" },
    vehicleCategory: "light_noncommercial",
    warrantyYears: { value: "8", unit: "a" },
  },
};

function resultOf(method: string, given = lines, head = header): PcfResult {
  const answer = calculateFootprint(requestUnder(method, given, head).request);
  if ("errors" in answer) throw new Error(JSON.stringify(answer));
  return answer;
}
const codes = (method: string, given = lines, head = header) =>
  requestUnder(method, given, head).assumptions.map(({ code, line }) => [code, line].join(" ").trim());

describe("one inventory", () => {
  test("is seen through all methods", () => {
    // 100 x (0.9 x 20 + 0.1 x 5) by content; + 100 x 0.1 x 0.5 x 20 in full; 100 x (0.95 x 20 + 0.05 x 5) by the formula
    expect(methods.map((method) => [method, resultOf(method).stagesKg])).toEqual([
      ["mee-partial", { raw_materials_and_parts: "1880", production: "600", distribution: "76" }],
      ["mee-full", { raw_materials_and_eol: "1950", parts: "30", production: "600", distribution: "76" }],
      ["eu-cfb-ev", { raw_materials: "1955", production: "600", distribution: "76", end_of_life: "0" }],
      ["iso14067-ctg", { raw_materials: "1880", production: "600" }],
    ]);
    expect(resultOf("mee-full").totalEnergyKWh).toBe("48000");
    expect(resultOf("eu-cfb-ev").totalEnergyKWh).toBe("48000");
    expect(resultOf("iso14067-ctg").cfp).toBe("2480");
  });

  test("says what was assumed for each", () => {
    expect(methods.map((method) => codes(method))).toEqual([
      [],
      ["END_OF_LIFE_NOT_DESCRIBED"],
      ["TRANSPORT_DEFAULT truck", "END_OF_LIFE_NOT_DESCRIBED"],
      // The truck lies outside this boundary: nothing is assumed of it.
      ["OUTPUT_ONE_PIECE"],
    ]);
    expect(requestUnder("iso14067-ctg", lines, header).outside).toEqual([
      { code: "truck", stage: "distribution" },
    ]);
  });

  test("under its own method is its own request", () => {
    const { request, assumptions } = requestUnder("mee-partial", lines, header);
    expect(request).toEqual(toPcfRequest(lines, header).request);
    expect(assumptions).toEqual([]);
  });

  test("under a method nobody knows is left for the calculation to refuse", () =>
    expect(calculateFootprint(requestUnder("guess", lines, header).request)).toMatchObject({
      errors: [{ code: "E_SCHEMA", path: "method" }],
    }));

  test("still tells which line a path means", () => {
    const { codeAt } = requestUnder("eu-cfb-ev", lines, header);
    expect(codeAt("materials[0].Ev")).toBe("cathode");
    expect(codeAt("activities[0]")).toBe("winding");
  });
});

describe("what another method needs", () => {
  const under = (method: string, energy: object, from = "mee-partial") =>
    requestUnder(method, lines, { ...header, method: from, energy: { ...header.energy, ...energy } });

  test.each([
    ["eu-cfb-ev", "mee-full", "light_noncommercial", "M1", []],
    ["eu-cfb-ev", "mee-full", "light_commercial", "N1", ["VEHICLE_CATEGORY"]],
    ["eu-cfb-ev", "mee-full", "medium_heavy", "M3", ["VEHICLE_CATEGORY"]],
    ["mee-full", "eu-cfb-ev", "M1", "light_noncommercial", []],
    ["mee-full", "eu-cfb-ev", "N1", "light_commercial", ["VEHICLE_CATEGORY"]],
    ["mee-full", "eu-cfb-ev", "N3", "medium_heavy", ["VEHICLE_CATEGORY"]],
    ["mee-full", "eu-cfb-ev", "L", "L", []],
    ["mee-full", "mee-partial", "medium_heavy", "medium_heavy", []],
  ])("%s takes the vehicle of %s, %s, for %s", (method, from, vehicleCategory, expected, assumed) => {
    const { request, assumptions } = under(method, { vehicleCategory }, from);
    expect(request.energy).toMatchObject({ vehicleCategory: expected });
    expect(assumptions.map(({ code }) => code).filter((code) => code === "VEHICLE_CATEGORY")).toEqual(
      assumed,
    );
  });

  test("leaves out a maker's cycles where they are fixed, and keeps them where they count", () => {
    const fecPerYear = { value: "80", unit: "1/a" };
    const eu = under("eu-cfb-ev", { fecPerYear });
    expect(eu.request.energy).not.toHaveProperty("fecPerYear");
    expect(eu.assumptions).toContainEqual({ code: "MAKER_CYCLES_LEFT_OUT", line: null });
    expect(under("mee-full", { fecPerYear }).request.energy).toMatchObject({ fecPerYear });
  });

  test("knows how far a light commercial vehicle drives, by the cycles the draft gives it", () => {
    const warrantyKm = { value: "240000", unit: "km" };
    const mee = under("mee-full", { vehicleCategory: "N1", warrantyKm }, "eu-cfb-ev");
    expect(mee.request.energy).toMatchObject({ kmPerYear: "120000" });
    expect(mee.assumptions).toContainEqual({ code: "KM_PER_YEAR", line: null });
    expect(calculateFootprint(mee.request)).toMatchObject({ totalEnergyKWh: "72000" });
  });

  test("divides by the declared output where there is one", () => {
    const output = { value: "2", unit: "MWh" };
    const head = { ...header, parameters: { output } };
    expect(resultOf("iso14067-ctg", lines, head).cfp).toBe("1240");
    expect(codes("iso14067-ctg", lines, head)).not.toContain("OUTPUT_ONE_PIECE");
  });

  test("has its own default of A", () => {
    const head = { ...header, method: "mee-full", parameters: { A: "1" } };
    expect(requestUnder("eu-cfb-ev", lines, head).request).not.toHaveProperty("A");
    expect(codes("eu-cfb-ev", lines, head)).toContain("ALLOCATION_DEFAULT");
    expect(codes("iso14067-ctg", lines, head)).not.toContain("ALLOCATION_DEFAULT");
  });

  test("takes own generation for direct connection, and never a contract for the national average", () => {
    const own = { ...grid, electricityModel: "internal" };
    const contract = { ...grid, code: "contract", electricityModel: "contract" };
    const mixed = {
      ...grid,
      code: "mixed",
      electricityModel: null,
      electricitySources: [{ share: "1", model: "internal", factor: { value: "0.1", unit: "kgCO2e/kWh" } }],
    };
    expect(codes("eu-cfb-ev", [own, mixed])).toEqual([
      "INTERNAL_AS_DIRECT grid",
      "INTERNAL_AS_DIRECT mixed",
      "END_OF_LIFE_NOT_DESCRIBED",
    ]);
    expect(resultOf("eu-cfb-ev", [own, mixed]).totalKg).toBe("700");
    expect(calculateFootprint(requestUnder("eu-cfb-ev", [contract], header).request)).toEqual({
      errors: [{ code: "E_ELECTRICITY_MODEL", path: "electricity[0].sources[0].model" }],
    });
  });

  test("counts the treatment of the whole product at the end of life", () => {
    const head = {
      ...header,
      method: "mee-full",
      parameters: { productEol: { value: "0.1", unit: "tCO2e" } },
    };
    expect(resultOf("eu-cfb-ev", lines, head).stagesKg["end_of_life"]).toBe("100");
    expect(resultOf("mee-full", lines, head).linesKg["productEol"]).toBe("100");
    expect(resultOf("iso14067-ctg", lines, head).linesKg).not.toHaveProperty("productEol");
    expect(codes("eu-cfb-ev", lines, head)).not.toContain("END_OF_LIFE_NOT_DESCRIBED");
  });
});

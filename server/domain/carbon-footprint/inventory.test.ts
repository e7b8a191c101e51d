import { describe, expect, test } from "vitest";
import { calculateFootprint } from "./footprint.ts";
import type { InventoryLine } from "./inventory-line.ts";
import { emptyLine } from "./inventory-line.ts";
import { primaryDataShare, toPcfRequest } from "./inventory.ts";
import type { PcfResult } from "./request.ts";

const blank: InventoryLine = {
  ...emptyLine,
  ...{ code: "blank", position: 0, kind: "activity", stage: "production" },
  ...{ nameEn: "", nameZh: "", illustrative: true, sourceEn: "", sourceZh: "" },
};

const cathode: InventoryLine = {
  ...blank,
  code: "cathode",
  kind: "material",
  stage: "raw_materials_and_parts",
  component: "cell",
  amount: "170",
  amountUnit: "kg",
  factorValue: "22.5",
  factorUnit: "kgCO2e/kg",
  recycledShare: "0.1",
  recycledFactorValue: "5",
  recycledFactorUnit: "kgCO2e/kg",
};
const grid: InventoryLine = {
  ...blank,
  code: "grid",
  kind: "electricity",
  amount: "1500",
  amountUnit: "kWh",
  electricityModel: "national_average",
  factorValue: "0.6205",
  factorUnit: "kgCO2e/kWh",
  dataKind: "primary",
};
const truck: InventoryLine = {
  ...blank,
  code: "truck",
  kind: "transport",
  stage: "distribution",
  amount: "450",
  amountUnit: "kg",
  transportMode: "road",
  distance: "1200",
  distanceUnit: "km",
};
const scrap: InventoryLine = {
  ...blank,
  code: "scrap",
  amount: "100",
  amountUnit: "kg",
  factorValue: "-2",
  factorUnit: "kgCO2e/kg",
  credit: true,
  dataKind: "primary",
};
const printed: InventoryLine = {
  ...blank,
  code: "printed",
  amount: "1007",
  amountUnit: "t",
  factorValue: "3.1451",
  factorUnit: "tCO2/tkm",
  publishedValue: "2852.61",
  publishedUnit: "tCO2",
  publishedProblem: "E_UNIT_DIMENSION",
};

const header = {
  method: "mee-partial",
  gwpSet: "AR6",
  energy: {
    usableCapacity: { value: "100", unit: "kWh" },
    vehicleCategory: "light_noncommercial",
    warrantyYears: { value: "8", unit: "a" },
  },
};

function resultOf(lines: readonly InventoryLine[]): PcfResult {
  const answer = calculateFootprint(toPcfRequest(lines, header).request);
  if ("errors" in answer) throw new Error(JSON.stringify(answer));
  return answer;
}

describe("an inventory as a calculation request", () => {
  test("gives each line its emission by its code", () =>
    expect(resultOf([cathode, grid, truck, scrap])).toMatchObject({
      linesKg: { cathode: "3527.5", grid: "930.75", truck: "41.04", scrap: "-200" },
      totalKg: "4299.29",
      stagesKg: { raw_materials_and_parts: "3527.5", production: "730.75", distribution: "41.04" },
    }));

  test("leaves out a line whose published row does not compute", () => {
    const { request, codeAt } = toPcfRequest([printed, scrap], header);
    expect(request.activities?.map(({ id }) => id)).toEqual(["scrap"]);
    expect(codeAt("activities[0].amount.unit")).toBe("scrap");
  });

  test("says which line a path of the answer means", () => {
    const { codeAt } = toPcfRequest([truck, cathode, scrap, grid, { ...grid, code: "second" }], header);
    expect(codeAt("materials[0].Ev")).toBe("cathode");
    expect(codeAt("electricity[1].sources[0].factor")).toBe("second");
    expect(codeAt("transport[0]")).toBe("truck");
    expect(codeAt("energy.warrantyYears")).toBeNull();
    expect(codeAt("activities[1].amount")).toBeNull();
    expect(codeAt("")).toBeNull();
  });

  test.each([
    [{ ...cathode, amount: null, amountUnit: null }, "E_SCHEMA", "materials[0].mass"],
    [{ ...cathode, amount: null }, "E_NOT_FINITE", "materials[0].mass.value"],
    [{ ...cathode, amountUnit: null }, "E_UNIT_UNKNOWN", "materials[0].mass.unit"],
    [{ ...cathode, factorValue: null, factorUnit: null }, "E_MISSING_FACTOR", "materials[0].Ev"],
    [
      { ...cathode, recycledFactorValue: null, recycledFactorUnit: null },
      "E_MISSING_FACTOR",
      "materials[0].Er",
    ],
    [{ ...scrap, factorValue: null, factorUnit: null }, "E_MISSING_FACTOR", "activities[0].factor"],
    [{ ...scrap, credit: false }, "E_NEGATIVE_QUANTITY", "activities[0].factor.value"],
    [{ ...grid, electricityModel: null }, "E_SCHEMA", "electricity[0].sources[0].model"],
    [{ ...truck, transportMode: null }, "E_SCHEMA", "transport[0].mode"],
    [{ ...truck, distance: null, distanceUnit: null }, "E_SCHEMA", "transport[0].distance"],
  ])("with something missing is reported at its place, not thrown (%#)", (line, code, path) =>
    expect(calculateFootprint(toPcfRequest([line], header).request)).toEqual({ errors: [{ code, path }] }),
  );
});

describe("the share of primary data", () => {
  test("weighs lines by the magnitude of their emission", () =>
    // (930.75 + 200) / (3527.5 + 930.75 + 41.04 + 200)
    expect(primaryDataShare([cathode, grid, truck, scrap], resultOf([cathode, grid, truck, scrap]))).toBe(
      "0.2406214555815878568890194050590621",
    ));

  test("does not count a line that was kept out", () =>
    expect(primaryDataShare([{ ...printed, dataKind: "primary" }, cathode], resultOf([cathode]))).toBe("0"));

  test("is 1 when everything was measured", () =>
    expect(primaryDataShare([grid], resultOf([grid]))).toBe("1"));
});

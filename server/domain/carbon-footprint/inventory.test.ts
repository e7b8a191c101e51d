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

describe("what a line says beyond amount and factor", () => {
  const requestOf = (line: InventoryLine, fields: Partial<Parameters<typeof toPcfRequest>[1]> = {}) =>
    toPcfRequest([line], { ...header, ...fields });
  const perKg = (value: string) => ({ value, unit: "kgCO2e/kg" });
  const circular = { A: "0.2", R1: "0.3", Erec: perKg("2"), R2: "0.9", R3: "0.05", ED: perKg("0.4") };

  test("of several sources, an empty way back, another set of potentials and a cut goes into the request", () => {
    const sources = [
      { share: "0.6", model: "direct", factor: { value: "0.04", unit: "kgCO2e/kWh" }, factorId: "solar" },
      { share: "0.4", model: "national_average", factor: { value: "0.6", unit: "kgCO2e/kWh" } },
    ];
    expect(requestOf({ ...grid, electricitySources: sources }).request.electricity?.[0]?.sources).toEqual([
      { share: "0.6", model: "direct", factor: { value: "0.04", unit: "kgCO2e/kWh" } },
      sources[1],
    ]);
    expect(requestOf({ ...truck, emptyShare: "0.5" }).request.transport?.[0]).toMatchObject({
      emptyShare: "0.5",
    });
    expect(requestOf({ ...scrap, factorGwpSet: "AR5" }).request.activities?.[0]).toMatchObject({
      gwpSet: "AR5",
    });
    expect(requestOf({ ...cathode, cut: true, cutReason: "tiny" }).request.materials?.[0]).toMatchObject({
      cut: true,
      cutReason: "tiny",
    });
    expect(requestOf(cathode).request.materials?.[0]).not.toHaveProperty("cut");
  });

  test("of the whole inventory goes where the method knows it", () => {
    const parameters = {
      A: "0.4",
      allowMixedGwp: true,
      cutoff: { auto: true },
      productEol: { value: "5", unit: "kgCO2e" },
      output: { value: "1", unit: "MWh" },
    };
    const whole = (method: string) => {
      const { A, productEol, allowMixedGwp, cutoff, energy } = requestOf(cathode, {
        method,
        parameters,
      }).request;
      return { A, productEol, allowMixedGwp, cutoff, energy };
    };
    const common = { allowMixedGwp: true, cutoff: { auto: true }, energy: header.energy };
    expect(whole("mee-full")).toEqual({ ...common, A: "0.4", productEol: parameters.productEol });
    expect(whole("eu-cfb-ev")).toEqual({ ...common, A: "0.4" });
    expect(whole("mee-partial")).toEqual(common);
    expect(whole("iso14067-ctg")).toEqual({ ...common, energy: { output: parameters.output } });
  });

  test("names the version of the method when one is asked for", () => {
    expect(requestOf(cathode, { methodVersion: "mee@draft-2025-03" }).request.methodVersion).toBe(
      "mee@draft-2025-03",
    );
    expect(requestOf(cathode).request).not.toHaveProperty("methodVersion");
  });

  test("of recovery counts under the full life cycle of MEE, its own words first", () => {
    const own = {
      recoveredShare: "0.5",
      endOfLife: { basis: "absolute", value: { value: "3", unit: "kgCO2e" } },
    } as const;
    const full = requestOf({ ...cathode, ...own, circular }, { method: "mee-full" });
    expect(full.request.materials?.[0]).toMatchObject({ Rr: "0.1", Rstar: "0.5", eol: own.endOfLife });
    expect(full.assumptions).toEqual([]);
    for (const method of ["mee-partial", "iso14067-ctg"]) {
      const [line] = requestOf({ ...cathode, ...own, circular }, { method }).request.materials ?? [];
      expect(Object.keys(line ?? {})).toEqual(["id", "component", "stage", "mass", "Ev", "Er", "Rr"]);
    }
  });

  test("in circular parameters is translated for the other methods, and said to be", () => {
    const line = {
      ...cathode,
      ...{ recycledShare: null, recycledFactorValue: null, recycledFactorUnit: null, circular },
    };
    const full = requestOf(line, { method: "mee-full" });
    expect(full.request.materials?.[0]).toMatchObject({
      Rr: "0.3",
      Er: circular.Erec,
      Rstar: "0.9",
      eol: { basis: "per_kg", value: perKg("0.02") },
    });
    expect(full.assumptions).toEqual([
      { code: "RECOVERED_FROM_R2", line: "cathode" },
      { code: "TREATMENT_FROM_CIRCULAR", line: "cathode" },
    ]);
    expect(requestOf(line).request.materials?.[0]).toMatchObject({ Rr: "0.3", Er: circular.Erec });
    expect(requestOf(line).assumptions).toEqual([]);
  });

  test("in the words of MEE is translated for the formula of the EU as far as it can be", () => {
    const under = (fields: Partial<InventoryLine>) =>
      requestOf({ ...cathode, ...fields }, { method: "eu-cfb-ev" });
    expect(under({}).request.materials?.[0]).toMatchObject({ Rr: "0.1", Er: perKg("5") });
    expect(under({}).request.materials?.[0]).not.toHaveProperty("cff");
    const treated = under({
      recoveredShare: "0.9",
      endOfLife: { basis: "per_kg", value: perKg("0.2") },
    });
    expect(treated.request.materials?.[0]).toMatchObject({ cff: { ED: perKg("0.2") } });
    expect(treated.assumptions.map(({ code }) => code)).toEqual([
      "RECOVERY_LEFT_OUT",
      "TREATMENT_AS_DISPOSAL",
    ]);
    const once = under({ endOfLife: { basis: "absolute", value: { value: "2", unit: "kgCO2e" } } });
    expect(once.request.materials?.[0]).not.toHaveProperty("cff");
    expect(once.assumptions).toEqual([{ code: "TREATMENT_LEFT_OUT", line: "cathode" }]);
  });

  test("of the recycled input stands once: the circular parameters come first under the EU", () => {
    const { request } = requestOf({ ...cathode, circular }, { method: "eu-cfb-ev" });
    expect(Object.keys(request.materials?.[0] ?? {})).toEqual([
      ...["id", "component", "stage", "mass", "Ev", "cff"],
    ]);
  });
});

describe("stages", () => {
  const outbound = { ...truck, code: "outbound" };
  const recycling = { ...scrap, code: "recycling", stage: "end_of_life" };

  test("of another method count where they belong, and what lies outside is named", () => {
    const { request, outside, codeAt } = toPcfRequest([outbound, recycling, cathode, truck], {
      ...header,
      method: "iso14067-ctg",
    });
    expect(request.materials?.map(({ stage }) => stage)).toEqual(["raw_materials"]);
    expect([request.activities, request.transport]).toEqual([[], []]);
    expect(outside).toEqual([
      { code: "outbound", stage: "distribution" },
      { code: "recycling", stage: "end_of_life" },
      { code: "truck", stage: "distribution" },
    ]);
    expect(codeAt("materials[0].mass")).toBe("cathode");
    expect(codeAt("transport[0]")).toBeNull();
  });

  test("that nobody knows are left for the calculation to refuse", () =>
    expect(calculateFootprint(toPcfRequest([{ ...scrap, stage: "use" }], header).request)).toEqual({
      errors: [{ code: "E_SCHEMA", path: "activities[0].stage" }],
    }));
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

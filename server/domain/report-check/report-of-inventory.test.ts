import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculateFootprint } from "../carbon-footprint/footprint.ts";
import { toPcfRequest } from "../carbon-footprint/inventory.ts";
import { emptyLine } from "../carbon-footprint/inventory-line.ts";
import type { InventoryLine } from "../carbon-footprint/inventory-line.ts";
import { checkReport } from "./check-report.ts";
import type { InventoryReportHeader } from "./report-of-inventory.ts";
import { reportOfInventory } from "./report-of-inventory.ts";

const rated = { TeR: "2", GeR: "2", TiR: "2" };

function line(code: string, changes: Partial<InventoryLine>): InventoryLine {
  return {
    ...emptyLine,
    code,
    position: 0,
    kind: "material",
    stage: "raw_materials",
    nameEn: code,
    nameZh: "",
    sourceEn: "a source",
    sourceZh: "来源",
    quality: rated,
    ...changes,
  };
}

const material = (code: string, kg: string, factor: string, changes: Partial<InventoryLine> = {}) =>
  line(code, { amount: kg, amountUnit: "kg", factorValue: factor, factorUnit: "kgCO2e/kg", ...changes });

const lines: readonly InventoryLine[] = [
  material("NCM cathode", "150", "22.5"),
  material("graphite anode", "90", "5.5"),
  material("aluminium housing", "160", "7.9", {
    recycledShare: "0.35",
    recycledFactorValue: "1.3",
    recycledFactorUnit: "kgCO2e/kg",
  }),
  material("electrolyte", "70", "4.4"),
  line("power", {
    kind: "electricity",
    stage: "production",
    amount: "2250",
    amountUnit: "kWh",
    factorValue: "0.62",
    factorUnit: "kgCO2e/kWh",
    electricityModel: "national_average",
    dataKind: "primary",
    quality: null,
  }),
  line("rail", {
    kind: "transport",
    stage: "distribution",
    amount: "0.6",
    amountUnit: "t",
    distance: "1300",
    distanceUnit: "km",
    transportMode: "rail",
    factorValue: "0.004",
    factorUnit: "kgCO2e/(t·km)",
  }),
  material("shredding", "500", "0.25", { kind: "activity", stage: "end_of_life" }),
];

const battery = {
  usableCapacity: { value: "100", unit: "kWh" },
  vehicleCategory: "light_noncommercial",
  warrantyYears: { value: "8", unit: "a" },
};
const passengerCar = { ...battery, vehicleCategory: "M1" };

const header: InventoryReportHeader = {
  product: "Pack 100",
  chemistry: "NCM",
  method: "mee-partial",
  gwpSet: "AR6",
  energy: battery,
  periodStart: "2025-01-01",
  periodEnd: "2025-12-31",
  siteRegion: "CN-SC",
  study: {
    functionalUnit: "1 kWh delivered by the pack over its service life",
    exclusions: [{ what: "capital goods", reason: "left out by the method" }],
  },
  factors: new Map([["power", { year: 2025, geography: "CN" }]]),
};

const methods = [
  ["mee-partial", battery],
  ["mee-full", battery],
  ["eu-cfb-ev", passengerCar],
  ["iso14067-ctg", { output: { value: "100", unit: "kWh capacity" } }],
] as const;

function checked(list: readonly InventoryLine[], changes: Partial<InventoryReportHeader> = {}) {
  const all = { ...header, ...changes };
  const answer = calculateFootprint(toPcfRequest(list, all).request);
  const result = "errors" in answer ? null : answer;
  const inventory = reportOfInventory(list, result, all);
  const { findings, errors } = checkReport(inventory);
  expect(errors).toBeUndefined();
  return {
    result,
    codes: findings.map(({ code }) => code),
    messages: findings.map(({ message }) => message),
    at: findings.map(({ code, path }) => `${code} ${inventory.lineAt(path) ?? "whole"}`),
  };
}

describe("a consistent inventory", () => {
  test.each(methods)("gives no finding under %s", (method, energy) => {
    const { result, codes } = checked(lines, { method, energy });
    expect(result).not.toBeNull();
    expect(codes).toEqual([]);
  });

  const amount = fc.integer({ min: 1, max: 10 ** 9 }).map((thousandths) => `${thousandths / 1000}`);

  test("gives none of the arithmetic findings whatever its amounts, shares and units are", () => {
    const arithmetic = ["CK-ROW", "CK-SUM", "CK-SHARE", "CK-QUOT", "CK-UNIT", "CK-UNIT-DIM", "CK-UNIT-FU"];
    const anyLine = fc.record({
      amount,
      factor: amount,
      unit: fc.constantFrom("kg", "t", "g"),
      recycled: fc.option(fc.constantFrom("0.1", "0.333", "1"), { nil: null }),
      stage: fc.constantFrom("raw_materials", "production", "distribution"),
    });
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...methods),
        (made, [method, energy]) => {
          const list = made.map(({ unit, factor, recycled, ...one }, index) =>
            line(`line-${index}`, {
              ...one,
              amountUnit: unit,
              factorValue: factor,
              factorUnit: "kgCO2e/kg",
              ...(recycled === null
                ? {}
                : { recycledShare: recycled, recycledFactorValue: "0.7", recycledFactorUnit: "kgCO2e/t" }),
            }),
          );
          const { codes } = checked(list, { method, energy });
          expect(codes.filter((code) => arithmetic.includes(code))).toEqual([]);
        },
      ),
    );
  });

  test("with circular parameters, a cut-off and several sources of electricity gives none either", () => {
    const list = [
      ...lines,
      material("copper", "40", "4.2", {
        circular: {
          A: "0.2",
          R1: "0.1",
          R2: "0.9",
          Erec: { value: "1.1", unit: "kgCO2e/kg" },
          ErecEoL: { value: "1.1", unit: "kgCO2e/kg" },
          ED: { value: "0.1", unit: "kgCO2e/kg" },
        },
      }),
      material("label", "0.2", "3", { cut: true, cutReason: "below one percent" }),
    ];
    const { result, codes } = checked(list, {
      method: "eu-cfb-ev",
      energy: passengerCar,
    });
    expect(result).not.toBeNull();
    expect(codes).toEqual([]);
  });
});

describe("what is missing in an inventory is found", () => {
  const without = (code: string) => lines.filter((one) => one.code !== code);
  const changed = (code: string, changes: Partial<InventoryLine>) =>
    lines.map((one) => (one.code === code ? { ...one, ...changes } : one));

  test.each([
    ["the electricity model", changed("power", { electricityModel: null }), {}, "CK-ELECTRICITY whole"],
    ["the rating of a secondary figure", changed("electrolyte", { quality: null }), {}, "CK-DQR whole"],
    ["a stage", without("rail"), {}, "CK-STAGE-EMPTY whole"],
    ["the function in words", lines, { study: {} }, "CK-FU whole"],
    [
      "the reason of an exclusion",
      lines,
      { study: { ...header.study, exclusions: [{ what: "packaging", reason: "" }] } },
      "CK-BOUNDARY whole",
    ],
    [
      "a factor in the usual range",
      changed("graphite anode", { factorValue: "50" }),
      {},
      "CK-FACTOR-RANGE graphite anode",
    ],
    [
      "a factor of the year",
      lines,
      { factors: new Map([["power", { year: 2021, geography: "CN" }]]) },
      "CK-YEAR power",
    ],
    [
      "a factor of the place",
      lines,
      { factors: new Map([["power", { year: 2025, geography: "FR" }]]) },
      "CK-GEO power",
    ],
    ["the newest potentials", lines, { gwpSet: "AR5" }, "CK-GWP-OLD whole"],
    [
      "the usable capacity, where the unit says rated",
      lines,
      { energy: { ...battery, usableCapacity: { value: "100", unit: "kWh rated" } } },
      "CK-ENERGY-CAP whole",
    ],
    [
      "the usable capacity, where only the rated one stands",
      lines,
      { energy: { ...battery, usableCapacity: undefined, ratedCapacity: battery.usableCapacity } },
      "CK-ENERGY-CAP whole",
    ],
    [
      "words of its own",
      lines,
      { study: { ...header.study, goal: "carbon neutral by 2025" } },
      "CK-CLAIM whole",
    ],
  ] as const)("%s", (_, list, changes, expected) => expect(checked(list, changes).at).toContain(expected));

  test.each<[string, InventoryLine]>([
    [
      "an offset that is entered as a credit",
      material("bought", "100", "-1", {
        kind: "activity",
        stage: "production",
        nameEn: "Carbon credits",
        credit: true,
      }),
    ],
    [
      "an offset among the circular materials",
      material("bought", "100", "1", {
        nameZh: "碳抵消",
        circular: { A: "0.2", R1: "0", R2: "1", ErecEoL: { value: "0.1", unit: "kgCO2e/kg" } },
      }),
    ],
    [
      "a certificate among several sources of electricity",
      line("bought", {
        ...{
          kind: "electricity",
          stage: "production",
          amount: "10",
          amountUnit: "kWh",
          nameEn: "Green certificates",
        },
        electricitySources: [
          { share: "1", model: "national_average", factor: { value: "0.62", unit: "kgCO2e/kWh" } },
        ],
      }),
    ],
  ])("%s counted into the result", (_, bought) => {
    expect(checked(lines).at).not.toContain("CK-CLAIM bought");
    const { result, at } = checked([...lines, bought], { method: "eu-cfb-ev", energy: passengerCar });
    expect(result).not.toBeNull();
    expect(at).toContain("CK-CLAIM bought");
  });

  test("also where nothing computes yet, without a word about sums", () => {
    const { result, codes } = checked(changed("power", { amount: null, electricityModel: null }));
    expect(result).toBeNull();
    expect(codes).toContain("CK-ELECTRICITY");
    expect(
      codes.filter((code) => ["CK-SUM", "CK-STAGE-EMPTY", "CK-SHARE", "CK-REPRO"].includes(code)),
    ).toEqual([]);
  });
});

describe("a finding", () => {
  const named = (nameEn: string, nameZh: string) =>
    checked([...lines, material("prelithiation", "1.5", "43.7", { nameEn, nameZh })]).messages.find(
      ({ zh }) => zh.includes("碳酸锂"),
    );

  test("calls a line by its name in the reader's language, and by no code", () => {
    const message = named("Lithium carbonate for the anode", "预锂化用碳酸锂");
    expect(message?.en).toContain("“Lithium carbonate for the anode”");
    expect(message?.en).not.toMatch(/prelithiation|预锂化/);
    expect(message?.zh).toContain("“预锂化用碳酸锂”");
    expect(message?.zh).not.toMatch(/prelithiation|carbonate/);
  });

  test("calls a line that is named in one language by that name in both", () => {
    expect(named("", "预锂化用碳酸锂")?.en).toContain("“预锂化用碳酸锂”");
  });
});

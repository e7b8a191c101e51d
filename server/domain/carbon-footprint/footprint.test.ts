import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  absolute,
  add,
  compare,
  divide,
  multiply,
  one,
  parseExact,
  round,
  subtract,
  zero,
} from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { calculateFootprint } from "./footprint.ts";
import type { PcfResult } from "./request.ts";

const years = { value: "8", unit: "a" };
const pilotEnergy = {
  usableCapacity: { value: "100", unit: "kWh" },
  vehicleCategory: "light_noncommercial",
  warrantyYears: years,
};
const mee = { op: "pcf", method: "mee-partial", gwpSet: "AR6", energy: pilotEnergy };
const iso = {
  op: "pcf",
  method: "iso14067-ctg",
  gwpSet: "AR6",
  energy: { output: { value: "1", unit: "MWh" } },
};

/** A line whose emission is known and enters as it is. */
const stated = (id: string, stage: string, value: string, unit: string) => ({
  id,
  stage,
  amount: { value, unit },
  factor: { value: "1", unit: `${unit}/${unit}` },
});

/** The pilot pack in its three stages, which its source gives only as shares of 7 392 kg. */
const pilot = {
  ...mee,
  activities: [
    stated("raw", "raw_materials_and_parts", "6091.008", "kgCO2e"),
    stated("making", "production", "1057.056", "kgCO2e"),
    stated("distribution", "distribution", "243.936", "kgCO2e"),
  ],
};

const gotion = {
  ...iso,
  activities: [
    stated("LFP", "raw_materials", "12.22", "tCO2e"),
    stated("graphite", "raw_materials", "5.88", "tCO2e"),
    stated("electrolyte", "raw_materials", "6.63", "tCO2e"),
    stated("transport", "raw_materials", "0.01", "tCO2e"),
    stated("electricity", "production", "22.7", "tCO2e"),
  ],
};

const jiulingRows = [
  ["electricity", "120911.331", "10^4 kWh", "6.205", "tCO2/(10^4 kWh)"],
  ["steam", "104558", "t", "0.295", "tCO2/t"],
  ["natural_gas", "4253.81", "10^4 m3", "21.62", "tCO2/(10^4 m3)"],
  ["raw_material_transport", "1007", "t", "3.1451", "tCO2/t"],
  ["product_transport", "403", "t", "3.1451", "tCO2/t"],
].map(([id, value, unit, factor, factorUnit]) => ({
  id,
  stage: "production",
  amount: { value, unit },
  factor: { value: factor, unit: factorUnit },
}));
const jiuling = { ...iso, energy: { output: { value: "19974.50", unit: "t" } }, activities: jiulingRows };

function resultOf(request: unknown): PcfResult {
  const answer = calculateFootprint(request);
  if ("errors" in answer) throw new Error(JSON.stringify(answer));
  return answer;
}

function errorsOf(request: unknown): readonly string[] {
  const answer = calculateFootprint(request);
  return "errors" in answer ? answer.errors.map(({ code, path }) => `${code} ${path}`) : [];
}

const exact = (text: string | undefined): Exact => parseExact(text ?? "x") ?? zero;
const sum = (texts: Iterable<string>) => [...texts].map(exact).reduce(add, zero);

describe("published cases", () => {
  test("the MEE pilot pack: 7 392 kg over 48 000 kWh is 0.154 kg/kWh, with the printed stage shares", () =>
    expect(calculateFootprint(pilot)).toEqual({
      method: "mee-partial",
      methodVersion: "mee@draft-2025-03",
      totalEnergyKWh: "48000",
      stagesKg: { raw_materials_and_parts: "6091.008", production: "1057.056", distribution: "243.936" },
      totalKg: "7392",
      cfp: "0.154",
      shares: { raw_materials_and_parts: "0.824", production: "0.143", distribution: "0.033" },
      linesKg: { raw: "6091.008", making: "1057.056", distribution: "243.936" },
      warnings: [],
    }));

  test.each([
    [{ usableCapacity: { value: "90", unit: "kWh" } }, "0.171111111111"],
    [{ vehicleCategory: "light_commercial" }, "0.025666666667"],
    [{ vehicleCategory: "medium_heavy" }, "0.036960000000"],
  ])("the MEE pilot pack with %j is %s kg/kWh", (energy, cfp) =>
    expect(
      round(exact(resultOf({ ...pilot, energy: { ...pilotEnergy, ...energy } }).cfp), 12, "half_up"),
    ).toBe(cfp),
  );

  test("1 MWh of LFP cells: 24.74 t and 22.7 t are 47.44 t", () => {
    const result = resultOf(gotion);
    expect(result).toMatchObject({
      methodVersion: "iso14067@2018",
      stagesKg: { raw_materials: "24740", production: "22700" },
      totalKg: "47440",
      cfp: "47440",
      linesKg: { LFP: "12220", graphite: "5880", electrolyte: "6630", transport: "10", electricity: "22700" },
    });
    expect(result).not.toHaveProperty("totalEnergyKWh");
    expect(round(exact(result.shares["raw_materials"]), 12, "half_up")).toBe("0.521500843170");
    expect(round(exact(result.shares["production"]), 12, "half_up")).toBe("0.478499156830");
    expect(resultOf({ ...gotion, energy: { output: { value: "1000", unit: "kWh" } } }).cfp).toBe("47.44");
  });

  test("lithium carbonate: every row to the last digit, 877 501.382055 t in all", () => {
    const result = resultOf(jiuling);
    expect(result.linesKg).toEqual({
      electricity: "750254808.855",
      steam: "30844610",
      natural_gas: "91967372.2",
      raw_material_transport: "3167115.7",
      product_transport: "1267475.3",
    });
    expect(result.totalKg).toBe("877501382.055");
    expect(round(exact(result.cfp), 9, "half_up")).toBe("43931.081231320");
    expect(result.warnings).toEqual(
      [0, 1, 2, 3, 4].map((index) => ({ code: "W_CO2_ONLY", path: `activities[${index}].factor.unit` })),
    );
  });

  test.each([
    [
      "907 t as the printed result implies",
      { raw_material_transport: "907" },
      "877186872.055",
      "43915.335655711",
    ],
    [
      "a tenth of the electricity besides",
      { raw_material_transport: "907", electricity: "12091.1331" },
      "201957544.0855",
      "10110.768434028",
    ],
  ])("lithium carbonate with %s", (_, amounts: Readonly<Record<string, string>>, totalKg, cfp) => {
    const activities = jiulingRows.map((row) => ({
      ...row,
      amount: { ...row.amount, value: amounts[row.id ?? ""] ?? row.amount.value },
    }));
    const result = resultOf({ ...jiuling, activities });
    expect(result.totalKg).toBe(totalKg);
    expect(round(exact(result.cfp), 9, "half_up")).toBe(cfp);
  });

  test("lithium carbonate as printed has tonnes times a factor per tkm, which is no emission", () => {
    const activities = jiulingRows.map((row) =>
      row.id?.endsWith("transport") === true ? { ...row, factor: { ...row.factor, unit: "tCO2/tkm" } } : row,
    );
    expect(errorsOf({ ...jiuling, activities })).toEqual([
      "E_UNIT_DIMENSION activities[3].factor.unit",
      "E_UNIT_DIMENSION activities[4].factor.unit",
    ]);
  });

  test("cells and modules: 13.62 GWh at 101.99 kg/kWh are 1 389 103.8 t", () =>
    expect(
      resultOf({
        ...iso,
        energy: { output: { value: "13.62", unit: "GWh" } },
        activities: [
          {
            id: "battery",
            stage: "production",
            amount: { value: "13.62", unit: "GWh" },
            factor: { value: "101.99", unit: "kgCO2e/kWh" },
          },
        ],
      }),
    ).toMatchObject({ totalKg: "1389103800", cfp: "101990000" }));
});

describe("a line", () => {
  test("of material counts its virgin and its recycled part, in the materials stage unless it names another", () =>
    expect(
      resultOf({
        ...mee,
        materials: [
          {
            id: "cam",
            mass: { value: "100", unit: "kg" },
            Rr: "0.25",
            Ev: { value: "22.5", unit: "kgCO2e/kg" },
            Er: { value: "4", unit: "tCO2e/t" },
          },
          {
            id: "all recycled",
            stage: "production",
            mass: { value: "1", unit: "t" },
            Rr: "1",
            Er: { value: "2", unit: "kgCO2e/kg" },
          },
        ],
      }),
    ).toMatchObject({
      linesKg: { cam: "1787.5", "all recycled": "2000" },
      stagesKg: { raw_materials_and_parts: "1787.5", production: "2000", distribution: "0" },
    }));

  test("of electricity weighs the factors of its sources", () =>
    expect(
      resultOf({
        ...iso,
        electricity: [
          {
            id: "plant",
            stage: "production",
            amount: { value: "3.6", unit: "GJ" },
            sources: [
              { share: "0.75", model: "national_average", factor: { value: "0.6205", unit: "kgCO2e/kWh" } },
              { share: "0.25", model: "direct", factor: { value: "0.04", unit: "kgCO2e/kWh" } },
              { share: "0", model: "internal", factor: null },
            ],
          },
        ],
      }).linesKg,
    ).toEqual({ plant: "475.375" }));

  test("of transport takes the default of the mode under MEE and needs a factor under ISO 14067", () => {
    const transport = [
      {
        id: "truck",
        stage: "production",
        mode: "road",
        mass: { value: "450", unit: "kg" },
        distance: { value: "1200", unit: "km" },
      },
    ];
    expect(resultOf({ ...mee, transport })).toMatchObject({
      linesKg: { truck: "41.04" },
      warnings: [{ code: "W_DEFAULT_TRANSPORT", path: "transport[0].factor" }],
    });
    expect(errorsOf({ ...iso, transport })).toEqual(["E_MISSING_FACTOR transport[0].factor"]);
  });

  test("counts the same whatever allocation factor comes with the request", () =>
    expect(["0", "0.5", "1"].map((A) => resultOf({ ...pilot, A }).cfp)).toEqual(["0.154", "0.154", "0.154"]));

  test("may be a credit, and a stage below zero is pointed out", () => {
    const scrap = {
      ...stated("scrap", "production", "2", "tCO2e"),
      factor: { value: "-1", unit: "kgCO2e/kgCO2e" },
      credit: true,
    };
    expect(resultOf({ ...gotion, activities: [...gotion.activities.slice(0, 4), scrap] })).toMatchObject({
      totalKg: "22740",
      warnings: [{ code: "W_NET_CREDIT", path: "stagesKg.production" }],
    });
  });

  test("whose amount is zero needs no factor", () =>
    expect(
      resultOf({
        ...gotion,
        materials: [{ id: "none", mass: { value: "0", unit: "kg" }, Ev: null }],
      }).linesKg["none"],
    ).toBe("0"));

  test("may share its id with a line of another list; both are shown together", () =>
    expect(
      resultOf({
        ...gotion,
        materials: [{ id: "LFP", mass: { value: "1", unit: "t" }, Ev: { value: "7.9", unit: "kgCO2e/kg" } }],
      }).linesKg["LFP"],
    ).toBe("20120"));

  test("may be called anything", () =>
    expect(
      Object.entries(
        resultOf({ ...gotion, activities: [stated("__proto__", "production", "1", "kgCO2e")] }).linesKg,
      ),
    ).toEqual([["__proto__", "1"]]));
});

describe("potentials of the gases", () => {
  test.each(["AR4", "AR5"])("of %s are allowed and called outdated", (gwpSet) =>
    expect(resultOf({ ...gotion, gwpSet }).warnings).toEqual([{ code: "W_GWP_OUTDATED", path: "gwpSet" }]),
  );

  test("are of AR6 when none are named", () =>
    expect(resultOf({ ...gotion, gwpSet: undefined }).warnings).toEqual([]));

  test("of two sets in one calculation need to be allowed", () => {
    const mixed = {
      ...gotion,
      activities: gotion.activities.map((line) => (line.id === "LFP" ? { ...line, gwpSet: "AR5" } : line)),
    };
    expect(errorsOf(mixed)).toEqual(["E_GWP_MIXED activities[0].gwpSet"]);
    expect(resultOf({ ...mixed, allowMixedGwp: true }).warnings).toEqual([
      { code: "W_GWP_OUTDATED", path: "activities[0].gwpSet" },
    ]);
  });
});

describe("for every inventory", () => {
  const decimal = fc
    .tuple(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }))
    .map(([digits, places]) => `${digits}e-${places}`);
  const line = fc
    .record({
      stage: fc.constantFrom("raw_materials_and_parts", "production", "distribution"),
      value: decimal,
      unit: fc.constantFrom("kWh", "MJ", "MWh"),
      factor: decimal,
      factorUnit: fc.constantFrom("kgCO2e/kWh", "gCO2e/MJ", "tCO2e/GJ"),
    })
    .map(({ stage, value, unit, factor, factorUnit }) => ({
      stage,
      amount: { value, unit },
      factor: { value: factor, unit: factorUnit },
    }));
  const inventory = fc
    .array(line, { minLength: 1, maxLength: 12 })
    .map((lines) => lines.map((fields, index) => ({ id: `line ${index}`, ...fields })));

  test("the order of its lines does not matter", () =>
    fc.assert(
      fc.property(
        inventory.chain((lines) =>
          fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
        ),
        ([lines, shuffled]) => {
          expect(resultOf({ ...mee, activities: shuffled })).toEqual(resultOf({ ...mee, activities: lines }));
        },
      ),
    ));

  test("the shares add up to 1, and stages and lines to the total, within the last printed digit", () =>
    fc.assert(
      fc.property(inventory, (activities) => {
        const result = resultOf({ ...mee, activities });
        const tolerance = exact("1e-30");
        const isClose = (a: Exact, b: Exact) =>
          compare(absolute(subtract(a, b)), multiply(absolute(b), tolerance)) <= 0;
        const total = exact(result.totalKg);
        expect(isClose(sum(Object.values(result.shares)), one)).toBe(true);
        expect(isClose(sum(Object.values(result.stagesKg)), total)).toBe(true);
        expect(isClose(sum(Object.values(result.linesKg)), total)).toBe(true);
        expect(isClose(divide(total, exact("48000")), exact(result.cfp))).toBe(true);
      }),
    ));

  test("ten times the amounts are ten times the footprint, digit by digit, with the same shares", () =>
    fc.assert(
      fc.property(inventory, (activities) => {
        const tenfold = activities.map((fields) => ({
          ...fields,
          amount: {
            ...fields.amount,
            value: fields.amount.value.replace(/e(.*)/, (_, places) => `e${Number(places) + 1}`),
          },
        }));
        const [once, ten] = [resultOf({ ...mee, activities }), resultOf({ ...mee, activities: tenfold })];
        expect(compare(multiply(exact(once.cfp), exact("10")), exact(ten.cfp))).toBe(0);
        expect(ten.shares).toEqual(once.shares);
      }),
    ));

  test("twice the service life is half the footprint per kWh", () =>
    fc.assert(
      fc.property(inventory, (activities) => {
        const longer = { ...mee, energy: { ...pilotEnergy, warrantyYears: { value: "16", unit: "a" } } };
        const [short, long] = [resultOf({ ...mee, activities }), resultOf({ ...longer, activities })];
        const difference = subtract(exact(short.cfp), multiply(exact(long.cfp), exact("2")));
        expect(compare(absolute(difference), multiply(exact(short.cfp), exact("1e-32")))).toBeLessThanOrEqual(
          0,
        );
      }),
    ));
});

describe("a request is refused", () => {
  const [row] = gotion.activities;
  const activity = (fields: object) => ({ ...gotion, activities: [{ ...row, ...fields }] });
  const material = (fields: object) => ({
    ...gotion,
    materials: [
      { id: "m", mass: { value: "1", unit: "kg" }, Ev: { value: "1", unit: "kgCO2e/kg" }, ...fields },
    ],
  });
  const grid = { model: "national_average", factor: { value: "0.6", unit: "kgCO2e/kWh" } };
  const electricity = (...sources: object[]) => ({
    ...gotion,
    electricity: [{ id: "e", stage: "production", amount: { value: "1", unit: "kWh" }, sources }],
  });
  const kg = (value: string) => ({ value, unit: "kgCO2e/kg" });

  test.each([
    ["E_SCHEMA", "method", { ...gotion, method: "iso14067" }],
    ["E_SCHEMA", "methodVersion", { ...gotion, methodVersion: "iso14067@2006" }],
    ["E_SCHEMA", "methodVersion", { ...gotion, methodVersion: 2018 }],
    ["E_SCHEMA", "method", { ...gotion, method: undefined }],
    ["E_SCHEMA", "energy", { ...gotion, energy: undefined }],
    ["E_SCHEMA", "energy.output", { ...gotion, energy: pilotEnergy }],
    ["E_SCHEMA", "activities", { ...gotion, activities: {} }],
    ["E_SCHEMA", "activities[0]", { ...gotion, activities: ["LFP"], materials: material({}).materials }],
    ["E_SCHEMA", "activities[0].id", activity({ id: "" })],
    ["E_SCHEMA", "activities[0].stage", activity({ stage: "distribution" })],
    ["E_SCHEMA", "activities[0].stage", activity({ stage: undefined })],
    ["E_SCHEMA", "activities[0].amount", activity({ amount: null })],
    ["E_SCHEMA", "activities[0].credit", activity({ credit: "yes" })],
    [
      "E_SCHEMA",
      "electricity[0].sources",
      { ...gotion, electricity: [{ id: "e", stage: "production", amount: { value: "1", unit: "kWh" } }] },
    ],
    ["E_SCHEMA", "electricity[0].sources[0]", electricity([])],
    ["E_SCHEMA", "electricity[0].sources[0].model", electricity({ ...grid, share: "1", model: null })],
    ["E_SCHEMA", "cutoff", { ...gotion, cutoff: "0.01" }],
    ["E_SCHEMA", "productEol", { ...gotion, productEol: "1 kgCO2e" }],
    ["E_SCHEMA", "materials[0].cut", material({ cut: "yes" })],
    ["E_CUTOFF_LIMIT", "materials[0].cut", material({ cut: true })],
    ["E_SCHEMA", "materials[0].Rstar", material({ Rstar: 0.9 })],
    ["E_SCHEMA", "materials[0].eol", material({ eol: [] })],
    ["E_SCHEMA", "materials[0].cff", material({ cff: [] })],
    ["E_NOT_FINITE", "activities[0].amount.value", activity({ amount: { value: "", unit: "tCO2e" } })],
    ["E_NOT_FINITE", "materials[0].Ev.value", material({ Ev: kg("NaN") })],
    ["E_NOT_FINITE", "materials[0].Rr", material({ Rr: "half" })],
    ["E_UNIT_UNKNOWN", "materials[0].mass.unit", material({ mass: { value: "1", unit: "lb" } })],
    ["E_UNIT_UNKNOWN", "materials[0].Ev.unit", material({ Ev: { value: "1", unit: "CO2e/kg" } })],
    ["E_UNIT_DIMENSION", "materials[0].mass.unit", material({ mass: { value: "1", unit: "kWh" } })],
    ["E_UNIT_DIMENSION", "materials[0].mass.unit", material({ mass: { value: "1", unit: "kg/kg" } })],
    ["E_UNIT_DIMENSION", "materials[0].Ev.unit", material({ Ev: { value: "1", unit: "kgCO2e/kWh" } })],
    ["E_UNIT_DIMENSION", "materials[0].Ev.unit", material({ Ev: { value: "1", unit: "kgCO2e" } })],
    ["E_UNIT_DIMENSION", "materials[0].Ev.unit", material({ Ev: { value: "1", unit: "kg/kg" } })],
    [
      "E_UNIT_DIMENSION",
      "activities[0].factor.unit",
      activity({
        amount: { value: "1", unit: "kWh lifetime energy" },
        factor: { value: "1", unit: "kgCO2e/kWh capacity" },
      }),
    ],
    [
      "E_UNIT_DIMENSION",
      "energy.output.unit",
      { ...gotion, energy: { output: { value: "1", unit: "tCO2e" } } },
    ],
    ["E_NEGATIVE_QUANTITY", "materials[0].mass.value", material({ mass: { value: "-1", unit: "kg" } })],
    ["E_NEGATIVE_QUANTITY", "materials[0].Ev.value", material({ Ev: kg("-1") })],
    [
      "E_NEGATIVE_QUANTITY",
      "energy.output.value",
      { ...gotion, energy: { output: { value: "-1", unit: "t" } } },
    ],
    ["E_SHARE_RANGE", "materials[0].Rr", material({ Rr: "1.01" })],
    ["E_SHARE_RANGE", "materials[0].Rr", material({ Rr: "-0.01" })],
    ["E_SHARE_RANGE", "electricity[0].sources", electricity({ ...grid, share: "0.999999998" })],
    ["E_SHARE_RANGE", "electricity[0].sources", electricity()],
    ["E_SHARE_RANGE", "electricity[0].sources[0].share", electricity({ ...grid, share: "2" })],
    [
      "E_SHARE_RANGE",
      "electricity[0].sources",
      electricity({ ...grid, share: "0.5" }, { ...grid, share: "0.500000002" }),
    ],
    ["E_PARAM_RANGE", "A", { ...pilot, A: "1.1" }],
    ["E_PARAM_RANGE", "A", { ...pilot, A: "-0.1" }],
    ["E_NOT_FINITE", "A", { ...gotion, A: "half" }],
    [
      "E_FEC_UNDEFINED",
      "energy.fecPerYear",
      { ...pilot, energy: { ...pilotEnergy, vehicleCategory: "ship" } },
    ],
    [
      "E_ZERO_ENERGY",
      "energy.warrantyYears.value",
      { ...pilot, energy: { ...pilotEnergy, warrantyYears: { value: "0", unit: "a" } } },
    ],
    [
      "E_ZERO_DENOMINATOR",
      "energy.output.value",
      { ...gotion, energy: { output: { value: "0", unit: "t" } } },
    ],
    ["E_ZERO_DENOMINATOR", "", { ...gotion, activities: [] }],
    ["E_MISSING_FACTOR", "activities[0].factor", activity({ factor: null })],
    ["E_MISSING_FACTOR", "materials[0].Ev", material({ Ev: undefined })],
    ["E_MISSING_FACTOR", "materials[0].Er", material({ Rr: "0.5" })],
    [
      "E_MISSING_FACTOR",
      "electricity[0].sources[0].factor",
      electricity({ ...grid, share: "1", factor: null }),
    ],
    ["E_GWP_SET", "gwpSet", { ...gotion, gwpSet: "SAR" }],
    ["E_GWP_SET", "activities[0].gwpSet", activity({ gwpSet: "AR7" })],
    ["E_GWP_MIXED", "activities[0].gwpSet", activity({ gwpSet: "AR5" })],
    [
      "E_ELECTRICITY_MODEL",
      "electricity[0].sources[0].model",
      electricity({ ...grid, share: "1", model: "solar" }),
    ],
    ["E_DUPLICATE", "activities[1].id", { ...gotion, activities: [row, row] }],
  ])("with %s at %j", (code, path, request) => expect(errorsOf(request)).toEqual([`${code} ${path}`]));

  test("with every problem at once, by class and then by place, and without a result", () => {
    const answer = calculateFootprint({
      ...gotion,
      gwpSet: "AR3",
      energy: { output: { value: "0", unit: "t" } },
      materials: [
        { id: "a", mass: { value: "NaN", unit: "lb" }, Ev: kg("-1") },
        { id: "a", mass: { value: "-1", unit: "kg" }, Rr: "2", Ev: null },
        { id: "b", mass: { value: "1", unit: "kg" } },
      ],
      activities: [{ ...row, stage: "use", factor: { value: "one", unit: "kgCO2e/kWh" } }],
    });
    expect(answer).toEqual({
      errors: [
        { code: "E_SCHEMA", path: "activities[0].stage" },
        { code: "E_NOT_FINITE", path: "materials[0].mass.value" },
        { code: "E_NOT_FINITE", path: "activities[0].factor.value" },
        { code: "E_UNIT_UNKNOWN", path: "materials[0].mass.unit" },
        { code: "E_UNIT_DIMENSION", path: "activities[0].factor.unit" },
        { code: "E_NEGATIVE_QUANTITY", path: "materials[0].Ev.value" },
        { code: "E_NEGATIVE_QUANTITY", path: "materials[1].mass.value" },
        { code: "E_SHARE_RANGE", path: "materials[1].Rr" },
        { code: "E_ZERO_DENOMINATOR", path: "energy.output.value" },
        { code: "E_MISSING_FACTOR", path: "materials[2].Ev" },
        { code: "E_GWP_SET", path: "gwpSet" },
        { code: "E_DUPLICATE", path: "materials[1].id" },
      ],
    });
  });

  test("with an unknown method and all that is wrong besides", () =>
    expect(
      errorsOf({
        ...gotion,
        method: "guess",
        A: "much",
        materials: [{ id: "m", mass: { value: "-1", unit: "kg" }, Ev: kg("x") }],
        activities: [row, { ...row, stage: 5 }],
        electricity: [
          { id: "e", stage: "s", amount: { value: "1", unit: "kWh" }, sources: [{ share: "1", model: "m" }] },
        ],
        transport: [
          {
            id: "t",
            stage: "s",
            mode: "road",
            mass: { value: "1", unit: "kg" },
            distance: { value: "1", unit: "h" },
          },
        ],
      }),
    ).toEqual([
      "E_SCHEMA method",
      "E_SCHEMA activities[1].stage",
      "E_NOT_FINITE A",
      "E_NOT_FINITE materials[0].Ev.value",
      "E_UNIT_UNKNOWN transport[0].distance.unit",
      "E_NEGATIVE_QUANTITY materials[0].mass.value",
      "E_MISSING_FACTOR electricity[0].sources[0].factor",
      "E_DUPLICATE activities[1].id",
    ]));

  test("whatever unit its amount has, when the factor of a material or of electricity is for something else", () =>
    expect(
      errorsOf({
        ...gotion,
        materials: [{ id: "m", mass: { value: "1", unit: "lb" }, Ev: { value: "1", unit: "kgCO2e/kWh" } }],
        electricity: [
          {
            id: "e",
            stage: "production",
            amount: { value: "1", unit: "kg" },
            sources: [{ share: "1", model: "direct", factor: { value: "1", unit: "kgCO2e/kg" } }],
          },
        ],
      }),
    ).toEqual([
      "E_UNIT_UNKNOWN materials[0].mass.unit",
      "E_UNIT_DIMENSION materials[0].Ev.unit",
      "E_UNIT_DIMENSION electricity[0].amount.unit",
      "E_UNIT_DIMENSION electricity[0].sources[0].factor.unit",
    ]));

  test("about electricity shares only beyond a billionth", () =>
    expect(errorsOf(electricity({ ...grid, share: "0.999999999" }))).toEqual([]));
});

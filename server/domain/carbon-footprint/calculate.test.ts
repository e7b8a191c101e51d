import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculate } from "./calculate.ts";

const pack = {
  op: "total_energy",
  method: "mee",
  usableCapacity: { value: "100", unit: "kWh" },
  vehicleCategory: "light_noncommercial",
  warrantyYears: { value: "8", unit: "a" },
};

const refused = (code: string, path: string) => ({ errors: [{ code, path }] });

describe("convert", () => {
  test.each([
    ["1389103.8", "tCO2e", "kgCO2e", "1389103800"],
    ["6.205", "tCO2e/(10^4 kWh)", "kgCO2e/kWh", "0.6205"],
    ["-1", "tCO2e", "kgCO2e", "-1000"],
    ["1", "MJ", "kWh", "0.2777777777777777777777777777777778"],
  ])("%s %s to %s is %s", (value, unit, to, expected) =>
    expect(calculate({ op: "convert", quantity: { value, unit }, to })).toEqual({
      value: expected,
      warnings: [],
    }),
  );

  test("names CO2-only units in its warnings", () =>
    expect(calculate({ op: "convert", quantity: { value: "1", unit: "tCO2" }, to: "kgCO2e" })).toEqual({
      value: "1000",
      warnings: [{ code: "W_CO2_ONLY", path: "quantity.unit" }],
    }));

  test("names CO2 below the stroke as well", () =>
    expect(
      calculate({ op: "convert", quantity: { value: "1", unit: "kgCO2e/kgCO2" }, to: "kgCO2e/tCO2e" }),
    ).toEqual({ value: "1000", warnings: [{ code: "W_CO2_ONLY", path: "quantity.unit" }] }));

  test.each([
    [{ quantity: { value: "1", unit: "kWh" }, to: "kg" }, "E_UNIT_DIMENSION", "to"],
    [{ quantity: { value: "1", unit: "kWh capacity" }, to: "kWh lifetime energy" }, "E_UNIT_DIMENSION", "to"],
    [{ quantity: { value: "1", unit: "lb" }, to: "kg" }, "E_UNIT_UNKNOWN", "quantity.unit"],
    [{ quantity: { value: "1,0", unit: "kg" }, to: "kg" }, "E_NOT_FINITE", "quantity.value"],
    [{ quantity: { value: "-1", unit: "kg" }, to: "g" }, "E_NEGATIVE_QUANTITY", "quantity.value"],
    [{ quantity: { value: 1, unit: "kg" }, to: "g" }, "E_SCHEMA", "quantity.value"],
    [{ quantity: "1 kg", to: "g" }, "E_SCHEMA", "quantity"],
    [{ quantity: { value: "1", unit: "kg" } }, "E_SCHEMA", "to"],
  ])("%j is refused with %s at %s", (request, code, path) =>
    expect(calculate({ op: "convert", ...request })).toEqual(refused(code, path)),
  );
});

describe("total energy", () => {
  test("of 100 kWh x 60 cycles a year x 8 years is 48 000 kWh", () =>
    expect(calculate(pack)).toEqual({
      methodVersion: "mee@draft-2025-03",
      totalEnergyKWh: "48000",
      fec: "60",
      years: "8",
      warnings: [],
    }));

  test.each([
    ["light_noncommercial", "48000"],
    ["light_commercial", "288000"],
    ["medium_heavy", "200000"],
  ])("takes the cycles of the MEE category %s", (vehicleCategory, totalEnergyKWh) =>
    expect(calculate({ ...pack, vehicleCategory })).toMatchObject({ totalEnergyKWh }),
  );

  test.each([
    ["M1", "48000"],
    ["N1", "48000"],
    ["L", "16000"],
    ["M2", "200000"],
    ["M3", "200000"],
    ["N2", "200000"],
    ["N3", "200000"],
  ])("takes the cycles of the EU category %s", (vehicleCategory, totalEnergyKWh) =>
    expect(calculate({ ...pack, method: "eu", vehicleCategory })).toMatchObject({
      totalEnergyKWh,
      methodVersion: "eu-cfb-ev@draft-2024-04",
    }),
  );

  test.each([
    [{ warrantyKm: { value: "120000", unit: "km" } }, "6", "36000"],
    [{ warrantyKm: { value: "200000", unit: "km" } }, "8", "48000"],
    [{ warrantyKm: { value: "120000", unit: "km" }, kmPerYear: "40000" }, "3", "18000"],
    [
      { warrantyKm: { value: "120000", unit: "km" }, kmPerYear: { value: "40000", unit: "km/a" } },
      "3",
      "18000",
    ],
    [{ warrantyYears: null, warrantyKm: { value: "100000000", unit: "m" } }, "5", "30000"],
    [{ warrantyYears: { value: "96", unit: "month" } }, "8", "48000"],
  ])("with the warranty %j lasts %s years", (fields, years, totalEnergyKWh) =>
    expect(calculate({ ...pack, ...fields })).toMatchObject({ years, totalEnergyKWh }),
  );

  test("takes a maker's cycles before the MEE default, and asks for evidence", () =>
    expect(calculate({ ...pack, fecPerYear: { value: "50", unit: "1/a" } })).toMatchObject({
      fec: "50",
      totalEnergyKWh: "40000",
      warnings: [{ code: "W_FEC_MAKER_VALUE", path: "fecPerYear" }],
    }));

  test.each([
    ["mee", "light_commercial"],
    ["eu", "L"],
    ["eu", "M2"],
    ["eu", "M3"],
    ["eu", "N2"],
    ["eu", "N3"],
    ["eu", "excavator"],
  ])("of %s %s knows no yearly distance: a warranty in km needs it", (method, vehicleCategory) => {
    const fecPerYear = vehicleCategory === "excavator" ? { value: "300", unit: "1/a" } : null;
    const warrantyKm = { value: "100000", unit: "km" };
    const request = { ...pack, method, vehicleCategory, fecPerYear, warrantyKm };
    expect(calculate(request)).toEqual(refused("E_SCHEMA", "kmPerYear"));
    expect(calculate({ ...request, kmPerYear: "50000" })).toMatchObject({ years: "2" });
  });

  test("takes a maker's cycles for a vehicle that the EU draft gives none for", () =>
    expect(
      calculate({
        ...pack,
        method: "eu",
        vehicleCategory: "excavator",
        fecPerYear: { value: "300", unit: "1/a" },
      }),
    ).toMatchObject({
      totalEnergyKWh: "240000",
      warnings: [{ code: "W_FEC_MAKER_VALUE", path: "fecPerYear" }],
    }));

  test("of a method nobody knows is judged as far as it can be", () =>
    expect(
      calculate({
        ...pack,
        method: "mee-partial",
        vehicleCategory: "tractor",
        usableCapacity: { value: "0", unit: "kWh" },
        warrantyKm: { value: "-1", unit: "mile" },
      }),
    ).toEqual({
      errors: [
        { code: "E_SCHEMA", path: "method" },
        { code: "E_UNIT_UNKNOWN", path: "warrantyKm.unit" },
        { code: "E_NEGATIVE_QUANTITY", path: "warrantyKm.value" },
        { code: "E_ZERO_ENERGY", path: "usableCapacity.value" },
      ],
    }));

  test("warns when rated energy stands in for usable energy", () =>
    expect(calculate({ ...pack, usableCapacity: { value: "100", unit: "kWh rated" } })).toMatchObject({
      totalEnergyKWh: "48000",
      warnings: [{ code: "W_RATED_AS_USABLE", path: "usableCapacity.unit" }],
    }));

  test.each([
    [{ usableCapacity: { value: "100", unit: "kWh", kind: "rated" } }, "usableCapacity"],
    [{ usableCapacity: undefined, ratedCapacity: { value: "100", unit: "kWh" } }, "ratedCapacity"],
  ])("warns of rated energy however it is said: %j", (fields, path) =>
    expect(calculate({ ...pack, ...fields })).toMatchObject({
      totalEnergyKWh: "48000",
      warnings: [{ code: "W_RATED_AS_USABLE", path }],
    }),
  );

  test("prefers the usable energy to the rated one", () =>
    expect(calculate({ ...pack, ratedCapacity: { value: "110", unit: "kWh" } })).toMatchObject({
      totalEnergyKWh: "48000",
      warnings: [],
    }));

  test.each(["L", "L1e", "L3e", "L7e", "L5"])(
    "has one default for all of category L: %s",
    (vehicleCategory) =>
      expect(calculate({ ...pack, method: "eu", vehicleCategory })).toMatchObject({ fec: "20" }),
  );

  test("takes kilometres for the distance of one year", () => {
    const warrantyKm = { value: "100000", unit: "km" };
    expect(calculate({ ...pack, warrantyKm, kmPerYear: { value: "25000000", unit: "m" } })).toMatchObject({
      years: "4",
    });
  });

  test.each([
    [{ method: "iso" }, "E_SCHEMA", "method"],
    [{ usableCapacity: undefined }, "E_SCHEMA", "usableCapacity"],
    [{ vehicleCategory: 5 }, "E_SCHEMA", "vehicleCategory"],
    [{ warrantyYears: undefined }, "E_SCHEMA", "warrantyYears"],
    [{ vehicleCategory: "medium_heavy", warrantyKm: { value: "1", unit: "km" } }, "E_SCHEMA", "kmPerYear"],
    [{ kmPerYear: 20000 }, "E_SCHEMA", "kmPerYear"],
    [{ usableCapacity: { value: "100", unit: "kg" } }, "E_UNIT_DIMENSION", "usableCapacity.unit"],
    [
      { usableCapacity: { value: "1", unit: "kWh lifetime energy" } },
      "E_UNIT_DIMENSION",
      "usableCapacity.unit",
    ],
    [{ usableCapacity: { value: "-1", unit: "kWh" } }, "E_NEGATIVE_QUANTITY", "usableCapacity.value"],
    [{ warrantyYears: { value: "-8", unit: "a" } }, "E_NEGATIVE_QUANTITY", "warrantyYears.value"],
    [{ kmPerYear: "-1" }, "E_NEGATIVE_QUANTITY", "kmPerYear"],
    [{ vehicleCategory: undefined, warrantyKm: { value: "1", unit: "km" } }, "E_SCHEMA", "vehicleCategory"],
    [{ fecPerYear: { value: "60", unit: "a" } }, "E_UNIT_DIMENSION", "fecPerYear.unit"],
    [{ vehicleCategory: "tractor" }, "E_FEC_UNDEFINED", "fecPerYear"],
    [{ method: "eu", vehicleCategory: "other" }, "E_FEC_UNDEFINED", "fecPerYear"],
    [
      { method: "eu", vehicleCategory: "M1", fecPerYear: { value: "80", unit: "1/a" } },
      "E_PARAM_RANGE",
      "fecPerYear",
    ],
    [
      { method: "eu", vehicleCategory: "L", fecPerYear: { value: "30", unit: "1/a" } },
      "E_PARAM_RANGE",
      "fecPerYear",
    ],
    [{ usableCapacity: { value: "0", unit: "kWh" } }, "E_ZERO_ENERGY", "usableCapacity.value"],
    [{ fecPerYear: { value: "0.0", unit: "1/a" } }, "E_ZERO_ENERGY", "fecPerYear.value"],
    [{ warrantyYears: { value: "0", unit: "a" } }, "E_ZERO_ENERGY", "warrantyYears.value"],
    [{ warrantyKm: { value: "0", unit: "km" } }, "E_ZERO_ENERGY", "warrantyKm.value"],
    [{ kmPerYear: "0" }, "E_ZERO_DENOMINATOR", "kmPerYear"],
  ])("with %j is refused with %s at %s", (fields, code, path) =>
    expect(calculate({ ...pack, ...fields })).toEqual(refused(code, path)),
  );
});

describe("transport", () => {
  const leg = {
    id: "a",
    mode: "road",
    mass: { value: "1", unit: "t" },
    distance: { value: "1000", unit: "km" },
  };
  const transport = (fields: object, ...legs: unknown[]) => calculate({ op: "transport", ...fields, legs });

  test("adds up the legs of each mode with the MEE defaults, and says that they are defaults", () =>
    expect(
      transport(
        { defaults: "mee" },
        leg,
        { ...leg, id: "b", mode: "rail" },
        { ...leg, id: "c", mode: "water", mass: { value: "500", unit: "kg" } },
        { ...leg, id: "d", mode: "air", mass: null, distance: null, work: { value: "2", unit: "t*km" } },
        { ...leg, id: "e", distance: { value: "5000", unit: "m" } },
      ),
    ).toEqual({
      totalKg: "92.188",
      byMode: { road: "76.38", rail: "3", water: "10", air: "2.808" },
      warnings: [0, 1, 2, 3, 4].map((index) => ({
        code: "W_DEFAULT_TRANSPORT",
        path: `legs[${index}].factor`,
      })),
    }));

  test("prefers the factor of the leg, without a warning", () =>
    expect(
      transport({ defaults: "mee" }, { ...leg, factor: { value: "0.377", unit: "kgCO2e/(t·km)" } }),
    ).toEqual({
      totalKg: "377",
      byMode: { road: "377" },
      warnings: [],
    }));

  test("counts the way back where the factor does not hold it", () =>
    expect(
      transport(
        { defaults: "mee" },
        { ...leg, emptyShare: "0.5" },
        {
          ...{ ...leg, id: "b", mass: null, distance: null, emptyShare: "1" },
          work: { value: "1000", unit: "tkm" },
          factor: { value: "0.1", unit: "kgCO2e/tkm" },
        },
      ),
    ).toMatchObject({ totalKg: "314", byMode: { road: "314" } }));

  test.each([
    ["road", "0.05", "0.4", "0.049", "0.41"],
    ["rail", "0.003", "0.05", "0.0029", "0.051"],
    ["water", "0.003", "0.03", "0.0029", "0.031"],
    ["air", "0.5", "1.6", "0.49", "1.61"],
  ])("by %s points out a factor outside %s to %s kg/tkm", (mode, lowest, highest, below, above) => {
    const warned = (value: string, unit = "kgCO2e/tkm", credit = false) => {
      const answer = transport({}, { ...leg, mode, factor: { value, unit }, credit });
      return "warnings" in answer ? answer.warnings : answer;
    };
    const warning = [{ code: "W_OUT_OF_RANGE", path: "legs[0].factor" }];
    expect([lowest, highest, "0"].map((value) => warned(value))).toEqual([[], [], []]);
    expect([below, above].map((value) => warned(value))).toEqual([warning, warning]);
    expect(warned(highest, "gCO2e/tkm")).toEqual(warning);
    expect(warned(`-${above}`, "kgCO2e/tkm", true)).toEqual([]);
  });

  test("needs no factor where nothing is carried", () =>
    expect(transport({}, { ...leg, mass: { value: "0", unit: "kg" } })).toEqual({
      totalKg: "0",
      byMode: { road: "0" },
      warnings: [],
    }));

  test("of no legs is nothing", () =>
    expect(transport({})).toEqual({ totalKg: "0", byMode: {}, warnings: [] }));

  test("finds the factor wrong also where the mass cannot be read", () =>
    expect(
      transport(
        {},
        {
          ...leg,
          mass: { value: "1", unit: "lb" },
          factor: { value: "1", unit: "kgCO2e/kg" },
        },
      ),
    ).toEqual({
      errors: [
        { code: "E_UNIT_UNKNOWN", path: "legs[0].mass.unit" },
        { code: "E_UNIT_DIMENSION", path: "legs[0].factor.unit" },
      ],
    }));

  test.each([
    ["E_SCHEMA", "defaults", { defaults: "eu" }, { ...leg, factor: { value: "1", unit: "kgCO2e/tkm" } }],
    ["E_SCHEMA", "legs[0].mode", { defaults: "mee" }, { ...leg, mode: "mule" }],
    ["E_SCHEMA", "legs[0].mass", { defaults: "mee" }, { ...leg, mass: undefined }],
    ["E_SCHEMA", "legs[0].work", { defaults: "mee" }, { ...leg, work: { value: "1", unit: "tkm" } }],
    ["E_SCHEMA", "legs[0].emptyShare", { defaults: "mee" }, { ...leg, emptyShare: 0.5 }],
    ["E_SHARE_RANGE", "legs[0].emptyShare", { defaults: "mee" }, { ...leg, emptyShare: "1.5" }],
    ["E_SCHEMA", "legs[0]", { defaults: "mee" }, null],
    ["E_MISSING_FACTOR", "legs[0].factor", {}, leg],
    [
      "E_UNIT_DIMENSION",
      "legs[0].distance.unit",
      { defaults: "mee" },
      { ...leg, distance: { value: "1", unit: "kg" } },
    ],
    // Litres of fuel times a factor per tkm: a defect of one published report.
    ["E_UNIT_DIMENSION", "legs[0].factor.unit", {}, { ...leg, factor: { value: "2.6", unit: "kgCO2e/L" } }],
    [
      "E_NEGATIVE_QUANTITY",
      "legs[0].mass.value",
      { defaults: "mee" },
      { ...leg, mass: { value: "-1", unit: "t" } },
    ],
  ])("is refused with %s at %s", (code, path, fields, only) =>
    expect(transport(fields, only)).toEqual(refused(code, path)),
  );

  test("needs its legs", () => expect(calculate({ op: "transport" })).toEqual(refused("E_SCHEMA", "legs")));

  test("refuses an id used twice", () =>
    expect(transport({ defaults: "mee" }, leg, leg)).toEqual(refused("E_DUPLICATE", "legs[1].id")));
});

describe("round", () => {
  test.each([
    ["0.1545", 3, "half_up", "0.155"],
    ["0.1545", "3", "half_even", "0.154"],
    ["-2.5", 0, "half_up", "-3"],
    ["47.915335552830", 2, undefined, "47.92"],
  ])("%s to %s places, %s, is %s", (value, places, mode, text) =>
    expect(calculate({ op: "round", value, places, mode })).toEqual({ text }),
  );

  test.each([
    [{ value: "x", places: 1 }, "E_NOT_FINITE", "value"],
    [{ value: 1, places: 1 }, "E_SCHEMA", "value"],
    [{ value: "1", places: -1 }, "E_SCHEMA", "places"],
    [{ value: "1", places: 101 }, "E_SCHEMA", "places"],
    [{ value: "1", places: 1.5 }, "E_SCHEMA", "places"],
    [{ value: "1", places: 1, mode: "up" }, "E_SCHEMA", "mode"],
  ])("%j is refused with %s at %s", (request, code, path) =>
    expect(calculate({ op: "round", ...request })).toEqual(refused(code, path)),
  );
});

describe("any request", () => {
  test.each([undefined, null, 1, "pcf", [], [{}]])(
    "that is no object, %j, is refused as a whole",
    (request) => expect(calculate(request)).toEqual(refused("E_SCHEMA", "")),
  );

  test.each([{}, { op: 1 }, { op: "constructor" }, { op: "CFF" }, { op: "compare" }])(
    "without an operation we have, %j, is refused at op",
    (request) => expect(calculate(request)).toEqual(refused("E_SCHEMA", "op")),
  );

  test("is answered with a result or with errors, whatever JSON it holds", () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("1", "-1", "0", "1e99", "kg", "kWh", "kgCO2e/kg", "mee", "AR6"),
    );
    const value = fc.letrec((tie) => ({
      q: fc.oneof(text, fc.record({ value: text, unit: text }), fc.jsonValue()),
      line: fc.dictionary(
        fc.constantFrom(
          "id",
          "stage",
          "mass",
          "amount",
          "factor",
          "Ev",
          "Er",
          "Rr",
          "sources",
          "mode",
          "distance",
          "credit",
        ),
        fc.oneof(tie("q"), fc.boolean(), fc.array(fc.record({ share: text, model: text, factor: tie("q") }))),
      ),
      list: fc.oneof(fc.array(tie("line")), fc.jsonValue()),
    }));
    const request = fc.record(
      {
        op: fc.constantFrom("convert", "total_energy", "transport", "round", "pcf"),
        method: fc.constantFrom("mee-partial", "iso14067-ctg", "mee", "eu"),
        energy: fc.oneof(
          fc.jsonValue(),
          fc.record({ output: value.q, usableCapacity: value.q, warrantyKm: value.q }),
        ),
        quantity: value.q,
        to: text,
        usableCapacity: value.q,
        value: text,
        places: fc.oneof(fc.double(), fc.integer()),
        gwpSet: text,
        legs: value.list,
        materials: value.list,
        activities: value.list,
        electricity: value.list,
        transport: value.list,
      },
      { requiredKeys: ["op"] },
    );
    fc.assert(
      fc.property(fc.oneof(request, fc.jsonValue()), (input) => {
        const answer = calculate(input);
        if ("errors" in answer) {
          expect(answer.errors.length).toBeGreaterThan(0);
          expect(Object.keys(answer)).toEqual(["errors"]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, divide, parseExact, toDecimal } from "../quantity/exact.ts";
import type { JsonValue } from "../record/strict-json.ts";
import { extensionSchema } from "./extension-schema.ts";
import type { ImportedFootprint } from "./imported-footprint.ts";
import { readFootprint } from "./read-footprint.ts";
import { exportSample } from "./sample-footprints.ts";
import type { ExportedDeclaration } from "./write-pact.ts";
import { writePactFootprint } from "./write-pact.ts";

const schema: Record<string, unknown> = JSON.parse(
  readFileSync("public/vectors/exchange/pact-product-footprint-3.0.3.schema.json", "utf8"),
);
const ajv = new Ajv2020({ allErrors: true });
const isValid = ajv.compile(schema);
const isExtension = ajv.compile(extensionSchema);

function written(from: ExportedDeclaration): JsonValue {
  const footprint = writePactFootprint(from);
  if (!footprint.ok) throw new Error(JSON.stringify(footprint.problems));
  const json: JsonValue = JSON.parse(JSON.stringify(footprint.value));
  expect(isValid(json), JSON.stringify(isValid.errors)).toBe(true);
  return json;
}

/** Out by export, in again by import. */
function roundTrip(from: ExportedDeclaration): ImportedFootprint {
  const back = readFootprint(written(from));
  if (!back.ok) throw new Error(JSON.stringify(back.problems));
  return back.value;
}

const problemsOf = (from: ExportedDeclaration) => {
  const footprint = writePactFootprint(from);
  return footprint.ok ? [] : footprint.problems.map(({ code, path }) => `${code} ${path}`);
};

describe("a battery's declaration", () => {
  test("is a piece with its mass: raw materials and production are its footprint, distribution is logistics", () => {
    expect(written(exportSample)).toMatchObject({
      status: "Active",
      validityPeriodStart: "2026-01-01T00:00:00Z",
      validityPeriodEnd: "2029-01-01T00:00:00Z",
      pcf: {
        ...{ declaredUnitOfMeasurement: "piece", declaredUnitAmount: "1", productMassPerDeclaredUnit: "600" },
        ...{ pcfExcludingBiogenicUptake: "9900", outboundLogisticsGhgEmissions: "100" },
        ...{ referencePeriodEnd: "2026-01-01T00:00:00Z", geographyCountrySubdivision: "CN-HE" },
        ...{ primaryDataShare: "10", dqi: { technologicalDQR: "2" } },
      },
    });
  });

  test("keeps end of life and the functional unit of the regulation in an extension of a published form", () => {
    const result = {
      ...exportSample.result,
      stagesKg: { raw_materials: "8000", production: "1000", distribution: "100", end_of_life: "-300" },
    };
    const footprint = writePactFootprint({ ...exportSample, method: "eu-cfb-ev", result });
    const [extension] =
      footprint.ok && Array.isArray(footprint.value["extensions"]) ? footprint.value["extensions"] : [];
    expect(extension).toMatchObject({
      dataSchema: exportSample.extensionSchema,
      data: {
        stagesKg: { end_of_life: "-300" },
        carbonFootprintPerFunctionalUnit: exportSample.result.cfp,
        totalEnergyKWh: "48000",
      },
    });
    expect(isExtension(extension.data), JSON.stringify(isExtension.errors)).toBe(true);
    expect(footprint).toMatchObject({ value: { pcf: { pcfExcludingBiogenicUptake: "9000" } } });
  });

  test.each([
    [{ value: "4", unit: "piece" }, "2475"],
    [{ value: "0.2", unit: "MWh capacity" }, "4950"],
    [{ value: "1.2", unit: "t" }, "4950"],
  ])("with an output of %j is divided among the batteries it stands for", (output, footprint) => {
    expect(written({ ...exportSample, output })).toMatchObject({
      pcf: { pcfExcludingBiogenicUptake: footprint },
    });
  });

  test("that was replaced is deprecated, and a draft says that it is one", () => {
    expect(written({ ...exportSample, standing: "replaced" })).toMatchObject({ status: "Deprecated" });
    expect(written({ ...exportSample, standing: "draft" })).toMatchObject({
      comment: expect.stringContaining("Preliminary"),
    });
  });
});

describe("a supplied product's declaration", () => {
  const supplied = { ...exportSample, product: { ...exportSample.product, battery: null } };

  test("by mass is a kilogram", () => {
    expect(roundTrip({ ...supplied, output: { value: "2", unit: "t" } })).toMatchObject({
      ...{ value: "4.95", unit: "kgCO2e/kg", declaredUnit: "kilogram" },
    });
  });

  test("by energy content is a kilogram too, once the mass of a kilowatt hour is known", () => {
    const cells = { ...supplied, output: { value: "1", unit: "MWh" } };
    expect(problemsOf(cells)).toEqual(["E_EXPORT_MASS massKg"]);
    expect(roundTrip({ ...cells, massKgPerOutput: "6000" })).toMatchObject({
      ...{ value: "1.65", unit: "kgCO2e/kg" },
    });
  });

  test("by volume keeps its unit, with the mass of one", () => {
    const oil = { ...supplied, output: { value: "10", unit: "L" }, massKgPerOutput: "0.9" };
    expect(roundTrip(oil)).toMatchObject({ value: "990", unit: "kgCO2e/L", perKilogram: "1100" });
    const cubic = { ...supplied, output: { value: "1", unit: "10^4 m3" }, massKgPerOutput: "9000000" };
    expect(roundTrip(cubic)).toMatchObject({ value: "0.99", unit: "kgCO2e/m3", perKilogram: "0.0011" });
  });
});

test.each<[string, Partial<ExportedDeclaration>]>([
  [
    "E_EXPORT_BOUNDARY stagesKg.raw_materials_and_eol",
    { result: { ...exportSample.result, stagesKg: { raw_materials_and_eol: "1", production: "1" } } },
  ],
  [
    "E_EXPORT_NEGATIVE stagesKg",
    { result: { ...exportSample.result, stagesKg: { raw_materials: "-2", production: "1" } } },
  ],
  ["E_EXPORT_GWP gwpSet", { gwpSet: "SAR" }],
  ["E_EXPORT_UNIT energy.output", { output: { value: "10", unit: "kWh lifetime energy" } }],
  ["E_EXPORT_UNIT energy.output", { output: { value: "0", unit: "piece" } }],
])("%s: nothing is exported that would say something else than the declaration", (problem, changes) => {
  expect(problemsOf({ ...exportSample, ...changes })).toEqual([problem]);
});

test("what goes out comes in again unchanged: value, mass, period, share, place, scores", () => {
  const kg = fc
    .integer({ min: 0, max: 10 ** 9 })
    .map((milli) => toDecimal(divide(exact(String(milli)), exact("1000"))));
  const day = fc
    .date({ min: new Date("2020-01-02"), max: new Date("2030-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(
      kg,
      kg,
      kg,
      kg,
      day,
      fc.integer({ min: 0, max: 1000 }),
      (raw, production, distribution, mass, end, share) => {
        const massKg = toDecimal(add(exact(mass), exact("1")));
        const back = roundTrip({
          ...exportSample,
          product: { ...exportSample.product, battery: { massKg, ratedEnergyKwh: "100" } },
          result: { ...exportSample.result, stagesKg: { raw_materials: raw, production, distribution } },
          ...{ periodStart: "2019-01-01", periodEnd: end },
          primaryDataShare: toDecimal(divide(exact(String(share)), exact("1000"))),
        });
        const value = add(exact(raw), exact(production));
        expect(back).toMatchObject({
          ...{ value: toDecimal(value), unit: "kgCO2e/piece", periodStart: "2019-01-01", periodEnd: end },
          perKilogram: toDecimal(divide(value, exact(massKg))),
          primaryDataShare: toDecimal(divide(exact(String(share)), exact("1000"))),
          ...{ geography: "CN-HE", gwpSet: "AR6", footprintId: exportSample.id },
          quality: exportSample.quality,
        });
      },
    ),
  );
});

function exact(text: string) {
  const value = parseExact(text);
  if (value === null) throw new Error(text);
  return value;
}

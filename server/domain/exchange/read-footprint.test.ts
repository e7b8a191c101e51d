import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem } from "../problem.ts";
import { compare, divide, multiply, parseExact, toDecimal } from "../quantity/exact.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { declaredUnitFor, declaredUnitNames, declaredUnits } from "./declared-unit.ts";
import type { ImportedFootprint } from "./imported-footprint.ts";
import { readFootprint } from "./read-footprint.ts";
import { catenaX9Sample, catenaXSample, pactSample } from "./sample-footprints.ts";

function exact(text: string) {
  const value = parseExact(text);
  if (value === null) throw new Error(text);
  return value;
}

function read(document: JsonValue): ImportedFootprint {
  const parsed = readFootprint(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

function problemsOf(document: JsonValue): readonly string[] {
  const parsed = readFootprint(document);
  return parsed.ok ? [] : parsed.problems.map(({ code, path }: Problem) => `${code} ${path}`.trim());
}

/** The document with one member changed; `undefined` takes it away. The path is as problems write it. */
function changed(document: JsonObject, path: string, value: JsonValue | undefined): JsonObject {
  const copy: JsonValue = JSON.parse(JSON.stringify(document));
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  let at: JsonValue | undefined = copy;
  for (const step of steps.slice(0, -1)) at = memberOf(at, step);
  const last = steps.at(-1) ?? "";
  if (typeof at !== "object" || at === null) throw new Error(path);
  if (value === undefined) Reflect.deleteProperty(at, last);
  else Reflect.set(at, last, value);
  if (!isJsonObject(copy)) throw new Error(path);
  return copy;
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (Array.isArray(value)) {
    const list: readonly JsonValue[] = value;
    return list[Number(name)];
  }
  return isJsonObject(value) ? value[name] : undefined;
}

describe("a PACT footprint", () => {
  test("is read with everything our calculations need", () => {
    expect(read(pactSample)).toEqual({
      ...{ format: "pact", specVersion: "3.0.3", footprintId: "0195b7a0-1111-4222-8333-444455556666" },
      ...{ companyName: "Lithium works of the test", productName: "Lithium carbonate 99.5" },
      productIds: ["urn:pact:test.example:product-id:LC-99"],
      ...{ declaredUnit: "kilogram", declaredAmount: "1" },
      ...{ value: "11.2", unit: "kgCO2e/kg", perKilogram: "11.2" },
      ...{ periodStart: "2025-01-01", periodEnd: "2025-12-31", validUntil: "2028-12-31" },
      ...{ geography: "CL", primaryDataShare: "0.685", gwpSet: "AR6" },
      quality: { TeR: "1.2", GeR: "1", TiR: "2" },
      boundary: "cradle-to-gate",
    });
  });

  test("for several units is divided by their number: 80 kg of car door are one declared unit", () => {
    const door = changed(
      changed(pactSample, "pcf.declaredUnitAmount", "80"),
      "pcf.productMassPerDeclaredUnit",
      "80",
    );
    expect(read(door)).toMatchObject({ value: "0.14", perKilogram: "0.14", declaredAmount: "80" });
  });

  test.each([{ answer: { data: pactSample } }, { answer: { data: [pactSample] } }, { answer: [pactSample] }])(
    "is found in the answer of a host, saved whole or as its list",
    ({ answer }) => {
      expect(read(answer).value).toBe("11.2");
    },
  );

  test("in several GWP sets belongs to none of them", () => {
    expect(read(changed(pactSample, "pcf.ipccCharacterizationFactors", ["AR5", "AR6"])).gwpSet).toBeNull();
  });

  test.each<[string, JsonValue | undefined, string]>([
    ["specVersion", "2.3.0", "E_EXCHANGE_VERSION specVersion"],
    ["specVersion", "4.0.0", "E_EXCHANGE_VERSION specVersion"],
    ["id", undefined, "E_EXCHANGE_MISSING id"],
    ["id", "42", "E_EXCHANGE_VALUE id"],
    ["created", "yesterday", "E_EXCHANGE_INSTANT created"],
    ["created", "2026-02-30T00:00:00Z", "E_EXCHANGE_INSTANT created"],
    ["created", "2026-02-03T00:00:00", "E_EXCHANGE_INSTANT created"],
    ["status", "Draft", "E_EXCHANGE_VALUE status"],
    ["status", "Deprecated", "E_EXCHANGE_DEPRECATED status"],
    ["companyName", " ", "E_EXCHANGE_TYPE companyName"],
    ["companyIds", [], "E_EXCHANGE_TYPE companyIds"],
    ["companyIds", ["4711"], "E_EXCHANGE_VALUE companyIds[0]"],
    ["productIds", "urn:x:y", "E_EXCHANGE_TYPE productIds"],
    ["productIds", ["urn:x:y", 7], "E_EXCHANGE_TYPE productIds[1]"],
    ["productDescription", undefined, "E_EXCHANGE_MISSING productDescription"],
    ["productNameCompany", 5, "E_EXCHANGE_TYPE productNameCompany"],
    ["pcf.declaredUnitOfMeasurement", "pound", "E_EXCHANGE_VALUE pcf.declaredUnitOfMeasurement"],
    ["pcf.declaredUnitAmount", "0", "E_ZERO_QUANTITY pcf.declaredUnitAmount"],
    ["pcf.declaredUnitAmount", "-1", "E_NEGATIVE_QUANTITY pcf.declaredUnitAmount"],
    ["pcf.declaredUnitAmount", 1, "E_EXCHANGE_TYPE pcf.declaredUnitAmount"],
    ["pcf.declaredUnitAmount", "1,5", "E_NOT_FINITE pcf.declaredUnitAmount"],
    ["pcf.pcfExcludingBiogenicUptake", "1e3", "E_NOT_FINITE pcf.pcfExcludingBiogenicUptake"],
    ["pcf.pcfExcludingBiogenicUptake", "NaN", "E_NOT_FINITE pcf.pcfExcludingBiogenicUptake"],
    ["pcf.pcfExcludingBiogenicUptake", undefined, "E_EXCHANGE_MISSING pcf.pcfExcludingBiogenicUptake"],
    ["pcf.pcfIncludingBiogenicUptake", null, "E_EXCHANGE_MISSING pcf.pcfIncludingBiogenicUptake"],
    ["pcf.fossilGhgEmissions", "-0.1", "E_NEGATIVE_QUANTITY pcf.fossilGhgEmissions"],
    ["pcf.fossilCarbonContent", undefined, "E_EXCHANGE_MISSING pcf.fossilCarbonContent"],
    ["pcf.productMassPerDeclaredUnit", "-2", "E_NEGATIVE_QUANTITY pcf.productMassPerDeclaredUnit"],
    ["pcf.exemptedEmissionsPercent", "101", "E_EXCHANGE_RANGE pcf.exemptedEmissionsPercent"],
    ["pcf.primaryDataShare", "100.1", "E_EXCHANGE_RANGE pcf.primaryDataShare"],
    ["pcf.dqi.temporalDQR", "0.9", "E_EXCHANGE_RANGE pcf.dqi.temporalDQR"],
    ["pcf.dqi.temporalDQR", undefined, "E_EXCHANGE_MISSING pcf.dqi.temporalDQR"],
    ["pcf.dqi", "good", "E_EXCHANGE_TYPE pcf.dqi"],
    ["pcf.ipccCharacterizationFactors", ["SAR"], "E_EXCHANGE_VALUE pcf.ipccCharacterizationFactors[0]"],
    ["pcf.crossSectoralStandards", undefined, "E_EXCHANGE_MISSING pcf.crossSectoralStandards"],
    ["pcf.geographyCountrySubdivision", "CL-AN", "E_EXCHANGE_GEOGRAPHY pcf.geographyCountry"],
    ["pcf.geographyCountry", "Chile", "E_EXCHANGE_VALUE pcf.geographyCountry"],
    ["pcf.referencePeriodEnd", "2025-01-01T00:00:00Z", "E_EXCHANGE_PERIOD pcf.referencePeriodEnd"],
    ["validityPeriodEnd", "2029-01-02T00:00:00Z", "E_EXCHANGE_VALIDITY validityPeriodEnd"],
    ["validityPeriodEnd", "2025-06-01T00:00:00Z", "E_EXCHANGE_PERIOD validityPeriodEnd"],
    ["validityPeriodStart", "2025-06-01T00:00:00Z", "E_EXCHANGE_VALIDITY_START validityPeriodStart"],
    ["pcf", [], "E_EXCHANGE_FORMAT"],
  ])("with %s %j is refused: %s", (path, value, problem) => {
    expect(problemsOf(changed(pactSample, path, value))).toEqual([problem]);
  });

  test("comes back with every problem at once", () => {
    const broken = changed(changed(pactSample, "pcf.declaredUnitAmount", "x"), "status", "?");
    expect(problemsOf(broken)).toEqual(["E_EXCHANGE_VALUE status", "E_NOT_FINITE pcf.declaredUnitAmount"]);
  });
});

describe("a Catena-X footprint", () => {
  test.each(["7.0.0", "6.0.0"])(
    "of version %s is for one declared unit, however many make a product",
    (version) => {
      const document = changed(
        catenaXSample,
        "specVersion",
        `urn:io.catenax.pcf:datamodel:version:${version}`,
      );
      expect(read(document)).toMatchObject({
        ...{ format: "catena-x", value: "6.8", unit: "kgCO2e/kg", perKilogram: "6.8", geography: "CN" },
        ...{ periodEnd: "2025-12-31", primaryDataShare: "0.5612", boundary: "cradle-to-gate" },
        quality: { TeR: "2", GeR: "2", TiR: "1.5" },
      });
    },
  );

  test("of version 9 is for the amount times the unit; square metres are read by their mass", () => {
    expect(read(catenaX9Sample)).toMatchObject({
      ...{ value: "6.1", unit: "kgCO2e/kg", geography: "CN-GD", validUntil: "2027-12-31" },
      footprintId: "3893bb5d-da16-4dc1-9185-11d97476c255",
    });
  });

  test.each(["5.0.0", "8.0.0", "10.0.0", "7"])("of version %s is refused by its version", (version) => {
    const document = changed(catenaXSample, "specVersion", `urn:io.catenax.pcf:datamodel:version:${version}`);
    expect(problemsOf(document)).toEqual(["E_EXCHANGE_VERSION specVersion"]);
  });

  test.each<[JsonObject, string, JsonValue | undefined, string]>([
    [catenaXSample, "pcf.pcfExcludingBiogenic", "6.8", "E_EXCHANGE_TYPE pcf.pcfExcludingBiogenic"],
    [catenaXSample, "pcf.pcfExcludingBiogenic", undefined, "E_EXCHANGE_MISSING pcf.pcfExcludingBiogenic"],
    [catenaXSample, "pcf.declaredUnit", "hour", "E_EXCHANGE_VALUE pcf.declaredUnit"],
    [catenaXSample, "pcf.exemptedEmissionsPercent", 6, "E_EXCHANGE_RANGE pcf.exemptedEmissionsPercent"],
    [
      catenaXSample,
      "pcf.extWBCSD_characterizationFactors",
      "AR4",
      "E_EXCHANGE_VALUE pcf.extWBCSD_characterizationFactors",
    ],
    [
      catenaXSample,
      "pcf.geographyRegionOrSubregion",
      undefined,
      "E_EXCHANGE_MISSING pcf.geographyRegionOrSubregion",
    ],
    [catenaXSample, "pcf.unitaryProductAmount", 0, "E_ZERO_QUANTITY pcf.unitaryProductAmount"],
    [catenaXSample, "partialFullPcf", "Gate-to-gate", "E_EXCHANGE_VALUE partialFullPcf"],
    [catenaXSample, "extWBCSD_pfStatus", "Deprecated", "E_EXCHANGE_DEPRECATED extWBCSD_pfStatus"],
    [catenaXSample, "id", "x", "E_EXCHANGE_VALUE id"],
    [catenaXSample, "pcf", undefined, "E_EXCHANGE_MISSING pcf"],
    [
      catenaX9Sample,
      "companyAndProductInformation[0].productInformation[0].productMassPerDeclaredUnit",
      0,
      "E_EXCHANGE_UNIT companyAndProductInformation[0].productInformation[0].declaredUnitOfMeasurement",
    ],
    [
      catenaX9Sample,
      "companyAndProductInformation",
      undefined,
      "E_EXCHANGE_MISSING companyAndProductInformation",
    ],
    [
      catenaX9Sample,
      "productLifeCycleStagesAndEmissions[0].productionStage",
      [],
      "E_EXCHANGE_SEVERAL productLifeCycleStagesAndEmissions[0].productionStage",
    ],
  ])("%# with %s %j is refused: %s", (sample, path, value, problem) => {
    expect(problemsOf(changed(sample, path, value))).toEqual([problem]);
  });
});

describe("anything else", () => {
  test.each<JsonValue>([null, 4, "pcf", {}, { data: null }, { pcf: {} }, { specVersion: "3.0.3" }])(
    "%j is no footprint",
    (document) => expect(problemsOf(document)).toEqual(["E_EXCHANGE_FORMAT"]),
  );

  test.each([0, 2])("an answer with %i footprints is not guessed at", (count) => {
    const list = Array.from({ length: count }, () => pactSample);
    expect(problemsOf({ data: list })).toEqual(["E_EXCHANGE_SEVERAL data"]);
    expect(problemsOf(list)).toEqual([count === 0 ? "E_EXCHANGE_FORMAT" : "E_EXCHANGE_SEVERAL"]);
  });

  test("never throws, whatever the document says", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(pactSample)), (value, name) => {
        const json: JsonValue = JSON.parse(JSON.stringify(value));
        readFootprint(json);
        readFootprint({ ...pactSample, [name]: json });
        readFootprint({ ...catenaX9Sample, companyAndProductInformation: json });
      }),
    );
  });
});

describe("declared units", () => {
  test.each(declaredUnitNames)("%s is read for one unit, whatever the amount", (unit) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 6 }),
        fc.integer({ min: 1, max: 10 ** 9 }),
        (amount, kg) => {
          let document = changed(pactSample, "pcf.declaredUnitOfMeasurement", unit);
          for (const [name, value] of [
            ["declaredUnitAmount", String(amount)],
            ["productMassPerDeclaredUnit", "2.5"],
            ["pcfExcludingBiogenicUptake", String(kg)],
          ] as const)
            document = changed(document, `pcf.${name}`, value);
          const { value, unit: ours, perKilogram } = read(document);
          const own = declaredUnits[unit];
          expect(ours).toBe(`kgCO2e/${own ?? "kg"}`);
          expect(perKilogram).toBe(toDecimal(divide(exact(String(kg)), exact("2.5"))));
          const total = divide(exact(String(kg)), own === null ? exact("2.5") : exact(String(amount)));
          expect(value).toBe(toDecimal(total));
          expect(compare(multiply(exact("1"), total), exact("0"))).toBeGreaterThan(0);
        },
      ),
      { numRuns: 25 },
    );
  });

  test.each([
    ["kg", "kilogram"],
    ["t", "kilogram"],
    ["L", "liter"],
    ["10^4 m3", "cubic meter"],
    ["MJ", "megajoule"],
    ["MWh", "kilowatt hour"],
    ["kgkm", "ton kilometer"],
    ["piece", "piece"],
    ["a", null],
    ["kgCO2e/kg", null],
    ["bucket", null],
  ] as const)("%s of ours is declared in %s", (ours, declared) => {
    expect(declaredUnitFor(ours)).toBe(declared);
  });
});

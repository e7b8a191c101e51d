import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { sampleValue } from "../record/sample-value.ts";
import { aasEnvironment, listEntry } from "./aas.ts";
import schema from "./aas-schema-3.0.json" with { type: "json" };

const isValid = new Ajv({ allErrors: true, strict: false }).compile(schema);
const dictionary = {
  catalogue: bundledCatalogue,
  referenceOf: (id: string) => `https://pass.example/dictionary#${id}`,
};

function documentWith(statutory: JsonObject, voluntary: JsonObject = {}): JsonObject {
  return {
    ...{ digitalProductPassportId: "urn:uuid:1", granularity: "item", recordVersion: 2 },
    ...{ uniqueProductIdentifier: "https://pass.example/01/1/21/A", dppSchemaVersion: "2.0.0" },
    ...{ recordStatus: { status: "valid" }, contentSpecificationIds: ["law-1.0", "own-1.0"] },
    ...{ "law-1.0": statutory, "own-1.0": voluntary },
  };
}

/** Every data point of the catalogue with a value of its form. */
const everything: JsonObject = Object.fromEntries(
  bundledCatalogue.attributes.flatMap(({ id, type }) =>
    type.kind === "series" ? [] : [[id, sampleValue(type)] as const],
  ),
);

/** Reads an element of an environment as its own reader would, without knowing what we made it of. */
function valueOf(part: JsonValue): JsonValue {
  const { modelType, value, valueType } = objectIn(part);
  switch (modelType) {
    case "Property":
      if (value === undefined) return null;
      if (valueType === "xs:boolean") return value === "true";
      return valueType === "xs:integer" || valueType === "xs:double" ? Number(value) : value;
    case "MultiLanguageProperty":
      return listIn(value).map((one) => {
        const { text = "", language = "" } = objectIn(one);
        return { value: text, language };
      });
    case "File":
      return value ?? null;
    case "SubmodelElementList":
      return listIn(value).map((one) => {
        const [only] = listIn(objectIn(one)["value"]);
        const isEntry = JSON.stringify(objectIn(one)["semanticId"] ?? "").includes(listEntry);
        return isEntry && only !== undefined ? valueOf(only) : valueOf(one);
      });
    default:
      return membersOf(listIn(value));
  }
}

function membersOf(parts: readonly JsonValue[]): JsonObject {
  return Object.fromEntries(
    parts.map((part) => {
      const { idShort, displayName } = objectIn(part);
      const [shown] = listIn(displayName);
      const name = shown === undefined ? idShort : objectIn(shown)["text"];
      return [typeof name === "string" ? name : "", valueOf(part)] as const;
    }),
  );
}

function listIn(value: JsonValue | undefined): readonly JsonValue[] {
  return isList(value) ? value : [];
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function objectIn(value: JsonValue | undefined): JsonObject {
  if (!isJsonObject(value)) throw new Error("no object");
  return value;
}

/** The data of an environment by the idShort of their submodel. */
function readBack(environment: JsonObject): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(
    listIn(environment["submodels"]).map((one) => {
      const { idShort, submodelElements } = objectIn(one);
      return [typeof idShort === "string" ? idShort : "", membersOf(listIn(submodelElements))] as const;
    }),
  );
}

function statutoryOf(environment: JsonObject): JsonObject {
  const { DocumentHead: _, VoluntaryData: __, ...parts } = readBack(environment);
  return Object.fromEntries(Object.values(parts).flatMap((part) => Object.entries(part)));
}

describe("a passport as an Asset Administration Shell", () => {
  test("holds every data point of the catalogue, in the form the schema asks for", () => {
    const environment = aasEnvironment(documentWith(everything), dictionary);
    expect(isValid(environment), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true);
    expect(statutoryOf(environment)).toEqual(everything);
    const series = ["DigitalNameplate", "HandoverDocumentation", "CarbonFootprint", "TechnicalData"];
    expect(Object.keys(readBack(environment))).toEqual([
      ...[...series, "ProductCondition", "MaterialComposition", "Circularity"],
      ...["DocumentHead", "FurtherData"],
    ]);
  });

  test("says of each data point what it means, by an address that stands there once", () => {
    const environment = JSON.stringify(aasEnvironment(documentWith(everything), dictionary));
    const described = [...environment.matchAll(/"modelType":"ConceptDescription","id":"([^"]+)"/g)];
    expect(described).toHaveLength(Object.keys(everything).length);
    expect(new Set(described.map(([, id]) => id)).size).toBe(described.length);
  });

  test("loses nothing of a document, whatever it holds, and stays in its form", () => {
    const names = fc.oneof(
      fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_]{0,8}$/),
      fc.stringMatching(/^[a-z+.: -]{1,8}$/),
    );
    const { tree } = fc.letrec<{ readonly tree: JsonValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(fc.stringMatching(/^[ -~一-龥]{0,12}$/), fc.integer(), fc.boolean(), fc.constant(null)),
        fc.array(tie("tree"), { maxLength: 3 }),
        fc.dictionary(names, tie("tree"), { maxKeys: 3, noNullPrototype: true }),
        fc.uniqueArray(
          fc.record({
            value: fc.stringMatching(/^[a-z]{1,5}$/),
            language: fc.constantFrom("en", "zh", "de"),
          }),
          { selector: ({ language }) => language, minLength: 1, maxLength: 3 },
        ),
      ),
    }));
    const content = fc.dictionary(names, tree, { maxKeys: 5, noNullPrototype: true });
    fc.assert(
      fc.property(content, (voluntary) => {
        const environment = aasEnvironment(documentWith({ batteryMass: "1.50" }, voluntary), dictionary);
        expect(isValid(environment), JSON.stringify(isValid.errors?.slice(0, 2))).toBe(true);
        expect(readBack(environment)["VoluntaryData"] ?? {}).toEqual(voluntary);
        expect(statutoryOf(environment)).toEqual({ batteryMass: "1.50" });
      }),
      { numRuns: 300 },
    );
  });
});

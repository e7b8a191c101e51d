import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import { findAttribute } from "../catalogue/catalogue.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import { sampleValue } from "../record/sample-value.ts";
import { aasEnvironment, listEntry } from "./aas.ts";
import mapping from "./aas-mapping-1.0.0.json" with { type: "json" };
import type { TemplateElement } from "./aas-template.ts";
import { templates } from "./aas-template.ts";
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
  return readBack(environment)["StatutoryData"] ?? {};
}

/** The elements of a submodel by their places, entries of lists as [], with the identifier and the form of each. */
function placesOf(environment: JsonObject, idShort: string): readonly (readonly [string, JsonObject])[] {
  const found = listIn(environment["submodels"]).find((one) => objectIn(one)["idShort"] === idShort);
  const inside = (part: JsonValue, place: string): readonly (readonly [string, JsonObject])[] => {
    const { modelType, value } = objectIn(part);
    const children =
      modelType === "SubmodelElementList"
        ? listIn(value).flatMap((one) => inside(one, `${place}/[]`))
        : modelType === "SubmodelElementCollection"
          ? listIn(value).flatMap((one) => inside(one, `${place}/${nameOf(one)}`))
          : [];
    return [[place, objectIn(part)], ...children];
  };
  return listIn(objectIn(found)["submodelElements"]).flatMap((one) =>
    inside(one, `${idShort}/${nameOf(one)}`),
  );
}

function nameOf(part: JsonValue): string {
  const { idShort } = objectIn(part);
  return typeof idShort === "string" ? idShort : "";
}

/** What is published of each place: identifier, form and datatype. */
const published = new Map(
  templates.flatMap(({ idShort, elements }) => {
    const of = (one: TemplateElement, above: string): readonly (readonly [string, TemplateElement])[] => {
      const place = `${above}/${one.idShort ?? "[]"}`;
      return [[place, one] as const, ...(one.elements ?? []).flatMap((inner) => of(inner, place))];
    };
    return elements.flatMap((one) => of(one, idShort));
  }),
);

function identifierOf(part: JsonObject): JsonValue | undefined {
  const [key] = listIn(objectIn(part["semanticId"])["keys"]);
  return objectIn(key)["value"];
}

/** The values of one place, in order. */
function at(environment: JsonObject, place: string): readonly (JsonValue | undefined)[] {
  const [submodel = ""] = place.split("/");
  return placesOf(environment, submodel)
    .filter(([path]) => path === place)
    .map(([, part]) => part["value"]);
}

describe("a passport as an Asset Administration Shell", () => {
  test("holds every data point of the catalogue, in the form the schema asks for", () => {
    const environment = aasEnvironment(documentWith(everything), dictionary);
    expect(isValid(environment), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true);
    expect(statutoryOf(environment)).toEqual(everything);
    expect(listIn(environment["submodels"]).map(nameOf)).toEqual([
      ...templates.map(({ idShort }) => idShort),
      ...["DocumentHead", "StatutoryData"],
    ]);
  });

  test("names elements as the published templates do, with their identifiers and datatypes", () => {
    const environment = aasEnvironment(documentWith(everything), dictionary);
    const places = templates.flatMap(({ idShort }) => placesOf(environment, idShort));
    for (const [place, part] of places) {
      const known = published.get(place);
      expect([place, identifierOf(part), part["modelType"], part["valueType"]]).toEqual([
        ...[place, known?.semanticId, known?.modelType],
        known?.modelType === "Property" ? known.valueType : undefined,
      ]);
    }
    for (const submodel of listIn(environment["submodels"]).slice(0, templates.length)) {
      const template = templates.find(({ idShort }) => idShort === nameOf(submodel));
      expect(identifierOf(objectIn(submodel))).toBe(template?.semanticId);
      expect(objectIn(submodel)["administration"]).toEqual(template?.administration);
    }
  });

  test("maps to places that are published, each once, and from data points the catalogue has", () => {
    expect(mapping.rows.filter(({ to }) => !published.has(to))).toEqual([]);
    expect(new Set(mapping.rows.map(({ to }) => to)).size).toBe(mapping.rows.length);
    const ids = mapping.rows.map(({ from }) => from.split(".")[0] ?? "").filter((id) => !id.startsWith("@"));
    expect(ids.filter((id) => findAttribute(bundledCatalogue, id) === undefined)).toEqual([]);
    const unheld = mapping.notHeld.map(({ element }) => element.replace(/(s|Sources)\//g, "$&[]/"));
    expect(unheld.filter((place) => !published.has(place))).toEqual([]);
  });

  // Written down a second time, apart from the table, so that a change of the table does not go unseen.
  test.each([
    ["BatteryNameplate/URIOfTheProduct", "0112/2///61987#ABN590#002"],
    ["BatteryNameplate/LifeCycleStage", "0173-1#02-ABL841#001"],
    ["HandoverDocumentation/Documents/[]/DocumentIds/[]/DocumentIdentifier", "0173-1#02-AAO099#004"],
    ["CarbonFootprint/ProductCarbonFootprints/[]/PcfCO2eq", "0173-1#02-ABG855#003"],
    ["TechnicalData/TechnicalPropertyAreas/CapacityEnergyVoltage/RatedCapacity", "0173-1#02-ABL869#002"],
    [
      "ProductCondition/StateOfCharge/StateOfChargeValue",
      "urn:samm:io.admin-shell.idta.batterypass.product_condition:1.0.2#stateOfChargeValue",
    ],
    [
      "MaterialComposition/BatteryMaterials/[]/BatteryMaterialName",
      "urn:samm:io.admin-shell.idta.batterypass.material_composition:1.0.1#batteryMaterialName",
    ],
    [
      "Circularity/RecycledContentInformation/[]/RecycledMaterial",
      "urn:samm:io.admin-shell.idta.batterypass.circularity:1.0.0#recycledMaterial",
    ],
  ])("finds %s under %s", (place, identifier) => {
    expect(published.get(place)?.semanticId).toBe(identifier);
  });

  test("gives values in the units and words of the templates, and says what a template asks for in vain", () => {
    const environment = aasEnvironment(
      documentWith({
        ...{ batteryStatus: "re-used", warrantyPeriod: 96, initialRoundTripEfficiency: "95.0" },
        ...{ roundTripEfficiencyAtHalfLife: "90.5", absoluteCarbonFootprint: "5.25", stateOfCharge: "70" },
        ...{ batteryCategory: "industrial", industrialSubType: "stationary-storage" },
        ...{
          carbonFootprintPerFunctionalUnit: "80.1",
          measurementMetadata: { measuredAt: "2027-01-02T03:04:05Z" },
        },
        criticalRawMaterials: [{ name: "Lithium", casNumber: "7439-93-2" }, { name: "Graphite" }],
        cathodeMaterials: [
          { name: "Lithium metal", casNumber: "7439-93-2", mass: "1.5" },
          { name: "Iron", mass: "20" },
        ],
        hazardousSubstances: [
          { name: "Lithium", casNumber: "7439-93-2", hazardClass: "Skin corrosion/irritation" },
        ],
        hazardousSubstanceConcentration: [{ name: "Lithium", concentration: { lower: "1", upper: "2" } }],
        recycledNickelSharePostConsumer: "6",
      }),
      dictionary,
    );
    expect(isValid(environment), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true);
    const area = "TechnicalData/TechnicalPropertyAreas/RoundTripEnergyEfficiency/";
    const of = (place: string) => at(environment, place);
    expect(of("BatteryNameplate/LifeCycleStage")).toEqual(["re-used"]);
    expect(JSON.stringify(environment)).toContain("0173-1#07-ACC022#001");
    expect(of("TechnicalData/GeneralInformation/WarrantyInformation/WarrantyPeriod")).toEqual(["P96M"]);
    expect(of("TechnicalData/GeneralInformation/BatteryCategory")).toEqual(["stationary"]);
    expect(of(`${area}InitialRoundTripEnergyEfficiency`)).toEqual(["95"]);
    expect(of(`${area}RoundTripEnergyEfficiencyAt50PercentOfCycleLife`)).toEqual([]);
    const footprint = "CarbonFootprint/ProductCarbonFootprints/[]/";
    expect(of(`${footprint}PcfCO2eq`)).toEqual(["80.1", "5250"]);
    expect(of(`${footprint}ReferenceImpactUnitForCalculation`)).toEqual(["kWh", "piece"]);
    expect(of("ProductCondition/StateOfCharge/LastUpdate")).toEqual(["2027-01-02T03:04:05Z"]);
    const material = "MaterialComposition/BatteryMaterials/[]/";
    expect(of(`${material}BatteryMaterialName`)).toEqual(["Lithium metal", "Iron", "Graphite"]);
    expect(of(`${material}IsCriticalRawMaterial`)).toEqual(["true", "false", "true"]);
    const substance = "MaterialComposition/HazardousSubstances/[]/HazardousSubstance";
    expect(of(`${substance}Class`)).toEqual(["SkinCorrosionOrIrritation"]);
    expect(of(`${substance}Concentration`)).toEqual([]);
    expect(of("Circularity/RecycledContentInformation/[]/PostConsumerShare")).toEqual(["6"]);
    const [nameplate] = listIn(environment["submodels"]);
    expect(JSON.stringify(objectIn(nameplate)["description"])).toContain(
      "IDTA 02035-1, 1.1; without ManufacturerName, AddressInformation, SerialNumber, DateOfManufacture",
    );
  });

  test("names each file once, by the address other submodels name it by", () => {
    const file = (url: string, title: string) => ({
      ...{
        url,
        resourceTitle: title,
        contentType: "application/pdf",
        language: "en",
        sha256: "0".repeat(64),
      },
    });
    const [a, b] = [file("https://pass.example/a", "A"), file("https://pass.example/b", "B")];
    const environment = aasEnvironment(
      documentWith({ euDeclarationOfConformity: [a], removalManual: [b], disassemblyManual: [b] }),
      dictionary,
    );
    const of = (place: string) => at(environment, place);
    const document = "HandoverDocumentation/Documents/[]/";
    expect(of(`${document}DocumentIds/[]/DocumentIdentifier`)).toEqual([a.url, b.url]);
    expect(of(`${document}DocumentVersions/[]/DigitalFiles/[]`)).toEqual([a.url, b.url]);
    expect(of(`${document}DocumentClassifications/[]/ClassId`)).toEqual(["02-04"]);
    expect(of("BatteryNameplate/EUDeclarationOfConformity/[]")).toEqual([a.url]);
    expect(of("Circularity/DismantlingAndRemovalInformation/[]")).toEqual([b.url]);
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
    const mapped = fc.dictionary(fc.constantFrom(...Object.keys(everything)), tree, {
      ...{ maxKeys: 5, noNullPrototype: true },
    });
    fc.assert(
      fc.property(mapped, content, (statutory, voluntary) => {
        const environment = aasEnvironment(documentWith(statutory, voluntary), dictionary);
        expect(isValid(environment), JSON.stringify(isValid.errors?.slice(0, 2))).toBe(true);
        expect(readBack(environment)["VoluntaryData"] ?? {}).toEqual(voluntary);
        expect(statutoryOf(environment)).toEqual(statutory);
      }),
      { numRuns: 300 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bundledCatalogue } from "../catalogue/bundled-catalogue.ts";
import { sampleValue } from "../record/sample-value.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { compressedDocument, expandedDocument, expandedNode, objectTypes } from "./expanded-document.ts";

const dictionary = {
  catalogue: bundledCatalogue,
  referenceOf: (id: string) => `https://registry.example/help/${id}`,
};
const content = "battery-passport-statutory-1.0.0";
const document: JsonObject = {
  digitalProductPassportId: "urn:uuid:01990000-0000-7000-8000-000000000000",
  contentSpecificationIds: [content],
  [content]: {
    batteryMass: "600.5",
    warrantyPeriod: 96,
    euDeclarationOfConformity: [
      {
        resourceTitle: "Declaration",
        contentType: "application/pdf",
        url: "https://a.example/d.pdf",
        language: "en",
      },
    ],
    manufacturerName: { name: "Voltara" },
    extinguishingAgents: ["waterSpray"],
    somethingElse: [{ value: "Hello", language: "en" }],
    nothing: null,
  },
};

describe("the full form", () => {
  test("BATT-Art78(a): says of each element what it is, by the catalogue", () => {
    const { elements, ...head } = expandedDocument(document, dictionary);
    expect(head).toEqual({
      digitalProductPassportId: "urn:uuid:01990000-0000-7000-8000-000000000000",
      contentSpecificationIds: [content],
    });
    expect(elements).toHaveLength(1);
    const [{ elements: inside = [], ...collection } = { elementId: "" }] = elements;
    expect(collection).toEqual({ elementId: content, objectType: "DataElementCollection" });
    const of = (id: string) => inside.find(({ elementId }) => elementId === id);
    expect(of("batteryMass")).toEqual({
      ...{ elementId: "batteryMass", objectType: "SingleValuedDataElement", value: "600.5" },
      dictionaryReference: "https://registry.example/help/batteryMass",
      valueDataType: "xsd:decimal",
    });
    expect(of("warrantyPeriod")).toMatchObject({ valueDataType: "xsd:integer", value: 96 });
    expect(of("euDeclarationOfConformity")?.elements?.[0]).toMatchObject({
      ...{ elementId: "0", objectType: "RelatedResource" },
      value: { url: "https://a.example/d.pdf" },
    });
    expect(of("manufacturerName")).toMatchObject({
      objectType: "DataElementCollection",
      elements: [{ elementId: "name", objectType: "SingleValuedDataElement", value: "Voltara" }],
    });
    expect(of("extinguishingAgents")).toMatchObject({
      ...{ objectType: "MultiValuedDataElement", valueDataType: "xsd:string", value: ["waterSpray"] },
    });
    expect(of("somethingElse")).toEqual({
      ...{ elementId: "somethingElse", objectType: "MultiLanguageDataElement" },
      value: [{ value: "Hello", language: "en" }],
    });
    expect(of("nothing")).toEqual({
      ...{ elementId: "nothing", objectType: "SingleValuedDataElement", value: null },
    });
  });

  test("BATT-Art77(5): loses nothing of any value that the catalogue admits", () => {
    const values = Object.fromEntries(
      bundledCatalogue.attributes.map((one) => [one.id, sampleValue(one.type)]),
    );
    const whole = { ...document, [content]: values };
    const expanded = expandedDocument(whole, dictionary);
    expect(compressedDocument(JSON.parse(JSON.stringify(expanded)))).toEqual(whole);
    const [statutory] = expanded.elements;
    expect(statutory?.elements).toHaveLength(bundledCatalogue.attributes.length);
    for (const element of statutory?.elements ?? []) {
      expect(objectTypes).toContain(element.objectType);
      expect(element.dictionaryReference).toBe(`https://registry.example/help/${element.elementId}`);
    }
  });

  const json = fc.jsonValue({ maxDepth: 4 }).map((value): JsonValue => JSON.parse(JSON.stringify(value)));
  const name = fc.string().filter((text) => !["elements", "contentSpecificationIds", "c"].includes(text));

  test("loses nothing of any other value either", () => {
    fc.assert(
      fc.property(fc.dictionary(name, json), fc.dictionary(fc.string(), json), (head, elements) => {
        const one: JsonObject = { ...head, contentSpecificationIds: ["c"], c: elements };
        const again = compressedDocument(JSON.parse(JSON.stringify(expandedDocument(one, dictionary))));
        expect(JSON.parse(JSON.stringify(again))).toEqual(one);
      }),
    );
  });

  test("of one place is the element that stands there in the whole", () => {
    const of = (...location: (string | number)[]) => {
      const value = location.reduce<unknown>((at, key) => Object(at)[key], document);
      return expandedNode(document, location, JSON.parse(JSON.stringify(value)), dictionary);
    };
    expect(of(content, "batteryMass")).toEqual(
      expandedDocument(document, dictionary).elements[0]?.elements?.[0],
    );
    expect(of(content).elements).toHaveLength(7);
    expect(of("digitalProductPassportId")).toMatchObject({ objectType: "SingleValuedDataElement" });
    expect(of(content, "euDeclarationOfConformity", 0)).toMatchObject({ objectType: "RelatedResource" });
    expect(of(content, "manufacturerName", "name")).toMatchObject({ elementId: "name", value: "Voltara" });
  });
});

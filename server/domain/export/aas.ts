import type { Catalogue } from "../catalogue/catalogue.ts";
import { findAttribute } from "../catalogue/catalogue.ts";
import type { DataElement } from "../passport/expanded-document.ts";
import { contentKeys, expandedDocument } from "../passport/expanded-document.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import mapping from "./aas-mapping-1.0.0.json" with { type: "json" };
import type { Part, Template } from "./aas-template.ts";
import {
  external,
  isMembers,
  missingIn,
  semanticsIn,
  templateElements,
  templates,
  textAs,
} from "./aas-template.ts";
import { templateValues } from "./aas-values.ts";

/** What names are explained by. */
export interface AasDictionary {
  /** The catalogue the passport is made under; null for passports of before there was one. */
  readonly catalogue: Catalogue | null;
  /** Address of the explanation of a data point. */
  readonly referenceOf: (attribute: string) => string;
}

/**
 * A passport as an environment of the Asset Administration Shell: one shell for the battery; the submodels of the battery
 * passport series with what the passport has for them, in the shape, under the names and with the identifiers of the
 * published templates; and three submodels of ours: the head of the document, every statutory data point as the passport
 * has it, and voluntary data. Nothing of the document is left out; `aas.test.ts` brings it back value for value.
 *
 * @param document the compressed document, as its reader may see it.
 *
 * Source: IDTA-01001-3-0 (metamodel 3.0) with its JSON form; IDTA 02035 parts 1 to 7 for the submodels.
 */
export function aasEnvironment(document: JsonObject, dictionary: AasDictionary): Part {
  const productUrl = textOf(document["uniqueProductIdentifier"]);
  const base = `${productUrl}/versions/${JSON.stringify(document["recordVersion"] ?? 0)}#`;
  const contents = contentKeys(document);
  const head = Object.entries(document).filter(([name]) => !contents.includes(name));
  const { elements } = expandedDocument(document, dictionary);
  const [statutory, ...more] = elements;
  const points = statutory?.elements ?? [];
  const ours = [
    {
      idShort: "DocumentHead",
      title: { en: "Head of the passport document", zh: "护照文件头" },
      description: "EN 18223",
      elements: head.flatMap(([name, value]) => headElement(name, value)),
    },
    {
      idShort: "StatutoryData",
      title: { en: "Data points of the law", zh: "法规规定的数据点" },
      description: "Regulation (EU) 2023/1542",
      elements: points,
    },
    {
      idShort: "VoluntaryData",
      title: { en: "Voluntary data", zh: "自愿提供的数据" },
      description: "-",
      elements: more.flatMap((content) => content.elements ?? []),
    },
  ];
  const submodels = [
    ...templateSubmodels(document, contents[0], base),
    ...ours
      .filter((one) => one.elements.length > 0)
      .map(({ idShort, title, description, elements: held }): Part => ({
        modelType: "Submodel",
        id: base + idShort,
        idShort,
        kind: "Instance",
        displayName: inBoth(title),
        description: [{ language: "en", text: description }],
        semanticId: external(dictionary.referenceOf(`submodel-${idShort}`)),
        submodelElements: named(held.map((element) => ({ element, part: elementIn(element) }))),
      })),
  ];
  return {
    assetAdministrationShells: [
      {
        modelType: "AssetAdministrationShell",
        id: textOf(document["digitalProductPassportId"]),
        idShort: "BatteryPassport",
        assetInformation: {
          assetKind: document["granularity"] === "item" ? "Instance" : "Type",
          globalAssetId: productUrl,
        },
        submodels: submodels.map((submodel) => ({
          type: "ModelReference",
          keys: [{ type: "Submodel", value: submodel["id"] ?? "" }],
        })),
      },
    ],
    submodels,
    ...conceptsOf([...points, ...more.flatMap((content) => content.elements ?? [])], dictionary),
  };
}

/** The submodels of the series that the passport has something for. */
function templateSubmodels(document: JsonObject, content: string | undefined, base: string): readonly Part[] {
  const values = content === undefined ? undefined : document[content];
  const tree = templateValues(document, isJsonObject(values) ? values : {});
  return templates.flatMap((template): readonly Part[] => {
    const filling = tree[template.idShort];
    const parts = isMembers(filling) ? templateElements(template.elements, filling) : [];
    if (parts.length === 0) return [];
    const title = mapping.titles.find(({ idShort }) => idShort === template.idShort);
    return [
      {
        modelType: "Submodel",
        id: base + template.idShort,
        idShort: template.idShort,
        kind: "Instance",
        administration: template.administration,
        ...(title === undefined ? {} : { displayName: inBoth(title) }),
        description: [{ language: "en", text: describe(template, parts) }],
        ...semanticsIn(template),
        submodelElements: parts,
      },
    ];
  });
}

/** Which template, and what of it the passport has nothing for, as far as 1023 characters reach. */
function describe({ part, version, elements }: Template, parts: readonly Part[]): string {
  const missing = missingIn(elements, parts);
  const which = `${part}, ${version}`;
  return missing.length === 0 ? which : `${which}; without ${missing.join(", ")}`.slice(0, 1023);
}

/** What each data point means, once. */
function conceptsOf(
  elements: readonly DataElement[],
  { catalogue, referenceOf }: AasDictionary,
): { readonly conceptDescriptions?: readonly Part[] } {
  if (catalogue === null) return {};
  const ids = [...new Set(elements.map(({ elementId }) => elementId))];
  const concepts = ids.flatMap((id): readonly Part[] => {
    const attribute = findAttribute(catalogue, id);
    if (attribute === undefined) return [];
    return [
      {
        modelType: "ConceptDescription",
        id: referenceOf(id),
        ...(idShortPattern.test(id) ? { idShort: id } : {}),
        displayName: inBoth(attribute.title),
        description: inBoth(attribute.about),
      },
    ];
  });
  return concepts.length === 0 ? {} : { conceptDescriptions: concepts };
}

/** A member of the document's head as a data element. */
function headElement(name: string, value: JsonValue | undefined): readonly DataElement[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    const list: readonly JsonValue[] = value;
    return [{ elementId: name, objectType: "MultiValuedDataElement", value: list }];
  }
  if (isJsonObject(value)) {
    const elements = Object.entries(value).flatMap(([inner, one]) => headElement(inner, one));
    return [{ elementId: name, objectType: "DataElementCollection", elements }];
  }
  return [{ elementId: name, objectType: "SingleValuedDataElement", value }];
}

/** A data element without its name. */
function elementIn(element: DataElement): Part {
  const semantics = semanticsOf(element);
  if (element.elements !== undefined) {
    return element.objectType === "MultiValuedDataElement"
      ? { ...listOf(element.elements.map(elementIn)), ...semantics }
      : { ...collectionOf(element.elements), ...semantics };
  }
  const { value, valueDataType } = element;
  return { ...partOf(value, valueDataType), ...semantics };
}

function semanticsOf({ dictionaryReference }: DataElement): Part {
  return dictionaryReference === undefined ? {} : { semanticId: external(dictionaryReference) };
}

/** By the form of a value. A file is a collection, because its title and language belong to it. */
function partOf(value: JsonValue, datatype: string | undefined): Part {
  if (isList(value)) {
    if (value.length > 0 && value.every(isSpoken) && hasOnce(value.map(({ language }) => language))) {
      return {
        modelType: "MultiLanguageProperty",
        value: value.map(({ value: text, language }) => ({ language, text })),
      };
    }
    return listOf(value.map((one) => partOf(one, datatype)));
  }
  if (isJsonObject(value)) {
    const parts = Object.entries(value).map(([name, member]) => ({
      element: { elementId: name },
      part:
        name === "url" && typeof member === "string" && typeof value["contentType"] === "string"
          ? { modelType: "File", contentType: value["contentType"], value: member }
          : partOf(member, undefined),
    }));
    return { modelType: "SubmodelElementCollection", ...(parts.length === 0 ? {} : { value: named(parts) }) };
  }
  const valueType = typeOf(value, datatype);
  return { modelType: "Property", valueType, ...(value === null ? {} : { value: String(value) }) };
}

function collectionOf(elements: readonly DataElement[]): Part {
  const parts = elements.map((element) => ({ element, part: elementIn(element) }));
  return { modelType: "SubmodelElementCollection", ...(parts.length === 0 ? {} : { value: named(parts) }) };
}

/** Members of a list have no names and are all of one kind: where they are not, each stands in a collection of its own. */
function listOf(parts: readonly Part[]): Part {
  const kinds = new Set(
    parts.map((part) => JSON.stringify([part["modelType"] ?? "", part["valueType"] ?? ""])),
  );
  const same: readonly Part[] =
    kinds.size <= 1
      ? parts
      : parts.map((part) => ({
          modelType: "SubmodelElementCollection",
          semanticId: external(listEntry),
          value: [{ ...part, idShort: "entry" }],
        }));
  const first: Part = same[0] ?? { modelType: "Property", valueType: "xs:string" };
  return {
    modelType: "SubmodelElementList",
    orderRelevant: true,
    typeValueListElement: first["modelType"] ?? "Property",
    ...(first["valueType"] === undefined ? {} : { valueTypeListElement: first["valueType"] }),
    ...(same.length === 0 ? {} : { value: same }),
  };
}

/** What a collection means that holds one entry of a list and nothing else. */
export const listEntry = "https://cellproof.example/ns/list-entry";

const idShortPattern = /^[a-zA-Z][a-zA-Z0-9_]{0,127}$/;

/** Parts under names the metamodel allows, each once; one that had to be changed stands beside as it was. */
function named(
  parts: readonly { readonly element: { readonly elementId: string }; readonly part: Part }[],
): readonly Part[] {
  const taken = new Set<string>();
  return parts.map(({ element: { elementId }, part }) => {
    let idShort = idShortPattern.test(elementId)
      ? elementId
      : `x${elementId.replaceAll(/[^a-zA-Z0-9_]/g, "_")}`.slice(0, 120);
    for (let count = 2; taken.has(idShort.toLowerCase()); count += 1)
      idShort = `${idShort.replace(/_\d+$/, "").slice(0, 120)}_${String(count)}`;
    taken.add(idShort.toLowerCase());
    return {
      ...part,
      idShort,
      ...(idShort === elementId ? {} : { displayName: [{ language: "en", text: elementId.slice(0, 128) }] }),
    };
  });
}

/** The datatype of the catalogue holds for texts that are of it; numbers and truth values say themselves what they are. */
function typeOf(value: JsonValue, datatype: string | undefined): string {
  if (typeof value === "boolean") return "xs:boolean";
  if (typeof value === "number") return Number.isInteger(value) ? "xs:integer" : "xs:double";
  const known = datatypesOfTexts.find((one) => `xsd:${one}` === datatype);
  return known !== undefined && typeof value === "string" && textAs(`xs:${known}`, value) === value
    ? `xs:${known}`
    : "xs:string";
}

const datatypesOfTexts = ["decimal", "date", "gYearMonth", "dateTime", "anyURI"] as const;

function inBoth({ en, zh }: { readonly en: string; readonly zh: string }): readonly Part[] {
  return [
    { language: "en", text: en },
    { language: "zh", text: zh },
  ];
}

function isSpoken(value: JsonValue): value is { readonly value: string; readonly language: string } {
  return (
    isJsonObject(value) &&
    Object.keys(value).length === 2 &&
    typeof value["value"] === "string" &&
    typeof value["language"] === "string"
  );
}

function hasOnce(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

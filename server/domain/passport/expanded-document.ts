import type { Catalogue, Member, ValueType } from "../catalogue/catalogue.ts";
import { findAttribute } from "../catalogue/catalogue.ts";
import { xmlDatatypes } from "../catalogue/xml-datatype.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";

/** What a data element is. Source: EN 18223, full form. */
export const objectTypes = [
  "SingleValuedDataElement",
  "MultiValuedDataElement",
  "DataElementCollection",
  "MultiLanguageDataElement",
  "RelatedResource",
] as const;
export type ObjectType = (typeof objectTypes)[number];

/** One data element in the full form: it has a value, or elements that stand in it. */
export type DataElement = {
  readonly elementId: string;
  readonly objectType: ObjectType;
  /** Address of what explains the data point. */
  readonly dictionaryReference?: string;
  /** A datatype of XML Schema. */
  readonly valueDataType?: string;
} & (
  | { readonly value: JsonValue; readonly elements?: never }
  | { readonly elements: readonly DataElement[]; readonly value?: never }
);

/** A passport document in the full form: its head as in the compressed one, then one collection for each content specification. */
export interface ExpandedDocument {
  readonly [head: string]: unknown;
  readonly elements: readonly DataElement[];
}

/** What explains names in the full form. */
export interface Dictionary {
  /** The catalogue the document is made under; null for documents of before there was one. */
  readonly catalogue: Catalogue | null;
  /** Address of the explanation of a data point. */
  readonly referenceOf: (attribute: string) => string;
}

/**
 * The full form of a compressed document: each data element with what it is. `compressedDocument` gives the compressed one
 * back, value for value.
 *
 * Source: EN 18223, compressed and full form.
 */
export function expandedDocument(document: JsonObject, dictionary: Dictionary): ExpandedDocument {
  const contents = contentKeys(document);
  const head = Object.entries(document).filter(([name]) => !contents.includes(name));
  const elements = contents.flatMap((name) => {
    const content = document[name];
    return content === undefined ? [] : [expandedElement(name, content, dictionary)];
  });
  return { ...Object.fromEntries(head), elements };
}

/** The compressed form of a full document. */
export function compressedDocument({
  elements,
  ...head
}: ExpandedDocument): Readonly<Record<string, unknown>> {
  return Object.fromEntries([
    ...Object.entries(head),
    ...elements.map((element) => [element.elementId, compressedValue(element)] as const),
  ]);
}

/**
 * One place of a compressed document in the full form.
 *
 * @param location names and indexes from the top, as a JSONPath found it; at least one.
 */
export function expandedNode(
  document: JsonObject,
  location: readonly (string | number)[],
  value: JsonValue,
  dictionary: Dictionary,
): DataElement {
  const [content, attribute, ...inside] = location;
  const name = String(location.at(-1) ?? "");
  if (typeof content !== "string" || !contentKeys(document).includes(content))
    return elementOf(name, value, undefined);
  if (attribute === undefined) return expandedElement(content, value, dictionary);
  const known = attributeOf(dictionary, String(attribute));
  if (inside.length === 0)
    return { ...elementOf(name, value, known?.type), ...referenceOf(dictionary, name) };
  return elementOf(name, value, inside.reduce(typeInside, known?.type));
}

/** Names of the content specifications of a document: what stands under them are data elements. */
export function contentKeys(document: Readonly<Record<string, unknown>>): readonly string[] {
  const listed = document["contentSpecificationIds"];
  return Array.isArray(listed) ? listed.filter((name): name is string => typeof name === "string") : [];
}

function expandedElement(name: string, content: JsonValue, dictionary: Dictionary): DataElement {
  if (!isJsonObject(content)) return elementOf(name, content, undefined);
  const elements = Object.entries(content).map(([id, value]) => {
    const { elementId, objectType, ...rest } = elementOf(id, value, attributeOf(dictionary, id)?.type);
    return { elementId, objectType, ...referenceOf(dictionary, id), ...rest };
  });
  return { elementId: name, objectType: "DataElementCollection", elements };
}

function attributeOf({ catalogue }: Dictionary, id: string) {
  return catalogue === null ? undefined : findAttribute(catalogue, id);
}

function referenceOf(dictionary: Dictionary, id: string): { readonly dictionaryReference?: string } {
  return attributeOf(dictionary, id) === undefined ? {} : { dictionaryReference: dictionary.referenceOf(id) };
}

/** By the form the catalogue gives the value, else by the form it has. */
function elementOf(elementId: string, value: JsonValue, type: ValueType | undefined): DataElement {
  if (isList(value)) return listElement(elementId, value, type);
  if (!isJsonObject(value))
    return { elementId, objectType: "SingleValuedDataElement", ...datatypeOf(value, type), value };
  if (type?.kind === "document") return { elementId, objectType: "RelatedResource", value };
  const elements = Object.entries(value).map(([id, member]) => elementOf(id, member, typeInside(type, id)));
  return { elementId, objectType: "DataElementCollection", elements };
}

function listElement(
  elementId: string,
  value: readonly JsonValue[],
  type: ValueType | undefined,
): DataElement {
  if (type?.kind === "multilingual" || (type === undefined && isMultilingual(value)))
    return { elementId, objectType: "MultiLanguageDataElement", value };
  const of = typeInside(type, 0);
  if (value.every(isScalar)) {
    const [first = ""] = value;
    return { elementId, objectType: "MultiValuedDataElement", ...datatypeOf(first, of), value };
  }
  const elements = value.map((entry, index) => elementOf(String(index), entry, of));
  return { elementId, objectType: "MultiValuedDataElement", elements };
}

/** Inverse of `elementOf`. */
function compressedValue(element: DataElement): JsonValue {
  if (element.elements === undefined) return element.value;
  return element.objectType === "MultiValuedDataElement"
    ? element.elements.map(compressedValue)
    : Object.fromEntries(element.elements.map((one) => [one.elementId, compressedValue(one)]));
}

/** The form of a member or an entry, as far as the catalogue has it. */
function typeInside(type: ValueType | undefined, key: string | number): ValueType | undefined {
  switch (type?.kind) {
    case "object":
      return memberCalled(type.members, key)?.type;
    case "list":
      return type.of;
    case "range":
      return { kind: "decimal" };
    case "document":
      // A data point that files answer has a list of them.
      return typeof key === "number" ? type : undefined;
    default:
      return undefined;
  }
}

function memberCalled(members: readonly Member[], key: string | number): Member | undefined {
  return members.find(({ id }) => id === key);
}

function datatypeOf(value: JsonValue, type: ValueType | undefined): { readonly valueDataType?: string } {
  if (value === null) return {};
  const known = type === undefined ? undefined : xmlDatatypes[type.kind];
  if (known !== undefined) return { valueDataType: known };
  if (typeof value === "number")
    return { valueDataType: Number.isInteger(value) ? "xsd:integer" : "xsd:double" };
  return { valueDataType: typeof value === "boolean" ? "xsd:boolean" : "xsd:string" };
}

function isMultilingual(value: readonly JsonValue[]): boolean {
  return (
    value.length > 0 &&
    value.every(
      (entry) =>
        isJsonObject(entry) &&
        Object.keys(entry).length === 2 &&
        typeof entry["value"] === "string" &&
        typeof entry["language"] === "string",
    )
  );
}

function isScalar(value: JsonValue): boolean {
  return typeof value !== "object" || value === null;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

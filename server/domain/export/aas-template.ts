import type { JsonValue } from "../record/strict-json.ts";
import table from "./aas-templates-1.0.0.json" with { type: "json" };

/** A JSON object of the Asset Administration Shell. */
export type Part = { readonly [member: string]: JsonValue };

/** What stands in an element: the text of a property, entries of a list, members by idShort, texts by language. */
export type Filling = string | readonly Filling[] | FillingMembers;
export interface FillingMembers {
  readonly [member: string]: Filling | undefined;
}

/** An element of a published template: names, shapes and identifiers, as published. */
export interface TemplateElement {
  /** Entries of lists have none. */
  readonly idShort?: string | undefined;
  readonly modelType: string;
  readonly valueType?: string | undefined;
  readonly semanticId: string;
  /** What the identifier refers to, where the template gives a model reference. */
  readonly reference?: string | undefined;
  readonly supplementalSemanticIds?: readonly string[] | undefined;
  readonly semanticIdListElement?: string | undefined;
  readonly orderRelevant?: boolean | undefined;
  readonly cardinality?: string | undefined;
  /** The values the template allows, with their own identifiers. */
  readonly values?: readonly { readonly value: string; readonly valueId?: string | undefined }[] | undefined;
  /** Members of a collection; the one form of entries of a list. */
  readonly elements?: readonly TemplateElement[] | undefined;
}

/** A submodel template of the battery passport series. */
export interface Template {
  readonly part: string;
  readonly version: string;
  readonly idShort: string;
  readonly semanticId: string;
  readonly reference?: string | undefined;
  readonly supplementalSemanticIds?: readonly string[] | undefined;
  readonly administration: {
    readonly version: string;
    readonly revision: string;
    readonly templateId: string;
  };
  readonly elements: readonly TemplateElement[];
}

/** The seven submodel templates, as published. Source: IDTA 02035 parts 1 to 7, files and commits in the table. */
export const templates: readonly Template[] = table.templates;

/**
 * The elements of a template that there is something for. A text that is not of the template's datatype or not among its
 * values is left out, never bent: a share with decimals does not go into a whole number.
 *
 * Source: IDTA-01001-3-0, JSON form.
 */
export function templateElements(
  elements: readonly TemplateElement[],
  filling: FillingMembers,
): readonly Part[] {
  return elements.flatMap((element) => {
    const { idShort = "" } = element;
    const part = instanceOf(element, filling[idShort]);
    return part === undefined ? [] : [{ ...part, idShort }];
  });
}

/** Paths of what a template demands and the elements do not have; what is missing with its parent is not named again. */
export function missingIn(elements: readonly TemplateElement[], parts: readonly Part[]): readonly string[] {
  const paths = elements.flatMap((element) => {
    const { idShort = "", cardinality, elements: inside = [] } = element;
    const part = parts.find((one) => one["idShort"] === idShort);
    if (part === undefined) return cardinality?.startsWith("One") === true ? [idShort] : [];
    const held = partsIn(part["value"]);
    const [entry] = inside;
    const within =
      element.modelType === "SubmodelElementList"
        ? held.flatMap((one) => missingIn(entry?.elements ?? [], partsIn(one["value"])))
        : missingIn(element.modelType === "SubmodelElementCollection" ? inside : [], held);
    return within.map((path) => `${idShort}/${path}`);
  });
  return [...new Set(paths)];
}

/** References of a template element or submodel. */
export function semanticsIn({
  semanticId,
  reference,
  supplementalSemanticIds,
}: Pick<TemplateElement, "semanticId" | "reference" | "supplementalSemanticIds">): Part {
  return {
    semanticId:
      reference === undefined
        ? external(semanticId)
        : { type: "ModelReference", keys: [{ type: reference, value: semanticId }] },
    ...(supplementalSemanticIds === undefined
      ? {}
      : { supplementalSemanticIds: supplementalSemanticIds.map(external) }),
  };
}

/** A reference to something outside. */
export function external(value: string): Part {
  return { type: "ExternalReference", keys: [{ type: "GlobalReference", value }] };
}

function instanceOf(element: TemplateElement, filling: Filling | undefined): Part | undefined {
  if (filling === undefined) return undefined;
  const content = contentOf(element, filling);
  return content === undefined
    ? undefined
    : { modelType: element.modelType, ...semanticsIn(element), ...content };
}

function contentOf(element: TemplateElement, filling: Filling): Part | undefined {
  const { modelType, valueType = "xs:string", values, elements = [] } = element;
  if (modelType === "Property") {
    const value = typeof filling === "string" ? textAs(valueType, filling) : undefined;
    if (value === undefined) return undefined;
    const listed = values?.find((one) => one.value === value);
    if (values !== undefined && listed === undefined) return undefined;
    const valueId = listed?.valueId;
    return { valueType, value, ...(valueId === undefined ? {} : { valueId: external(valueId) }) };
  }
  if (modelType === "SubmodelElementList") return isList(filling) ? listIn(element, filling) : undefined;
  if (!isMembers(filling)) return undefined;
  if (modelType === "MultiLanguageProperty") {
    const texts = Object.entries(filling).flatMap(([language, text]) =>
      typeof text === "string" && text !== "" && languageTag.test(language) ? [{ language, text }] : [],
    );
    return texts.length === 0 ? undefined : { value: texts };
  }
  if (modelType === "File") {
    const { contentType, value } = filling;
    return typeof contentType === "string" && mediaType.test(contentType) && isAddress(value)
      ? { contentType, value }
      : undefined;
  }
  const parts = templateElements(elements, filling);
  return parts.length === 0 ? undefined : { value: parts };
}

function listIn(element: TemplateElement, entries: readonly Filling[]): Part | undefined {
  const [form] = element.elements ?? [];
  if (form === undefined) return undefined;
  const parts = entries.flatMap((entry) => {
    const part = instanceOf(form, entry);
    return part === undefined ? [] : [part];
  });
  if (parts.length === 0) return undefined;
  const { semanticIdListElement: entryId, orderRelevant = true } = element;
  return {
    orderRelevant,
    ...(entryId === undefined ? {} : { semanticIdListElement: external(entryId) }),
    typeValueListElement: form.modelType,
    ...(form.valueType === undefined ? {} : { valueTypeListElement: form.valueType }),
    value: parts,
  };
}

/** A text as the datatype writes it; undefined where it is not of the datatype. Source: XML Schema 1.0, part 2. */
export function textAs(valueType: string, text: string): string | undefined {
  const whole = text.replace(/^(-?\d+)\.0+$/, "$1");
  switch (valueType) {
    case "xs:integer":
      return /^-?\d+$/.test(whole) ? whole : undefined;
    case "xs:unsignedInt":
      return /^\d{1,10}$/.test(whole) && Number(whole) <= 4_294_967_295 ? whole : undefined;
    case "xs:float":
    case "xs:double":
    case "xs:decimal":
      return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
    case "xs:boolean":
      return text === "true" || text === "false" ? text : undefined;
    case "xs:date":
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
    case "xs:gYearMonth":
      return /^\d{4}-\d{2}$/.test(text) ? text : undefined;
    case "xs:dateTime":
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/.test(text)
        ? text
        : undefined;
    default:
      return text === "" ? undefined : text;
  }
}

const languageTag = /^[a-z]{2,8}(-[a-zA-Z0-9]{1,8})*$/;
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/;

function isAddress(value: Filling | undefined): value is string {
  return typeof value === "string" && value !== "" && value.length <= 2000;
}

function partsIn(value: JsonValue | undefined): readonly Part[] {
  return Array.isArray(value) ? value.filter(isPart) : [];
}

function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a filling has members. */
export function isMembers(filling: Filling | undefined): filling is FillingMembers {
  return typeof filling === "object" && !isList(filling);
}

function isList(value: Filling): value is readonly Filling[] {
  return Array.isArray(value);
}

import type { ProductPath } from "../identifier/product-url.ts";
import { parseProductPath } from "../identifier/product-url.ts";
import type { Parsed, Problem } from "../problem.ts";
import { accept, rejectAll } from "../problem.ts";
import type { JsonObject, JsonValue } from "../record/strict-json.ts";
import { isJsonObject } from "../record/strict-json.ts";
import type { ContentNames } from "./document-changes.ts";

/** A passport document as somebody sends it who wants the passport made. */
export interface NewDocument {
  readonly productUrl: string;
  readonly product: ProductPath;
  /** As sent; null where the token decides. */
  readonly economicOperatorId: string | null;
  readonly facilityId: string | null;
  readonly statutory: JsonObject;
  readonly voluntary: JsonObject;
}

/** Head members that every document has and the registry writes by itself: what is sent of them is not kept. */
const ownHead = ["dppSchemaVersion", "dppStatus", "lastUpdated"];

/**
 * Reads it: head in the words of the standard, data elements under the two contents of the current catalogue.
 *
 * Problems: `E_REQUIRED`, `E_VALUE_KIND`, `E_PRODUCT_FOREIGN` for an identifier of another registry, those of
 * `parseProductPath`, `E_PRODUCT_URL_SUB_PATH`, `E_GRANULARITY` where it does not match the identifier,
 * `E_MEMBER_FIXED` for the identifier of the passport, which the registry gives, `E_MEMBER_FOREIGN`.
 *
 * Source: EN 18223, table of head members; EN 18222, CreateDPP; EN 18219 (granularity by identifier).
 */
export function readNewDocument(
  json: JsonValue,
  publicUrl: string,
  names: ContentNames,
): Parsed<NewDocument> {
  if (!isJsonObject(json))
    return rejectAll([{ code: "E_VALUE_KIND", path: "", params: { expected: "object", value: "" } }]);
  const problems: Problem[] = [];
  const known = new Set([...readMembers, ...ownHead, names.statutory, names.voluntary]);
  for (const name of Object.keys(json)) {
    if (known.has(name)) continue;
    const isGiven =
      name === "digitalProductPassportId" || name === "recordVersion" || name === "recordStatus";
    problems.push({ code: isGiven ? "E_MEMBER_FIXED" : "E_MEMBER_FOREIGN", path: name.slice(0, 100) });
  }
  const text = (name: string): string | null => {
    const value = json[name];
    if (value === undefined || value === null) return null;
    if (typeof value === "string" && value.trim() !== "") return value.trim();
    problems.push({ code: "E_VALUE_KIND", path: name, params: { expected: "text", value: "" } });
    return null;
  };
  const content = (name: string): JsonObject => {
    const value = json[name];
    if (value === undefined) return {};
    if (isJsonObject(value)) return value;
    problems.push({ code: "E_VALUE_KIND", path: name, params: { expected: "object", value: "" } });
    return {};
  };
  const listed = json["contentSpecificationIds"];
  const specifications: readonly JsonValue[] = Array.isArray(listed)
    ? listed
    : listed === undefined
      ? []
      : [listed];
  if (specifications.some((one) => one !== names.statutory && one !== names.voluntary))
    problems.push({
      ...{ code: "E_CONTENT_UNKNOWN", path: "contentSpecificationIds" },
      params: { expected: `${names.statutory}, ${names.voluntary}` },
    });
  const productUrl = text("uniqueProductIdentifier");
  const product = productUrl === null ? null : productAt(productUrl, publicUrl, problems);
  if (productUrl === null) problems.push({ code: "E_REQUIRED", path: "uniqueProductIdentifier" });
  const granularity = text("granularity");
  if (product !== null && granularity !== null && granularity !== product.level)
    problems.push({
      ...{ code: "E_GRANULARITY", path: "granularity" },
      params: { value: granularity.slice(0, 60), expected: product.level },
    });
  const read = {
    economicOperatorId: text("economicOperatorId"),
    facilityId: text("facilityId"),
    statutory: content(names.statutory),
    voluntary: content(names.voluntary),
  };
  return productUrl === null || product === null || problems.length > 0
    ? rejectAll(problems)
    : accept({ productUrl, product, ...read });
}

const readMembers = [
  "uniqueProductIdentifier",
  "granularity",
  "economicOperatorId",
  "facilityId",
  "contentSpecificationIds",
];

function productAt(productUrl: string, publicUrl: string, problems: Problem[]): ProductPath | null {
  const path = "uniqueProductIdentifier";
  if (!productUrl.startsWith(`${publicUrl}/`)) {
    const params = { value: productUrl.slice(0, 200), expected: publicUrl };
    problems.push({ code: "E_PRODUCT_FOREIGN", path, params });
    return null;
  }
  const product = parseProductPath(productUrl.slice(publicUrl.length));
  if (!product.ok) {
    problems.push(...product.problems.map((problem) => ({ ...problem, path })));
    return null;
  }
  if (product.value.rest === "") return product.value;
  problems.push({ code: "E_PRODUCT_URL_SUB_PATH", path, params: { value: product.value.rest } });
  return null;
}

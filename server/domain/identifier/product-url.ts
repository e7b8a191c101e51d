import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import type { Batch } from "./batch.ts";
import { parseBatch } from "./batch.ts";
import type { Gtin } from "./gtin.ts";
import { parseGtin } from "./gtin.ts";
import type { ModelCode } from "./model-code.ts";
import { parseModelCode } from "./model-code.ts";
import type { OperatorSlug } from "./operator-slug.ts";
import { parseOperatorSlug } from "./operator-slug.ts";
import type { Serial } from "./serial.ts";
import { parseSerial } from "./serial.ts";

/** What a product URL is asked for besides the passport itself; empty for the passport. */
export type ProductSubPath =
  | ""
  | "qr.svg"
  | "qr.png"
  | "label"
  | "label.pdf"
  | "label.svg"
  | "label.png"
  | "declaration.pdf"
  | `declaration/${number}.pdf`
  | "study"
  | "study.pdf"
  | `study/${number}`
  | `study/${number}.pdf`
  | "bundle.json"
  | "did.json"
  | "versions"
  | "report"
  | `versions/${number}`
  | `versions/${number}/bundle.json`
  | `documents/${string}`;

/** The parts of a product URL's path. `productPath` is the canonical path of the product itself, without `rest`. */
export type ProductPath = {
  readonly productPath: string;
  readonly level: "model" | "batch" | "item";
  readonly batch: Batch | null;
  readonly serial: Serial | null;
  readonly rest: ProductSubPath;
} & (
  | { readonly scheme: "gs1"; readonly gtin: Gtin }
  | { readonly scheme: "own"; readonly operator: OperatorSlug; readonly model: ModelCode }
);

/** Product URL of a model with a GTIN. Source: GS1 Digital Link URI syntax, application identifier 01. */
export function modelUrl(publicUrl: string, gtin: Gtin): string {
  return `${publicUrl}/01/${gtin}`;
}

/** Product URL of one battery of a model with a GTIN. Source: GS1 Digital Link URI syntax, application identifier 21. */
export function itemUrl(publicUrl: string, gtin: Gtin, serial: Serial): string {
  return `${publicUrl}/01/${gtin}/21/${encodeSegment(serial)}`;
}

/** Product URL of a batch of a model with a GTIN. Source: GS1 Digital Link URI syntax, application identifier 10. */
export function batchUrl(publicUrl: string, gtin: Gtin, batch: Batch): string {
  return `${publicUrl}/01/${gtin}/10/${encodeSegment(batch)}`;
}

/** Product URL of a model in its operator's own identifier scheme. */
export function ownModelUrl(publicUrl: string, operator: OperatorSlug, model: ModelCode): string {
  return `${publicUrl}/id/${operator}/${model}`;
}

/**
 * Whose own scheme a product URL belongs to: the operator it was given by, whoever answers for the product later. Empty for
 * one of another scheme.
 */
export function schemeOwnerOf(productUrl: string): string {
  return /^[a-z]+:\/\/[^/]+\/id\/([^/]+)\//.exec(productUrl)?.[1] ?? "";
}

/** Product URL of one battery in its operator's own identifier scheme. */
export function ownItemUrl(
  publicUrl: string,
  operator: OperatorSlug,
  model: ModelCode,
  serial: Serial,
): string {
  return `${publicUrl}/id/${operator}/${model}/${encodeSegment(serial)}`;
}

/** Product URL of a batch in its operator's own identifier scheme. No serial is the word `batch`. */
export function ownBatchUrl(
  publicUrl: string,
  operator: OperatorSlug,
  model: ModelCode,
  batch: Batch,
): string {
  return `${publicUrl}/id/${operator}/${model}/batch/${encodeSegment(batch)}`;
}

/**
 * Address of the public study of one declaration of a model: it stays readable when the declaration is superseded.
 *
 * @param productUrl of the model.
 * @param number of the declaration, from 1.
 *
 * Source: Regulation (EU) 2023/1542, Art. 7(1)(g).
 */
export function studyUrl(productUrl: string, number: number): string {
  return `${productUrl}/study/${number}`;
}

/**
 * Reads the path of a request (percent-encoded, as received) as a product and what is asked of it.
 *
 * Only the canonical spelling is read, so that one product has one address: no empty or dot segments, nothing encoded
 * that need not be, upper-case hexadecimal digits.
 *
 * Problems: `E_PRODUCT_URL_FORMAT`, `E_PRODUCT_URL_SPELLING`, `E_PRODUCT_URL_SUB_PATH`, and those of the parts.
 */
export function parseProductPath(pathname: string): Parsed<ProductPath> {
  const segments = decodeSegments(pathname);
  if (segments === null) return reject("E_PRODUCT_URL_SPELLING", "", { value: pathname });
  const [scheme, ...parts] = segments;
  if (scheme === "01") return parseGs1(parts);
  if (scheme === "id") return parseOwn(parts);
  return reject("E_PRODUCT_URL_FORMAT", "", { value: pathname });
}

function parseGs1([gtinText, ...after]: readonly string[]): Parsed<ProductPath> {
  if (gtinText === undefined) return reject("E_PRODUCT_URL_FORMAT", "", { value: "/01" });
  const gtin = parseGtin(gtinText);
  if (after[0] === "10") return parseGs1Batch(gtin, after[1] ?? "", after.slice(2));
  const [serialText, restOfItem] = after[0] === "21" ? [after[1] ?? "", after.slice(2)] : [null, after];
  const tail = parseTail(serialText, restOfItem);
  if (!gtin.ok || !tail.ok) return rejectAll([...problemsOf(gtin), ...problemsOf(tail)]);
  const model = `/01/${gtin.value}`;
  return accept({ scheme: "gs1", gtin: gtin.value, ...place(model, `${model}/21`, tail.value) });
}

function parseGs1Batch(
  gtin: Parsed<Gtin>,
  batchText: string,
  restSegments: readonly string[],
): Parsed<ProductPath> {
  const batch = parseBatch(batchText);
  const tail = parseTail(null, restSegments);
  if (!gtin.ok || !batch.ok || !tail.ok) {
    return rejectAll([...problemsOf(gtin), ...problemsOf(batch), ...problemsOf(tail)]);
  }
  return accept({
    scheme: "gs1",
    gtin: gtin.value,
    productPath: batchUrl("", gtin.value, batch.value),
    level: "batch",
    batch: batch.value,
    serial: null,
    rest: tail.value.rest,
  });
}

function parseOwn([operatorText, modelText, ...after]: readonly string[]): Parsed<ProductPath> {
  if (operatorText === undefined || modelText === undefined) {
    return reject("E_PRODUCT_URL_FORMAT", "", { value: "/id" });
  }
  const operator = parseOperatorSlug(operatorText);
  const model = parseModelCode(modelText);
  if (after[0] === "batch") return parseOwnBatch(operator, model, after[1] ?? "", after.slice(2));
  // The word after the model is a serial unless it is a sub-path: serials can never be such a word.
  const [serialText, ...restOfItem] = after;
  const tail =
    serialText === undefined || readSubPath(after) !== null
      ? parseTail(null, after)
      : parseTail(serialText, restOfItem);
  if (!operator.ok || !model.ok || !tail.ok) {
    return rejectAll([...problemsOf(operator), ...problemsOf(model), ...problemsOf(tail)]);
  }
  const path = `/id/${operator.value}/${model.value}`;
  return accept({
    scheme: "own",
    operator: operator.value,
    model: model.value,
    ...place(path, path, tail.value),
  });
}

function parseOwnBatch(
  operator: Parsed<OperatorSlug>,
  model: Parsed<ModelCode>,
  batchText: string,
  restSegments: readonly string[],
): Parsed<ProductPath> {
  const batch = parseBatch(batchText);
  const tail = parseTail(null, restSegments);
  if (!operator.ok || !model.ok || !batch.ok || !tail.ok) {
    return rejectAll([
      ...problemsOf(operator),
      ...problemsOf(model),
      ...problemsOf(batch),
      ...problemsOf(tail),
    ]);
  }
  return accept({
    scheme: "own",
    operator: operator.value,
    model: model.value,
    productPath: ownBatchUrl("", operator.value, model.value, batch.value),
    level: "batch",
    batch: batch.value,
    serial: null,
    rest: tail.value.rest,
  });
}

interface Tail {
  readonly serial: Serial | null;
  readonly rest: ProductSubPath;
}

function parseTail(serialText: string | null, restSegments: readonly string[]): Parsed<Tail> {
  const serial = serialText === null ? accept(null) : parseSerial(serialText);
  const rest = readSubPath(restSegments);
  if (!serial.ok) return serial;
  if (rest === null) return reject("E_PRODUCT_URL_SUB_PATH", "", { value: restSegments.join("/") });
  return accept({ serial: serial.value, rest });
}

function place(modelPath: string, itemsPath: string, { serial, rest }: Tail) {
  return serial === null
    ? { productPath: modelPath, level: "model" as const, batch: null, serial, rest }
    : {
        productPath: `${itemsPath}/${encodeSegment(serial)}`,
        level: "item" as const,
        batch: null,
        serial,
        rest,
      };
}

function readSubPath(segments: readonly string[]): ProductSubPath | null {
  const [word, detail, more] = segments;
  if (word === undefined) return "";
  if (word === "versions" && detail !== undefined && /^[1-9][0-9]{0,8}$/.test(detail)) {
    const version = `versions/${Number(detail)}` as const;
    if (segments.length === 3 && more === "bundle.json") return `${version}/bundle.json`;
    return segments.length === 2 ? version : null;
  }
  if (segments.length > 2) return null;
  const numbered = /^([1-9][0-9]{0,8})(\.pdf)?$/.exec(detail ?? "");
  if (numbered !== null) {
    const number = Number(numbered[1]);
    if (word === "study") return numbered[2] === undefined ? `study/${number}` : `study/${number}.pdf`;
    if (word === "declaration" && numbered[2] !== undefined) return `declaration/${number}.pdf`;
  }
  if (word === "documents" && detail !== undefined && /^[A-Za-z0-9\-._~]+$/.test(detail))
    return `documents/${detail}`;
  if (detail !== undefined) return null;
  switch (word) {
    case "qr.svg":
    case "qr.png":
    case "label":
    case "label.pdf":
    case "label.svg":
    case "label.png":
    case "declaration.pdf":
    case "study":
    case "study.pdf":
    case "bundle.json":
    case "did.json":
    case "versions":
    case "report":
      return word;
    default:
      return null;
  }
}

/** The decoded segments of a path in canonical spelling, or null for any other spelling. */
function decodeSegments(pathname: string): readonly string[] | null {
  if (!pathname.startsWith("/")) return null;
  const decoded: string[] = [];
  for (const segment of pathname.slice(1).split("/")) {
    const text = decodeSegment(segment);
    if (text === null || text === "" || text === "." || text === "..") return null;
    decoded.push(text);
  }
  return decoded;
}

function decodeSegment(segment: string): string | null {
  // Identifiers are ASCII: an encoded byte is one character, and the round trip proves the spelling canonical.
  const text = segment.replaceAll(/%([0-7][0-9A-F])/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return encodeSegment(text) === segment ? text : null;
}

/** Percent-encodes every character outside RFC 3986 unreserved. Cannot fail for the ASCII texts of identifiers. */
function encodeSegment(text: string): string {
  return text.replaceAll(
    /[^A-Za-z0-9\-._~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

function problemsOf(parsed: Parsed<unknown>): readonly Problem[] {
  return parsed.ok ? [] : parsed.problems;
}

import type { Parsed, Problem } from "../problem.ts";
import { accept, reject, rejectAll } from "../problem.ts";
import { checkElement, isApplicationIdentifier } from "./application-identifier.ts";

/** One application identifier with its value. */
export interface Element {
  readonly ai: string;
  readonly value: string;
}

/** A GS1 Digital Link taken apart: every value is decoded and of the form its application identifier asks for. */
export interface DigitalLinkParts {
  /** Scheme, domain and whatever stands before the primary key; no slash at the end. */
  readonly stem: string;
  readonly key: Element;
  /** In the order of the address, which is the one the standard sets. */
  readonly qualifiers: readonly Element[];
  /** Application identifiers of the query. */
  readonly attributes: readonly Element[];
  /** The rest of the query, such as `linkType`: nothing of it identifies. */
  readonly others: readonly (readonly [name: string, value: string])[];
}

/** Primary keys, and the qualifiers each may be followed by, in this order; several rows where they exclude one another. */
const qualifiersOf: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "00": [[]],
  "01": [["22", "10", "21"], ["235"]],
  "253": [[]],
  "255": [[]],
  "401": [[]],
  "402": [[]],
  "414": [["254"], ["7040"]],
  "415": [["8020"]],
  "417": [["7040"]],
  "8003": [[]],
  "8004": [["7040"]],
  "8006": [["22", "10", "21"]],
  "8010": [["8011"]],
  "8013": [[]],
  "8017": [["8019"]],
  "8018": [["8019"]],
};

/** What says something only in the path behind its key, or nothing in a web address at all. */
const neverInQuery: readonly string[] = ["21", "22", "235", "8011", "8019", "8110", "8112", "8200"];

const unreserved = /[^A-Za-z0-9\-._~]/g;

/**
 * Takes a GS1 Digital Link of any domain apart: the last primary key in the path, the key qualifiers behind it, data
 * attributes and everything else in the query. A fragment says nothing and is dropped. GTINs of 8, 12 or 13 digits
 * are the same ones without their leading zeros.
 *
 * Problems: `E_DL_FORMAT`, `E_DL_CHARACTER`, `E_DL_KEY`, `E_DL_COMPRESSED`, `E_DL_ORDER`, `E_DL_PLACE`,
 * `E_DL_DUPLICATE`, and those of the values.
 *
 * Source: GS1 Digital Link Standard: URI Syntax, release 1.7, sections 4 (syntax) and 5 (key qualifiers).
 */
export function takeDigitalLinkApart(uri: string): Parsed<DigitalLinkParts> {
  if (!/^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/.test(uri))
    return reject("E_DL_CHARACTER", "", { value: uri });
  const [, base, path = "", query = ""] =
    /^((?:https?|HTTPS?):\/\/(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9\-.]+)(?::[0-9]+)?)(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/.exec(
      uri,
    ) ?? [];
  if (base === undefined) return reject("E_DL_FORMAT", "", { value: uri });
  const segments = path.slice(1).split("/");
  const at = keyPlace(segments);
  if (at === null)
    return reject(looksCompressed(segments) ? "E_DL_COMPRESSED" : "E_DL_KEY", "", { value: uri });
  const [first, ...qualifiers] = elementsOf(segments.slice(at));
  if (first === undefined) return reject("E_DL_KEY", "", { value: uri });
  const key = padded(first);
  const { attributes, others, problems } = readQuery(query);
  const all = [key, ...qualifiers, ...attributes];
  const found = [
    ...problems,
    ...all.flatMap(({ ai, value }) => checkElement(ai, value)),
    ...orderProblems(key.ai, qualifiers),
    ...placeProblems(key.ai, qualifiers, attributes),
    ...duplicateProblems(all),
  ];
  if (found.length > 0) return rejectAll(found);
  const stem = [base, ...segments.slice(0, at)].join("/");
  return accept({ stem, key, qualifiers, attributes, others });
}

/**
 * Writes a Digital Link below a stem: values percent-encoded but for unreserved characters, data attributes in the order
 * of their numbers as texts.
 *
 * Source: GS1 Digital Link Standard: URI Syntax, release 1.7, section 4.11 (canonical form).
 */
export function formatDigitalLink(
  stem: string,
  { key, qualifiers, attributes }: Pick<DigitalLinkParts, "key" | "qualifiers" | "attributes">,
): string {
  const path = [key, ...qualifiers].map(({ ai, value }) => `/${ai}/${encodeElement(value)}`).join("");
  const query = attributes
    .toSorted((one, other) => (one.ai < other.ai ? -1 : 1))
    .map(({ ai, value }) => `${ai}=${encodeElement(value)}`)
    .join("&");
  return `${stem}${path}${query === "" ? "" : `?${query}`}`;
}

/** Percent-encodes what RFC 3986 does not leave unreserved; for the ASCII texts of the GS1 system. */
export function encodeElement(text: string): string {
  return text.replaceAll(
    unreserved,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** Where the last pair of a primary key and its value begins behind which only further pairs stand. */
function keyPlace(segments: readonly string[]): number | null {
  for (let at = segments.length - 2; at >= 0; at -= 2) {
    const word = segments[at] ?? "";
    if (Object.hasOwn(qualifiersOf, word)) return at;
    if (!isApplicationIdentifier(word)) return null;
  }
  return null;
}

/** One long word of the alphabet that compressed links are written in, alone or behind a key that is not compressed. */
function looksCompressed(segments: readonly string[]): boolean {
  return /^(?![0-9]+$)[A-Za-z0-9_-]{10,}$/.test(segments.at(-1) ?? "");
}

function elementsOf(segments: readonly string[]): readonly Element[] {
  return Array.from({ length: segments.length / 2 }, (_, pair) => ({
    ai: segments[2 * pair] ?? "",
    value: decode(segments[2 * pair + 1] ?? ""),
  }));
}

function decode(text: string): string {
  return text.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** A GTIN with the leading zeros that were left out. */
function padded({ ai, value }: Element): Element {
  const isShort = ai === "01" && /^(?:[0-9]{8}|[0-9]{12,13})$/.test(value);
  return { ai, value: isShort ? value.padStart(14, "0") : value };
}

function readQuery(query: string) {
  const attributes: Element[] = [];
  const others: (readonly [string, string])[] = [];
  const problems: Problem[] = [];
  for (const pair of query.split(/[&;]/)) {
    if (pair === "") continue;
    const [rawName = "", ...rest] = pair.split("=");
    // A plus sign in a query stands for a blank, unlike in a path.
    const [name, value] = [rawName, rest.join("=")].map((part) => decode(part.replaceAll("+", " ")));
    if (name === undefined || value === undefined) continue;
    if (!/^[0-9]+$/.test(name)) others.push([name, value]);
    else if (isApplicationIdentifier(name)) attributes.push(padded({ ai: name, value }));
    else problems.push({ code: "E_DL_AI_UNKNOWN", path: name, params: { ai: name } });
  }
  return { attributes, others, problems };
}

function orderProblems(key: string, qualifiers: readonly Element[]): readonly Problem[] {
  const rows = qualifiersOf[key] ?? [];
  const fits = (row: readonly string[]) => {
    const places = qualifiers.map(({ ai }) => row.indexOf(ai));
    return places.every((place, index) => place > (places[index - 1] ?? -1));
  };
  if (rows.some(fits)) return [];
  const ais = qualifiers.map(({ ai }) => ai).join(", ");
  return [{ code: "E_DL_ORDER", path: key, params: { key, found: ais } }];
}

/** What identifies belongs into the path; in the query it would be overlooked. */
function placeProblems(
  key: string,
  qualifiers: readonly Element[],
  attributes: readonly Element[],
): readonly Problem[] {
  return attributes
    .filter(
      ({ ai }) =>
        neverInQuery.includes(ai) ||
        (qualifiersOf[key] ?? []).some(
          (row) => row.includes(ai) && qualifiers.every((qualifier) => row.includes(qualifier.ai)),
        ),
    )
    .map(({ ai }) => ({ code: "E_DL_PLACE", path: ai, params: { ai } }));
}

function duplicateProblems(all: readonly Element[]): readonly Problem[] {
  return all
    .filter(({ ai }, index) => all.findIndex((element) => element.ai === ai) < index)
    .map(({ ai }) => ({ code: "E_DL_DUPLICATE", path: ai, params: { ai } }));
}

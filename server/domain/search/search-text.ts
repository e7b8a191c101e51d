import { readProductQuery } from "../identifier/product-query.ts";

/** What somebody typed into the one search field, as it is looked for. */
export interface SearchText {
  /** Path of the one product the whole text names; null for anything less. */
  readonly productPath: string | null;
  /** What each found thing has all of, taken literally; without a product. */
  readonly words: readonly SearchWord[];
}

export interface SearchWord {
  readonly text: string;
  /** Whether a million identifiers can be looked through for it: three letters or digits side by side. */
  readonly isSelective: boolean;
  /** Identifiers of passports that begin so, from the first to the last; null for what begins none. */
  readonly uuids: readonly [first: string, last: string] | null;
}

/** More words than this are no search. */
const mostWords = 8;

/**
 * Reads a search: the address of a product in any spelling, a GTIN with or without its leading zeros, or any parts of any
 * identifiers and names, divided by spaces. Full-width signs are read as the ones they stand for, `urn:uuid:` and the marks
 * of GS1 application identifiers are left out, and the parts of an incomplete address are words.
 *
 * Source: GS1 General Specifications, section 3.2; RFC 9562 for identifiers of passports.
 */
export function readSearchText(typed: string, publicUrl: string): SearchText {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return { productPath: null, words: [] };
  const product = wholeProduct(text, publicUrl);
  if (product !== null) return { productPath: product, words: [] };
  const parts = text
    .replace(/urn:uuid:/gi, "")
    .replaceAll(/\((?:01|10|21)\)/g, " ")
    .split(/\s+/)
    .flatMap((part) => (part.includes("/") ? partsOfAddress(part, publicUrl) : [part]));
  const words = [...new Set(parts.filter((part) => part !== ""))].slice(0, mostWords);
  return { productPath: null, words: words.map(wordOf) };
}

/** A text that names a product from its beginning to its end; digits alone are parts of numbers, too. */
function wholeProduct(text: string, publicUrl: string): string | null {
  if (!text.includes("/") && !text.startsWith("(01)")) return null;
  const spellings = /^https?:\/\//i.test(text) || !text.includes("/") ? [text] : [text, `/${text}`];
  for (const spelling of spellings) {
    const read = readProductQuery(spelling, publicUrl);
    if (read.ok) return read.value;
  }
  return null;
}

function partsOfAddress(part: string, publicUrl: string): readonly string[] {
  const host = publicUrl.replace(/^https?:\/\//i, "").toLowerCase();
  const path = part.replace(/^https?:\/*/i, "");
  const below = path.toLowerCase().startsWith(host) ? path.slice(host.length) : path;
  return below
    .split(/[/?#]/)
    .map(decoded)
    .filter((piece) => !marks.has(piece));
}

/** What stands between the parts of a product's address and names nothing. */
const marks: ReadonlySet<string> = new Set(["01", "10", "21", "id", "op", ""]);

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

function wordOf(text: string): SearchWord {
  return { text, isSelective: /[\p{L}\p{N}]{3}/u.test(text), uuids: uuidsOf(text) };
}

/** From eight hexadecimal digits on a text may begin an identifier. */
function uuidsOf(text: string): SearchWord["uuids"] {
  if (!/^[0-9a-f-]{8,36}$/i.test(text)) return null;
  const shape = "00000000-0000-0000-0000-000000000000";
  const isOne = [...text].every((sign, at) => (sign === "-") === (shape.charAt(at) === "-"));
  if (!isOne) return null;
  const rest = shape.slice(text.length);
  const begun = text.toLowerCase();
  return [`${begun}${rest}`, `${begun}${rest.replaceAll("0", "f")}`];
}

import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { parseDigitalLink, registryUrl } from "./digital-link.ts";
import { parseGtin } from "./gtin.ts";
import { itemUrl, modelUrl, parseProductPath } from "./product-url.ts";
import { readUrl } from "./public-url.ts";
import { parseSerial } from "./serial.ts";

/**
 * What somebody typed or pasted into the search field, as the path of a product here: the address in the QR code in any
 * spelling of GS1 Digital Link, a path, a GTIN as printed (8, 12, 13 or 14 digits), or GTIN and serial number with their
 * application identifiers.
 *
 * Problems: `E_QUERY_EMPTY`, `E_QUERY_FOREIGN` for an address of another registry, `E_QUERY_FORMAT`,
 * `E_GTIN_CHECK_DIGIT`.
 *
 * Source: GS1 General Specifications, section 3.2 (application identifiers), 7.9 (check digit).
 */
export function readProductQuery(text: string, publicUrl: string): Parsed<string> {
  const query = text.trim();
  if (query === "") return reject("E_QUERY_EMPTY");
  if (/^https?:\/\//i.test(query)) return readAddress(query, publicUrl);
  if (query.startsWith("/")) return productPathOf(query);
  const [, gtinText, serialText] = /^(?:\(01\))?\s*(\d[\d\s]*?)\s*(?:\(21\)\s*(\S+))?$/.exec(query) ?? [];
  if (gtinText === undefined) return reject("E_QUERY_FORMAT", "", { value: query });
  return readNumbers(gtinText.replaceAll(/\s/g, ""), serialText);
}

/** What a path is read below, where only the path counts. */
const anyDomain = "https://id.gs1.org";

function readAddress(query: string, publicUrl: string): Parsed<string> {
  const url = readUrl(query);
  if (url === null) return reject("E_QUERY_FORMAT", "", { value: query });
  if (url.origin !== publicUrl) return reject("E_QUERY_FOREIGN", "", { value: query });
  return productPathOf(url.pathname, url.search);
}

function productPathOf(path: string, search = ""): Parsed<string> {
  const product = parseProductPath(path);
  if (product.ok) return accept(product.value.productPath);
  const link = parseDigitalLink(`${anyDomain}${path}${search}`);
  // Below a path of its own a link is not one of this registry.
  const other = link.ok && link.value.parts.stem === anyDomain ? registryUrl("", link.value) : null;
  if (other?.ok === true) return other;
  const checkDigit = product.problems.find(({ code }) => code === "E_GTIN_CHECK_DIGIT");
  return checkDigit === undefined
    ? reject("E_QUERY_FORMAT", "", { value: path })
    : { ok: false, problems: [checkDigit] };
}

function readNumbers(digits: string, serialText: string | undefined): Parsed<string> {
  // Shorter numbers are the same ones printed without their leading zeros.
  if (![8, 12, 13, 14].includes(digits.length)) return reject("E_QUERY_FORMAT", "", { value: digits });
  const gtin = parseGtin(digits.padStart(14, "0"));
  if (!gtin.ok) return gtin;
  if (serialText === undefined) return accept(modelUrl("", gtin.value));
  const serial = parseSerial(serialText);
  return serial.ok
    ? accept(itemUrl("", gtin.value, serial.value))
    : reject("E_QUERY_FORMAT", "", { value: serialText });
}

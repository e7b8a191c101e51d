import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { DigitalLinkParts } from "./digital-link-parts.ts";
import { formatDigitalLink, takeDigitalLinkApart } from "./digital-link-parts.ts";
import { parseBatch } from "./batch.ts";
import { parseGtin } from "./gtin.ts";
import { batchUrl, itemUrl, modelUrl } from "./product-url.ts";
import { parseSerial } from "./serial.ts";

/** Domain of the form in which two Digital Links are compared. */
const canonicalStem = "https://id.gs1.org";

/** What a Digital Link says of a product; null where it says nothing. */
export interface DigitalLink {
  /** 14 digits with a fitting check digit. */
  readonly gtin: string;
  /** Consumer product variant, application identifier 22. */
  readonly variant: string | null;
  /** Batch or lot, application identifier 10. */
  readonly batch: string | null;
  /** Serial number, application identifier 21. */
  readonly serial: string | null;
  /** Serial number of a third party, application identifier 235. */
  readonly thirdPartySerial: string | null;
  readonly parts: DigitalLinkParts;
}

/**
 * Reads a GS1 Digital Link of a product, whichever domain it is of: primary key 01 with its qualifiers 22, 10 and 21, or
 * 235, and data attributes in the query.
 *
 * Problems: `E_DL_KEY_OTHER` for a link of another key (a place, a parcel), `E_DL_COMPRESSED` for the compressed form,
 * which carriers for consumers may not use, and those of `takeDigitalLinkApart`.
 *
 * Source: GS1 Digital Link Standard: URI Syntax, release 1.7, sections 4 and 5.
 *
 * @example `https://brand.example.com/some-extra/pathinfo/01/9520123456788` is the product 09520123456788.
 */
export function parseDigitalLink(uri: string): Parsed<DigitalLink> {
  const read = takeDigitalLinkApart(uri);
  if (!read.ok) return read;
  const parts = read.value;
  if (parts.key.ai !== "01") return reject("E_DL_KEY_OTHER", "", { key: parts.key.ai });
  const valueOf = (ai: string) => parts.qualifiers.find((element) => element.ai === ai)?.value ?? null;
  return accept({
    gtin: parts.key.value,
    variant: valueOf("22"),
    batch: valueOf("10"),
    serial: valueOf("21"),
    thirdPartySerial: valueOf("235"),
    parts,
  });
}

/**
 * The one spelling of a Digital Link by which two are compared: at id.gs1.org, 14 digits, everything in the order of the
 * standard, nothing that does not identify or describe.
 *
 * Source: GS1 Digital Link Standard: URI Syntax, release 1.7, section 4.11.
 */
export function canonicalDigitalLink(link: DigitalLink): string {
  return formatDigitalLink(canonicalStem, link.parts);
}

/**
 * Address of the same product in a registry: of the battery where the link has a serial number, else of the batch, else
 * of the model. Batch and variant of a battery are left out, because model and serial number alone tell it from every
 * other; data attributes are no part of an identifier.
 *
 * Problems: `E_SERIAL_RESERVED`, `E_BATCH_RESERVED` for words a registry's addresses cannot carry.
 *
 * @param publicUrl origin of the registry, or an empty text for a path.
 *
 * Source: EN 18219 (granularity: 01 model, 01 and 10 batch, 01 and 21 item).
 */
export function registryUrl(publicUrl: string, link: DigitalLink): Parsed<string> {
  const gtin = parseGtin(link.gtin);
  if (!gtin.ok) return gtin;
  if (link.serial !== null) {
    const serial = parseSerial(link.serial);
    return serial.ok ? accept(itemUrl(publicUrl, gtin.value, serial.value)) : serial;
  }
  if (link.batch !== null) {
    const batch = parseBatch(link.batch);
    return batch.ok ? accept(batchUrl(publicUrl, gtin.value, batch.value)) : batch;
  }
  return accept(modelUrl(publicUrl, gtin.value));
}

import { threeYearsAfter } from "../exchange/imported-footprint.ts";
import { areComparable, convert, parseUnit } from "../quantity/unit.ts";
import { isZero, multiply, one, parseExact, toDecimal } from "../quantity/exact.ts";
import type { BatteryPassportCredential } from "./credential.ts";
import { credentialsContext, productFootprintType } from "./credential.ts";
import { didOf, issuerUrl, logOriginOf } from "./did.ts";
import firstContext from "./product-footprint-context-1.0.0.json" with { type: "json" };
import contextJson from "./product-footprint-context-1.1.0.json" with { type: "json" };
import firstSchema from "./product-footprint-schema-1.0.0.json" with { type: "json" };
import schemaJson from "./product-footprint-schema-1.1.0.json" with { type: "json" };
import { statusListUrl } from "./status-list.ts";
import type { JsonObject } from "./strict-json.ts";
import { isJsonObject } from "./strict-json.ts";

/** JSON-LD context of these credentials, version 1.1.0; never changed, only succeeded. */
export const footprintContext = contextJson;

/** JSON Schema (2020-12) of their payload, version 1.1.0; never changed, only succeeded. */
export const footprintSchema = schemaJson;

/** What earlier records name, by version: served for ever. Those of 1.0.0 have no status and cannot be withdrawn. */
export const earlierFootprints = { "1.0.0": { context: firstContext, schema: firstSchema } } as const;

/** What a supplier signs about one product: figures and digests, never lines. Decimals are strings, shares 0..1. */
export interface ProductFootprintSubject {
  /** Where the record is published for good. */
  readonly id: string;
  readonly type: "ProductFootprint";
  readonly product: { readonly code: string; readonly name: string; readonly nameOriginal?: string };
  /** The value is for one of it: `kg`, `t`, `kWh`, `piece` … */
  readonly declaredUnit: string;
  /** 34 significant digits at most, not rounded. */
  readonly kgCO2ePerDeclaredUnit: string;
  readonly method: string;
  readonly methodVersion: string;
  /** Life-cycle stages inside the boundary, in order. */
  readonly boundary: readonly string[];
  readonly periodStart: string;
  readonly periodEnd: string;
  /** Country, or its subdivision where it is known (ISO 3166), of the plant. */
  readonly geography: string;
  readonly gwpSet: string;
  readonly primaryDataShare: string;
  /** Data quality rating of the secondary data, 1 best to 5 worst; null where nothing is rated. */
  readonly dataQualityRating: string | null;
  readonly declarationNumber: number;
  /** Base64url SHA-256 of the calculation request and answer (RFC 8785). */
  readonly requestDigest: string;
  readonly resultDigest: string;
  /** True when the inventory behind the value is made up. */
  readonly illustrativeInventory: boolean;
}

/** Payload of the credential. Built like the public record of a passport, record format section 2.1. */
export interface ProductFootprintCredential {
  readonly "@context": readonly string[];
  readonly id: string;
  readonly type: readonly string[];
  readonly issuer: { readonly id: string; readonly name: string };
  readonly iss: string;
  readonly iat: number;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly credentialStatus: BatteryPassportCredential["credentialStatus"];
  readonly credentialSchema: { readonly id: string; readonly type: "JsonSchema" };
  readonly registration: {
    readonly logOrigin: string;
    /** The name the log knows the product by; base64url of 16 random bytes. */
    readonly logSubject: string;
    /** Counts the product's credentials with a name in the log, from 1. */
    readonly version: number;
    /** Base64url SHA-256 of the product's credential before this one, which this one takes the place of; null for the first. */
    readonly previous: string | null;
  };
  readonly credentialSubject: ProductFootprintSubject;
}

/** What differs from one signing to the next, whatever is stated. */
export interface FootprintPlace {
  readonly publicUrl: string;
  readonly operator: { readonly slug: string; readonly name: string };
  /** Random UUID, lower case. */
  readonly credentialUuid: string;
  /** The record carries whole seconds. */
  readonly issuedAt: Date;
  /** Its place on the operator's status lists. */
  readonly status: { readonly list: number; readonly index: number };
  readonly logSubject: string;
  readonly version: number;
  readonly previous: string | null;
}

export interface ProductFootprintInput extends FootprintPlace {
  readonly subject: ProductFootprintSubject;
}

/** The credential that is signed; it ends with the last second of its last day. */
export function productFootprintPayload(input: ProductFootprintInput): ProductFootprintCredential {
  const { subject } = input;
  const { validFrom, credentialStatus, credentialSchema, registration, ...head } = headOf(input);
  return {
    ...{ ...head, validFrom, validUntil: `${lastDayOf(subject.periodEnd)}T23:59:59Z` },
    ...{ credentialStatus, credentialSchema, registration },
    credentialSubject: subject,
  };
}

/**
 * What a kept payload states, to be signed once more at another place: figures, digests and the last day stay to the
 * letter. Null for a payload without a subject.
 */
export function footprintSignedAnew(
  kept: JsonObject,
  place: FootprintPlace & { readonly address: string },
): JsonObject | null {
  const { credentialSubject } = kept;
  if (!isJsonObject(credentialSubject)) return null;
  return { ...kept, ...headOf(place), credentialSubject: { ...credentialSubject, id: place.address } };
}

function headOf(place: FootprintPlace) {
  const { publicUrl, operator } = place;
  const did = didOf(publicUrl, operator.slug);
  const seconds = Math.floor(place.issuedAt.getTime() / 1000);
  const list = statusListUrl(publicUrl, operator.slug, place.status.list);
  return {
    "@context": [credentialsContext, `${publicUrl}/contexts/product-footprint/1.1.0`],
    id: `urn:uuid:${place.credentialUuid}`,
    type: ["VerifiableCredential", productFootprintType],
    issuer: { id: did, name: operator.name },
    iss: did,
    iat: seconds,
    validFrom: new Date(seconds * 1000).toISOString().replace(".000Z", "Z"),
    credentialStatus: {
      id: `${list}#${String(place.status.index)}`,
      type: "BitstringStatusListEntry",
      statusPurpose: "revocation",
      statusListIndex: String(place.status.index),
      statusSize: 1,
      statusListCredential: list,
    },
    credentialSchema: { id: `${publicUrl}/schemas/product-footprint/1.1.0.json`, type: "JsonSchema" },
    registration: {
      logOrigin: logOriginOf(publicUrl),
      logSubject: place.logSubject,
      version: place.version,
      previous: place.previous,
    },
  } as const;
}

/** The name in the log that a kept payload states; null for one of before there were such names. */
export function logNameOf(
  payload: Readonly<Record<string, unknown>>,
): { readonly logSubject: string; readonly version: number } | null {
  const { registration } = payload;
  if (typeof registration !== "object" || registration === null) return null;
  if (!("logSubject" in registration) || !("version" in registration)) return null;
  const { logSubject, version } = registration;
  return typeof logSubject === "string" && typeof version === "number" ? { logSubject, version } : null;
}

/** Where an operator's record is published for good: below the address its keys stand under. */
export function footprintAddress(publicUrl: string, slug: string, id: string): string {
  return `${issuerUrl(publicUrl, slug)}/footprints/${id}`;
}

/**
 * The last day on which others may use a figure of a period: three years after the period ends.
 *
 * Source: PACT Methodology 3, section 3.2.3.
 */
export function lastDayOf(periodEnd: string): string {
  return threeYearsAfter(periodEnd);
}

/**
 * The result per declared unit, exact: `cfp` is per unit of the inventory's output, which may be another unit of the same
 * kind. Null where the inventory has no output in a unit comparable with the declared one.
 *
 * @example `cfp` 11200 per `t` declared per `kg` is 11.2.
 */
export function perDeclaredUnit(
  cfp: string,
  energy: Readonly<Record<string, unknown>>,
  declaredUnit: string,
): string | null {
  const { output } = energy;
  if (typeof output !== "object" || output === null || !("unit" in output)) return null;
  if (typeof output.unit !== "string") return null;
  const [value, from, to] = [parseExact(cfp), parseUnit(declaredUnit), parseUnit(output.unit)];
  if (value === null || from === null || to === null || !areComparable(from, to)) return null;
  const outputs = convert(one, from, to);
  return isZero(outputs) ? null : toDecimal(multiply(value, outputs));
}

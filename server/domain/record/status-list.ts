import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";
import { credentialsContext } from "./credential.ts";
import { didOf, issuerUrl } from "./did.ts";
import { inflate } from "./inflate.ts";
import type { JsonObject, JsonValue } from "./strict-json.ts";
import { isJsonObject } from "./strict-json.ts";
import { readDateTimeStamp } from "./time.ts";

/**
 * The status lists of an operator: packing, what is signed, strict reading. Two lists are made from one table, because
 * readers of W3C credentials know the Bitstring Status List 1.0 and readers of SD-JWT VC the IETF Token Status List.
 *
 * Source: record format, section 4.
 */

/** Places on one list: the least that a Bitstring Status List may have, so that an index says little. */
export const statusListLength = 131_072;

/** A list is taken for current this long at most. */
export const statusListDays = 7;

/** 0 valid, 1 revoked, 3 superseded by a newer version. 2, suspended, is not used: a suspension is its own record. */
export type StatusValue = 0 | 1 | 3;

/** One set place of a list; a place that is not set is valid. */
export interface StatusPlace {
  readonly index: number;
  readonly value: StatusValue;
}

/**
 * Bits of a Bitstring Status List: 1 for whatever is not valid, index 0 the most significant bit of the first byte.
 * Throws `RangeError` for an index outside the list.
 *
 * Source: W3C Bitstring Status List 1.0, section 3.1.
 */
export function bitstringOf(places: readonly StatusPlace[], length: number = statusListLength): Uint8Array {
  return packed(places, length, 1, ({ index, value }) => (value === 0 ? 0 : 0x80 >> (index & 7)));
}

/**
 * Values of a Token Status List, two bits each: index 0 in the least significant bits of the first byte, the other order
 * than in the bitstring. Throws `RangeError` for an index outside the list.
 *
 * Source: IETF Token Status List, section 4.1.
 */
export function tokenListOf(places: readonly StatusPlace[], length: number = statusListLength): Uint8Array {
  return packed(places, length, 2, ({ index, value }) => value << ((index & 3) * 2));
}

/** Address and name of an operator's list `number`, from 1: LIST in the record format. */
export function statusListUrl(publicUrl: string, slug: string, number: number): string {
  return `${issuerUrl(publicUrl, slug)}/status/${number}`;
}

/** Address and name of the Token Status List beside the list at `listUrl`: TSL in the record format. */
export function tokenListUrl(listUrl: string): string {
  return `${listUrl}/tsl`;
}

/** Everything one version of a pair of lists is made of; compression is the caller's. */
export interface StatusListInput {
  readonly publicUrl: string;
  readonly slug: string;
  /** Number of the list, from 1. */
  readonly list: number;
  /** The lists carry whole seconds. */
  readonly issuedAt: Date;
  /** At most `statusListDays` later. */
  readonly validUntil: Date;
}

/** How long readers may keep a list before they ask again. */
export const statusListTtlSeconds = 3600;

/**
 * The credential that is signed as `vc+jwt`; its header is that of a public record.
 *
 * Source: record format, section 4.1; W3C Bitstring Status List 1.0, section 2.2.
 *
 * @param gzipped `bitstringOf` in gzip (RFC 1952).
 */
export function bitstringListPayload(input: StatusListInput, gzipped: Uint8Array) {
  const did = didOf(input.publicUrl, input.slug);
  const id = statusListUrl(input.publicUrl, input.slug, input.list);
  return {
    "@context": [credentialsContext],
    id,
    type: ["VerifiableCredential", bitstringCredentialType],
    issuer: did,
    iss: did,
    iat: secondsOf(input.issuedAt),
    validFrom: stampOf(input.issuedAt),
    validUntil: stampOf(input.validUntil),
    credentialSubject: {
      id: `${id}#list`,
      type: "BitstringStatusList",
      statusPurpose: "revocation",
      encodedList: `u${encodeBase64url(gzipped)}`,
      ttl: statusListTtlSeconds * 1000,
    },
  };
}

/** Protected header of a Token Status List. Source: IETF Token Status List, section 5.1. */
export function tokenListHeader(kid: string) {
  return { alg: "ES256", kid, typ: "statuslist+jwt" } as const;
}

/**
 * The claims that are signed as `statuslist+jwt`.
 *
 * Source: record format, section 4.2; IETF Token Status List, section 5.1.
 *
 * @param deflated `tokenListOf` in zlib (RFC 1950), not gzip.
 */
export function tokenListPayload(input: StatusListInput, deflated: Uint8Array) {
  return {
    iss: issuerUrl(input.publicUrl, input.slug),
    sub: tokenListUrl(statusListUrl(input.publicUrl, input.slug, input.list)),
    iat: secondsOf(input.issuedAt),
    exp: secondsOf(input.validUntil),
    ttl: statusListTtlSeconds,
    status_list: { bits: 2, lst: encodeBase64url(deflated) },
  };
}

/** Where a record says its status is kept, and who should have signed that list. */
export interface StatusPointer {
  /** `statusListCredential` of the entry, or `uri` of the claim: byte for byte the list's own name. */
  readonly list: string;
  /** Decimal, `^(0|[1-9][0-9]*)$`. */
  readonly index: string;
  /** DID of the operator for a bitstring list, its HTTPS issuer URL for a token list. */
  readonly issuer: string;
}

/** What a list says about one place. */
export interface ListedStatus {
  /** Of a bitstring 0 or 1 (withdrawn or replaced); of a token list 0 valid, 1 revoked, 3 superseded, or a foreign value. */
  readonly value: number;
  /** When the list was issued: the status is known as of then. */
  readonly asOf: Date;
  /** How long the list may be taken for current. */
  readonly until: Date;
}

/** Every reason for which a list leaves a status unknown. Unknown is never "valid", and never "revoked" either. */
export const statusUnknownCodes = [
  "C_LIST_TYPE",
  "C_LIST_ID",
  "C_LIST_ISSUER",
  "C_LIST_PURPOSE",
  "C_LIST_TIME",
  "C_LIST_NOT_YET",
  "C_LIST_STALE",
  "C_LIST_ENCODING",
  "C_LIST_STREAM",
  "C_LIST_BOMB",
  "C_LIST_SHORT",
  "C_LIST_BITS",
  "C_LIST_INDEX",
] as const;

export type StatusUnknownCode = (typeof statusUnknownCodes)[number];

/** More than this no list may expand to: 16 MiB. */
const maxListBytes = 16_777_216;
/** Clocks differ: 300 seconds either way are forgiven, as for records. */
const toleranceMs = 300_000;
const bitstringCredentialType = "BitstringStatusListCredential";

/**
 * What a Bitstring Status List says about one place, at a judging time.
 *
 * Problems: one of `statusUnknownCodes`, with its evidence. `C_LIST_STALE` comes last and carries `value`, `asOf` and
 * `until`: what the list said while it was current.
 *
 * Source: record format, section 5, Status; W3C Bitstring Status List 1.0, section 3.2.
 *
 * @param list payload of the list's `vc+jwt`, whose signature was verified under the same issuer's keys.
 * @param purpose `statusPurpose` of the record's entry.
 */
export function readBitstringStatus(
  list: JsonObject,
  pointer: StatusPointer,
  purpose: string,
  at: Date,
): Parsed<ListedStatus> {
  const subject = list["credentialSubject"];
  const { type } = list;
  const types = Array.isArray(type) ? type : [type];
  if (!types.includes(bitstringCredentialType) || !isJsonObject(subject)) return unknown("C_LIST_TYPE");
  if (subject["type"] !== "BitstringStatusList") return unknown("C_LIST_TYPE");
  const named = checkName(list["id"], pointer);
  if (!named.ok) return named;
  const { issuer } = list;
  const issuerId = isJsonObject(issuer) ? issuer["id"] : issuer;
  if (issuerId !== pointer.issuer || list["iss"] !== pointer.issuer) {
    return unknown("C_LIST_ISSUER", { expected: pointer.issuer, found: shown(issuerId) });
  }
  const purposes = subject["statusPurpose"];
  if (!(Array.isArray(purposes) ? purposes.includes(purpose) : purposes === purpose)) {
    return unknown("C_LIST_PURPOSE", { expected: purpose, found: shown(purposes) });
  }
  const term = termOf(stamp(list["validFrom"]), stamp(list["validUntil"]));
  if (!term.ok) return term;
  const encoded = subject["encodedList"];
  // "u" is the multibase prefix of base64url without padding.
  if (typeof encoded !== "string" || !encoded.startsWith("u")) return unknown("C_LIST_ENCODING");
  const bytes = expanded(encoded.slice(1), "gzip");
  if (!bytes.ok) return bytes;
  if (bytes.value.length * 8 < statusListLength) {
    return unknown("C_LIST_SHORT", { bytes: String(bytes.value.length) });
  }
  return statusAt({ bytes: bytes.value, bits: 1, first: "left" }, pointer.index, term.value, at);
}

/**
 * What a Token Status List says about one place, at a judging time. Lists of 1, 2, 4 and 8 bits a place are read.
 *
 * Problems: as of `readBitstringStatus`.
 *
 * Source: record format, section 5, Status; IETF Token Status List, sections 4.1 and 8.3.
 *
 * @param list claims of the `statuslist+jwt`, whose signature was verified under a key of the issuer.
 */
export function readTokenStatus(list: JsonObject, pointer: StatusPointer, at: Date): Parsed<ListedStatus> {
  const named = checkName(list["sub"], pointer);
  if (!named.ok) return named;
  if (list["iss"] !== pointer.issuer) {
    return unknown("C_LIST_ISSUER", { expected: pointer.issuer, found: shown(list["iss"]) });
  }
  const term = termOf(numericDate(list["iat"]), numericDate(list["exp"]));
  if (!term.ok) return term;
  const inner = list["status_list"];
  if (!isJsonObject(inner)) return unknown("C_LIST_TYPE");
  const { bits, lst } = inner;
  if (bits !== 1 && bits !== 2 && bits !== 4 && bits !== 8) {
    return unknown("C_LIST_BITS", { found: shown(bits) });
  }
  if (typeof lst !== "string") return unknown("C_LIST_ENCODING");
  const bytes = expanded(lst, "zlib");
  if (!bytes.ok) return bytes;
  return statusAt({ bytes: bytes.value, bits, first: "right" }, pointer.index, term.value, at);
}

function checkName(id: JsonValue | undefined, { list }: StatusPointer): Parsed<true> {
  return id === list ? accept(true) : unknown("C_LIST_ID", { expected: list, found: shown(id) });
}

interface Term {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** A list without an end could be shown for ever: both times are asked for. */
function termOf(fromMs: number | null, untilMs: number | null): Parsed<Term> {
  return fromMs === null || untilMs === null || fromMs > untilMs
    ? unknown("C_LIST_TIME")
    : accept({ fromMs, untilMs });
}

function expanded(text: string, format: "gzip" | "zlib"): Parsed<Uint8Array> {
  const compressed = decodeBase64url(text);
  if (!compressed.ok) return unknown("C_LIST_ENCODING");
  const bytes = inflate(compressed.value, format, maxListBytes);
  if (bytes.ok) return bytes;
  const isBomb = bytes.problems.some(({ code }) => code === "E_INFLATE_SIZE");
  return unknown(isBomb ? "C_LIST_BOMB" : "C_LIST_STREAM");
}

interface Places {
  readonly bytes: Uint8Array;
  readonly bits: 1 | 2 | 4 | 8;
  /** Which end of a byte its first place is: the left, most significant one in a bitstring, the other in a token list. */
  readonly first: "left" | "right";
}

function statusAt({ bytes, bits, first }: Places, index: string, term: Term, at: Date): Parsed<ListedStatus> {
  const placesInByte = 8 / bits;
  const places = bytes.length * placesInByte;
  const place = Number(index);
  if (!/^(0|[1-9][0-9]*)$/.test(index) || place >= places) {
    return unknown("C_LIST_INDEX", { index: shown(index), places: String(places) });
  }
  const byte = bytes[Math.floor(place / placesInByte)] ?? 0;
  const inByte = place % placesInByte;
  const fromRight = first === "right" ? inByte : placesInByte - 1 - inByte;
  return withinTerm((byte >> (fromRight * bits)) & (2 ** bits - 1), term, at);
}

function withinTerm(value: number, { fromMs, untilMs }: Term, at: Date): Parsed<ListedStatus> {
  const [asOf, until, atMs] = [new Date(fromMs), new Date(untilMs), at.getTime()];
  const times = { asOf: asOf.toISOString(), until: until.toISOString(), at: at.toISOString() };
  if (fromMs > atMs + toleranceMs) return unknown("C_LIST_NOT_YET", times);
  if (untilMs < atMs - toleranceMs) return unknown("C_LIST_STALE", { ...times, value: String(value) });
  return accept({ value, asOf, until });
}

function packed(
  places: readonly StatusPlace[],
  length: number,
  bits: 1 | 2,
  inByte: (place: StatusPlace) => number,
): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((length * bits) / 8));
  for (const place of places) {
    const { index } = place;
    if (!Number.isInteger(index) || index < 0 || index >= length) {
      throw new RangeError(`place ${index} on a list of ${length}`);
    }
    const at = Math.floor((index * bits) / 8);
    bytes[at] = (bytes[at] ?? 0) | inByte(place);
  }
  return bytes;
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/** RFC 3339 UTC, whole seconds. */
function stampOf(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

function stamp(value: JsonValue | undefined): number | null {
  return typeof value === "string" ? readDateTimeStamp(value) : null;
}

/** Milliseconds of seconds since 1970. Source: RFC 7519 section 2, NumericDate. */
function numericDate(value: JsonValue | undefined): number | null {
  return typeof value === "number" && Math.abs(value) <= 8.64e12 ? value * 1000 : null;
}

/** A found value in evidence, cut short: it came from a stranger. */
function shown(value: JsonValue | undefined): string {
  if (value === undefined) return "";
  return (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 300);
}

function unknown(code: StatusUnknownCode, evidence: Readonly<Record<string, string>> = {}): Parsed<never> {
  return reject(code, "", evidence);
}

import type { Parsed } from "../problem.ts";
import { accept } from "../problem.ts";
import { decodeBase64url, encodeBase64url } from "../record/base64url.ts";
import type { ReadJws } from "../record/jws.ts";
import { readJws } from "../record/jws.ts";
import type { ReadSdJwt } from "../record/sd-jwt.ts";
import { issuerSigned, readSdJwt } from "../record/sd-jwt.ts";
import type { JsonObject } from "../record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../record/strict-json.ts";
import type { VerificationCrypto } from "./crypto.ts";

/** A record taken apart; nothing of it is believed yet. */
export type ReadRecord = { readonly jws: ReadJws } & (
  | { readonly form: "vc+jwt" }
  | { readonly form: "dc+sd-jwt"; readonly sdJwt: ReadSdJwt }
);

/**
 * Takes a record apart: a text with `~` is a full record, any other a public one. Each form has its own strict reader and
 * must name its own kind in its header, so that no token of one kind passes as another.
 *
 * Problems: those of `readJws` and `readSdJwt`.
 *
 * Source: record format, section 5.
 */
export function readRecord(record: string | Uint8Array): Parsed<ReadRecord> {
  if (isFullRecord(record)) {
    const sdJwt = readSdJwt(record);
    return sdJwt.ok ? accept({ form: "dc+sd-jwt", jws: sdJwt.value.jws, sdJwt: sdJwt.value }) : sdJwt;
  }
  const jws = readJws(record, "vc+jwt");
  return jws.ok ? accept({ form: "vc+jwt", jws: jws.value }) : jws;
}

/**
 * The digest by which the log knows a record: base64url SHA-256 of the compact JWS, of a full record its signed part
 * alone, so that every audience holds the same.
 *
 * Source: record format, section 6.1, DIG.
 */
export async function digestOf(record: string | Uint8Array, crypto: VerificationCrypto): Promise<string> {
  const text = typeof record === "string" ? record : new TextDecoder().decode(record);
  return compactDigest({ compact: new TextEncoder().encode(issuerSigned(text)) }, crypto);
}

/** `digestOf` a record that has been taken apart. */
export async function compactDigest(
  { compact }: Pick<ReadJws, "compact">,
  crypto: VerificationCrypto,
): Promise<string> {
  return encodeBase64url(await crypto.sha256(compact));
}

/**
 * The payload of any compact token or SD-JWT, to look for what belongs to it; null when it cannot be read. Nothing of it is
 * checked.
 */
export function unverifiedClaims(token: string | Uint8Array): JsonObject | null {
  return unverifiedPart(token, 1);
}

/** The protected header of any compact token, to tell what kind it claims to be; null when it cannot be read. */
export function unverifiedHeader(token: string | Uint8Array): JsonObject | null {
  return unverifiedPart(token, 0);
}

function unverifiedPart(token: string | Uint8Array, place: 0 | 1): JsonObject | null {
  const text = typeof token === "string" ? token : new TextDecoder().decode(token);
  const part = decodeBase64url(issuerSigned(text).split(".")[place] ?? "");
  const json = part.ok ? parseStrictJson(part.value) : part;
  return json.ok && isJsonObject(json.value) ? json.value : null;
}

function isFullRecord(record: string | Uint8Array): boolean {
  return typeof record === "string" ? record.includes("~") : record.includes("~".charCodeAt(0));
}

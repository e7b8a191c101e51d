import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";

/** Base64 with padding, as notes, checkpoints and proofs of a log use it. Source: RFC 4648 section 4. */
export function encodeBase64(bytes: Uint8Array): string {
  const text = encodeBase64url(bytes).replaceAll("-", "+").replaceAll("_", "/");
  return text.padEnd(Math.ceil(text.length / 4) * 4, "=");
}

/**
 * Reads base64 strictly: exactly one text stands for one sequence of bytes. Missing padding, white space, characters of
 * the other alphabet and set bits behind the last byte are all `E_BASE64`.
 *
 * Source: RFC 4648 sections 3.2, 3.3, 3.5 and 4.
 */
export function decodeBase64(text: string): Parsed<Uint8Array<ArrayBuffer>> {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return reject("E_BASE64");
  const bytes = decodeBase64url(text.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_"));
  return bytes.ok ? accept(bytes.value) : reject("E_BASE64");
}

import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { decodeBase64url } from "./base64url.ts";

/**
 * Reads a signature as people bring it for one signing input: the 64 bytes in base64url or base64; what OpenSSL writes
 * for ECDSA, two integers in DER, in the same letters; or the whole compact JWS.
 *
 * Problems: `E_REQUIRED`, `E_SIGNATURE_TEXT` (a JWS of another text), `R_BASE64URL`, `R_SIGNATURE_LENGTH` (neither 64 bytes nor
 * DER of two numbers of at most 32 bytes).
 *
 * Source: RFC 7518 section 3.4; RFC 3279 section 2.2.3 for DER; RFC 7515 section 7.1.
 *
 * @returns r then s, 32 bytes each, or the 64 bytes of an Ed25519 signature. Nothing of it is verified.
 */
export function readBroughtSignature(text: string, input: string): Parsed<Uint8Array> {
  const typed = text.replaceAll(/\s/g, "");
  if (typed === "") return reject("E_REQUIRED");
  const isJws = typed.includes(".");
  if (isJws && !typed.startsWith(`${input}.`)) return reject("E_SIGNATURE_TEXT");
  const letters = isJws ? typed.slice(input.length + 1) : typed;
  const bytes = decodeBase64url(
    letters
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replace(/={1,2}$/, ""),
  );
  if (!bytes.ok) return reject("R_BASE64URL", "", { where: "signature" });
  if (bytes.value.length === 64) return accept(bytes.value);
  const raw = rawOfDer(bytes.value);
  return raw === null ? reject("R_SIGNATURE_LENGTH", "", { bytes: String(bytes.value.length) }) : accept(raw);
}

/** SEQUENCE of two INTEGER, each at most 32 bytes without the sign byte; null for anything else. */
function rawOfDer(der: Uint8Array): Uint8Array | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    if (der[at] !== 0x02 || length === 0) return null;
    const from = der[at + 2] === 0 ? at + 3 : at + 2;
    const number = der.subarray(from, at + 2 + length);
    if (number.length > 32) return null;
    raw.set(number, end - number.length);
    at += 2 + length;
  }
  return at === der.length ? raw : null;
}

import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** ASCII code of each value. */
const codeOf = encoder.encode(alphabet);

/** Value of each byte as a character of the alphabet; 255 marks one that is none of it. */
const values = new Uint8Array(256).fill(255);
for (let value = 0; value < 64; value++) values[alphabet.charCodeAt(value)] = value;

/** Base64url without padding. Source: RFC 4648 section 5, RFC 7515 section 2. */
export function encodeBase64url(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let filled = 0;
  let at = 0;
  // Three bytes are four characters.
  for (; at + 3 <= bytes.length; at += 3) {
    const bits = (byteAt(bytes, at) << 16) | (byteAt(bytes, at + 1) << 8) | byteAt(bytes, at + 2);
    codes[filled++] = characterCode(bits >> 18);
    codes[filled++] = characterCode((bits >> 12) & 63);
    codes[filled++] = characterCode((bits >> 6) & 63);
    codes[filled++] = characterCode(bits & 63);
  }
  // One byte is left as two characters, two as three: what no byte fills of the last is zero.
  if (at < bytes.length) {
    const bits = (byteAt(bytes, at) << 8) | byteAt(bytes, at + 1);
    codes[filled++] = characterCode(bits >> 10);
    codes[filled++] = characterCode((bits >> 4) & 63);
    if (at + 1 < bytes.length) codes[filled++] = characterCode((bits << 2) & 63);
  }
  // A million records are encoded this way: text joined character by character would cost as much as the signature.
  return decoder.decode(codes);
}

/**
 * Reads base64url strictly: exactly one text stands for one sequence of bytes. Padding, white space, characters of the
 * other alphabet, impossible lengths and set bits behind the last byte are all `E_BASE64URL`.
 *
 * Source: RFC 4648 sections 3.2, 3.3 and 3.5.
 *
 * @param text or its bytes, where those are at hand: a long text is read from them twice as fast.
 */
export function decodeBase64url(text: string | Uint8Array): Parsed<Uint8Array<ArrayBuffer>> {
  const codes = typeof text === "string" ? encoder.encode(text) : text;
  if (codes.length % 4 === 1) return reject("E_BASE64URL");
  const bytes = new Uint8Array(Math.floor((codes.length * 3) / 4));
  let bits = 0;
  let bitCount = 0;
  let filled = 0;
  let at = 0;
  // Four characters are three bytes. Whatever is not of the alphabet sets a bit above the six of a value.
  for (; at + 4 <= codes.length; at += 4) {
    const a = valueAt(codes, at);
    const b = valueAt(codes, at + 1);
    const c = valueAt(codes, at + 2);
    const d = valueAt(codes, at + 3);
    if ((a | b | c | d) > 63) return reject("E_BASE64URL");
    bytes[filled++] = (a << 2) | (b >> 4);
    bytes[filled++] = (b << 4) | (c >> 2);
    bytes[filled++] = (c << 6) | d;
  }
  for (; at < codes.length; at++) {
    const value = valueAt(codes, at);
    if (value === 255) return reject("E_BASE64URL");
    bits = (bits << 6) | value;
    bitCount += 6;
    if (bitCount >= 8) {
      bitCount -= 8;
      bytes[filled++] = bits >> bitCount;
      bits &= (1 << bitCount) - 1;
    }
  }
  return bits === 0 ? accept(bytes) : reject("E_BASE64URL");
}

function valueAt(codes: Uint8Array, at: number): number {
  return values[codes[at] ?? 255] ?? 255;
}

/** Zero behind the end. */
function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}

function characterCode(value: number): number {
  return codeOf[value] ?? 0;
}

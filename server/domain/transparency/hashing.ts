/** SHA-256, at once: what a server has. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** SHA-256 at once or as a promise: what every verifier has, a browser's included. */
export type AnySha256 = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** What a verifier needs where nothing but hashes is checked. */
export interface Hashing {
  sha256(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Bytes of a SHA-256. */
export const hashBytes = 32;

/** Whether two sequences of bytes are the same. Not for secrets: it stops at the first difference. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  // A plain loop: appending to the log compares thousands of bytes here each time.
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}

/** One sequence of bytes after the other. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

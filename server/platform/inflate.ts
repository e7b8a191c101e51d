import { inflateSync } from "node:zlib";

/** Unpacks a zlib stream of at most `most` bytes; null when it is none or longer, before more memory is taken. */
export function inflateWithin(bytes: Uint8Array, most: number): Uint8Array | null {
  try {
    return new Uint8Array(inflateSync(bytes, { maxOutputLength: Math.max(1, most) }));
  } catch {
    return null;
  }
}

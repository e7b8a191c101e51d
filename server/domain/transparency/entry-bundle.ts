import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { joinBytes } from "./hashing.ts";

/**
 * Bytes of a bundle of entries: each with its length before it, 16 bits, big-endian. Throws `RangeError` for an entry
 * longer than 65 535 bytes: our fault.
 *
 * Source: C2SP tlog-tiles.
 */
export function formatEntryBundle(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joinBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new RangeError(`log entry of ${entry.length} bytes`);
      return [Uint8Array.from([entry.length >> 8, entry.length & 0xff]), entry];
    }),
  );
}

/**
 * The entries of a bundle, which has to end with the last of them. Problem: `E_LOG_BUNDLE` when it is cut off, or holds
 * another number of entries than `count`.
 *
 * Source: C2SP tlog-tiles.
 */
export function parseEntryBundle(bytes: Uint8Array, count: number): Parsed<readonly Uint8Array[]> {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const [high, low] = [bytes[at], bytes[at + 1]];
    if (high === undefined || low === undefined) return reject("E_LOG_BUNDLE");
    const end = at + 2 + high * 256 + low;
    if (end > bytes.length) return reject("E_LOG_BUNDLE");
    entries.push(bytes.subarray(at + 2, end));
    at = end;
  }
  return entries.length === count
    ? accept(entries)
    : reject("E_LOG_BUNDLE", "", { expected: String(count), found: String(entries.length) });
}

import { and, asc, gte, lt } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logEntry } from "../../../db/schema/index.ts";
import type { HaltCode, HaltReason } from "../../domain/transparency/halt-reason.ts";
import { haltSentence } from "../../domain/transparency/halt-reason.ts";
import { sameBytes } from "../../domain/transparency/hashing.ts";
import { leafHash } from "../../domain/transparency/leaf-hash.ts";
import type { ReadTile } from "../../domain/transparency/tree.ts";
import { hashesOf, rootOf, tileHashes } from "../../domain/transparency/tree.ts";
import { sha256 } from "./sha256.ts";
import { entriesAtOnce, storedTiles } from "./tiles.ts";

/** The log in the database is not what it was, or not what it should be: nothing may be signed on top of it. */
export class LogMismatch extends Error {
  override readonly name = "LogMismatch";

  readonly code: HaltCode;
  readonly params: HaltReason["params"];

  constructor(code: HaltCode, params: HaltReason["params"] = {}) {
    super(haltSentence({ code, params }));
    this.code = code;
    this.params = params;
  }
}

/**
 * Compares the entries from `from` to before `to` with the tiles of the tree, and the tiles they completed with the level
 * above. Throws {@link LogMismatch} that names the first entry or tile that was changed, is missing, or stands elsewhere.
 */
export async function checkEntries(
  db: Database,
  from: number,
  to: number,
  onEntry: (index: number, hash: Uint8Array) => Promise<void> | void = () => {},
): Promise<void> {
  const readTile = newestTile(storedTiles(db));
  for (let start = from; start < to; start += entriesAtOnce) {
    const end = Math.min(to, start + entriesAtOnce);
    const rows = await db
      .select()
      .from(logEntry)
      .where(and(gte(logEntry.idx, start), lt(logEntry.idx, end)))
      .orderBy(asc(logEntry.idx));
    let tile = await readTile(0, Math.floor(start / tileHashes));
    for (let index = start; index < end; index++) {
      if (index % tileHashes === 0) tile = await readTile(0, index / tileHashes);
      const row = rows[index - start];
      if (row?.idx !== index) throw new LogMismatch("entryMissing", { index: String(index) });
      const hash = leafHash(row.entry, sha256);
      if (!sameBytes(hash, row.leafHash) || !sameBytes(hash, hashAt(tile, index)))
        throw new LogMismatch("entryChanged", { index: String(index) });
      const more = onEntry(index, hash);
      if (more !== undefined) await more;
    }
  }
  await checkTiles(readTile, from, to);
}

/** Whether every tile that the entries of this range filled has its hash, unchanged, in the level above. */
async function checkTiles(readTile: ReadTile, from: number, to: number): Promise<void> {
  let [first, end] = [Math.floor(from / tileHashes), Math.floor(to / tileHashes)];
  for (let level = 0; end > first; level++) {
    for (let n = first; n < end; n++) {
      const hashes = hashesOf(await readTile(level, n));
      const above = hashAt(await readTile(level + 1, Math.floor(n / tileHashes)), n);
      if (hashes.length !== tileHashes || !sameBytes(rootOf(hashes, sha256), above))
        throw new LogMismatch("tileChanged", { level: String(level), number: String(n) });
    }
    [first, end] = [Math.floor(first / tileHashes), Math.floor(end / tileHashes)];
  }
}

/** The hash at a place of a level, from the tile it stands in; empty when the tile does not reach so far. */
function hashAt(tile: Uint8Array, place: number): Uint8Array {
  const from = (place % tileHashes) * 32;
  return tile.subarray(from, from + 32);
}

/** Keeps the tile read last of each level: whoever goes along the tree asks for it 256 times. A missing one is empty. */
function newestTile(readTile: ReadTile): ReadTile {
  const kept = new Map<number, { readonly n: number; readonly hashes: Promise<Uint8Array> }>();
  return (level, n) => {
    const known = kept.get(level);
    if (known?.n === n) return known.hashes;
    const hashes = Promise.resolve(readTile(level, n)).catch((error: unknown) => {
      if (error instanceof RangeError) return new Uint8Array();
      throw error;
    });
    kept.set(level, { n, hashes });
    return hashes;
  };
}

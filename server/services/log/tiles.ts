import { and, asc, eq, gte, lt, or, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logEntry, logTile } from "../../../db/schema/index.ts";
import { leafHash } from "../../domain/transparency/leaf-hash.ts";
import { sameBytes } from "../../domain/transparency/hashing.ts";
import type { InnerHashes, ReadTile } from "../../domain/transparency/tree.ts";
import { emptyRoot, hashAtOfTiles, rootAt, tileHashes, tilesFor } from "../../domain/transparency/tree.ts";
import { sha256 } from "./sha256.ts";

/**
 * Adds leaf hashes to a tree of `size` leaves and answers its new root. Read are the newest tiles of each level, written
 * those that change: the same work for any size. Throws when the tiles kept do not fit the size.
 */
export async function extendTree(
  tx: Database,
  size: number,
  leafHashes: readonly Uint8Array[],
): Promise<Uint8Array> {
  const tiles = await growingTiles(tx, size);
  const readTile: ReadTile = (level, n) => {
    const tile = tiles.get(nameOf(level, n));
    if (tile === undefined) throw new RangeError(`The log lacks the tile ${nameOf(level, n)}.`);
    return tile;
  };
  const changed = await tilesFor(size, leafHashes, readTile, sha256);
  for (const { level, n, hashes } of changed) tiles.set(nameOf(level, n), hashes);
  for (let at = 0; at < changed.length; at += tilesAtOnce)
    await tx
      .insert(logTile)
      .values(changed.slice(at, at + tilesAtOnce))
      .onConflictDoUpdate({ target: [logTile.level, logTile.n], set: { hashes: sql`excluded.hashes` } });
  return rootAt(size + leafHashes.length, hashAtOfTiles(readTile, sha256, innerHashes), sha256);
}

/** Of the right edge of the tree that grows here: without it every entry would hash half of each level's tile again. */
const innerHashes: InnerHashes = new Map();

const tilesAtOnce = 1000;

/** Reads tiles of the log as they lie in the database; rejects with `RangeError` for one that is not there. */
export function storedTiles(db: Database): ReadTile {
  return async (level, n) => {
    const [tile] = await db
      .select({ hashes: logTile.hashes })
      .from(logTile)
      .where(and(eq(logTile.level, level), eq(logTile.n, n)));
    if (tile === undefined) throw new RangeError(`The log lacks the tile ${nameOf(level, n)}.`);
    return tile.hashes;
  };
}

/**
 * Makes the tree of a log that was kept before trees were: every tile from the entries. Answers the root. The caller has
 * locked the head, and no tile is there yet.
 */
export async function buildTree(tx: Database, size: number): Promise<Uint8Array> {
  let root = emptyRoot;
  for (let from = 0; from < size; from += entriesAtOnce) {
    const to = Math.min(size, from + entriesAtOnce);
    const rows = await tx
      .select()
      .from(logEntry)
      .where(and(gte(logEntry.idx, from), lt(logEntry.idx, to)))
      .orderBy(asc(logEntry.idx));
    for (const [offset, row] of rows.entries())
      if (row.idx !== from + offset || !sameBytes(leafHash(row.entry, sha256), row.leafHash))
        throw new Error(`Entry ${String(from + offset)} of the log is missing or was changed.`);
    if (rows.length !== to - from) throw new Error(`The log ends before entry ${String(to - 1)}.`);
    root = await extendTree(
      tx,
      from,
      rows.map((row) => row.leafHash),
    );
  }
  return root;
}

/** Entries read at once when many are: some megabytes. */
export const entriesAtOnce = 4096;

/** The tile that grows, of each level of a tree of `size` leaves: its right edge, in one query. */
async function growingTiles(db: Database, size: number): Promise<Map<string, Uint8Array>> {
  const wanted = [];
  for (let level = 0, hashes = size; hashes > 0; level++) {
    const n = Math.floor(hashes / tileHashes);
    if (hashes > n * tileHashes) wanted.push(and(eq(logTile.level, level), eq(logTile.n, n)));
    hashes = n;
  }
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select()
    .from(logTile)
    .where(or(...wanted));
  return new Map(rows.map(({ level, n, hashes }) => [nameOf(level, n), hashes]));
}

function nameOf(level: number, n: number): string {
  return `${String(level)}/${String(n)}`;
}

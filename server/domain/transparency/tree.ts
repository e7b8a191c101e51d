import type { AnySha256, Sha256 } from "./hashing.ts";
import { hashBytes, joinBytes, sameBytes } from "./hashing.ts";

/** Hashes in one full tile. Source: C2SP tlog-tiles. */
export const tileHashes = 256;

/** Root of the tree without leaves: SHA-256 of nothing. Source: RFC 6962 section 2.1. */
export const emptyRoot: Uint8Array = Uint8Array.from([
  0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae,
  0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
]);

/**
 * Hash of the complete subtree of 2^`level` leaves that starts at leaf `n` · 2^`level`; level 0 are leaf hashes. Asked
 * only for subtrees that are complete in the tree in question.
 */
export type HashAt = (level: number, n: number) => Uint8Array | Promise<Uint8Array>;

/** Hashes of the tile `n` of a level, from the left; a reader may give more than were in the tree in question. */
export type ReadTile = (level: number, n: number) => Uint8Array | Promise<Uint8Array>;

/** A tile as it is to be kept: `hashes` are 1 to 256 hashes of 32 bytes. */
export interface Tile {
  readonly level: number;
  readonly n: number;
  readonly hashes: Uint8Array<ArrayBuffer>;
}

/**
 * Hash of an inner node: `sha256` of a byte 1 and both children. Answers what the hash function answers, at once or as a
 * promise.
 *
 * Source: RFC 6962 section 2.1.
 */
export function nodeHash<Hash>(
  left: Uint8Array,
  right: Uint8Array,
  sha256: (bytes: Uint8Array) => Hash,
): Hash {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return sha256(bytes);
}

/** Root of the tree over all these leaf hashes. Source: RFC 6962 section 2.1, MTH. */
export function rootOf(leafHashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const [only] = leafHashes;
  if (only === undefined) return emptyRoot;
  if (leafHashes.length === 1) return only;
  const split = splitOf(leafHashes.length);
  return nodeHash(
    rootOf(leafHashes.slice(0, split), sha256),
    rootOf(leafHashes.slice(split), sha256),
    sha256,
  );
}

/** Root of the tree of the first `size` leaves, from the hashes of its complete subtrees. */
export function rootAt(size: number, hashAt: HashAt, sha256: AnySha256): Promise<Uint8Array> {
  return rangeHash(0, size, hashAt, sha256);
}

/**
 * Inclusion path of leaf `index` in the tree of `size` leaves, from the leaf's sibling upwards. Throws `RangeError` when
 * the tree has no such leaf: a fault of the caller.
 *
 * Source: RFC 6962 section 2.1.1, PATH.
 */
export async function inclusionPath(
  index: number,
  size: number,
  hashAt: HashAt,
  sha256: AnySha256,
): Promise<readonly Uint8Array[]> {
  if (!isCount(index) || !isCount(size) || index >= size)
    throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path: Uint8Array[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.push(await rangeHash(middle, end, hashAt, sha256));
      end = middle;
    } else {
      path.push(await rangeHash(start, middle, hashAt, sha256));
      start = middle;
    }
  }
  return path.toReversed();
}

/**
 * Consistency path from the tree of `oldSize` leaves to that of `size`; empty when the sizes are equal or the old tree is
 * empty. Throws `RangeError` when the old tree is larger: a fault of the caller.
 *
 * Source: RFC 6962 section 2.1.2, PROOF.
 */
export async function consistencyPath(
  oldSize: number,
  size: number,
  hashAt: HashAt,
  sha256: AnySha256,
): Promise<readonly Uint8Array[]> {
  if (!isCount(oldSize) || !isCount(size) || oldSize > size)
    throw new RangeError(`no way from a tree of ${oldSize} to one of ${size}`);
  if (oldSize === 0 || oldSize === size) return [];
  const path: Uint8Array[] = [];
  let [start, end] = [0, size];
  while (oldSize < end) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      path.push(await rangeHash(middle, end, hashAt, sha256));
      end = middle;
    } else {
      path.push(await rangeHash(start, middle, hashAt, sha256));
      start = middle;
    }
  }
  // What is left is a subtree of the old tree. Its hash is known to who knows the old root, when that is all of it.
  if (start > 0) path.push(await rangeHash(start, end, hashAt, sha256));
  return path.toReversed();
}

/**
 * The tiles that change when leaf hashes are appended to a tree of `oldSize` leaves, each with all its hashes: to be kept
 * in place of the shorter ones. `readTile` is asked for tiles of the old tree only.
 *
 * Source: C2SP tlog-tiles: a level holds the hashes of the full tiles of the level below.
 */
export async function tilesFor(
  oldSize: number,
  leafHashes: readonly Uint8Array[],
  readTile: ReadTile,
  sha256: Sha256,
): Promise<readonly Tile[]> {
  const tiles: Tile[] = [];
  let [before, added] = [oldSize, leafHashes];
  for (let level = 0; added.length > 0; level++) {
    const first = Math.floor(before / tileHashes);
    const width = before % tileHashes;
    const kept = width === 0 ? new Uint8Array() : await readTile(level, first);
    if (kept.length < width * hashBytes) throw new RangeError(`tile ${level}/${first} is too short`);
    const hashes = joinBytes(kept.slice(0, width * hashBytes), ...added);
    const full: Uint8Array[] = [];
    const tileBytes = tileHashes * hashBytes;
    for (let at = 0; at < hashes.length; at += tileBytes) {
      const tile = { level, n: first + at / tileBytes, hashes: hashes.slice(at, at + tileBytes) };
      tiles.push(tile);
      if (tile.hashes.length === tileBytes) full.push(rootOf(hashesOf(tile.hashes), sha256));
    }
    [before, added] = [first, full];
  }
  return tiles;
}

/**
 * Reads the hashes of complete subtrees out of tiles. Each tile is asked for once, as long as the reader is kept. The
 * reader rejects with `RangeError` for a tile that lacks the hash. With a memory, what was hashed before is not hashed again:
 * it answers the same, for a memory is found by the very bytes it was made from.
 */
export function hashAtOfTiles(readTile: ReadTile, sha256: AnySha256, memory?: InnerHashes): HashAt {
  const known = new Map<string, Promise<Uint8Array>>();
  const tileAt = (level: number, n: number) => {
    const name = `${level}/${n}`;
    const tile = known.get(name) ?? Promise.resolve(readTile(level, n));
    known.set(name, tile);
    return tile;
  };
  return async (level, n) => {
    const tileLevel = Math.floor(level / 8);
    const height = level % 8;
    const count = 2 ** height;
    const first = n * count;
    const tile = await tileAt(tileLevel, Math.floor(first / tileHashes));
    const from = (first % tileHashes) * hashBytes;
    const hashes = tile.subarray(from, from + count * hashBytes);
    if (hashes.length < count * hashBytes)
      throw new RangeError(`tile ${tileLevel}/${Math.floor(first / tileHashes)} is too short`);
    if (memory === undefined || height === 0) return subHash(hashes, height, 0, sha256);
    const place = `${tileLevel}/${height}/${n % (tileHashes / count)}`;
    const known = memory.get(place);
    if (known !== undefined && sameBytes(known.of, hashes)) return known.hash;
    const hash = await subHash(hashes, height, 0, sha256);
    memory.set(place, { of: hashes, hash });
    return hash;
  };
}

/**
 * Inner hashes of tiles with the hashes they stand over, the newest for each place within a tile: at most 254 for each level of
 * tiles, whatever the size of the tree. Whoever appends entry after entry keeps one, and hashes what is new.
 */
export type InnerHashes = Map<string, { readonly of: Uint8Array; readonly hash: Uint8Array }>;

/** Number of hashes, 0 to 256, that the tile `n` of a level has in the tree of `size` leaves. Source: C2SP tlog-tiles. */
export function tileWidth(level: number, n: number, size: number): number {
  const hashes = Math.floor(size / tileHashes ** level);
  return Math.max(0, Math.min(tileHashes, hashes - n * tileHashes));
}

/** The hashes in the bytes of a tile. */
export function hashesOf(bytes: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: Math.floor(bytes.length / hashBytes) }, (_, place) =>
    bytes.subarray(place * hashBytes, (place + 1) * hashBytes),
  );
}

/** Largest power of two below `count`, which is 2 or more. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** MTH of the leaves from `start` to before `end`, a range that PATH and PROOF can ask for. */
async function rangeHash(start: number, end: number, hashAt: HashAt, sha256: AnySha256): Promise<Uint8Array> {
  const count = end - start;
  if (count === 0) return emptyRoot;
  const split = count === 1 ? 1 : splitOf(count);
  if (count === 1 || split * 2 === count) return hashAt(Math.round(Math.log2(count)), start / count);
  return nodeHash(
    await rangeHash(start, start + split, hashAt, sha256),
    await rangeHash(start + split, end, hashAt, sha256),
    sha256,
  );
}

/** Hash of 2^`height` neighbouring hashes of one tile. */
async function subHash(
  hashes: Uint8Array,
  height: number,
  place: number,
  sha256: AnySha256,
): Promise<Uint8Array> {
  if (height === 0) return hashes.subarray(place * hashBytes, (place + 1) * hashBytes);
  return nodeHash(
    await subHash(hashes, height - 1, place * 2, sha256),
    await subHash(hashes, height - 1, place * 2 + 1, sha256),
    sha256,
  );
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

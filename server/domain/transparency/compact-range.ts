import type { Sha256 } from "./hashing.ts";
import { emptyRoot, nodeHash } from "./tree.ts";

/** All that is needed of a tree to go on from it: its complete subtrees from the left, each smaller than the one before. */
export interface CompactRange {
  readonly size: number;
  /** One hash for each binary 1 in `size`. */
  readonly hashes: readonly Uint8Array[];
}

/** The tree without leaves. */
export const emptyRange: CompactRange = { size: 0, hashes: [] };

/** The tree with one more leaf. Source: RFC 6962 section 2.1. */
export function withLeaf({ size, hashes }: CompactRange, leafHash: Uint8Array, sha256: Sha256): CompactRange {
  const rest = [...hashes];
  let hash = leafHash;
  // As in binary counting: each 1 at the end becomes 0 and is carried.
  for (let count = size; count % 2 === 1; count = Math.floor(count / 2)) {
    const left = rest.pop();
    if (left === undefined) throw new RangeError(`a tree of ${size} has more subtrees`);
    hash = nodeHash(left, hash, sha256);
  }
  return { size: size + 1, hashes: [...rest, hash] };
}

/** Root of the tree. Source: RFC 6962 section 2.1. */
export function rangeRoot({ hashes }: CompactRange, sha256: Sha256): Uint8Array {
  const [last, ...before] = hashes.toReversed();
  return last === undefined ? emptyRoot : before.reduce((right, left) => nodeHash(left, right, sha256), last);
}

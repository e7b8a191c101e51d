import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Hashing } from "./hashing.ts";
import { hashBytes, sameBytes } from "./hashing.ts";
import { emptyRoot, nodeHash } from "./tree.ts";

/** No tree that can be counted needs longer paths. */
export const maxProofHashes = 63;

/** The claim that a leaf is at `index` of the tree of `size` leaves with this root. */
export interface InclusionClaim {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  /** From the leaf's sibling upwards. */
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** The claim that the tree of `size` leaves starts with that of `oldSize`. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Whether the proof shows the leaf in the tree; the number of hashes must be exactly that of the place.
 *
 * Problems: `E_LOG_SIZE` (not whole numbers from 0), `E_LOG_INDEX` (no such leaf), `E_LOG_HASH_LENGTH`,
 * `E_LOG_PROOF_LENGTH` (too few or too many hashes), `E_LOG_INCLUSION` (the hashes lead to another root).
 *
 * Source: RFC 9162 section 2.1.3.2.
 */
export async function verifyInclusion(claim: InclusionClaim, crypto: Hashing): Promise<Parsed<true>> {
  const { leafHash, index, size, proof, root } = claim;
  const sha256 = (bytes: Uint8Array) => crypto.sha256(bytes);
  if (!isCount(index) || !isCount(size)) return reject("E_LOG_SIZE");
  if (index >= size) return reject("E_LOG_INDEX", "", { index: String(index), size: String(size) });
  if (![leafHash, root, ...proof].every(isHash)) return reject("E_LOG_HASH_LENGTH");
  let [fn, sn, hash] = [index, size - 1, leafHash];
  for (const sibling of proof) {
    if (sn === 0) return wrongLength(proof);
    if (isOdd(fn) || fn === sn) {
      hash = await nodeHash(sibling, hash, sha256);
      while (!isOdd(fn) && fn > 0) [fn, sn] = [half(fn), half(sn)];
    } else hash = await nodeHash(hash, sibling, sha256);
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn > 0) return wrongLength(proof);
  return sameBytes(hash, root) ? accept(true) : reject("E_LOG_INCLUSION");
}

/**
 * Whether the proof shows that the larger tree starts with the smaller one. Equal sizes need an empty proof and equal
 * roots; an empty old tree, whose root is the hash of nothing, needs an empty proof.
 *
 * Problems: `E_LOG_SIZE` (not whole numbers from 0, or the new tree is smaller), `E_LOG_HASH_LENGTH`,
 * `E_LOG_PROOF_LENGTH` (too few or too many hashes), `E_LOG_ROOT` (equal sizes with unequal roots, or an empty tree with
 * the root of another), `E_LOG_CONSISTENCY` (the hashes do not lead to the new root: a spoiled proof, or another tree),
 * `E_LOG_FORK` (they lead to the new root and from another old one: whoever signed both roots has two histories).
 *
 * Source: RFC 9162 section 2.1.4.2.
 */
export async function verifyConsistency(claim: ConsistencyClaim, crypto: Hashing): Promise<Parsed<true>> {
  const { oldSize, oldRoot, size, root, proof } = claim;
  const sha256 = (bytes: Uint8Array) => crypto.sha256(bytes);
  if (!isCount(oldSize) || !isCount(size) || oldSize > size)
    return reject("E_LOG_SIZE", "", { oldSize: String(oldSize), size: String(size) });
  if (![oldRoot, root, ...proof].every(isHash)) return reject("E_LOG_HASH_LENGTH");
  if (oldSize === 0 && !sameBytes(oldRoot, emptyRoot)) return reject("E_LOG_ROOT");
  if (oldSize === size || oldSize === 0) {
    if (proof.length > 0) return wrongLength(proof);
    return oldSize === size && !sameBytes(oldRoot, root) ? reject("E_LOG_ROOT") : accept(true);
  }
  const [first, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  if (first === undefined) return wrongLength(proof);
  let [fn, sn] = [oldSize - 1, size - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [oldHash, hash] = [first, first];
  for (const next of rest) {
    if (sn === 0) return wrongLength(proof);
    if (isOdd(fn) || fn === sn) {
      oldHash = await nodeHash(next, oldHash, sha256);
      hash = await nodeHash(next, hash, sha256);
      while (!isOdd(fn) && fn > 0) [fn, sn] = [half(fn), half(sn)];
    } else hash = await nodeHash(hash, next, sha256);
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn > 0) return wrongLength(proof);
  if (!sameBytes(hash, root)) return reject("E_LOG_CONSISTENCY");
  return sameBytes(oldHash, oldRoot) ? accept(true) : reject("E_LOG_FORK");
}

function wrongLength(proof: readonly Uint8Array[]): Parsed<never> {
  return reject("E_LOG_PROOF_LENGTH", "", { hashes: String(proof.length) });
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === hashBytes;
}

/** Sizes reach beyond 2^31, where bit operations would cut them. */
function half(value: number): number {
  return Math.floor(value / 2);
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (!isOdd(rest)) rest = half(rest);
  return rest === 1;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

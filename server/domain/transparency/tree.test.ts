import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { emptyRange, rangeRoot, withLeaf } from "./compact-range.ts";
import { leafHash } from "./leaf-hash.ts";
import type { HashAt, InnerHashes, Tile } from "./tree.ts";
import {
  consistencyPath,
  emptyRoot,
  hashAtOfTiles,
  hashesOf,
  inclusionPath,
  rootAt,
  rootOf,
  tilesFor,
  tileWidth,
} from "./tree.ts";
import { verifyConsistency, verifyInclusion } from "./verify-proof.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const crypto = { sha256 };
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "base64"));

/** The eight inputs of the test data that RFC 6962 implementations share, and the root after each. */
const referenceLeaves = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const referenceRoots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

const exampleLeaves = example.log.leafHashes.map(bytesOf);
/** Tens of thousands of proofs: on a machine with other work they take more than the usual time of a test. */
const everyPair = { timeout: 180_000 };

const leaves = Array.from({ length: 300 }, (_, n) => leafHash(Uint8Array.of(n >> 8, n & 255), sha256));
const roots = [emptyRoot, ...leaves.map((_, last) => rootOf(leaves.slice(0, last + 1), sha256))];

/** Straight from the definition: every subtree hashed anew from its leaves, each kept. */
function hashAtOfLeaves(all: readonly Uint8Array[]): HashAt {
  const known = new Map<string, Uint8Array>();
  return (level, n) => {
    const name = `${level} ${n}`;
    const hash = known.get(name) ?? rootOf(all.slice(n * 2 ** level, (n + 1) * 2 ** level), sha256);
    known.set(name, hash);
    return hash;
  };
}

describe("the root", () => {
  test.each(referenceRoots.map((root, at) => [at + 1, root] as const))(
    "of the first %i reference leaves is that of RFC 6962 test data",
    (size, root) => {
      const hashes = referenceLeaves
        .slice(0, size)
        .map((leaf) => leafHash(new Uint8Array(Buffer.from(leaf, "hex")), sha256));
      expect(hex(rootOf(hashes, sha256))).toBe(root);
    },
  );

  test.each(Object.entries(example.log.roots))(
    "of %s entries is that of the worked example",
    (size, root) => {
      expect(base64(rootOf(exampleLeaves.slice(0, Number(size)), sha256))).toBe(root);
    },
  );

  test("of no leaves is the hash of nothing", () => expect(emptyRoot).toEqual(sha256(new Uint8Array())));

  test("is the same leaf by leaf, keeping no more than a hash for each binary one", () => {
    let range = emptyRange;
    for (const [size, root] of roots.entries()) {
      expect(hex(rangeRoot(range, sha256))).toBe(hex(root));
      expect(range.hashes.length).toBe(size.toString(2).replaceAll("0", "").length);
      range = withLeaf(range, leaves[size] ?? emptyRoot, sha256);
    }
  });

  test("is the same from subtrees as from leaves, for every size up to 300", async () => {
    const hashAt = hashAtOfLeaves(leaves);
    for (const [size, root] of roots.entries()) {
      const found = await rootAt(size, hashAt, sha256);
      if (hex(found) !== hex(root)) expect(size).toBe("a size with its own root");
    }
  });
});

describe("proofs", () => {
  test("are those of the worked example", async () => {
    const hashAt = hashAtOfLeaves(exampleLeaves);
    const inclusion = await inclusionPath(3, 7, hashAt, sha256);
    expect(inclusion.map(base64)).toEqual(example.log.inclusionIndex3Size7);
    const consistency = await consistencyPath(3, 7, hashAt, sha256);
    expect(consistency.map(base64)).toEqual(example.log.consistency3to7);
  });

  test(
    "show every leaf in every tree up to 300, and in no other place, tree or length",
    everyPair,
    async () => {
      const hashAt = hashAtOfLeaves(leaves);
      const wrong: string[] = [];
      for (let size = 1; size <= 300; size++) {
        const root = roots[size] ?? emptyRoot;
        for (let index = 0; index < size; index++) {
          const claim = { leafHash: leaves[index] ?? emptyRoot, index, size, root };
          const proof = await inclusionPath(index, size, hashAt, sha256);
          const right = await verifyInclusion({ ...claim, proof }, crypto);
          if (!right.ok) wrong.push(`${index} in ${size}`);
          if ((index + size) % 8 > 0) continue;
          const short = await verifyInclusion({ ...claim, proof: proof.slice(0, -1) }, crypto);
          const long = await verifyInclusion({ ...claim, proof: [...proof, root] }, crypto);
          const moved = await verifyInclusion({ ...claim, proof, index: (index + 1) % size }, crypto);
          if ((size > 1 && (short.ok || moved.ok)) || long.ok) wrong.push(`${index} in ${size}`);
        }
      }
      expect(wrong).toEqual([]);
    },
  );

  test("show that every tree up to 300 continues every smaller one, and no other", everyPair, async () => {
    const hashAt = hashAtOfLeaves(leaves);
    const wrong: string[] = [];
    for (let size = 0; size <= 300; size++) {
      for (let oldSize = 0; oldSize <= size; oldSize++) {
        const claim = { oldSize, oldRoot: roots[oldSize] ?? emptyRoot, size, root: roots[size] ?? emptyRoot };
        const proof = await consistencyPath(oldSize, size, hashAt, sha256);
        const right = await verifyConsistency({ ...claim, proof }, crypto);
        if (!right.ok) wrong.push(`${oldSize} to ${size}`);
        if ((oldSize + size) % 8 > 0) continue;
        const long = await verifyConsistency({ ...claim, proof: [...proof, emptyRoot] }, crypto);
        const short = await verifyConsistency({ ...claim, proof: proof.slice(0, -1) }, crypto);
        const forked = await verifyConsistency(
          { ...claim, oldRoot: roots[oldSize + 1] ?? emptyRoot, proof },
          crypto,
        );
        const hasProof = proof.length > 0;
        if (long.ok || (hasProof && short.ok) || (oldSize < 300 && forked.ok))
          wrong.push(`${oldSize} to ${size}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("fail with any bit flipped", async () => {
    const hashAt = hashAtOfLeaves(leaves);
    const flipped = (bytes: Uint8Array, bit: number) =>
      bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    const place = fc
      .integer({ min: 2, max: 300 })
      .chain((size) => fc.record({ size: fc.constant(size), index: fc.integer({ min: 1, max: size - 1 }) }));
    await fc.assert(
      fc.asyncProperty(
        place,
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        async ({ size, index }, which, bit) => {
          const root = roots[size] ?? emptyRoot;
          const inclusion = await inclusionPath(index, size, hashAt, sha256);
          const parts = [leaves[index] ?? emptyRoot, root, ...inclusion];
          const [leaf = emptyRoot, changedRoot = emptyRoot, ...proof] = parts.map((part, at) =>
            at === which % parts.length ? flipped(part, bit) : part,
          );
          const included = await verifyInclusion(
            { leafHash: leaf, index, size, root: changedRoot, proof },
            crypto,
          );
          expect(included.ok).toBe(false);

          const consistency = await consistencyPath(index, size, hashAt, sha256);
          const claimed = [roots[index] ?? emptyRoot, root, ...consistency];
          const [oldRoot = emptyRoot, newRoot = emptyRoot, ...path] = claimed.map((part, at) =>
            at === which % claimed.length ? flipped(part, bit) : part,
          );
          const continued = await verifyConsistency(
            { oldSize: index, oldRoot, size, root: newRoot, proof: path },
            crypto,
          );
          expect(continued.ok).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });

  test("of sizes beyond 2^32 are followed without losing a bit", async () => {
    // All leaves alike: one hash for each level stands for the whole tree.
    const levels: Uint8Array[] = [leafHash(new Uint8Array(), sha256)];
    for (let level = 1; level <= 53; level++) {
      const below = levels[level - 1] ?? emptyRoot;
      levels.push(sha256(new Uint8Array([1, ...below, ...below])));
    }
    const hashAt: HashAt = (level) => levels[level] ?? emptyRoot;
    for (const [index, size] of [
      [2 ** 33 + 5, 2 ** 40 + 12_345],
      [2 ** 53 - 2, 2 ** 53 - 1],
      [2 ** 32, 2 ** 32 + 1],
    ] as const) {
      const root = await rootAt(size, hashAt, sha256);
      const proof = await inclusionPath(index, size, hashAt, sha256);
      const leaf = levels[0] ?? emptyRoot;
      expect(await verifyInclusion({ leafHash: leaf, index, size, proof, root }, crypto)).toEqual({
        ok: true,
        value: true,
      });
      const oldRoot = await rootAt(index, hashAt, sha256);
      const path = await consistencyPath(index, size, hashAt, sha256);
      expect(await verifyConsistency({ oldSize: index, oldRoot, size, root, proof: path }, crypto)).toEqual({
        ok: true,
        value: true,
      });
    }
  });

  test.each([
    ["an index at the size", { index: 7 }, "E_LOG_INDEX"],
    ["a negative index", { index: -1 }, "E_LOG_SIZE"],
    ["a size that is no whole number", { size: 7.5 }, "E_LOG_SIZE"],
    ["a size beyond what can be counted", { size: 2 ** 53 }, "E_LOG_SIZE"],
    ["a leaf hash of another length", { leafHash: new Uint8Array(31) }, "E_LOG_HASH_LENGTH"],
    ["a proof hash of another length", { proof: [new Uint8Array(33)] }, "E_LOG_HASH_LENGTH"],
    ["no proof", { proof: [] }, "E_LOG_PROOF_LENGTH"],
    ["another root", { root: emptyRoot }, "E_LOG_INCLUSION"],
  ])("of inclusion are refused for %s", async (_, change, code) => {
    const proof = await inclusionPath(3, 7, hashAtOfLeaves(exampleLeaves), sha256);
    const claim = {
      leafHash: exampleLeaves[3] ?? emptyRoot,
      index: 3,
      size: 7,
      proof,
      root: bytesOf(example.log.roots[7]),
    };
    expect(await verifyInclusion({ ...claim, ...change }, crypto)).toMatchObject({ problems: [{ code }] });
  });

  test.each([
    ["a smaller new tree", { size: 2 }, "E_LOG_SIZE"],
    ["a negative old tree", { oldSize: -1 }, "E_LOG_SIZE"],
    ["an old root of another length", { oldRoot: new Uint8Array(31) }, "E_LOG_HASH_LENGTH"],
    ["an old tree without leaves that has another root", { oldSize: 0, proof: [] }, "E_LOG_ROOT"],
    ["equal sizes and other roots", { oldSize: 7, proof: [] }, "E_LOG_ROOT"],
    ["equal sizes and a proof", { oldSize: 7 }, "E_LOG_PROOF_LENGTH"],
    ["no proof", { proof: [] }, "E_LOG_PROOF_LENGTH"],
    ["another old root", { oldRoot: bytesOf(example.log.roots[4]) }, "E_LOG_FORK"],
    ["another new root", { root: bytesOf(example.log.roots[4]) }, "E_LOG_CONSISTENCY"],
  ])("of consistency are refused for %s", async (_, change, code) => {
    const proof = await consistencyPath(3, 7, hashAtOfLeaves(exampleLeaves), sha256);
    const claim = {
      oldSize: 3,
      oldRoot: bytesOf(example.log.roots[3]),
      size: 7,
      root: bytesOf(example.log.roots[7]),
      proof,
    };
    expect(await verifyConsistency({ ...claim, ...change }, crypto)).toMatchObject({ problems: [{ code }] });
  });

  test("are not made for places that are not there", async () => {
    const hashAt = hashAtOfLeaves(exampleLeaves);
    await expect(inclusionPath(7, 7, hashAt, sha256)).rejects.toThrow(RangeError);
    await expect(consistencyPath(8, 7, hashAt, sha256)).rejects.toThrow(RangeError);
  });
});

describe("tiles", () => {
  /** Appends in steps and keeps the tiles as a log does. */
  async function kept(all: readonly Uint8Array[], steps: readonly number[]) {
    const tiles = new Map<string, Tile>();
    let size = 0;
    for (const step of steps) {
      const added = all.slice(size, size + step);
      const changed = await tilesFor(
        size,
        added,
        (level, n) => tiles.get(`${level}/${n}`)?.hashes ?? new Uint8Array(),
        sha256,
      );
      for (const tile of changed) tiles.set(`${tile.level}/${tile.n}`, tile);
      size += added.length;
    }
    return { tiles, size };
  }

  test("of the worked example are its bytes", async () => {
    const { tiles } = await kept(exampleLeaves, [3, 4]);
    expect([...tiles.keys()]).toEqual(["0/0"]);
    expect(hex(sha256(tiles.get("0/0")?.hashes ?? new Uint8Array()))).toBe(example.log.tile0Partial7Sha256);
  });

  test("are the same however the entries arrive, and have the widths of the tree", async () => {
    const many = Array.from({ length: 70_000 }, (_, n) =>
      leafHash(Uint8Array.of(n >> 16, n >> 8, n), sha256),
    );
    const atOnce = await kept(many, [70_000]);
    const inSteps = await kept(many, [1, 254, 1, 1, 255, 3, 65_021, 0, 4464]);
    expect(inSteps.size).toBe(70_000);
    expect([...inSteps.tiles.keys()].toSorted()).toEqual([...atOnce.tiles.keys()].toSorted());
    for (const [name, { level, n, hashes }] of atOnce.tiles) {
      expect(hex(sha256(inSteps.tiles.get(name)?.hashes ?? new Uint8Array()))).toBe(hex(sha256(hashes)));
      expect(hashesOf(hashes).length).toBe(tileWidth(level, n, 70_000));
    }
    expect(tileWidth(2, 0, 70_000)).toBe(1);
    expect(tileWidth(0, 274, 70_000)).toBe(0);

    const read = (level: number, n: number) => atOnce.tiles.get(`${level}/${n}`)?.hashes ?? new Uint8Array();
    const hashAt = hashAtOfTiles(read, sha256);
    const root = await rootAt(70_000, hashAt, sha256);
    expect(hex(root)).toBe(hex(rootOf(many, sha256)));
    for (const index of [0, 255, 256, 65_535, 65_536, 69_999]) {
      const proof = await inclusionPath(index, 70_000, hashAt, sha256);
      const claim = { leafHash: many[index] ?? emptyRoot, index, size: 70_000, proof, root };
      expect(await verifyInclusion(claim, crypto)).toEqual({ ok: true, value: true });
    }
    for (const oldSize of [1, 255, 256, 257, 65_536, 65_793, 69_999]) {
      const proof = await consistencyPath(oldSize, 70_000, hashAt, sha256);
      const oldRoot = await rootAt(oldSize, hashAt, sha256);
      expect(await verifyConsistency({ oldSize, oldRoot, size: 70_000, root, proof }, crypto)).toEqual({
        ok: true,
        value: true,
      });
    }
  });

  test("give the same root with a memory, in a tree that grows, in another one, and after a change", async () => {
    const memory: InnerHashes = new Map();
    const hashed: number[] = [];
    const rootWith = async (leafHashes: typeof leaves) => {
      let count = 0;
      const counting = (bytes: Uint8Array) => {
        count += 1;
        return sha256(bytes);
      };
      const { tiles } = await kept(leafHashes, [leafHashes.length]);
      const read = (level: number, n: number) => tiles.get(`${level}/${n}`)?.hashes ?? new Uint8Array();
      const root = await rootAt(leafHashes.length, hashAtOfTiles(read, counting, memory), counting);
      hashed.push(count);
      return hex(root);
    };
    const other = leaves.map((leaf) => Uint8Array.from(sha256(leaf)));
    const changed = leaves.map((leaf, n) => (n === 17 ? Uint8Array.from(emptyRoot) : leaf));
    const sizes = [1, 2, 3, 100, 101, 127, 128, 129, 255, 256, 257, 299, 300];
    for (const size of sizes)
      expect(await rootWith(leaves.slice(0, size)), String(size)).toBe(
        hex(rootOf(leaves.slice(0, size), sha256)),
      );
    for (const one of [other, leaves, changed])
      expect(await rootWith(one.slice(0, 299))).toBe(hex(rootOf(one.slice(0, 299), sha256)));
    hashed.length = 0;
    for (const size of [298, 299, 300]) await rootWith(changed.slice(0, size));
    // Twice as many nodes as a path is long, where a tree of 300 has 299.
    expect(Math.max(...hashed)).toBeLessThan(20);
    expect(memory.size).toBeLessThan(24);
  });

  test("that are too short are noticed, not filled up", async () => {
    await expect(tilesFor(5, [emptyRoot], () => new Uint8Array(4 * 32), sha256)).rejects.toThrow(RangeError);
    await expect(
      rootAt(
        7,
        hashAtOfTiles(() => new Uint8Array(32), sha256),
        sha256,
      ),
    ).rejects.toThrow(RangeError);
  });
});

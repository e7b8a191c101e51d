import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededSample } from "./seeded-sample.ts";

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
const lists = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { maxLength: 40 });

describe("a seeded sample", () => {
  test("can be drawn again with nothing but a hash program", () => {
    const list = ["a", "b", "c", "d", "e"];
    const byHand = list
      .map((one) => ({ one, hash: createHash("sha256").update(`7\n${one}`).digest("hex") }))
      .toSorted((one, other) => (one.hash < other.hash ? -1 : 1))
      .map(({ one }) => one);
    expect(seededSample(list, "7", 3, sha256).drawn).toEqual(byHand.slice(0, 3));
    expect(seededSample(list, "7", 3, sha256).listDigest).toBe(
      createHash("sha256").update("a\nb\nc\nd\ne\n").digest("base64url"),
    );
  });

  test("does not depend on the order of the list, and holds members of it once each", () => {
    fc.assert(
      fc.property(lists, fc.string(), fc.nat(50), (list, seed, size) => {
        const sample = seededSample(list, seed, size, sha256);
        expect(seededSample(list.toReversed(), seed, size, sha256)).toEqual(sample);
        expect(new Set(sample.drawn).size).toBe(Math.min(size, list.length));
        expect(sample.drawn.every((one) => list.includes(one))).toBe(true);
      }),
    );
  });

  test("of a larger size begins with the smaller one", () => {
    fc.assert(
      fc.property(lists, fc.string(), fc.nat(20), (list, seed, size) => {
        const smaller = seededSample(list, seed, size, sha256).drawn;
        expect(seededSample(list, seed, size + 5, sha256).drawn.slice(0, smaller.length)).toEqual(smaller);
      }),
    );
  });

  test("takes every member about equally often over many seeds", () => {
    const list = ["a", "b", "c", "d"];
    const taken = Array.from(
      { length: 400 },
      (_, seed) => seededSample(list, String(seed), 1, sha256).drawn[0],
    );
    for (const one of list) expect(taken.filter((drawn) => drawn === one).length).toBeGreaterThan(60);
  });
});

import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inflate } from "./inflate.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const codesOf = (packed: Uint8Array, format: "gzip" | "zlib" = "gzip", max = 100_000) => {
  const read = inflate(packed, format, max);
  return read.ok ? "accepted" : read.problems.map(({ code }) => code);
};

const compressible = fc
  .array(fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 90 })), { maxLength: 30 })
  .map((runs) => joined(...runs.flatMap(([run, times]) => Array.from({ length: times }, () => run))));

describe("inflate", () => {
  test("gives back whatever zlib packed, at every level", () => {
    fc.assert(
      fc.property(compressible, fc.integer({ min: 0, max: 9 }), (plain, level) => {
        for (const [format, packed] of [
          ["gzip", gzipSync(plain, { level })],
          ["zlib", deflateSync(plain, { level })],
        ] as const) {
          const read = inflate(packed, format, plain.length);
          expect(read.ok && Buffer.from(read.value).equals(plain)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("refuses what expands beyond the limit, and stops there", () => {
    const bomb = gzipSync(new Uint8Array(40_000_000));
    expect(bomb.length).toBeLessThan(50_000);
    expect(codesOf(bomb, "gzip", 16_777_216)).toEqual(["E_INFLATE_SIZE"]);
    expect(codesOf(gzipSync(bytes("1234")), "gzip", 4)).toBe("accepted");
    expect(codesOf(gzipSync(bytes("12345")), "gzip", 4)).toEqual(["E_INFLATE_SIZE"]);
  });

  test.each(["gzip", "zlib"] as const)(
    "refuses %s followed by anything: a byte, or a second stream",
    (format) => {
      const packed = (format === "gzip" ? gzipSync : deflateSync)(bytes("list"));
      expect(codesOf(packed, format)).toBe("accepted");
      expect(codesOf(joined(packed, Uint8Array.of(0)), format)).toEqual(["E_INFLATE"]);
      expect(codesOf(joined(packed, packed), format)).toEqual(["E_INFLATE"]);
    },
  );

  test.each(["gzip", "zlib"] as const)("refuses %s cut off anywhere", (format) => {
    const packed = (format === "gzip" ? gzipSync : deflateSync)(bytes("a status list, a status list"));
    for (let length = 0; length < packed.length; length++) {
      expect(codesOf(packed.subarray(0, length), format)).toEqual(["E_INFLATE"]);
    }
  });

  test("keeps what it has when there is more than it made room for", () => {
    for (const plain of [
      Uint8Array.from({ length: 200_000 }, (_, at) => (at * at) % 251),
      Uint8Array.from({ length: 70_000 }, (_, at) => at >> 8),
    ]) {
      const read = inflate(gzipSync(plain), "gzip", plain.length);
      expect(read.ok && Buffer.from(read.value).equals(plain)).toBe(true);
    }
  });

  test("refuses what RFC 1951 leaves without meaning, though length and checksum fit", () => {
    const streamOf = (bits: string, plain: Uint8Array) => {
      const block = Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
        parseInt([...bits.slice(at * 8, at * 8 + 8)].toReversed().join(""), 2),
      );
      const packed = gzipSync(plain);
      return joined(packed.subarray(0, 10), block, packed.subarray(-8));
    };
    const [letter, end] = ["10010001", "0000000"];
    expect(codesOf(streamOf(`110${letter}${end}`, bytes("a")))).toBe("accepted");
    // The fourth kind of block; the lengths 286 and 287; the distances 30 and 31.
    expect(codesOf(streamOf(`111${letter}${end}`, bytes("a")))).toEqual(["E_INFLATE"]);
    for (const length of ["11000110", "11000111"])
      expect(codesOf(streamOf(`110${letter}${length}00000${end}`, bytes("a")))).toEqual(["E_INFLATE"]);
    for (const distance of ["11110", "11111"])
      expect(codesOf(streamOf(`110${letter}0000001${distance}${end}`, bytes("a")))).toEqual(["E_INFLATE"]);
  });

  test("refuses to repeat what was never written, though length and checksum fit", () => {
    // One block of fixed codes: the letter a, then three bytes from one before it on (RFC 1951 section 3.2.6).
    const bits = ["1", "10", "10010001", "0000001", "00001", "0000000"].join("");
    const block = Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
      parseInt([...bits.slice(at * 8, at * 8 + 8)].toReversed().join(""), 2),
    );
    const gzipOf = (deflated: Uint8Array, plain: Uint8Array) => {
      const packed = gzipSync(plain);
      return joined(packed.subarray(0, 10), deflated, packed.subarray(-8));
    };
    expect(codesOf(gzipOf(block, Uint8Array.of(0x61, 0, 0x61, 0)))).toEqual(["E_INFLATE"]);
    // The same from the letter itself on is read: what stands above is refused for its reach alone.
    const near = bits.replace("000000100001", "000000100000");
    const sound = Uint8Array.from({ length: block.length }, (_, at) =>
      parseInt([...near.slice(at * 8, at * 8 + 8)].toReversed().join(""), 2),
    );
    expect(codesOf(gzipOf(sound, bytes("aaaa")))).toBe("accepted");
  });

  test("reads no header that says another method, window, dictionary or reserved flag", () => {
    const packed = deflateSync(bytes("a status list"));
    const headed = (method: number, flags: number) => {
      const check = 31 - ((method * 256 + flags) % 31);
      return joined(Uint8Array.of(method, flags + (check === 31 ? 0 : check)), packed.subarray(2));
    };
    expect(codesOf(headed(0x78, 0), "zlib")).toBe("accepted");
    for (const [method, flags] of [
      [0x79, 0],
      [0x88, 0],
      [0x78, 0x20],
    ] as const)
      expect(codesOf(headed(method, flags), "zlib")).toEqual(["E_INFLATE"]);
    expect(codesOf(joined(Uint8Array.of(0x78, 0x9d), packed.subarray(2)), "zlib")).toEqual(["E_INFLATE"]);
    const gzipped = gzipSync(bytes("a status list"));
    for (const flag of [0x20, 0x40, 0x80])
      expect(codesOf(gzipped.map((byte, at) => (at === 3 ? flag : byte)))).toEqual(["E_INFLATE"]);
  });

  test("refuses a wrong checksum or length", () => {
    const packed = gzipSync(bytes("a status list"));
    for (const fromEnd of [1, 4, 5, 8]) {
      const changed = packed.map((byte, at) => (at === packed.length - fromEnd ? byte ^ 1 : byte));
      expect(codesOf(changed)).toEqual(["E_INFLATE"]);
    }
    const zlib = deflateSync(bytes("a status list"));
    expect(
      codesOf(
        zlib.map((byte, at) => (at === zlib.length - 1 ? byte ^ 1 : byte)),
        "zlib",
      ),
    ).toEqual(["E_INFLATE"]);
  });

  test("tells the two formats apart", () => {
    expect(codesOf(gzipSync(bytes("a")), "zlib")).toEqual(["E_INFLATE"]);
    expect(codesOf(deflateSync(bytes("a")), "gzip")).toEqual(["E_INFLATE"]);
  });

  test("takes a gzip header with a file name, a comment and extra bytes", () => {
    const plain = gzipSync(bytes("a"));
    const header = Uint8Array.of(0x1f, 0x8b, 8, 0b11110, 0, 0, 0, 0, 0, 3);
    const more = joined(Uint8Array.of(2, 0, 9, 9), bytes("name\0note\0"), Uint8Array.of(1, 2));
    expect(codesOf(joined(header, more, plain.subarray(10)))).toBe("accepted");
  });

  test("never throws, whatever the bytes are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (tail) => {
        for (const kind of [0x01, 0x03, 0x05, 0x07]) {
          codesOf(joined(Uint8Array.of(0x78, 0x9c, kind), tail), "zlib");
          codesOf(joined(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, kind), tail));
        }
      }),
      { numRuns: 500 },
    );
  });
});

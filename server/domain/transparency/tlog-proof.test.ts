import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { webCrypto } from "../../platform/web-crypto.ts";
import type { Parsed } from "../problem.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { formatEntryBundle, parseEntryBundle } from "./entry-bundle.ts";
import { leafHash } from "./leaf-hash.ts";
import { formatVkey, vkeyOf } from "./note.ts";
import { policyOf } from "./policy.ts";
import { parseTilePath, tilePath } from "./tile-path.ts";
import { formatTlogProof, parseTlogProof, verifyTlogProof, verifyUnderCheckpoint } from "./tlog-proof.ts";

const { log } = example;
const entries = log.entries.map((entry) => new TextEncoder().encode(entry));
const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, "base64"));
const entry3 = entries[3] ?? new Uint8Array();

function right<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
const policy = right(policyOf([log.vkey], [log.witnessVkey], 1));
const proof = {
  index: 3,
  hashes: log.inclusionIndex3Size7.map(bytesOf),
  entry: entry3,
  checkpoint: log.checkpoint7,
};

describe("the offline proof of an entry", () => {
  test("is the worked example's, written and read", () => {
    expect(formatTlogProof(proof)).toBe(log.tlogProof);
    expect(right(parseTlogProof(log.tlogProof))).toEqual(proof);
    expect(parseTlogProof(new TextEncoder().encode(log.tlogProof))).toEqual(parseTlogProof(log.tlogProof));
  });

  test("verifies, and says entry, place, log and witnesses", async () => {
    const verified = right(await verifyTlogProof(proof, policy, webCrypto));
    expect(verified).toMatchObject({
      index: 3,
      size: 7,
      origin: log.origin,
      quorum: "met",
      entry: { type: "passport", subject: "4TXeVUt-Q5j3LL9O9F2Ftw", version: 2 },
    });
    expect(Buffer.from(verified.leafHash).toString("base64")).toBe(log.leafHashes[3]);
    expect(verified.time).toBe(verified.cosignatures[0]?.time);
  });

  test("of another log than the policy's is refused, of one of several is not", async () => {
    const strange = log.vkey.replace("registry", "elsewhere");
    expect(await verifyTlogProof(proof, right(policyOf([strange], [], 0)), webCrypto)).toMatchObject({
      problems: [{ code: "E_LOG_UNKNOWN" }],
    });
    // Another key under the same name: the checkpoint carries no signature of it.
    const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());
    const otherKey = formatVkey(vkeyOf(log.origin, 1, new Uint8Array(32), sha256));
    expect(await verifyTlogProof(proof, right(policyOf([otherKey], [], 0)), webCrypto)).toMatchObject({
      problems: [{ code: "E_LOG_UNSIGNED" }],
    });
    expect((await verifyTlogProof(proof, right(policyOf([otherKey, log.vkey], [], 0)), webCrypto)).ok).toBe(
      true,
    );
  });

  test.each([
    ["another index", { index: 2 }, "E_LOG_INCLUSION"],
    ["an index beyond the log", { index: 7 }, "E_LOG_INDEX"],
    ["another entry", { entry: entries[4] ?? entry3 }, "E_LOG_INCLUSION"],
    ["a hash too few", { hashes: proof.hashes.slice(1) }, "E_LOG_PROOF_LENGTH"],
    ["a hash too many", { hashes: [...proof.hashes, ...proof.hashes.slice(2)] }, "E_LOG_PROOF_LENGTH"],
    ["an older checkpoint", { checkpoint: log.checkpoint3 }, "E_LOG_INDEX"],
    [
      "a false signature of a witness",
      { checkpoint: log.checkpoint7.replace(/.{8}\n$/, "AAAAAAA=\n") },
      "E_LOG_COSIGNATURE",
    ],
  ])("with %s is refused", async (_, change, code) => {
    expect(await verifyTlogProof({ ...proof, ...change }, policy, webCrypto)).toMatchObject({
      problems: [{ code }],
    });
  });

  test.each([
    ["another first line", log.tlogProof.replace("@v1", "@v2"), "E_TLOG_PROOF_FORM"],
    ["another word for the entry", log.tlogProof.replace("\nextra ", "\nextru "), "E_TLOG_PROOF_ENTRY"],
    ["another word for the index", log.tlogProof.replace("\nindex ", "\nindix "), "E_TLOG_PROOF_FORM"],
    ["bytes that are no UTF-8", Uint8Array.of(0xff, 0x0a, 0x0a), "E_TLOG_PROOF_FORM"],
    [
      "an entry longer than any of a log",
      formatTlogProof({ ...proof, entry: new Uint8Array(65_536) }),
      "E_TLOG_PROOF_ENTRY",
    ],
    ["no entry", log.tlogProof.replace(/extra .*\n/, ""), "E_TLOG_PROOF_ENTRY"],
    ["an entry in base64url", log.tlogProof.replace(/extra .*\n/, "extra -_-_\n"), "E_TLOG_PROOF_ENTRY"],
    ["no index", log.tlogProof.replace("index 3\n", ""), "E_TLOG_PROOF_FORM"],
    ["an index with a leading zero", log.tlogProof.replace("index 3", "index 03"), "E_TLOG_PROOF_FORM"],
    ["a short hash", log.tlogProof.replace("fSNJVbrU", ""), "E_TLOG_PROOF_HASH"],
    ["a hash with a space", log.tlogProof.replace("\nfSNJ", "\n fSNJ"), "E_TLOG_PROOF_HASH"],
    ["Windows line ends", log.tlogProof.replaceAll("\n", "\r\n"), "E_TLOG_PROOF_FORM"],
    ["no checkpoint", log.tlogProof.split("\n\n")[0] ?? "", "E_TLOG_PROOF_FORM"],
    [
      "too many hashes",
      log.tlogProof.replace("index 3\n", `index 3\n${`${log.roots[7]}\n`.repeat(62)}`),
      "E_LOG_PROOF_LENGTH",
    ],
    ["a size no honest proof has", "x".repeat(400_000), "E_TLOG_PROOF_SIZE"],
  ])("with %s is not read", (_, text, code) => {
    expect(parseTlogProof(text)).toMatchObject({ problems: [{ code }] });
  });

  test("is read at its largest: entry, hashes and checkpoint at their limits", () => {
    const hash = new Uint8Array(32);
    const largest = {
      index: Number.MAX_SAFE_INTEGER,
      hashes: Array.from({ length: 63 }, () => hash),
      entry: new Uint8Array(65_535),
      checkpoint: "x".repeat(65_536),
    };
    expect(right(parseTlogProof(formatTlogProof(largest)))).toEqual(largest);
  });

  test("of something in the log that is no entry is refused", async () => {
    const entry = new TextEncoder().encode('{"v":1}');
    const root = await leafHash(entry, (bytes) => webCrypto.sha256(bytes));
    const checkpoint = { ...right(parseCheckpoint(log.checkpoint7)), size: 1, root };
    const witnessed = { cosignatures: [], quorum: "none" } as const;
    const verified = await verifyUnderCheckpoint(
      { ...proof, index: 0, hashes: [], entry },
      { checkpoint, witnessed },
      webCrypto,
    );
    expect(verified).toMatchObject({ problems: [{ code: "E_LOG_ENTRY_TYPE" }] });
  });

  test("fails with any bit flipped in what the log vouches for", async () => {
    const bytes = new TextEncoder().encode(log.tlogProof);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length * 8 - 1 }), async (bit) => {
        const changed = bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const parsed = parseTlogProof(changed);
        const verified = parsed.ok ? await verifyTlogProof(parsed.value, policy, webCrypto) : parsed;
        expect(verified.ok && verified.value.quorum === "met").toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test("is refused or read, never thrown at, whatever arrives", async () => {
    const text = log.tlogProof;
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: text.length }),
        fc.string({ unit: "binary", maxLength: 8 }),
        fc.nat({ max: 40 }),
        async (at, inserted, removed) => {
          const changed = text.slice(0, at) + inserted + text.slice(at + removed);
          const parsed = parseTlogProof(changed);
          if (!parsed.ok) return;
          expect(formatTlogProof(parsed.value)).toBe(changed);
          await verifyTlogProof(parsed.value, policy, webCrypto);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("a bundle of entries", () => {
  test("of the worked example is its bytes, and gives its entries back", () => {
    const bundle = formatEntryBundle(entries);
    expect(Buffer.from(bundle).toString("base64")).toBe(log.entryBundlePartial7Base64);
    expect(createHash("sha256").update(bundle).digest("hex")).toBe(log.entryBundlePartial7Sha256);
    expect(right(parseEntryBundle(bundle, 7))).toEqual(entries);
  });

  test("keeps entries of any length it can say, and no longer ones", () => {
    const all = [new Uint8Array(), new Uint8Array(65_535), Uint8Array.of(1)];
    expect(right(parseEntryBundle(formatEntryBundle(all), 3))).toEqual(all);
    expect(() => formatEntryBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  });

  test("that is cut off anywhere, or has another number of entries, is refused", () => {
    const bundle = formatEntryBundle(entries);
    for (let length = 0; length < bundle.length; length += 13)
      expect(parseEntryBundle(bundle.subarray(0, length), 7).ok).toBe(false);
    expect(parseEntryBundle(bundle, 6).ok).toBe(false);
    expect(parseEntryBundle(bundle, 8).ok).toBe(false);
  });
});

describe("the path of a tile", () => {
  test.each([
    [0, 1_234_067, 256, "tile/0/x001/x234/067"],
    [0, 0, 7, "tile/0/000.p/7"],
    [1, 999, 256, "tile/1/999"],
    [63, 1000, 255, "tile/63/x001/000.p/255"],
    ["entries", 273, 1, "tile/entries/273.p/1"],
    [0, Number.MAX_SAFE_INTEGER, 256, "tile/0/x009/x007/x199/x254/x740/991"],
  ] as const)("of level %s, number %i, width %i is %s", (level, n, width, path) => {
    expect(tilePath(level, n, width)).toBe(path);
    expect(right(parseTilePath(path))).toEqual({ level, n, width });
  });

  test.each([
    "tile/0/0",
    "tile/0/00",
    "tile/0/0000",
    "tile/0/1000",
    "tile/0/x000/000",
    "tile/0/001/000",
    "tile/0/x001",
    "tile/0/x001/x000",
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/000.p/01",
    "tile/0/000.p/",
    "tile/0/000/",
    "/tile/0/000",
    "tile/Entries/000",
    "tile/0/x009/x007/x199/x254/x740/992",
    "tile/0/x999/x999/x999/x999/x999/x999/999",
    "tile/0/000\n",
    "",
  ])("is never %j", (path) =>
    expect(parseTilePath(path)).toMatchObject({ problems: [{ code: "E_LOG_TILE_PATH" }] }),
  );

  test("of every tile leads back to it", () => {
    const level = fc.oneof(fc.constant("entries" as const), fc.nat({ max: 63 }));
    const n = fc.nat({ max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(level, n, fc.integer({ min: 1, max: 256 }), (level, n, width) => {
        expect(parseTilePath(tilePath(level, n, width))).toEqual({ ok: true, value: { level, n, width } });
      }),
    );
  });
});

import { checkpointBody, cosignatureLine, cosignatureMessage } from "../transparency/checkpoint.ts";
import { leafHash } from "../transparency/leaf-hash.ts";
import type { Vkey } from "../transparency/note.ts";
import { formatNote, formatVkey, signatureLine } from "../transparency/note.ts";
import { formatTlogProof } from "../transparency/tlog-proof.ts";
import { emptyRoot, inclusionPath, nodeHash } from "../transparency/tree.ts";

/**
 * A log for tests and published vectors, whose keys follow from public labels: whatever it signs comes out the same byte
 * for byte each time.
 */
export interface TestNoteKey {
  readonly vkey: Vkey;
  /** As it is pinned. */
  readonly text: string;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Ed25519 key of a log (type 1) or a witness (type 4); its seed is the SHA-256 of a public label. */
export async function testNoteKey(name: string, type: 1 | 4, label: string): Promise<TestNoteKey> {
  const seed = await sha256(new TextEncoder().encode(label));
  const algorithm = { name: "Ed25519" };
  const pkcs8 = Uint8Array.of(...pkcs8Head, ...seed);
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, algorithm, true, ["sign"]);
  const { x = "" } = await crypto.subtle.exportKey("jwk", key);
  const publicKey = Uint8Array.from(atob(x.replaceAll("-", "+").replaceAll("_", "/")), (byte) =>
    byte.charCodeAt(0),
  );
  const hash = await sha256(Uint8Array.of(...new TextEncoder().encode(`${name}\n`), type, ...publicKey));
  const vkey = { name, type, publicKey, keyId: hash.slice(0, 4) };
  return {
    vkey,
    text: formatVkey(vkey),
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign(algorithm, key, new Uint8Array(bytes))),
  };
}

export interface TestLog {
  /** Checkpoint of the first `size` entries, cosigned at these times. */
  checkpoint(size?: number): Promise<string>;
  proof(index: number, size?: number): Promise<string>;
}

/** @param cosigned seconds at which each witness signs every checkpoint. */
export function testLog(
  log: TestNoteKey,
  entries: readonly Uint8Array[],
  cosigned: readonly (readonly [witness: TestNoteKey, seconds: number])[],
): TestLog {
  const leaves = Promise.all(entries.map((entry) => leafHash(entry, sha256)));
  const hashAt = async (level: number, n: number): Promise<Uint8Array> => {
    if (level === 0) return (await leaves)[n] ?? emptyRoot;
    return nodeHash(await hashAt(level - 1, 2 * n), await hashAt(level - 1, 2 * n + 1), sha256);
  };
  const rootAt = async (start: number, end: number): Promise<Uint8Array> => {
    if (end === start) return emptyRoot;
    if (end - start === 1) return hashAt(0, start);
    let split = 1;
    while (split * 2 < end - start) split *= 2;
    return nodeHash(await rootAt(start, start + split), await rootAt(start + split, end), sha256);
  };
  const checkpoint = async (size = entries.length) => {
    const body = checkpointBody(log.vkey.name, size, await rootAt(0, size));
    const lines = [
      signatureLine(log.vkey.name, log.vkey.keyId, await log.sign(new TextEncoder().encode(body))),
    ];
    for (const [witness, seconds] of cosigned) {
      const signature = await witness.sign(cosignatureMessage(body, seconds));
      lines.push(cosignatureLine(witness.vkey, seconds, signature));
    }
    return formatNote(body, lines);
  };
  return {
    checkpoint,
    proof: async (index, size = entries.length) =>
      formatTlogProof({
        index,
        hashes: await inclusionPath(index, size, hashAt, sha256),
        entry: entries[index] ?? new Uint8Array(),
        checkpoint: await checkpoint(size),
      }),
  };
}

/**
 * A gzip or zlib stream of fixed codes in which only runs of one byte are shortened: the same on every machine, which the
 * streams of zlib are not. Source: RFC 1950, 1951 section 3.2.6, 1952.
 */
export function testPack(bytes: Uint8Array, format: "gzip" | "zlib"): Uint8Array<ArrayBuffer> {
  const bits: number[] = [1, 1, 0];
  const huffman = (code: number, length: number) => {
    for (let at = length - 1; at >= 0; at--) bits.push((code >> at) & 1);
  };
  const symbol = (value: number) => {
    if (value < 144) huffman(0x30 + value, 8);
    else if (value < 256) huffman(0x190 + value - 144, 9);
    else if (value < 280) huffman(value - 256, 7);
    else huffman(0xc0 + value - 280, 8);
  };
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] ?? 0;
    symbol(byte);
    at += 1;
    let run = 0;
    while (bytes[at + run] === byte) run += 1;
    // 285 is a length of 258; distance code 0 is the byte before.
    for (; run >= 258; run -= 258, at += 258) {
      symbol(285);
      huffman(0, 5);
    }
  }
  symbol(256);
  const stream = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [at, bit] of bits.entries()) stream[at >> 3] = (stream[at >> 3] ?? 0) | (bit << (at & 7));
  if (format === "zlib") {
    let [low, high] = [1, 0];
    for (const byte of bytes) {
      low = (low + byte) % 65_521;
      high = (high + low) % 65_521;
    }
    return Uint8Array.of(0x78, 0x01, ...stream, high >> 8, high & 255, low >> 8, low & 255);
  }
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  const little = (value: number) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
  const head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
  return Uint8Array.of(...head, ...stream, ...little((crc ^ 0xffffffff) >>> 0), ...little(bytes.length));
}

/** What stands before the seed of an Ed25519 key. Source: RFC 8410 section 7. */
const pkcs8Head = [
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
}

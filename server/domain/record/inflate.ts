import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/**
 * Expands exactly one gzip or zlib stream that fills its input to the last byte. Written out here because the readers of
 * browsers and of Node.js differ in what they forgive: some take a second stream or stray bytes behind the first, and two
 * readers could then see two status lists.
 *
 * Problems: `E_INFLATE_SIZE` (would expand to more than `maxBytes`; nothing beyond is computed), `E_INFLATE` (malformed,
 * cut off, wrong checksum, or bytes behind the end).
 *
 * Source: RFC 1950 (zlib), RFC 1951 (deflate), RFC 1952 (gzip).
 */
export function inflate(
  bytes: Uint8Array,
  format: "gzip" | "zlib",
  maxBytes: number,
): Parsed<Uint8Array<ArrayBuffer>> {
  try {
    const input = new Input(bytes);
    if (format === "gzip") skipGzipHeader(input);
    else skipZlibHeader(input);
    const expanded = expand(input, maxBytes);
    if (format === "gzip") checkGzipTrailer(input, expanded);
    else checkZlibTrailer(input, expanded);
    return input.isAtEnd() ? accept(expanded) : reject("E_INFLATE");
  } catch (cause) {
    if (cause instanceof Refused) return reject(cause.code);
    throw cause;
  }
}

/** Leaves the reading at the first fault; never leaves this file. */
class Refused extends Error {
  readonly code: "E_INFLATE" | "E_INFLATE_SIZE";

  constructor(code: "E_INFLATE" | "E_INFLATE_SIZE") {
    super(code);
    this.code = code;
  }
}

/** The compressed bytes, read bit by bit from the lowest bit of each. Source: RFC 1951 section 3.1.1. */
class Input {
  readonly #bytes: Uint8Array;
  #at = 0;
  #bits = 0;
  #bitCount = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bits(count: number): number {
    while (this.#bitCount < count) {
      this.#bits |= this.#next() << this.#bitCount;
      this.#bitCount += 8;
    }
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#bitCount -= count;
    return value;
  }

  /** A whole byte; what was left of the one before is dropped. */
  byte(): number {
    this.#bits = 0;
    this.#bitCount = 0;
    return this.#next();
  }

  /** Unsigned, lowest byte first. */
  little(byteCount: number): number {
    let value = 0;
    for (let place = 0; place < byteCount; place++) value += this.byte() * 2 ** (8 * place);
    return value;
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  #next(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new Refused("E_INFLATE");
    return byte;
  }
}

/** What was expanded so far; grows up to the limit. */
class Output {
  readonly #maxBytes: number;
  #bytes = new Uint8Array(32_768);
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  push(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = byte;
  }

  /** Repeats `length` bytes that were written `distance` bytes ago; they may overlap what is being written. */
  copy(distance: number, length: number): void {
    if (distance > this.#length) throw new Refused("E_INFLATE");
    this.#reserve(length);
    const end = this.#length + length;
    for (let at = this.#length; at < end; at++) this.#bytes[at] = this.#bytes[at - distance] ?? 0;
    this.#length = end;
  }

  all(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** Makes room for `count` more bytes, of which the longest copy has 258. */
  #reserve(count: number): void {
    const length = this.#length + count;
    if (length > this.#maxBytes) throw new Refused("E_INFLATE_SIZE");
    if (length <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** The blocks of a deflate stream. Source: RFC 1951 section 3.2.3. */
function expand(input: Input, maxBytes: number): Uint8Array<ArrayBuffer> {
  const output = new Output(maxBytes);
  for (;;) {
    const isLast = input.bits(1) === 1;
    const kind = input.bits(2);
    if (kind === 0) copyStored(input, output);
    else if (kind === 1) expandBlock(input, output, fixedLiterals, fixedDistances);
    else if (kind === 2) {
      const { literals, distances } = readCodes(input);
      expandBlock(input, output, literals, distances);
    } else throw new Refused("E_INFLATE");
    if (isLast) return output.all();
  }
}

function copyStored(input: Input, output: Output): void {
  const length = input.little(2);
  if (length + input.little(2) !== 0xffff) throw new Refused("E_INFLATE");
  for (let count = 0; count < length; count++) output.push(input.byte());
}

/** Source: RFC 1951 section 3.2.5. */
function expandBlock(input: Input, output: Output, literals: PrefixCode, distances: PrefixCode): void {
  for (;;) {
    const symbol = literals.read(input);
    if (symbol < 256) output.push(symbol);
    else if (symbol === 256) return;
    else {
      const length = extended(input, lengthBases, lengthExtraBits, symbol - 257);
      output.copy(extended(input, distanceBases, distanceExtraBits, distances.read(input)), length);
    }
  }
}

function extended(
  input: Input,
  bases: readonly number[],
  extraBits: readonly number[],
  symbol: number,
): number {
  const base = bases[symbol];
  if (base === undefined) throw new Refused("E_INFLATE");
  return base + input.bits(extraBits[symbol] ?? 0);
}

/** Bases that grow by the power of two of the extra bits before them. */
function basesFrom(first: number, extraBits: readonly number[]): readonly number[] {
  let base = first;
  return extraBits.map((bits) => {
    const own = base;
    base += 2 ** bits;
    return own;
  });
}

const lengthExtraBits = [
  ...[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0],
];
/** The last one breaks the series: 258 is said without extra bits. */
const lengthBases = [...basesFrom(3, lengthExtraBits).slice(0, -1), 258];
const distanceExtraBits = [
  ...[0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13],
];
const distanceBases = basesFrom(1, distanceExtraBits);

/** A canonical prefix code, by the number of codes of each length. Source: RFC 1951 section 3.2.2. */
class PrefixCode {
  readonly #counts: readonly number[];
  readonly #symbols: readonly number[];

  /** @param lengths bits of each symbol's code; 0 for a symbol that does not occur. */
  constructor(lengths: readonly number[]) {
    const counts = Array.from({ length: 16 }, () => 0);
    for (const length of lengths) if (length > 0) counts[length] = (counts[length] ?? 0) + 1;
    let free = 1;
    for (const count of counts.slice(1)) {
      free = free * 2 - count;
      if (free < 0) throw new Refused("E_INFLATE");
    }
    this.#counts = counts;
    const symbols: number[][] = counts.map(() => []);
    for (const [symbol, length] of lengths.entries()) if (length > 0) symbols[length]?.push(symbol);
    this.#symbols = symbols.flat();
  }

  read(input: Input): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let bits = 1; bits <= 15; bits++) {
      code |= input.bits(1);
      const count = this.#counts[bits] ?? 0;
      if (code - first < count) return this.#symbols[index + code - first] ?? 0;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Refused("E_INFLATE");
  }
}

/** Source: RFC 1951 section 3.2.6. */
const fixedLiterals = new PrefixCode(
  Array.from({ length: 288 }, (_, symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8)),
);
const fixedDistances = new PrefixCode(Array.from({ length: 30 }, () => 5));

const orderOfCodeLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The two codes a block brings with it. Source: RFC 1951 section 3.2.7. */
function readCodes(input: Input): { readonly literals: PrefixCode; readonly distances: PrefixCode } {
  const literalCount = input.bits(5) + 257;
  const distanceCount = input.bits(5) + 1;
  const named = orderOfCodeLengths.slice(0, input.bits(4) + 4);
  const lengthsOfLengths = Array.from({ length: 19 }, () => 0);
  for (const symbol of named) lengthsOfLengths[symbol] = input.bits(3);
  const lengthCode = new PrefixCode(lengthsOfLengths);

  const lengths: number[] = [];
  while (lengths.length < literalCount + distanceCount) {
    const symbol = lengthCode.read(input);
    if (symbol < 16) lengths.push(symbol);
    else {
      const last = lengths.at(-1);
      if (symbol === 16 && last === undefined) throw new Refused("E_INFLATE");
      const repeated = symbol === 16 ? (last ?? 0) : 0;
      const times =
        symbol === 16 ? 3 + input.bits(2) : symbol === 17 ? 3 + input.bits(3) : 11 + input.bits(7);
      for (let count = 0; count < times; count++) lengths.push(repeated);
    }
  }
  if (lengths.length > literalCount + distanceCount || literalCount > 286 || lengths[256] === 0) {
    throw new Refused("E_INFLATE");
  }
  return {
    literals: new PrefixCode(lengths.slice(0, literalCount)),
    distances: new PrefixCode(lengths.slice(literalCount)),
  };
}

/** Source: RFC 1952 section 2.3. */
function skipGzipHeader(input: Input): void {
  if (input.byte() !== 0x1f || input.byte() !== 0x8b || input.byte() !== 8) throw new Refused("E_INFLATE");
  const flags = input.byte();
  if (flags > 0b11111) throw new Refused("E_INFLATE");
  input.little(6);
  if (flags & 0b100) for (let left = input.little(2); left > 0; left--) input.byte();
  for (const flag of [0b1000, 0b10000]) if (flags & flag) while (input.byte() !== 0);
  if (flags & 0b10) input.little(2);
}

function checkGzipTrailer(input: Input, expanded: Uint8Array): void {
  if (input.little(4) !== crc32(expanded)) throw new Refused("E_INFLATE");
  if (input.little(4) !== expanded.length % 2 ** 32) throw new Refused("E_INFLATE");
}

/** No preset dictionary: nobody could know it. Source: RFC 1950 section 2.2. */
function skipZlibHeader(input: Input): void {
  const [method, flags] = [input.byte(), input.byte()];
  const isKnown = (method & 0x0f) === 8 && method >> 4 <= 7 && (flags & 0x20) === 0;
  if (!isKnown || (method * 256 + flags) % 31 !== 0) throw new Refused("E_INFLATE");
}

function checkZlibTrailer(input: Input, expanded: Uint8Array): void {
  const big = [0, 0, 0, 0].reduce((value) => value * 256 + input.byte(), 0);
  if (big !== adler32(expanded)) throw new Refused("E_INFLATE");
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (crcTable[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}

function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (let from = 0; from < bytes.length; from += adlerRun) {
    for (const byte of bytes.subarray(from, from + adlerRun)) {
      low += byte;
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return high * 65_536 + low;
}

/** Bytes that are summed up before the remainder is taken: so many keep the sums within what 31 bits hold. */
const adlerRun = 3800;

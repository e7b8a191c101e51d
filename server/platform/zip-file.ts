import { crc32 } from "node:zlib";

/** One file of an archive; names are relative with forward slashes. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const largestOffset = 0xffff_ffff;
const mostEntries = 0xffff;

/**
 * A ZIP archive piece by piece: each file is asked for only when the one before is written, so no more than one is in
 * memory. Files are stored as they are (evidence is compressed already), names are UTF-8, and all carry the time `at`
 * in UTC: the same content at the same time is the same archive. Throws RangeError beyond 65 535 files or 4 GiB.
 *
 * Source: PKWARE APPNOTE 6.3.10, 4.3 to 4.4 and appendix D (language encoding flag).
 */
export async function* zipFile(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
  at: Date,
): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = [];
  const stamp = dosTime(at);
  let offset = 0;
  for await (const { name, bytes } of entries) {
    const encoded = new TextEncoder().encode(name);
    const common = header(encoded, bytes, stamp);
    const local = joined(word32(0x04034b50), common, encoded);
    directory.push(
      joined(
        word32(0x02014b50),
        word16(0x0314),
        common,
        word16(0),
        word16(0),
        word16(0),
        word32(0),
        word32(offset),
        encoded,
      ),
    );
    offset += local.length + bytes.length;
    if (offset > largestOffset || directory.length > mostEntries)
      throw new RangeError("An archive of this form holds 65 535 files and 4 GiB at most.");
    yield local;
    yield bytes;
  }
  const central = joined(...directory);
  if (offset + central.length > largestOffset) throw new RangeError("The archive is larger than 4 GiB.");
  yield central;
  const count = word16(directory.length);
  yield joined(
    word32(0x06054b50),
    word16(0),
    word16(0),
    count,
    count,
    word32(central.length),
    word32(offset),
    word16(0),
  );
}

/** From "version needed" to "extra field length", which both headers of a file share. */
function header(name: Uint8Array, bytes: Uint8Array, stamp: Uint8Array): Uint8Array {
  const size = word32(bytes.length);
  return joined(
    word16(20),
    word16(0x0800),
    word16(0),
    stamp,
    word32(crc32(bytes)),
    size,
    size,
    word16(name.length),
    word16(0),
  );
}

/** Time, then day, as MS-DOS wrote them: two seconds are the finest step, 1980 the first year. */
function dosTime(at: Date): Uint8Array {
  const year = Math.max(at.getUTCFullYear() - 1980, 0);
  const day = (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return joined(word16(time), word16(day));
}

function word16(value: number): Uint8Array {
  return new Uint8Array([value & 0xff, (value >>> 8) & 0xff]);
}

function word32(value: number): Uint8Array {
  return joined(word16(value & 0xffff), word16(value >>> 16));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

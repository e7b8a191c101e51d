import { fromBufferPromise } from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import { Unreadable } from "./unreadable.ts";

/** What an archive may be at most. */
export interface ZipLimits {
  readonly files: number;
  /** All files together, unpacked. */
  readonly bytes: number;
}

/**
 * Reads all files of a ZIP archive, by name. Throws `Unreadable` with `E_ARCHIVE_BROKEN` for what is no archive or ends
 * early, names a file twice or outside itself, and with `E_ARCHIVE_LARGE` beyond the limits; what a file says of its size
 * is not believed.
 *
 * Source: PKWARE APPNOTE 6.3.10.
 */
export async function readZip(
  bytes: Uint8Array,
  limits: ZipLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let taken = 0;
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip: ZipFile = await fromBufferPromise(buffer, { lazyEntries: true, autoClose: false });
    for await (const entry of zip.eachEntry()) {
      const read: Entry = entry;
      if (files.size >= limits.files) throw large();
      if (files.has(read.fileName)) throw broken();
      const chunks: Uint8Array[] = [];
      const stream = await zip.openReadStreamPromise(read);
      for await (const chunk of stream) {
        if (!(chunk instanceof Uint8Array)) throw broken();
        taken += chunk.length;
        if (taken > limits.bytes) throw large();
        chunks.push(chunk);
      }
      files.set(read.fileName, new Uint8Array(Buffer.concat(chunks)));
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : broken();
  }
  return files;
}

function broken(): Unreadable {
  return new Unreadable("E_ARCHIVE_BROKEN", {});
}

function large(): Unreadable {
  return new Unreadable("E_ARCHIVE_LARGE", {});
}

import { parseEntryBundle } from "../domain/transparency/entry-bundle.ts";
import { hashBytes } from "../domain/transparency/hashing.ts";
import { maxEntryBytes } from "../domain/transparency/entry.ts";
import { maxNoteBytes } from "../domain/transparency/note.ts";
import type { TileName } from "../domain/transparency/tile-path.ts";
import { tilePath } from "../domain/transparency/tile-path.ts";
import type { ReadTile } from "../domain/transparency/tree.ts";
import { tileHashes, tileWidth } from "../domain/transparency/tree.ts";
import { messageOf } from "./io.ts";

/** The log did not answer, or not as a log does at the moment: nothing is known. */
export class Unreachable extends Error {}

/** The log answers, and does not have, or not in a readable form, what a state it signed commits to. */
export class Missing extends Error {
  readonly path: string;

  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/** Entries of one bundle, and their places. */
export interface ReadEntries {
  /** Index of the first. */
  readonly from: number;
  readonly entries: readonly Uint8Array[];
  /** Leaf hashes as the log's tile says, for the same places. */
  readonly leafHashes: Uint8Array;
}

/**
 * The address of a log from what a person gives: the log's own, or that of the registry. Null when it is none, or open to
 * everybody on the way: http is for one's own machine alone.
 */
export function logAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, pathname, username, search, hash, origin } = new URL(text);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (protocol !== "https:" && !(protocol === "http:" && isLocal)) return null;
  if (username !== "" || search !== "" || hash !== "") return null;
  return `${origin}${pathname === "/" ? "/log" : pathname.replace(/\/$/, "")}`;
}

/** Reads a log over HTTP (C2SP tlog-tiles): with limits of size and time, and following no redirect. */
export class LogReader {
  readonly #prefix: string;
  readonly #timeoutMs: number;

  constructor(prefix: string, timeoutMs = 30_000) {
    this.#prefix = prefix;
    this.#timeoutMs = timeoutMs;
  }

  /** The newest checkpoint as served. Rejects with `Unreachable` where there is none. */
  async checkpoint(): Promise<Uint8Array> {
    const found = await this.#get("checkpoint", maxNoteBytes);
    if (found === null) throw new Unreachable(`${this.#prefix}/checkpoint is not there.`);
    return found;
  }

  /** Tiles of the tree of `size` leaves. Rejects with `Missing` for one that is not served whole. */
  tiles(size: number): ReadTile {
    return async (level, n) => {
      const width = tileWidth(level, n, size);
      const { bytes, path } = await this.#tile({ level, n, width }, tileHashes * hashBytes);
      if (bytes.length < width * hashBytes || bytes.length % hashBytes > 0)
        throw new Missing(path, "has another number of hashes than the signed state");
      return bytes.subarray(0, width * hashBytes);
    };
  }

  /** Entries from an index to before another, bundle by bundle, with what the tiles say of them. */
  async *entries(from: number, to: number): AsyncGenerator<ReadEntries> {
    const readTile = this.tiles(to);
    for (let n = Math.floor(from / tileHashes); n * tileHashes < to; n++) {
      const first = n * tileHashes;
      const width = Math.min(tileHashes, to - first);
      const maxBytes = tileHashes * (maxEntryBytes + 2);
      const [{ bytes, path, isFull }, leafHashes] = await Promise.all([
        this.#tile({ level: "entries", n, width }, maxBytes),
        readTile(0, n),
      ]);
      const bundle = parseEntryBundle(bytes, isFull ? tileHashes : width);
      if (!bundle.ok) throw new Missing(path, "is not a whole bundle of entries");
      const skip = Math.max(0, from - first);
      yield {
        from: first + skip,
        entries: bundle.value.slice(skip, width),
        leafHashes: leafHashes.subarray(skip * hashBytes),
      };
    }
  }

  /** A partial tile may have been cleared away when it became full; then the full one begins with it. */
  async #tile({ level, n, width }: TileName, maxBytes: number) {
    const path = tilePath(level, n, width);
    const part = await this.#get(path, maxBytes);
    if (part !== null) return { bytes: part, path, isFull: width === tileHashes };
    const whole = width === tileHashes ? null : await this.#get(tilePath(level, n), maxBytes);
    if (whole === null) throw new Missing(path, "is not served");
    return { bytes: whole, path, isFull: true };
  }

  /** Null when the log says that it has no such thing. */
  async #get(path: string, maxBytes: number): Promise<Uint8Array | null> {
    const address = `${this.#prefix}/${path}`;
    try {
      const response = await fetch(address, {
        redirect: "error",
        signal: AbortSignal.timeout(this.#timeoutMs),
        headers: { "cache-control": "no-cache" },
      });
      if (response.status === 404 || response.status === 410) {
        await response.body?.cancel();
        return null;
      }
      if (response.status !== 200 || response.body === null) {
        await response.body?.cancel();
        throw new Unreachable(`${address} answers ${response.status}.`);
      }
      return await limited(response.body, maxBytes, path);
    } catch (error) {
      if (error instanceof Missing || error instanceof Unreachable) throw error;
      const cause = error instanceof Error && error.cause !== undefined ? `: ${messageOf(error.cause)}` : "";
      throw new Unreachable(`${address} cannot be read: ${messageOf(error)}${cause}.`);
    }
  }
}

async function limited(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  path: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    // Leaving the loop cancels the stream.
    if (length > maxBytes) throw new Missing(path, "is larger than it can be");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

import { createHash, randomBytes } from "node:crypto";
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

/** Files by the hexadecimal SHA-256 of their bytes. Writing is all or nothing; the same bytes are kept once. */
export interface FileStore {
  put(bytes: Uint8Array): Promise<{ readonly sha256: string }>;
  /** Undefined when there is no such file. */
  get(sha256: string): Promise<Uint8Array | undefined>;
  /** Takes a file away; nothing happens when there is none. Only for files nobody else can have put here. */
  remove(sha256: string): Promise<void>;
  /** Files that begin with this text, each with its first `length` characters, which have to be ASCII. */
  beginningWith(
    text: string,
    length: number,
  ): AsyncIterable<{ readonly sha256: string; readonly start: string }>;
  /** Takes away what a crash left half written, if nobody has touched it since. Answers how much it was. */
  removeUnfinished(untouchedSince: Date): Promise<number>;
}

/**
 * Files in a folder. A file appears under its digest only when all of its bytes are on the disk: written under another
 * name, flushed, then renamed. A crash leaves at most a file ending in `.part`, which nobody reads.
 */
export function diskFileStore(folder: string): FileStore {
  return {
    async put(bytes) {
      const sha256 = digestOf(bytes);
      const target = placeOf(folder, sha256);
      if (await exists(target)) return { sha256 };
      const shelf = path.dirname(target);
      await mkdir(shelf, { recursive: true, mode: 0o700 });
      const part = `${target}.${randomBytes(8).toString("hex")}.part`;
      try {
        await writeFlushed(part, bytes);
        await rename(part, target);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
      await flushFolder(shelf);
      return { sha256 };
    },
    async get(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return undefined;
      const target = placeOf(folder, sha256);
      if (!(await exists(target))) return undefined;
      return new Uint8Array(await readFile(target));
    },
    async remove(sha256) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) return;
      await rm(placeOf(folder, sha256), { force: true });
    },
    async *beginningWith(text, length) {
      for await (const name of namesIn(folder)) {
        if (!/^[0-9a-f]{64}$/.test(name)) continue;
        const start = await startOf(placeOf(folder, name), length);
        if (start?.startsWith(text) === true) yield { sha256: name, start };
      }
    },
    async removeUnfinished(untouchedSince) {
      let removed = 0;
      for await (const name of namesIn(folder)) {
        if (!/^[0-9a-f]{64}\.[0-9a-f]{16}\.part$/.test(name)) continue;
        const part = placeOf(folder, name);
        const { mtime } = await stat(part);
        if (mtime >= untouchedSince) continue;
        await rm(part, { force: true });
        removed += 1;
      }
      return removed;
    },
  };
}

/** The same in memory, for tests. */
export function memoryFileStore(): FileStore {
  const files = new Map<string, Uint8Array>();
  return {
    put(bytes) {
      const sha256 = digestOf(bytes);
      files.set(sha256, Uint8Array.from(bytes));
      return Promise.resolve({ sha256 });
    },
    get: (sha256) => Promise.resolve(files.get(sha256)),
    remove: (sha256) => {
      files.delete(sha256);
      return Promise.resolve();
    },
    async *beginningWith(text, length) {
      for (const [sha256, bytes] of [...files]) {
        const start = await Promise.resolve(asciiOf(bytes.subarray(0, length)));
        if (start.startsWith(text)) yield { sha256, start };
      }
    },
    // Nothing is ever half written in memory.
    removeUnfinished: () => Promise.resolve(0),
  };
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function placeOf(folder: string, sha256: string): string {
  return path.join(folder, sha256.slice(0, 2), sha256);
}

async function exists(target: string): Promise<boolean> {
  return access(target).then(
    () => true,
    () => false,
  );
}

/** Names of all files, shelf by shelf; none where the folder is not there yet. */
async function* namesIn(folder: string): AsyncIterable<string> {
  for (const shelf of await entriesOf(folder)) {
    if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
    yield* await entriesOf(path.join(folder, shelf));
  }
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** Undefined for a file that went meanwhile. */
async function startOf(target: string, length: number): Promise<string | undefined> {
  if (!(await exists(target))) return undefined;
  const file = await open(target, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return asciiOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

function asciiOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

async function writeFlushed(target: string, bytes: Uint8Array): Promise<void> {
  const file = await open(target, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself durable. Windows cannot open a folder: there the file system journal has to do. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import { createHash, randomBytes } from "node:crypto";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";

/** Files by the hexadecimal SHA-256 of their bytes. Writing is all or nothing; the same bytes are kept once. */
export interface FileStore {
  put(bytes: Uint8Array): Promise<{ readonly sha256: string }>;
  /** Undefined when there is no such file. */
  get(sha256: string): Promise<Uint8Array | undefined>;
  /** Takes a file away; nothing happens when there is none. Only for files nobody else can have put here. */
  remove(sha256: string): Promise<void>;
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

import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FileStore } from "./file-store.ts";
import { diskFileStore, memoryFileStore } from "./file-store.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "cellproof-files-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

async function beginningWith(files: FileStore, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { sha256, start } of files.beginningWith(text, 8)) found.push(`${sha256} ${start}`);
  return found.toSorted();
}

describe.each([
  ["on the disk", () => diskFileStore(path.join(folder, "store"))],
  ["in memory", () => memoryFileStore()],
] as const)("files %s", (_, open) => {
  test("are found by how they begin, with no more than was asked for", async () => {
    const files = open();
    expect(await beginningWith(files, "")).toEqual([]);
    const { sha256: long } = await files.put(bytes("staged and more"));
    const { sha256: short } = await files.put(bytes("stag"));
    await files.put(bytes("%PDF-1.7"));
    await files.put(bytes(""));
    expect(await beginningWith(files, "stag")).toEqual([`${long} staged a`, `${short} stag`].toSorted());
    await files.remove(long);
    expect(await beginningWith(files, "staged")).toEqual([]);
  });
});

test("what a crash left half written goes, unless it is still being written; whole files stay", async () => {
  const store = path.join(folder, "crashed");
  const files = diskFileStore(store);
  const { sha256 } = await files.put(bytes("whole"));
  const shelf = path.join(store, sha256.slice(0, 2));
  const part = (mark: string) => path.join(shelf, `${sha256}.${mark.repeat(16)}.part`);
  await writeFile(part("a"), "hal");
  await writeFile(part("b"), "hal");
  await utimes(part("a"), new Date("2026-11-20T10:00:00Z"), new Date("2026-11-20T10:00:00Z"));
  await utimes(part("b"), new Date("2026-11-20T12:00:00Z"), new Date("2026-11-20T12:00:00Z"));
  await utimes(path.join(shelf, sha256), new Date(0), new Date(0));
  expect(await files.removeUnfinished(new Date("2026-11-20T11:00:00Z"))).toBe(1);
  expect((await readdir(shelf)).toSorted()).toEqual([sha256, path.basename(part("b"))].toSorted());
});

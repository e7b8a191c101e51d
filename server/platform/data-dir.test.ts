import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openDataDir } from "./data-dir.ts";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-data-dir-"));
const file = path.join(folder, "file");
fs.writeFileSync(file, "");

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test("the folder is made for its owner alone, and found again", () => {
  const dataDir = path.join(folder, "deep", "in a path with spaces");
  openDataDir(dataDir);
  openDataDir(dataDir);
  expect(fs.statSync(dataDir).mode & 0o777).toBe(0o700);
});

test.each([
  ["a file", file, "it is a file and no folder"],
  ["below a file", path.join(file, "x"), "a part of that path is a file and no folder"],
  ["longer than any path may be", path.join(folder, "x".repeat(300)), "that path is too long"],
])("%s is refused with the setting's name and the reason", (_, dataDir, reason) => {
  expect(() => openDataDir(dataDir)).toThrow(
    `DATA_DIR ${dataDir} cannot be used: ${reason}. Name a folder this user may write.`,
  );
});

test.skipIf(process.platform === "win32")("a folder that this user may not write is refused", () => {
  const closed = path.join(folder, "closed");
  fs.mkdirSync(closed, { mode: 0o500 });
  expect(() => asOrdinaryUser(() => openDataDir(path.join(closed, "data")))).toThrow(
    "this user may not write there",
  );
});

/** Root may write everywhere, so it lays down its rights for the moment of `act`. */
function asOrdinaryUser(act: () => void): void {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    act();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

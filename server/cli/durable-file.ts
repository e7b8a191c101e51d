import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * Replaces a file by this text, whole or not at all: on the disk before its name is, whatever happens in between.
 * Readable by its owner alone.
 */
export function replaceDurably(file: string, text: string): void {
  const part = writePart(file, text);
  fs.renameSync(part, file);
  syncFolder(path.dirname(file));
}

/**
 * Makes a file with this text, whole or not at all. Answers false when a file of this name is there already: of two
 * programs at once exactly one makes it.
 */
export function createDurably(file: string, text: string): boolean {
  const part = writePart(file, text);
  try {
    fs.linkSync(part, file);
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    fs.rmSync(part, { force: true });
  }
  syncFolder(path.dirname(file));
  return true;
}

/** The text of a file; null when there is none. */
export function readIfThere(file: string): string | null {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** Whether an error of the system is of this kind. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function writePart(file: string, text: string): string {
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  fs.writeFileSync(part, text, { mode: 0o600, flag: "wx", flush: true });
  return part;
}

/** Without this a name may be gone after a power cut although its file is written. Windows has no such call and no need. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

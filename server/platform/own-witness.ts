import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Logger } from "./logger.ts";

/** Where the registry's own witness is, and the key it signs with. */
export interface OwnWitness {
  readonly vkey: string;
  readonly url: string;
  readonly pid: number;
}

interface OwnWitnessOptions {
  /** The command line program. */
  readonly program: string;
  /** Key and memory of the witness. */
  readonly folder: string;
  readonly name: string;
  /** The key of the log it signs for. */
  readonly logVkey: string;
  /** Called whenever it is there again; its address may be another then, its key never. */
  readonly onReady: (witness: OwnWitness) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Runs a witness of the registry's own beside it: the program everybody else runs too, in a process of its own with its own
 * key and memory. It shows how witnessing works and proves nothing against the registry, whose machine it shares; so it
 * is for demonstrations and called ours wherever it is named.
 *
 * When it dies it is started again, each time after a longer rest. It ends with this process however that ends, for it
 * stops when its input does.
 */
export function keepOwnWitness(options: OwnWitnessOptions): { readonly stop: () => Promise<void> } {
  const { logger } = options;
  let child: ChildProcess | undefined;
  let rest: NodeJS.Timeout | undefined;
  let restMs = firstRestMs;
  let isStopping = false;
  const start = () => {
    const startedAt = performance.now();
    const started = launch(options, rememberedPort(options.folder));
    child = started;
    started.once("error", (error) => logger.warn("our witness cannot be started", { error }));
    started.once("close", (code, signal) => {
      if (isStopping) return;
      if (performance.now() - startedAt > longRestMs) restMs = firstRestMs;
      logger.warn("our witness ended and is started again", { code, signal, afterMs: restMs });
      // Somebody else may have its port by now.
      if (code !== null) fs.rmSync(portFile(options.folder), { force: true });
      rest = setTimeout(start, restMs);
      rest.unref();
      restMs = Math.min(restMs * 2, longRestMs);
    });
  };
  start();
  return {
    stop: async () => {
      isStopping = true;
      clearTimeout(rest);
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "close");
      child.stdin?.end();
      const patience = setTimeout(() => child?.kill("SIGKILL"), patienceMs);
      await gone;
      clearTimeout(patience);
    },
  };
}

const firstRestMs = 500;
const longRestMs = 60_000;
const patienceMs = 5000;

function launch(options: OwnWitnessOptions, port: number): ChildProcess {
  const { program, folder, name, logVkey, onReady, logger } = options;
  const args = ["witness", "--state", folder, "--name", name, "--log", logVkey];
  const child = spawn(
    process.execPath,
    [program, ...args, "--listen", `127.0.0.1:${port}`, "--until-input-ends"],
    // Of this process's settings, keys among them, it needs none.
    { env: { NODE_ENV: "production", ...pick(process.env, ["PATH", "TMPDIR", "TEMP", "SYSTEMROOT"]) } },
  );
  // A write to a witness that has just died is no reason to die as well.
  child.stdin.on("error", () => {});
  createInterface({ input: child.stdout }).once("line", (line) => {
    const witness = readReady(line);
    if (witness === null) return logger.warn("our witness says something else than its address", { line });
    fs.writeFileSync(portFile(folder), new URL(witness.url).port, { mode: 0o600 });
    onReady(witness).catch((error: unknown) => logger.warn("our witness cannot be entered", { error }));
  });
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (line.startsWith("UNSOUND")) logger.error("our witness refuses to sign", { line });
    else logger.warn("our witness says", { line });
  });
  return child;
}

function readReady(line: string): OwnWitness | null {
  try {
    const said: unknown = JSON.parse(line);
    if (typeof said !== "object" || said === null || !("vkey" in said) || !("url" in said)) return null;
    const { vkey, url } = said;
    const pid = "pid" in said && typeof said.pid === "number" ? said.pid : 0;
    return typeof vkey === "string" && typeof url === "string" ? { vkey, url, pid } : null;
  } catch {
    return null;
  }
}

/** The port of the last time, so that its address stays the same; 0, any free one, the first time. */
function rememberedPort(folder: string): number {
  const file = portFile(folder);
  const port = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}

function portFile(folder: string): string {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return path.join(folder, "port");
}

function pick(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string | undefined> {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { accessForm } from "./app.ts";
import type { Registry } from "./app.ts";

/** Before all stories: a production registry with the data of e2e/fill-registry.ts, shared by all. Returns its end. */
export default async function startForStories(): Promise<() => Promise<void>> {
  const registry = await startRegistry("filled");
  process.env["CELLPROOF_E2E"] = JSON.stringify(registry.access);
  return registry.stop;
}

export interface StartedRegistry {
  readonly access: Registry;
  readonly stop: () => Promise<void>;
}

/**
 * Starts the built program as `npm start` does, on a free port and a folder of its own. An "empty" one is a production
 * registry without anybody: its password is the keeper's, as the program prints it.
 */
export async function startRegistry(content: "filled" | "demonstration" | "empty"): Promise<StartedRegistry> {
  const port = await freePort();
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-e2e-"));
  const url = `http://localhost:${port}`;
  const isProduction = content !== "demonstration";
  const env = {
    ...process.env,
    ...{ DATABASE_URL: "", DATABASE_REPLICA_URLS: "", METRICS_TOKEN: "" },
    ...{ PORT: String(port), HOST: "127.0.0.1", PUBLIC_URL: url, DATA_DIR: dataDir },
    DEMO: isProduction ? "0" : "",
    KEY_ENCRYPTION_KEY: isProduction ? randomBytes(32).toString("base64") : "",
  };
  const filled = content === "filled" ? fill(env) : undefined;
  const program = spawn(process.execPath, ["server/start.mjs"], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [program.stdout, program.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-20_000)));
  const ended = once(program, "close");
  const stop = async (): Promise<void> => {
    program.kill("SIGTERM");
    await ended;
    fs.rmSync(dataDir, { recursive: true, force: true });
    // What it said of its own failures belongs in the report of a run that failed because of them.
    const failures = said.split("\n").filter((line) => line.includes('"level":"error"'));
    if (failures.length > 0) console.log(`The registry said:\n${failures.join("\n")}`);
  };
  /** The sign-in stands in the greeting, which comes right after the first answer. */
  const printed = async (): Promise<object> => {
    for (let waited = 0; waited < 10_000; waited += 100) {
      const password = /with the password (\S+)/.exec(said)?.[1];
      if (password !== undefined) return { password, tokens: {} };
      await sleep(100);
    }
    await stop();
    throw new Error(`The registry printed no password:\n${said}`);
  };
  for (let waited = 0; !(await isReady(url)); waited += 250) {
    if (program.exitCode !== null || waited > 300_000) {
      await stop();
      throw new Error(`The registry did not start:\n${said}`);
    }
    await sleep(250);
  }
  const access = filled ?? (content === "empty" ? await printed() : readDemonstrationAccess(dataDir));
  return { access: accessForm.parse({ url, dataDir, ...access }), stop };
}

/** Runs in a process of its own, as the database belongs to one program at a time. */
function fill(env: NodeJS.ProcessEnv): object {
  const ended = spawnSync(process.execPath, ["--import", "tsx", "e2e/fill-registry.ts"], {
    env,
    encoding: "utf8",
  });
  if (ended.status !== 0)
    throw new Error(`The registry for the stories could not be filled:\n${ended.stderr}`);
  return parse(ended.stdout);
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined);
  return answer?.status === 200;
}

function readDemonstrationAccess(dataDir: string): object {
  return {
    ...readJson(path.join(dataDir, "demo-sign-ins.json")),
    tokens: readJson(path.join(dataDir, "demo-tokens.json")),
  };
}

function readJson(file: string): object {
  return parse(fs.readFileSync(file, "utf8"));
}

function parse(text: string): object {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null) throw new Error(`Not an object: ${text}`);
  return value;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

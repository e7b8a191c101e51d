import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Starts the built program as `npm start` does, on a free port and an empty folder; all specs share it. Returns its end. */
export default async function startRegistry(): Promise<() => Promise<void>> {
  const port = await freePort();
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-e2e-"));
  const settings = {
    PORT: String(port),
    HOST: "127.0.0.1",
    PUBLIC_URL: `http://localhost:${port}`,
    DATA_DIR: dataDir,
  };
  const unset = {
    DATABASE_URL: "",
    DATABASE_REPLICA_URLS: "",
    KEY_ENCRYPTION_KEY: "",
    METRICS_TOKEN: "",
    DEMO: "",
  };
  const program = spawn(process.execPath, ["server/start.mjs"], {
    env: { ...process.env, ...unset, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [program.stdout, program.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-20_000)));
  const ended = new Promise<void>((resolve) => program.once("close", () => resolve()));
  const end = async (): Promise<void> => {
    program.kill("SIGTERM");
    await ended;
    fs.rmSync(dataDir, { recursive: true, force: true });
    // What it said of its own failures belongs in the report of a run that failed because of them.
    const failures = said.split("\n").filter((line) => line.includes('"level":"error"'));
    if (failures.length > 0) console.log(`The registry said:\n${failures.join("\n")}`);
  };

  for (let waited = 0; !(await isReady(settings.PUBLIC_URL)); waited += 250) {
    if (program.exitCode !== null || waited > 300_000) {
      await end();
      throw new Error(`The registry did not start:\n${said}`);
    }
    await sleep(250);
  }
  const signIns = readJson(path.join(dataDir, "demo-sign-ins.json"));
  const tokens = readJson(path.join(dataDir, "demo-tokens.json"));
  process.env["CELLPROOF_E2E"] = JSON.stringify({ url: settings.PUBLIC_URL, dataDir, ...signIns, tokens });
  return end;
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined);
  return answer?.status === 200;
}

function readJson(file: string): object {
  const value: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
  if (typeof value !== "object" || value === null) throw new Error(`${file} holds no object.`);
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

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "./embedded.ts";
import { ensureDatabase, migrate } from "./migrate.ts";
import { openEmbeddedAsRole } from "./role.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** How to reach the run's own server as its superuser; `database` names the migrated template. */
    postgres: pg.ClientConfig;
  }
}

/** Once for a test run: one server, one migrated template. `CELLPROOF_TEST_PG_BIN` names other binaries than the embedded ones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  removeLeftovers();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
  const binDir = process.env["CELLPROOF_TEST_PG_BIN"];
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    fsync: false,
    ...(binDir ? { binDir } : {}),
  });
  await ensureDatabase(server.connection("postgres"), template);
  const config = server.connection(template);
  await migrate(config);
  await openEmbeddedAsRole(config);
  project.provide("postgres", config);
  return async () => {
    await server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

const prefix = "cellproof-test-";
const template = "cellproof_template";

/** Folders and servers of runs that were killed. */
function removeLeftovers(): void {
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const owner = Number(name.slice(prefix.length).split("-")[0]);
    if (!Number.isInteger(owner) || isRunning(owner)) continue;
    const folder = path.join(os.tmpdir(), name);
    const pidFile = path.join(folder, "postgres", "postmaster.pid");
    if (fs.existsSync(pidFile)) stop(Number(fs.readFileSync(pidFile, "utf8").split("\n")[0]));
    else fs.rmSync(folder, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function stop(pid: number): void {
  if (Number.isInteger(pid) && pid > 1 && isRunning(pid)) process.kill(pid, "SIGQUIT");
}

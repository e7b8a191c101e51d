import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { bundleWriter, runWriter } from "../server/soak/program.ts";
import { startEmbeddedPostgres } from "./embedded.ts";
import type { EmbeddedPostgres } from "./embedded.ts";
import { installedPostgres, postgresBinaries, postgresMajor } from "./postgres-binaries.ts";

const isRoot = process.getuid?.() === 0;
const binDir = process.env["CELLPROOF_TEST_PG_BIN"] ?? postgresBinaries();
const otherMajor = [...installedPostgres().map((found) => found.binDir), postgresBinaries()].find(
  (found) => postgresMajor(found) !== postgresMajor(binDir),
);

let folder: string;
let writer: string;
const running: EmbeddedPostgres[] = [];

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-embedded-"));
  fs.chmodSync(folder, 0o711);
  writer = await bundleWriter(folder);
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function start(options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> & { dataDir: string }) {
  const server = await startEmbeddedPostgres({ binDir, fsync: false, ...options });
  running.push(server);
  return server;
}

/** A folder of this test's own, not yet made. */
function fresh(name: string): string {
  return path.join(fs.mkdtempSync(path.join(folder, `${name}-`)), "data");
}

async function ask(server: Pick<EmbeddedPostgres, "host" | "port">, statement: string): Promise<unknown> {
  const client = new pg.Client({
    host: server.host,
    port: server.port,
    user: "postgres",
    database: "postgres",
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return Object.values((await client.query(statement)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

function serverPid(dataDir: string): number {
  return Number(fs.readFileSync(path.join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
}

describe("starting and stopping", () => {
  test("data written before a stop is there after the next start", async () => {
    const dataDir = fresh("restart");
    const first = await start({ dataDir });
    await ask(first, "create table kept as select 42 as answer");
    await first.stop();
    expect(fs.existsSync(path.join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
    expect(await ask(await start({ dataDir }), "select answer from kept")).toBe(42);
  });

  test("the server speaks UTC, sorts by code point and listens on no network", async () => {
    const server = await start({ dataDir: fresh("settings") });
    expect(await ask(server, "show timezone")).toBe("UTC");
    expect(
      await ask(server, "select string_agg(x, '' order by x) from unnest(array['b', 'A', 'a', 'ä']) x"),
    ).toBe("Aabä");
    if (process.platform !== "win32") expect(await ask(server, "show listen_addresses")).toBe("");
  });

  test("committed data survives power loss unless a test asks otherwise", async () => {
    expect(await ask(await start({ dataDir: fresh("safe"), fsync: true }), "show fsync")).toBe("on");
  });

  test("a data folder with a long path works, although a socket's path may not be long", async () => {
    const dataDir = path.join(fresh("long"), "x".repeat(60), "y".repeat(60));
    expect(await ask(await start({ dataDir }), "select 1")).toBe(1);
  });

  test("nobody but the owner can reach the socket", async () => {
    const dataDir = fresh("socket");
    const server = await start({ dataDir });
    expect(fs.statSync(server.host).mode & 0o077).toBe(0);
  });

  test("a program told to end takes its server with it", async () => {
    const dataDir = fresh("sigterm");
    const program = runWriter(writer, { dataDir, binDir, write: false });
    await program.ready;
    program.process.kill("SIGTERM");
    expect(await program.ended).toBe(0);
    expect(fs.existsSync(path.join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
  });
});

describe("after kill -9", () => {
  test("of the program, the next start takes over the server it left behind", async () => {
    const dataDir = fresh("orphan");
    const program = runWriter(writer, { dataDir, binDir, write: false });
    await ask(await program.ready, "create table kept as select 42 as answer");
    const left = serverPid(dataDir);
    program.process.kill("SIGKILL");
    await program.ended;
    const said: string[] = [];
    const server = await start({ dataDir, report: (message) => said.push(message) });
    expect(await ask(server, "select answer from kept")).toBe(42);
    expect(serverPid(dataDir)).toBe(left);
    expect(said).toEqual(["Took over the PostgreSQL server that a stopped program left behind."]);
    await server.stop();
    expect(fs.existsSync(path.join(dataDir, "postgres", "postmaster.pid"))).toBe(false);
  });

  test("of the program and the server, the next start recovers what was committed", async () => {
    const dataDir = fresh("both");
    const program = runWriter(writer, { dataDir, binDir, write: true });
    await program.ready;
    while (program.acknowledged() < 50) await sleep(5);
    process.kill(serverPid(dataDir), "SIGKILL");
    program.process.kill("SIGKILL");
    await program.ended;
    const count = await ask(await start({ dataDir }), "select count(*)::int from written");
    expect(count).toBeGreaterThanOrEqual(program.acknowledged());
  });

  test("of the server alone, the living program starts it again", async () => {
    const dataDir = fresh("server");
    const server = await start({ dataDir });
    const killed = serverPid(dataDir);
    process.kill(killed, "SIGKILL");
    await expect.poll(() => ask(server, "select 1").catch(() => "not yet"), { timeout: 20_000 }).toBe(1);
    expect(serverPid(dataDir)).not.toBe(killed);
  });

  test("during the making of the data folder, the next start makes it anew", async () => {
    const dataDir = fresh("half");
    const program = runWriter(writer, { dataDir, binDir, write: false });
    await expect
      .poll(() => (fs.existsSync(dataDir) ? fs.readdirSync(dataDir).length : 0), {
        interval: 2,
        timeout: 30_000,
      })
      .toBe(1);
    program.process.kill("SIGKILL");
    await program.ended;
    expect(await ask(await start({ dataDir }), "select 1")).toBe(1);
  });

  test("during the making of the data folder, what it left behind is taken away, and nobody else's draft", async () => {
    const dataDir = fresh("drafts");
    const dead = spawnSync("true").pid;
    for (const pid of [dead, process.pid])
      fs.mkdirSync(path.join(dataDir, `postgres.new-${pid}-abc`, "base"), { recursive: true });
    await start({ dataDir });
    expect(fs.readdirSync(dataDir).filter((name) => name !== "postgres")).toEqual([
      `postgres.new-${process.pid}-abc`,
    ]);
  });
});

describe("one folder belongs to one program", () => {
  test("a second start is refused, says who holds the folder, and disturbs nobody", async () => {
    const dataDir = fresh("second");
    const program = runWriter(writer, { dataDir, binDir, write: false });
    const held = await program.ready;
    await expect(start({ dataDir })).rejects.toThrow(
      `in use by another program (cellproof, process ${program.process.pid})`,
    );
    expect(await ask(held, "select 1")).toBe(1);
    program.process.kill("SIGTERM");
    await program.ended;
  });

  test("of two programs starting at once on an empty folder one runs, the other is refused", async () => {
    const dataDir = fresh("race");
    const both = [0, 1].map(() => runWriter(writer, { dataDir, binDir, write: false }));
    const outcomes = await Promise.allSettled(both.map((program) => program.ready));
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(String(refused?.reason)).toContain("is in use by another program");
    for (const program of both) program.process.kill("SIGTERM");
    await Promise.all(both.map((program) => program.ended));
    expect(fs.readdirSync(dataDir)).toEqual(["postgres"]);
  });
});

describe("refusals", () => {
  test("a folder made by another version is left alone, and the way out is named", async () => {
    const dataDir = fresh("version");
    fs.mkdirSync(path.join(dataDir, "postgres"), { recursive: true });
    fs.writeFileSync(path.join(dataDir, "postgres", "PG_VERSION"), "9\n");
    await expect(start({ dataDir })).rejects.toThrow(
      /made by PostgreSQL 9, but the binaries here are PostgreSQL \d+.*pg_dump/s,
    );
    expect(fs.readdirSync(path.join(dataDir, "postgres"))).toEqual(["PG_VERSION"]);
  });

  test.skipIf(otherMajor === undefined)(
    "a folder really made by another version is refused and still works there",
    async () => {
      const dataDir = fresh("other-version");
      const made = await start({ dataDir, binDir: otherMajor ?? "" });
      await made.stop();
      await expect(start({ dataDir })).rejects.toThrow("was made by PostgreSQL");
      expect(await ask(await start({ dataDir, binDir: otherMajor ?? "" }), "select 1")).toBe(1);
    },
  );

  test("a folder with other people's files is left alone", async () => {
    const dataDir = fresh("foreign");
    fs.mkdirSync(path.join(dataDir, "postgres"), { recursive: true });
    fs.writeFileSync(path.join(dataDir, "postgres", "letter.txt"), "dear");
    await expect(start({ dataDir })).rejects.toThrow("holds no PostgreSQL data");
  });

  test("binaries that do not run are named", async () => {
    await expect(start({ dataDir: fresh("nothing"), binDir: folder })).rejects.toThrow("do not run here");
  });

  test("a server that cannot start gives its own reason", async () => {
    const dataDir = fresh("broken");
    await (await start({ dataDir })).stop();
    fs.appendFileSync(path.join(dataDir, "postgres", "postgresql.conf"), "\nno_such_setting = 1\n");
    await expect(start({ dataDir })).rejects.toThrow("no_such_setting");
  });
});

describe("whose rights PostgreSQL runs with", () => {
  test.runIf(isRoot).each(["namespace", "nobody", "capability"] as const)(
    "root gives up its rights by %s",
    async (confinement) => {
      const dataDir = path.join(fs.mkdtempSync(path.join(folder, "root-")), "data");
      // "nobody" needs folders it may walk through; the other two must manage under a closed one.
      if (confinement === "nobody") fs.mkdirSync(dataDir, { mode: 0o711 });
      fs.chmodSync(path.dirname(dataDir), confinement === "nobody" ? 0o711 : 0o700);
      const first = await start({ dataDir, confinement, binDir: await reachable(binDir) });
      await ask(first, "create table kept as select 42 as answer");
      await first.stop();
      expect(
        await ask(
          await start({ dataDir, confinement, binDir: await reachable(binDir) }),
          "select answer from kept",
        ),
      ).toBe(42);
    },
  );

  test.runIf(isRoot)("a folder begun one way goes on another way", async () => {
    const dataDir = fresh("mixed");
    for (const confinement of ["capability", "namespace", "capability"] as const)
      await (await start({ dataDir, confinement })).stop();
    expect(await ask(await start({ dataDir }), "select 1")).toBe(1);
  });

  test.runIf(isRoot)("an ordinary user needs nothing from root", async () => {
    const home = path.join(folder, "ordinary");
    fs.mkdirSync(home, { mode: 0o700 });
    fs.chownSync(home, 65534, 65534);
    const node = await reachable(process.execPath);
    const program = runWriter(
      writer,
      { dataDir: path.join(home, "data"), binDir: await reachable(binDir), write: false },
      { uid: 65534, gid: 65534, node },
    );
    expect(await ask(await program.ready, "select 1")).toBe(1);
    expect(fs.statSync(path.join(home, "data", "postgres")).uid).toBe(65534);
    program.process.kill("SIGTERM");
    expect(await program.ended).toBe(0);
  });
});

/** The file or folder itself where every user may go, else a copy there. */
async function reachable(original: string): Promise<string> {
  const open = (at: string): boolean =>
    (fs.statSync(at).mode & 1) !== 0 && (path.dirname(at) === at || open(path.dirname(at)));
  if (open(fs.realpathSync(original))) return original;
  const whole = fs.statSync(original).isDirectory() ? path.dirname(original) : original;
  const copy = path.join(folder, `copy-of-${path.basename(whole)}`);
  if (!fs.existsSync(copy)) fs.cpSync(whole, copy, { recursive: true, verbatimSymlinks: true });
  return whole === original ? copy : path.join(copy, path.basename(original));
}

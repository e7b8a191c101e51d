import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { postgresBinaries, postgresMajor } from "./postgres-binaries.ts";
import { unprivileged } from "./unprivileged.ts";
import type { Confinement, Unprivileged } from "./unprivileged.ts";

export interface EmbeddedOptions {
  /** The cluster lives in `postgres` below it; made when absent. One program at a time. */
  readonly dataDir: string;
  /** Folder with `initdb` and `postgres`; the binaries that came with npm when absent. */
  readonly binDir?: string;
  /** False only for data nobody will miss, such as a test's. Default true. */
  readonly fsync?: boolean;
  /** How to get rid of root's rights; the first that works here when absent. Only tests choose. */
  readonly confinement?: Confinement;
  /** Told in a sentence what the keeper should know: an orphan taken over, a server started again. */
  readonly report?: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** Folder of the socket, or the loopback address on Windows. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Major version, for example 18. */
  readonly version: number;
  connection(database: string): pg.PoolConfig;
  /** Fast shutdown: running transactions are rolled back, everything committed is on disk afterwards. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server of our own on `dataDir`, or takes over the one a killed program left behind. If the server
 * dies while we live, it is started again. Throws an error whose message can be shown as it is: another program holds
 * the folder, the folder was made by another version, no binaries for this machine, or the server's own last words.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const report = options.report ?? (() => {});
  const binDir = options.binDir ?? postgresBinaries();
  const version = postgresMajor(binDir);
  fs.mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = fs.realpathSync(options.dataDir);
  const cluster = path.join(dataDir, "postgres");
  const run = unprivileged({ binDir, dataDir, confinement: options.confinement });
  const passwordFile = path.join(dataDir, "postgres-password");
  const fsync = options.fsync ?? true;

  initialise({ binDir, cluster, version, fsync, run, passwordFile });
  const password = process.platform === "win32" ? fs.readFileSync(passwordFile, "utf8") : undefined;
  let server = await ensureServer({ binDir, cluster, fsync, run, password });
  let claim = await claimFolder(server, dataDir);
  removeDrafts(cluster);
  if (server.isOrphan) report("Took over the PostgreSQL server that a stopped program left behind.");
  let stopping: Promise<void> | undefined;

  // The claim's connection ends only when the server does: then it is started again and the claim renewed.
  const startAgain = async (): Promise<void> => {
    if (stopping !== undefined) return;
    report("PostgreSQL stopped without being asked; starting it again.");
    try {
      server = await ensureServer({ binDir, cluster, fsync, run, password });
      claim = await claimFolder(server, dataDir);
      claim.once("end", () => void startAgain());
    } catch (error) {
      report(`PostgreSQL could not be started again: ${String(error)}`);
    }
  };
  claim.once("end", () => void startAgain());

  // Last resort when the program ends without `stop`: an exit handler may only do what is done at once.
  const onExit = (): void => signalServer(server.pid, "SIGINT");
  process.once("exit", onExit);

  const stop = async (): Promise<void> => {
    process.removeListener("exit", onExit);
    await claim.end().catch(() => {});
    await stopServer({ binDir, cluster, pid: server.pid });
  };

  return {
    host: server.host,
    port: server.port,
    user,
    version,
    connection: (database) => clientConfig(server, database),
    stop: () => (stopping ??= stop()),
  };
}

const user = "postgres";
/** "cell" in ASCII: the advisory lock that says whose program the folder belongs to. */
const claimKey = 0x63656c6c;

interface Setup {
  readonly binDir: string;
  readonly cluster: string;
  readonly fsync: boolean;
  readonly run: Unprivileged;
}

interface RunningServer {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  readonly password: string | undefined;
}

/**
 * Makes the cluster under another name and moves it into place in one step: a program killed half-way leaves no half a
 * cluster, and of two programs starting at once one wins.
 */
function initialise(setup: Setup & { readonly version: number; readonly passwordFile: string }): void {
  const { binDir, cluster, version, fsync, run, passwordFile } = setup;
  const versionFile = path.join(cluster, "PG_VERSION");
  if (fs.existsSync(versionFile)) {
    const found = fs.readFileSync(versionFile, "utf8").trim();
    if (found === String(version)) return run.own(cluster);
    throw new Error(
      `${cluster} was made by PostgreSQL ${found}, but the binaries here are PostgreSQL ${version}. Nothing was changed. ` +
        `Either name an empty folder in DATA_DIR, or run a PostgreSQL ${found} server on this folder and name it in DATABASE_URL, ` +
        `or move the data with pg_dump ${found} and pg_restore.`,
    );
  }
  if (fs.existsSync(cluster) && fs.readdirSync(cluster).length > 0)
    throw new Error(`${cluster} is not empty and holds no PostgreSQL data. Name another folder in DATA_DIR.`);

  const draft = `${cluster}${draftMark}${process.pid}-${randomBytes(6).toString("hex")}`;
  fs.mkdirSync(draft, { mode: 0o700 });
  run.own(draft);
  const args = ["-D", draft, "-U", user, "-E", "UTF8", "--data-checksums", ...localeOf(version)];
  if (!fsync) args.push("--no-sync");
  if (process.platform === "win32") {
    if (!fs.existsSync(passwordFile))
      fs.writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
    args.push("-A", "scram-sha-256", `--pwfile=${passwordFile}`);
  } else args.push("-A", "trust"); // who may reach the socket is decided by the folder's mode, 0700
  const [command, commandArgs] = run.command(path.join(binDir, "initdb"), args);
  const made = spawnSync(command, commandArgs, {
    ...run.spawn,
    env: serverEnv(),
    cwd: path.parse(draft).root,
    encoding: "utf8",
  });
  if (made.status !== 0) {
    fs.rmSync(draft, { recursive: true, force: true });
    throw new Error(
      `PostgreSQL could not make its data folder ${cluster}:\n${made.error?.message ?? made.stderr.trim()}`,
    );
  }
  try {
    fs.renameSync(draft, cluster);
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true });
    if (!fs.existsSync(versionFile)) throw error; // else another program was faster, and its cluster is as good
  }
}

/** Between a cluster's name and the process that makes it, in the name of a draft. */
const draftMark = ".new-";

/** Takes away what programs killed while they made a cluster left behind; a draft whose program lives is still being made. */
function removeDrafts(cluster: string): void {
  const folder = path.dirname(cluster);
  const start = `${path.basename(cluster)}${draftMark}`;
  for (const name of fs.readdirSync(folder).filter((entry) => entry.startsWith(start))) {
    if (isAlive(Number.parseInt(name.slice(start.length), 10))) continue;
    try {
      fs.rmSync(path.join(folder, name), { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // An initdb that outlived its program still writes there: the next start finds it.
    }
  }
}

/** Code point order everywhere: the same on every system and after every system update. */
function localeOf(version: number): string[] {
  if (version >= 17) return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
  return process.platform === "linux" ? ["--locale=C.UTF-8"] : ["--locale=C"];
}

/** Returns once a server on this cluster answers: the one that runs already, or one we start. */
async function ensureServer(
  setup: Setup & { readonly password: string | undefined },
): Promise<RunningServer & { readonly isOrphan: boolean }> {
  const { binDir, cluster, fsync, run, password } = setup;
  const deadline = Date.now() + startLimitMs;
  let child: { readonly process: ChildProcess; readonly log: () => string } | undefined;
  for (;;) {
    const recorded = readPostmasterPid(cluster);
    if (recorded !== undefined && isAlive(recorded.pid)) {
      const server = { ...recorded, password };
      if (await answers(server)) return { ...server, isOrphan: child?.process.pid !== recorded.pid };
    }
    if (child !== undefined && hasEnded(child.process)) {
      // A killed server's children need a moment to let go of the lock file and the shared memory.
      if (!/lock file|shared memory block|is the postmaster|another server/i.test(child.log()))
        throw new Error(`PostgreSQL did not start on ${cluster}:\n${child.log().trim()}`);
      child = undefined;
      await sleep(200);
    }
    if (Date.now() > deadline)
      throw new Error(
        `PostgreSQL on ${cluster} gave no answer in ${startLimitMs / 1000} s:\n${child?.log().trim() ?? ""}`,
      );
    if (
      child === undefined &&
      !(recorded !== undefined && isAlive(recorded.pid) && (await isReachable(recorded)))
    )
      child = await spawnServer({ binDir, cluster, fsync, run });
    await sleep(20);
  }
}

/** Recovery after a crash replays the log first, which may take a while on a large database. */
const startLimitMs = 300_000;

async function spawnServer(setup: Setup): Promise<{ process: ChildProcess; log: () => string }> {
  const { binDir, cluster, fsync, run } = setup;
  const args = ["-D", cluster, "-c", "timezone=UTC", "-c", "log_timezone=UTC"];
  if (process.platform === "win32")
    args.push("-p", String(await freePort()), "-c", "listen_addresses=127.0.0.1");
  else
    args.push(
      "-p",
      "5432",
      "-k",
      socketFolder(cluster, run),
      "-c",
      "unix_socket_permissions=0700",
      "-c",
      "listen_addresses=",
    );
  if (!fsync) args.push("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off");
  const [command, commandArgs] = run.command(path.join(binDir, "postgres"), args);
  // Detached, or Ctrl-C in a terminal would stop the server before the program has finished with it.
  const child = spawn(command, commandArgs, {
    ...run.spawn,
    env: serverEnv(),
    cwd: path.parse(cluster).root,
    stdio: ["ignore", "ignore", "pipe"],
    detached: true,
    windowsHide: true,
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (log = (log + text).slice(-logLimit)));
  child.once("error", (error) => (log += error.message));
  return { process: child, log: () => log };
}

/** Characters of the server's log kept for an error message. */
const logLimit = 16_384;

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

/** A socket's path ends at 103 bytes on some systems: a long data folder gets its socket in the temporary folder. */
function socketFolder(cluster: string, run: Unprivileged): string {
  if (Buffer.byteLength(path.join(cluster, ".s.PGSQL.5432")) <= 103) return cluster;
  const name = `cellproof-${createHash("sha256").update(cluster).digest("hex").slice(0, 16)}`;
  const folder = path.join(os.tmpdir(), name);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid, mode } = fs.lstatSync(folder);
  const ours = [process.getuid?.(), run.spawn.uid];
  if (!fs.lstatSync(folder).isDirectory() || !ours.includes(uid) || (mode & 0o077) !== 0)
    throw new Error(`${folder} belongs to somebody else. Name a DATA_DIR with a shorter path.`);
  run.own(folder);
  return folder;
}

/** Lines of postmaster.pid: 1 process, 4 port, 5 folder of the socket, 6 address it listens on. */
function readPostmasterPid(cluster: string): { pid: number; port: number; host: string } | undefined {
  let text: string;
  try {
    text = fs.readFileSync(path.join(cluster, "postmaster.pid"), "utf8");
  } catch {
    return undefined;
  }
  const [pid, , , port, folder, address] = text.split("\n").map((line) => line.trim());
  const host = folder !== undefined && folder !== "" ? folder : address;
  if (pid === undefined || port === undefined || port === "" || host === undefined || host === "")
    return undefined;
  return { pid: Math.abs(Number(pid)), port: Number(port), host };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** True once queries are answered; false while the server starts, recovers or stops. */
async function answers(server: RunningServer): Promise<boolean> {
  const client = new pg.Client({ ...clientConfig(server, "postgres"), connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whether somebody listens, even if it is too early or too late for queries. A dead server's id may be another process. */
async function isReachable(server: { readonly host: string; readonly port: number }): Promise<boolean> {
  const target = server.host.startsWith("/")
    ? { path: path.join(server.host, `.s.PGSQL.${server.port}`) }
    : { host: server.host, port: server.port };
  return new Promise((resolve) => {
    const socket = net.connect(target);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/**
 * Marks the folder as ours with an advisory lock that lives exactly as long as this connection, so that nothing stale
 * can stay behind. A program killed a moment ago may still seem to hold it, hence the short patience.
 */
async function claimFolder(server: RunningServer, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({
    ...clientConfig(server, "postgres"),
    application_name: `cellproof, process ${process.pid}`,
  });
  client.on("error", () => {}); // "end" follows and is what counts
  await client.connect();
  for (let attempt = 0; ; attempt++) {
    const { rows } = await client.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [
      claimKey,
    ]);
    if (rows[0]?.held === true) return client;
    if (attempt === 20) break;
    await sleep(100);
  }
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.objid::bigint = $1`,
    [claimKey],
  );
  await client.end();
  throw new Error(
    `${dataDir} is in use by another program (${rows[0]?.name ?? "name unknown"}). ` +
      "One folder belongs to one program: stop the other one, or name another folder in DATA_DIR.",
  );
}

function clientConfig(server: RunningServer, database: string): pg.ClientConfig {
  const { host, port, password } = server;
  return { host, port, user, database, ...(password === undefined ? {} : { password }) };
}

async function stopServer(server: {
  readonly binDir: string;
  readonly cluster: string;
  readonly pid: number;
}): Promise<void> {
  if (process.platform === "win32")
    spawnSync(path.join(server.binDir, "pg_ctl"), ["stop", "-D", server.cluster, "-m", "fast"], {
      windowsHide: true,
    });
  else signalServer(server.pid, "SIGINT");
  const patience = Date.now() + 60_000;
  // The file goes last; waiting for the process as well would be for ever where nobody collects orphans.
  while (isAlive(server.pid) && readPostmasterPid(server.cluster)?.pid === server.pid) {
    if (Date.now() > patience) signalServer(server.pid, "SIGQUIT"); // at once; the next start replays the log
    await sleep(20);
  }
}

function signalServer(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already, which is what was wanted.
  }
}

/** Nothing of the caller's environment but what finds libraries: PGOPTIONS and its like must not leak in. */
function serverEnv(): NodeJS.ProcessEnv {
  const kept = ["PATH", "SystemRoot", "TEMP", "TMP"].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return { NODE_ENV: "production", ...Object.fromEntries(kept), LC_ALL: "C", TZ: "UTC" };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}

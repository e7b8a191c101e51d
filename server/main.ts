import { randomUUID } from "node:crypto";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import next from "next";
import pg from "pg";
import { resultObject } from "../app/_product/result-object.ts";
import { variantOf } from "../app/_product/variant.ts";
import { confirmBirth, oneAfterTheOther, readBirth } from "../db/birth.ts";
import { connect } from "../db/client.ts";
import { startEmbeddedPostgres } from "../db/embedded.ts";
import type { EmbeddedPostgres } from "../db/embedded.ts";
import { ensureDatabase, migrate } from "../db/migrate.ts";
import { asRole, openEmbeddedAsRole } from "../db/role.ts";
import { seedDemonstration } from "../db/seed.ts";
import type { DemonstrationAccess } from "../db/seed.ts";
import { anyone, program } from "./context.ts";
import { readDemonstrationAccess, tokensFile, writeDemonstrationAccess } from "./demonstration-access.ts";
import { listenForChanges } from "./front/change-feed.ts";
import { startChores } from "./chores.ts";
import { createFront } from "./front/front.ts";
import { frontMeanings } from "./front/meanings.ts";
import { createPublicCache } from "./front/public-cache.ts";
import { trustedProxies } from "./front/reader-address.ts";
import { keepOwnWitness } from "./platform/own-witness.ts";
import { openDataDir } from "./platform/data-dir.ts";
import {
  describeSettingProblem,
  keyEncryptionKeyOf,
  readSettings,
  runtimeEnvironment,
} from "./platform/env.ts";
import type { Settings } from "./platform/env.ts";
import { createLogger } from "./platform/logger.ts";
import { createMetrics } from "./platform/metrics.ts";
import { contextFor, runtime } from "./platform/runtime.ts";
import { ownOrigins } from "./platform/session.ts";
import type { HandedOver } from "./services/account/add-person.ts";
import { appointKeeper } from "./services/account/appoint-keeper.ts";
import { loadLibrary } from "./services/factor/load-library.ts";
import { cleanUpImports } from "./services/import/clean-up.ts";
import { enterOwnWitness } from "./services/log/enter-own-witness.ts";
import { publishLog } from "./services/log/publish.ts";
import { describeLog } from "./services/log/status.ts";
import { sweepStagedFiles } from "./services/import/sweep-files.ts";

/** The project's folder; this file runs bundled, from `.build`. */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const isDevelopment = process.argv.includes("--dev");
const logger = createLogger();
/** What has to be undone before the process may end, newest first. */
const undo: (() => Promise<void>)[] = [];

process.once("SIGTERM", () => void stop(0));
process.once("SIGINT", () => void stop(0));
run().catch((error: unknown) => {
  // What people can mend is said in words; the stack is for what we got wrong.
  console.error(error instanceof Error && error.name === "Error" ? `\n${error.message}` : error);
  void stop(1);
});

/** The whole registry in one process: settings, database, demonstration, Next.js, and the HTTP front before it. */
async function run(): Promise<void> {
  const parsed = readSettings(process.env);
  if (!parsed.ok)
    throw new Error(
      `These settings are not right:\n${parsed.problems.map((problem) => `- ${describeSettingProblem(problem)}`).join("\n")}`,
    );
  const settings = parsed.value;

  let state:
    | { readonly notReady: string }
    | { readonly handle: Parameters<typeof createFront>[0]["handle"] } = {
    notReady: "The registry is starting.",
  };
  const cache = createPublicCache({ maxBytes: 64 * 1024 * 1024, maxAgeMs: 5 * 60_000, now: Date.now });
  const server = createFront({
    handle: (request, response) =>
      "handle" in state ? state.handle(request, response) : Promise.reject(new Error(state.notReady)),
    variantOf,
    origins: ownOrigins(settings.publicUrl),
    isTrustedProxy: trustedProxies(settings.trustedProxies),
    cache,
    metrics: createMetrics(frontMeanings(cache)),
    logger,
    resultObject: (status, code, text) =>
      JSON.stringify(resultObject(status, code, text, { at: new Date(), correlationId: randomUUID() })),
    notReady: () => ("notReady" in state ? state.notReady : undefined),
    remark: () => ("notReady" in state ? undefined : logTrouble()),
    metricsToken: settings.metricsToken,
    isSecure: settings.publicUrl.startsWith("https:"),
    isDevelopment,
  });
  await listen(server, settings);
  openDataDir(settings.dataDir);

  const database = await openDatabase(settings);
  const access = await oneAfterTheOther(database.config, () => openRegistry(settings, database));

  const changes = listenForChanges({
    database: database.config,
    onChange: (product) => cache.forget(product),
    onInformed: (informed) => cache.setInformed(informed),
    logger,
  });
  undo.push(() => changes.stop());

  // After a form that leads elsewhere Next.js asks this server for the next page. Said where, as its own server says it,
  // it need not go out and back in through PUBLIC_URL, which not every network lets a machine do.
  process.env["__NEXT_PRIVATE_ORIGIN"] = `http://${loopbackOf(settings.host)}:${settings.port}`;
  const app = next({
    dev: isDevelopment,
    dir: root,
    customServer: true,
    hostname: settings.host,
    port: settings.port,
  });
  undo.push(() => app.close());
  await app.prepare();
  const handle = app.getRequestHandler();
  // Last of all: a password made by a start that failed later would be lost, and with it the way in.
  const keeper =
    access === null ? await appointKeeper(contextFor(anyone), { email: settings.keeperEmail }) : null;
  state = { handle: (request, response) => handle(request, response) };
  undo.push(async () => {
    state = { notReady: "The registry is stopping." };
  });
  const chores = startChores(contextFor(program));
  undo.push(() => chores.stop());
  if (access !== null) await startOwnWitness(settings);
  await greet(settings, access, keeper);
}

/** A demonstration has a witness of its own, so that one can see what witnesses do; a production registry asks others'. */
async function startOwnWitness({ dataDir, publicUrl }: Settings): Promise<void> {
  const { vkey: logVkey } = await describeLog(contextFor(anyone));
  if (logVkey === null) return;
  const witness = keepOwnWitness({
    program: path.join(root, "server", "cli", "cellproof.mjs"),
    folder: path.join(dataDir, "witness"),
    name: `${new URL(publicUrl).host}/witness/ours`,
    logVkey,
    onReady: ({ vkey, url }) => enterOwnWitness(contextFor(program), { vkey, url }),
    logger,
  });
  undo.push(() => witness.stop());
}

/** The port is taken first: a second start notices before it touches the database. */
async function listen(server: ReturnType<typeof createFront>, settings: Settings): Promise<void> {
  server.listen(settings.port, settings.host);
  try {
    await once(server, "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const words = whyNotListening(settings).get(code);
    throw words === undefined ? error : new Error(words, { cause: error });
  }
  undo.push(async () => {
    const closed = once(server, "close");
    server.close();
    server.closeIdleConnections();
    // What is being answered gets its time; connections that only wait do not.
    const patience = setTimeout(() => server.closeAllConnections(), 5000);
    await closed;
    clearTimeout(patience);
  });
}

/** The address under which this process reaches itself: one that listens everywhere listens at home. */
function loopbackOf(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

function whyNotListening({ host, port }: Settings): ReadonlyMap<string, string> {
  const notHere = `HOST ${host} is not an address of this machine.`;
  return new Map([
    [
      "EADDRINUSE",
      `Port ${port} on ${host} is in use by another program. Stop it, or choose another: PORT=4000 npm start`,
    ],
    ["EACCES", `This user may not listen on port ${port}. Choose one above 1023 with PORT.`],
    ["EADDRNOTAVAIL", notHere],
    ["ENOTFOUND", notHere],
  ]);
}

interface OpenDatabase {
  readonly config: pg.PoolConfig;
  readonly isEmbedded: boolean;
}

async function openDatabase(settings: Settings): Promise<OpenDatabase> {
  const { databaseUrl } = settings;
  // Who may change tables serves the migration only; afterwards nothing runs but the role that owns nothing.
  const owner = databaseUrl === undefined ? await openEmbedded(settings) : await openForeign(databaseUrl);
  await migrate(owner, path.join(root, "db", "migrations"));
  return databaseUrl === undefined
    ? { config: await openEmbeddedAsRole(owner), isEmbedded: true }
    : { config: { connectionString: asRole(databaseUrl) }, isEmbedded: false };
}

async function openEmbedded({ dataDir }: Settings): Promise<pg.PoolConfig> {
  const server: EmbeddedPostgres = await startEmbeddedPostgres({
    dataDir,
    report: (message) => logger.warn(message),
  });
  undo.push(() => server.stop());
  await ensureDatabase(server.connection("postgres"), "cellproof");
  return server.connection("cellproof");
}

async function openForeign(connectionString: string): Promise<pg.PoolConfig> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::int / 10000 as version",
    );
    const version = rows[0]?.version ?? 0;
    if (version < 15) throw new Error(`the server is PostgreSQL ${version}, and 15 or newer is needed`);
  } catch (error) {
    throw new Error(
      `The database of DATABASE_URL cannot be used: ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  } finally {
    await client.end();
  }
  return { connectionString };
}

/** Checks what the database was born as, hands the settings to the runtime, and loads the demonstration where it belongs. */
async function openRegistry(
  settings: Settings,
  { config, isEmbedded }: OpenDatabase,
): Promise<DemonstrationAccess | null> {
  const { db, pool } = connect({ ...config, max: 1 });
  try {
    const born = await readBirth(db);
    const demonstration = born?.demonstration ?? settings.demonstration ?? isEmbedded;
    if (settings.demonstration !== undefined && settings.demonstration !== demonstration)
      logger.warn(
        `DEMO is ignored: this database was born as a ${demonstration ? "demonstration" : "production registry"} and stays one.`,
      );
    const keyEncryptionKey = keyEncryptionKeyOf(settings, { demonstration, isNew: born === undefined });
    await confirmBirth(db, { publicUrl: settings.publicUrl, demonstration, keyEncryptionKey });
    Object.assign(
      process.env,
      runtimeEnvironment(settings, { database: config, keyEncryptionKey, demonstration }),
    );
    undo.push(() => runtime().end());
    // What a program that was killed left pending is published first; where that is refused, reading goes on.
    await publishLog(contextFor(program));
    await loadLibrary(contextFor(program));
    await cleanUpImports(contextFor(program));
    await sweepStagedFiles(contextFor(program));
    if (!demonstration) return null;
    const access = await seedDemonstration(contextFor(anyone), readDemonstrationAccess(settings.dataDir));
    writeDemonstrationAccess(settings.dataDir, access);
    return access;
  } finally {
    await pool.end();
  }
}

async function greet(
  { publicUrl, dataDir }: Settings,
  access: DemonstrationAccess | null,
  keeper: HandedOver | null,
): Promise<void> {
  const lines = [`Cellproof is ready: ${publicUrl}`];
  if (access !== null)
    lines.push(
      "",
      "This is a demonstration: nothing in it is a real declaration. Sign in at",
      `${publicUrl}/sign-in with the password ${access.password} as`,
      ...access.signIns.map(({ email, what }) => `  ${email.padEnd(36)} ${what}`),
      "",
      `Tokens for machines (Authorization: Bearer ...), also in ${tokensFile(dataDir)}:`,
      ...Object.entries(access.tokens).map(([audience, token]) => `  ${audience.padEnd(14)} ${token}`),
      "",
      "Next: open the address, pick a passport and scan its code; or sign in as the exporter, change a figure and have it reviewed.",
    );
  else if (keeper !== null)
    lines.push(
      "",
      "This production registry had nobody in it, so its keeper was made. Sign in at",
      `${publicUrl}/sign-in as ${keeper.email} with the password ${keeper.password}`,
      `The password is shown this once and kept nowhere. Change it at ${publicUrl}/account.`,
      "",
      `Next: at ${publicUrl}/admin add an operator, then a person for it. That person enters a plant and a model and`,
      "releases the first declaration. Settings are explained in README.md.",
    );
  else lines.push("", `Next: sign in at ${publicUrl}/sign-in. Settings are explained in README.md.`);
  const { vkey } = await describeLog(contextFor(anyone));
  if (vkey !== null) lines.push("", "The transparency log's verifier key, for whoever pins it:", `  ${vkey}`);
  const trouble = logTrouble();
  if (trouble !== undefined) lines.push("", `NOTHING NEW IS PUBLISHED. ${trouble}`);
  lines.push("Stop with Ctrl-C.", "");
  console.log(lines.join("\n"));
}

/** Why nothing new is published, for whoever watches the program. */
function logTrouble(): string | undefined {
  const { log } = runtime();
  const halt = log.halted();
  if (halt !== null) return `The transparency log is halted since ${halt.at}: ${halt.reason}`;
  const delay = log.delayed();
  return delay === null ? undefined : `The transparency log is not signed: ${delay.reason}`;
}

let stopping = false;

/** Undoes everything in reverse order; what takes too long is left to the next start, which can deal with it. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  process.once("SIGINT", () => process.exit(130)); // a second Ctrl-C means now
  setTimeout(() => process.exit(code || 1), 30_000).unref();
  for (const step of undo.toReversed())
    await step().catch((error: unknown) => logger.error("stopping went wrong", { error }));
  process.exit(code);
}

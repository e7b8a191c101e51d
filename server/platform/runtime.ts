import { randomBytes } from "node:crypto";
import path from "node:path";
import type pg from "pg";
import { connect } from "../../db/client.ts";
import type { Database } from "../../db/client.ts";
import type { Caller, Context } from "../context.ts";
import { findSigningKey } from "../services/operator/find-signing-key.ts";
import type { FileStore } from "./file-store.ts";
import { diskFileStore } from "./file-store.ts";
import type { KeyStore } from "./key-store.ts";
import { keyStore } from "./key-store.ts";
import type { LogSigner } from "./log-signer.ts";
import { createLogSigner } from "./log-signer.ts";
import type { Logger } from "./logger.ts";
import { createLogger } from "./logger.ts";
import type { OutsideKeySettings } from "./outside-keys.ts";
import { outsideHolders } from "./outside-keys.ts";
import type { Sessions } from "./session.ts";
import { callerOf, createSessions } from "./session.ts";
import { registryNotOpen } from "./registry-client.ts";
import type { OutsideHolders, Signer } from "./signer.ts";
import { createSigner } from "./signer.ts";

/** Everything the process holds once. */
export interface Runtime {
  readonly db: Database;
  readonly pool: pg.Pool;
  readonly signer: Signer;
  readonly outside: OutsideHolders;
  readonly keys: KeyStore;
  readonly files: FileStore;
  readonly log: LogSigner;
  readonly sessions: Sessions;
  readonly publicUrl: string;
  readonly logger: Logger;
  /** Closes every connection, when the process stops. */
  end(): Promise<void>;
}

/** What a runtime is made from. */
export interface RuntimeSettings {
  readonly database: pg.PoolConfig;
  readonly publicUrl: string;
  readonly dataDir: string;
  /** 32 bytes. */
  readonly keyEncryptionKey: Uint8Array;
  readonly sessionSecret: string;
  /** Whether the log is signed on although no checkpoint is remembered in `dataDir`. Default false. */
  readonly mayBelieveDatabase?: boolean;
  /** Who holds operators' keys outside this program. */
  readonly outside?: OutsideHolders;
}

/** Connections open when the first query comes, so nothing here can fail half-way or has to be waited for. */
export function createRuntime(settings: RuntimeSettings, logger: Logger = createLogger()): Runtime {
  const { db, pool } = connect(settings.database);
  // The signer reads key states beside running transactions. From their own pool it could wait for a connection that a
  // waiting transaction holds.
  const { db: signerDb, pool: signerPool } = connect({ ...settings.database, max: 2 });
  let isEnding = false;
  for (const each of [pool, signerPool]) {
    // The pool has thrown the connection away already; unheard, the event would end the process. While everything stops,
    // the server may hang up before our own good-bye has reached it.
    each.on("error", (error) => {
      if (!isEnding) logger.warn("a database connection was lost", { error });
    });
  }
  const keys = keyStore(settings.keyEncryptionKey);
  return {
    db,
    pool,
    keys,
    outside: settings.outside ?? {},
    signer: createSigner(keys, (kid) => findSigningKey(signerDb, kid), settings.outside),
    files: diskFileStore(path.join(settings.dataDir, "files")),
    log: createLogSigner({
      keyEncryptionKey: settings.keyEncryptionKey,
      folder: path.join(settings.dataDir, "log"),
      mayBelieveDatabase: settings.mayBelieveDatabase ?? false,
      logger,
    }),
    sessions: createSessions({ db, secret: settings.sessionSecret, publicUrl: settings.publicUrl }),
    publicUrl: settings.publicUrl,
    logger,
    end: async () => {
      isEnding = true;
      await Promise.all([pool.end(), signerPool.end()]);
    },
  };
}

/** The one runtime of this process, made from the environment on first use. Next.js evaluates modules several times: it lives on `globalThis`. */
export function runtime(): Runtime {
  globalThis.cellproofRuntime ??= createRuntime(settingsFrom(process.env));
  return globalThis.cellproofRuntime;
}

/** What a service needs, for one caller. */
export function contextFor(caller: Caller, held: Runtime = runtime()): Context {
  return {
    db: held.db,
    caller,
    publicUrl: held.publicUrl,
    signer: held.signer,
    keys: held.keys,
    outside: held.outside,
    files: held.files,
    log: held.log,
    euRegistry: registryNotOpen,
    now: () => new Date(),
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
  };
}

/** What a service needs, for whoever sent a request with these headers; refuses a bearer token that does not count. */
export async function contextOfHeaders(headers: Headers, held: Runtime = runtime()): Promise<Context> {
  const now = () => new Date();
  return contextFor(await callerOf(headers, { db: held.db, sessions: held.sessions, now }), held);
}

declare global {
  var cellproofRuntime: Runtime | undefined;
}

/** Reads what the starting process handed over (server/platform/env.ts). Throws when something is missing: then nothing can serve. */
function settingsFrom(env: NodeJS.ProcessEnv): RuntimeSettings {
  const database: unknown = JSON.parse(given(env, "CELLPROOF_DATABASE"));
  if (typeof database !== "object" || database === null)
    throw new Error("CELLPROOF_DATABASE must be a JSON object.");
  // oxlint-disable-next-line no-unsafe-type-assertion -- written by runtimeEnvironment alone
  const outsideKeys = JSON.parse(given(env, "CELLPROOF_OUTSIDE_KEYS")) as OutsideKeySettings;
  return {
    database,
    outside: outsideHolders(outsideKeys),
    publicUrl: given(env, "CELLPROOF_PUBLIC_URL"),
    dataDir: given(env, "CELLPROOF_DATA_DIR"),
    keyEncryptionKey: new Uint8Array(Buffer.from(given(env, "KEY_ENCRYPTION_KEY"), "base64")),
    sessionSecret: given(env, "BETTER_AUTH_SECRET"),
    mayBelieveDatabase: given(env, "CELLPROOF_BELIEVE_DATABASE") === "1",
  };
}

function given(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value === undefined || value === "")
    throw new Error(`${name} is not set: start with npm start or npm run dev.`);
  return value;
}

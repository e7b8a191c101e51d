import { hkdfSync, randomBytes } from "node:crypto";
import fs from "node:fs";
import { isIP } from "node:net";
import path from "node:path";
import type pg from "pg";
import { parseEmailAddress } from "../domain/access/email-address.ts";
import type { PublicUrl } from "../domain/identifier/public-url.ts";
import { parsePublicUrl } from "../domain/identifier/public-url.ts";
import type { Parsed, Problem } from "../domain/problem.ts";
import { accept, reject, rejectAll } from "../domain/problem.ts";
import type { OutsideKeySettings } from "./outside-keys.ts";
import { readOutsideKeys } from "./outside-keys.ts";

/** What the keeper may set, read once at the start. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: PublicUrl;
  /** Absolute. */
  readonly dataDir: string;
  /** Undefined: the embedded server. */
  readonly databaseUrl: string | undefined;
  /** 32 bytes; undefined when not set, which only a demonstration may do. */
  readonly keyEncryptionKey: Uint8Array | undefined;
  /** Undefined when not set: then an empty embedded database becomes a demonstration, any other does not. */
  readonly demonstration: boolean | undefined;
  /** Sign-in address of the first person of a production registry; asked for only while it has nobody. */
  readonly keeperEmail: string;
  /** Lets a collector on another machine read `/metrics`; undefined: this machine only. */
  readonly metricsToken: string | undefined;
  /** Sign the log on although no checkpoint is remembered outside the database: what the keeper says after a loss. */
  readonly believeDatabase: boolean;
  /** Where operators' keys are held outside this program. */
  readonly outsideKeys: OutsideKeySettings;
  /** Addresses and ranges of the reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
}

/** Reads all settings, or says everything that is wrong with them. An empty variable counts as not set. `describeSettingProblem` words the problems. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Parsed<Settings> {
  const given = (name: string): string | undefined =>
    env[name]?.trim() === "" ? undefined : env[name]?.trim();
  const port = readPort(given("PORT") ?? "3000");
  const portNumber = port.ok ? port.value : 3000;
  const publicUrl = readPublicUrl(given("PUBLIC_URL") ?? `http://localhost:${portNumber}`);
  const databaseUrl = optional(given("DATABASE_URL"), readDatabaseUrl);
  const keyEncryptionKey = optional(given("KEY_ENCRYPTION_KEY"), readKeyEncryptionKey);
  const demonstration = optional(given("DEMO"), (text) => readSwitch(text, "DEMO"));
  const believeDatabase = optional(given("LOG_BELIEVE_DATABASE"), (text) =>
    readSwitch(text, "LOG_BELIEVE_DATABASE"),
  );
  const metricsToken = optional(given("METRICS_TOKEN"), readMetricsToken);
  const trustedProxies = readProxies(given("TRUSTED_PROXIES"));
  const keeperEmail = optional(given("KEEPER_EMAIL"), readKeeperEmail);
  const outsideKeys = readOutsideKeys(given);
  const replicas =
    given("DATABASE_REPLICA_URLS") === undefined
      ? accept(undefined)
      : reject("E_SETTING_REPLICAS", "DATABASE_REPLICA_URLS");
  if (
    port.ok &&
    publicUrl.ok &&
    databaseUrl.ok &&
    keyEncryptionKey.ok &&
    demonstration.ok &&
    believeDatabase.ok &&
    keeperEmail.ok &&
    metricsToken.ok &&
    trustedProxies.ok &&
    outsideKeys.ok &&
    replicas.ok
  )
    return accept({
      port: port.value,
      host: given("HOST") ?? "127.0.0.1",
      publicUrl: publicUrl.value,
      dataDir: path.resolve(given("DATA_DIR") ?? "data"),
      databaseUrl: databaseUrl.value,
      keyEncryptionKey: keyEncryptionKey.value,
      demonstration: demonstration.value,
      believeDatabase: believeDatabase.value ?? false,
      keeperEmail: keeperEmail.value ?? defaultKeeperEmail(publicUrl.value),
      metricsToken: metricsToken.value,
      trustedProxies: trustedProxies.value,
      outsideKeys: outsideKeys.value,
    });
  return rejectAll(
    [
      port,
      publicUrl,
      databaseUrl,
      keyEncryptionKey,
      demonstration,
      believeDatabase,
      keeperEmail,
      metricsToken,
      trustedProxies,
      outsideKeys,
      replicas,
    ].flatMap((part) => (part.ok ? [] : part.problems)),
  );
}

/** One sentence for whoever starts the program: which setting, what is wrong, what would be right. */
export function describeSettingProblem(problem: Problem): string {
  const value = problem.params?.["value"];
  const sentence = sentences.get(problem.code) ?? "is not valid.";
  return `${problem.path}${value === undefined ? "" : ` (${JSON.stringify(value)})`} ${sentence}`;
}

const sentences: ReadonlyMap<string, string> = new Map([
  ["E_SETTING_PORT", "must be a whole number from 1 to 65535."],
  [
    "E_PUBLIC_URL_FORMAT",
    "must be an origin such as https://registry.example, in lower case, without a path or a slash at the end.",
  ],
  ["E_PUBLIC_URL_HTTP", "must start with https: only localhost and 127.0.0.1 may use http."],
  [
    "E_SETTING_DATABASE_URL",
    "must be a URL that starts with postgres:// or postgresql:// and names a server and a database.",
  ],
  ["E_SETTING_REPLICAS", "is not supported yet: leave it unset, all reads go to the one database."],
  ["E_SETTING_KEY", "must be 32 bytes written as base64, for example from: openssl rand -base64 32"],
  ["E_SETTING_SWITCH", "must be 1 or 0."],
  ["E_EMAIL_FORMAT", "must be an e-mail address such as keeper@registry.example."],
  ["E_SETTING_TOKEN", "must have at least 16 characters."],
  [
    "E_SETTING_SERVICE_URL",
    "must be the https address of the signing service; only localhost and 127.0.0.1 may use http.",
  ],
  [
    "E_SETTING_TOGETHER",
    "is not set, and the settings that belong to it are: SIGNING_SERVICE_URL with SIGNING_SERVICE_TOKEN; PKCS11_MODULE with PKCS11_TOKEN and PKCS11_PIN.",
  ],
  [
    "E_SETTING_PROXY",
    "must be addresses or ranges separated by commas, for example 127.0.0.1 or 10.0.0.0/8.",
  ],
]);

function readPort(text: string): Parsed<number> {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? accept(port) : reject("E_SETTING_PORT", "PORT", { value: text });
}

function readPublicUrl(text: string): Parsed<PublicUrl> {
  const parsed = parsePublicUrl(text);
  return parsed.ok
    ? parsed
    : rejectAll(parsed.problems.map((problem) => ({ ...problem, path: "PUBLIC_URL" })));
}

/** The value is not repeated in the problem: it may carry a password. */
function readDatabaseUrl(text: string): Parsed<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isServer =
    url !== undefined && ["postgres:", "postgresql:"].includes(url.protocol) && url.pathname.length > 1;
  return isServer ? accept(text) : reject("E_SETTING_DATABASE_URL", "DATABASE_URL");
}

function readKeyEncryptionKey(text: string): Parsed<Uint8Array> {
  const bytes = Buffer.from(text, "base64");
  const isExact = bytes.length === 32 && bytes.toString("base64") === text;
  return isExact ? accept(new Uint8Array(bytes)) : reject("E_SETTING_KEY", "KEY_ENCRYPTION_KEY");
}

function readSwitch(text: string, name: string): Parsed<boolean> {
  return text === "1" || text === "0"
    ? accept(text === "1")
    : reject("E_SETTING_SWITCH", name, { value: text });
}

function readKeeperEmail(text: string): Parsed<string> {
  const parsed = parseEmailAddress(text.toLowerCase());
  return parsed.ok
    ? parsed
    : rejectAll(parsed.problems.map((problem) => ({ ...problem, path: "KEEPER_EMAIL" })));
}

/** `keeper@` at the host of the registry. A host that no address can have, such as localhost, gets a name that leads nowhere. */
function defaultKeeperEmail(publicUrl: PublicUrl): string {
  const own = parseEmailAddress(`keeper@${new URL(publicUrl).hostname}`);
  return own.ok ? own.value : "keeper@registry.localhost";
}

function readMetricsToken(text: string): Parsed<string> {
  return text.length >= 16 ? accept(text) : reject("E_SETTING_TOKEN", "METRICS_TOKEN");
}

function readProxies(text: string | undefined): Parsed<readonly string[]> {
  const entries = text === undefined ? [] : text.split(",").map((entry) => entry.trim());
  const wrong = entries.find((entry) => !isAddressOrRange(entry));
  return wrong === undefined
    ? accept(entries)
    : reject("E_SETTING_PROXY", "TRUSTED_PROXIES", { value: wrong });
}

function isAddressOrRange(entry: string): boolean {
  const [address = "", prefix = "0", ...others] = entry.split("/");
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return others.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
}

function optional<T>(text: string | undefined, read: (text: string) => Parsed<T>): Parsed<T | undefined> {
  return text === undefined ? accept(undefined) : read(text);
}

/**
 * The key that encrypts the operators' private keys: the one set, else for a demonstration the one kept in
 * `DATA_DIR/key-encryption-key` (mode 0600), made at the first start. Throws for a production registry without one: a
 * key that lies beside the database it protects protects nothing.
 */
export function keyEncryptionKeyOf(
  settings: Settings,
  { demonstration, isNew }: { readonly demonstration: boolean; readonly isNew: boolean },
): Uint8Array {
  if (settings.keyEncryptionKey !== undefined) return settings.keyEncryptionKey;
  if (!demonstration)
    throw new Error(
      "KEY_ENCRYPTION_KEY is not set. A production registry needs its own: make one with `openssl rand -base64 32`, " +
        "keep it apart from the database, and never lose it: the operators' signing keys cannot be read without it.",
    );
  const file = path.join(settings.dataDir, "key-encryption-key");
  fs.mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  if (!fs.existsSync(file)) {
    if (!isNew)
      throw new Error(
        `${file} is missing, and no other key opens the signing keys of this database. Put it back, or set KEY_ENCRYPTION_KEY.`,
      );
    makeKeyFile(file);
  }
  const kept = readKeyEncryptionKey(fs.readFileSync(file, "utf8").trim());
  if (!kept.ok)
    throw new Error(
      `${file} does not hold 32 bytes as base64. Put the key of this database back, or set KEY_ENCRYPTION_KEY.`,
    );
  return kept.value;
}

/**
 * The whole key or none, on the disk before anything is encrypted with it: half a key would close the database for ever.
 * Of two programs at once one wins, and both read the winner's.
 */
function makeKeyFile(file: string): void {
  const part = `${file}.${randomBytes(6).toString("hex")}.part`;
  try {
    fs.writeFileSync(part, randomBytes(32).toString("base64"), { mode: 0o600, flag: "wx", flush: true });
    fs.linkSync(part, file);
  } catch (error) {
    if (!fs.existsSync(file)) throw error;
  } finally {
    fs.rmSync(part, { force: true });
  }
}

/**
 * What `server/main.ts` puts into the environment before it starts Next.js, whose bundles share nothing else with it;
 * `server/platform/runtime.ts` reads it there.
 *
 * - `CELLPROOF_DATABASE`: connection of the `pg` pool as JSON
 * - `CELLPROOF_PUBLIC_URL`: origin of every identifier
 * - `CELLPROOF_DATA_DIR`: absolute path; files lie in `files` below it
 * - `CELLPROOF_DEMONSTRATION`: `1` or `0`, as the database remembers it
 * - `CELLPROOF_BELIEVE_DATABASE`: `1` when the log may be signed on without a checkpoint remembered in the data folder
 * - `CELLPROOF_OUTSIDE_KEYS`: signing service and token that hold operators' keys, as JSON
 * - `KEY_ENCRYPTION_KEY`: base64 of 32 bytes
 * - `BETTER_AUTH_SECRET`: signs session cookies; derived from the key above with HKDF-SHA-256, so there is one secret to keep
 */
export function runtimeEnvironment(
  settings: Pick<Settings, "publicUrl" | "dataDir" | "believeDatabase" | "outsideKeys">,
  held: {
    readonly database: pg.PoolConfig;
    readonly keyEncryptionKey: Uint8Array;
    readonly demonstration: boolean;
  },
): Record<string, string> {
  const sessionSecret = Buffer.from(
    hkdfSync("sha256", held.keyEncryptionKey, "", "cellproof session cookies", 32),
  );
  return {
    CELLPROOF_DATABASE: JSON.stringify(held.database),
    CELLPROOF_PUBLIC_URL: settings.publicUrl,
    CELLPROOF_DATA_DIR: settings.dataDir,
    CELLPROOF_DEMONSTRATION: held.demonstration ? "1" : "0",
    CELLPROOF_BELIEVE_DATABASE: held.demonstration || settings.believeDatabase ? "1" : "0",
    CELLPROOF_OUTSIDE_KEYS: JSON.stringify(settings.outsideKeys),
    KEY_ENCRYPTION_KEY: Buffer.from(held.keyEncryptionKey).toString("base64"),
    BETTER_AUTH_SECRET: sessionSecret.toString("base64url"),
  };
}

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { describeSettingProblem, keyEncryptionKeyOf, readSettings, runtimeEnvironment } from "./env.ts";
import type { Settings } from "./env.ts";

const key = Buffer.alloc(32, 7).toString("base64");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cellproof-env-"));

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function settings(env: Record<string, string>): Settings {
  const parsed = readSettings(env);
  if (!parsed.ok) throw new Error(parsed.problems.map(describeSettingProblem).join("\n"));
  return parsed.value;
}

function sentences(env: Record<string, string>): string[] {
  const parsed = readSettings(env);
  return parsed.ok ? [] : parsed.problems.map(describeSettingProblem);
}

test("without any setting the registry serves this machine alone, on port 3000, from ./data", () => {
  expect(settings({})).toEqual({
    port: 3000,
    host: "127.0.0.1",
    publicUrl: "http://localhost:3000",
    dataDir: path.resolve("data"),
    databaseUrl: undefined,
    keyEncryptionKey: undefined,
    demonstration: undefined,
    believeDatabase: false,
    keeperEmail: "keeper@registry.localhost",
    metricsToken: undefined,
    trustedProxies: [],
    outsideKeys: {},
  });
});

test("the keeper's address stands at the host of the registry, unless it is set", () => {
  expect(settings({ PUBLIC_URL: "https://registry.example:8443" }).keeperEmail).toBe(
    "keeper@registry.example",
  );
  expect(settings({ PUBLIC_URL: "http://127.0.0.1:3000" }).keeperEmail).toBe("keeper@registry.localhost");
  expect(sentences({ KEEPER_EMAIL: "keeper" })).toEqual([
    'KEEPER_EMAIL ("keeper") must be an e-mail address such as keeper@registry.example.',
  ]);
});

test("every setting can be made", () => {
  expect(
    settings({
      PORT: "8080",
      HOST: "0.0.0.0",
      PUBLIC_URL: "https://registry.example",
      DATA_DIR: "/srv/cellproof",
      DATABASE_URL: "postgresql://cellproof:secret@db.example/cellproof",
      KEY_ENCRYPTION_KEY: key,
      DEMO: "0",
      LOG_BELIEVE_DATABASE: "1",
      KEEPER_EMAIL: "Ada@works.example",
      METRICS_TOKEN: "a-long-enough-token",
      TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8,2001:db8::/32",
      SIGNING_SERVICE_URL: "https://sign.example/v1/",
      SIGNING_SERVICE_TOKEN: "who-we-are",
      PKCS11_MODULE: "/usr/lib/token.so",
      PKCS11_TOKEN: "cellproof",
      PKCS11_PIN: "4321",
    }),
  ).toEqual({
    port: 8080,
    host: "0.0.0.0",
    publicUrl: "https://registry.example",
    dataDir: "/srv/cellproof",
    databaseUrl: "postgresql://cellproof:secret@db.example/cellproof",
    keyEncryptionKey: new Uint8Array(32).fill(7),
    demonstration: false,
    believeDatabase: true,
    keeperEmail: "ada@works.example",
    metricsToken: "a-long-enough-token",
    trustedProxies: ["127.0.0.1", "10.0.0.0/8", "2001:db8::/32"],
    outsideKeys: {
      service: { url: "https://sign.example/v1", token: "who-we-are" },
      pkcs11: { module: "/usr/lib/token.so", tokenLabel: "cellproof", pin: "4321" },
    },
  });
});

test("the public address follows the port", () => {
  expect(settings({ PORT: "4100" }).publicUrl).toBe("http://localhost:4100");
});

test("an empty variable is one that was not set", () => {
  expect(settings({ DATABASE_URL: "", DEMO: " ", KEY_ENCRYPTION_KEY: "" })).toEqual(settings({}));
});

describe("what is wrong is said, with the setting's name and what would be right", () => {
  test.each([
    ["PORT", "0", 'PORT ("0") must be a whole number from 1 to 65535.'],
    ["PORT", "65536", 'PORT ("65536") must be a whole number from 1 to 65535.'],
    ["PORT", "80a", 'PORT ("80a") must be a whole number from 1 to 65535.'],
    ["DEMO", "yes", 'DEMO ("yes") must be 1 or 0.'],
    ["PUBLIC_URL", "http://registry.example", 'PUBLIC_URL ("http://registry.example") must start with https'],
    ["PUBLIC_URL", "https://registry.example/", 'PUBLIC_URL ("https://registry.example/") must be an origin'],
    ["KEY_ENCRYPTION_KEY", "c2hvcnQ=", "KEY_ENCRYPTION_KEY must be 32 bytes written as base64"],
    [
      "DATABASE_URL",
      "mysql://u:hush@db.example/x",
      "DATABASE_URL must be a URL that starts with postgres://",
    ],
    ["DATABASE_REPLICA_URLS", "postgres://a/b", "DATABASE_REPLICA_URLS is not supported yet"],
    ["METRICS_TOKEN", "short", "METRICS_TOKEN must have at least 16 characters."],
    ["TRUSTED_PROXIES", "proxy.example", 'TRUSTED_PROXIES ("proxy.example") must be addresses or ranges'],
    ["TRUSTED_PROXIES", "127.0.0.1,", 'TRUSTED_PROXIES ("") must be addresses or ranges'],
    ["SIGNING_SERVICE_URL", "https://sign.example", "SIGNING_SERVICE_TOKEN is not set, and the settings"],
    ["PKCS11_PIN", "4321", "PKCS11_MODULE is not set, and the settings that belong to it are"],
    ["TRUSTED_PROXIES", "10.0.0.0/33", 'TRUSTED_PROXIES ("10.0.0.0/33") must be addresses or ranges'],
  ])("%s=%s", (name, value, sentence) => {
    expect(sentences({ [name]: value })).toEqual([expect.stringContaining(sentence)]);
  });

  test("a signing service is spoken to in secret, except on this machine", () => {
    const at = (url: string) => sentences({ SIGNING_SERVICE_URL: url, SIGNING_SERVICE_TOKEN: "t" });
    expect(at("http://sign.example")).toEqual([expect.stringContaining("must be the https address")]);
    expect(at("https://u:p@sign.example")).toHaveLength(1);
    expect(at("http://127.0.0.1:9000")).toEqual([]);
  });

  test("all at once, not one after another", () => {
    expect(sentences({ PORT: "x", DEMO: "y", KEY_ENCRYPTION_KEY: "z" })).toHaveLength(3);
  });

  test("no secret is repeated", () => {
    const said = sentences({
      DATABASE_URL: "mysql://u:hush@db/x",
      KEY_ENCRYPTION_KEY: "hush",
      METRICS_TOKEN: "hush",
    }).join();
    expect(said).not.toContain("hush");
  });
});

describe("the key that encrypts keys", () => {
  test("is made once for a demonstration, for its owner's eyes, and found again", () => {
    const demonstration = settings({ DATA_DIR: path.join(folder, "made") });
    const made = keyEncryptionKeyOf(demonstration, { demonstration: true, isNew: true });
    expect(made).toHaveLength(32);
    expect(keyEncryptionKeyOf(demonstration, { demonstration: true, isNew: false })).toEqual(made);
    expect(fs.statSync(path.join(folder, "made", "key-encryption-key")).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(path.join(folder, "made"))).toEqual(["key-encryption-key"]);
  });

  test("is refused when a production registry has none", () => {
    expect(() =>
      keyEncryptionKeyOf(settings({ DATA_DIR: path.join(folder, "production") }), {
        demonstration: false,
        isNew: true,
      }),
    ).toThrow("KEY_ENCRYPTION_KEY is not set");
    expect(fs.existsSync(path.join(folder, "production"))).toBe(false);
  });

  test("is not made anew when the one of a database is lost", () => {
    const dataDir = path.join(folder, "lost");
    const lost = { demonstration: true, isNew: false };
    expect(() => keyEncryptionKeyOf(settings({ DATA_DIR: dataDir }), lost)).toThrow("is missing");
    expect(fs.readdirSync(dataDir)).toEqual([]);
  });

  test("is not replaced when the kept one is damaged", () => {
    const dataDir = path.join(folder, "damaged");
    fs.mkdirSync(dataDir);
    fs.writeFileSync(path.join(dataDir, "key-encryption-key"), "scribble");
    expect(() =>
      keyEncryptionKeyOf(settings({ DATA_DIR: dataDir }), { demonstration: true, isNew: true }),
    ).toThrow("does not hold 32 bytes");
  });
});

test("sessions are signed with another secret than keys are encrypted with, and the same one after a restart", () => {
  const held = { database: {}, keyEncryptionKey: new Uint8Array(32).fill(7), demonstration: true };
  const first = runtimeEnvironment(settings({}), held);
  expect(first["BETTER_AUTH_SECRET"]).toHaveLength(43);
  expect(Buffer.from(first["BETTER_AUTH_SECRET"] ?? "", "base64url")).not.toEqual(Buffer.from(key, "base64"));
  expect(runtimeEnvironment(settings({}), held)).toEqual(first);
});

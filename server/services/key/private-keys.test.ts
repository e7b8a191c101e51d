import type { KeyObject } from "node:crypto";
import { createPrivateKey, generateKeyPairSync, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { logKey, operatorKey } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { keyStore, unseal } from "../../platform/key-store.ts";
import { createLogger } from "../../platform/logger.ts";
import { createSigner } from "../../platform/signer.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../../test/fixture.ts";
import { describeLog, surveyLog } from "../log/status.ts";
import { readKeys } from "../operator/read-keys.ts";
import { issueItem } from "../passport/issue-item.ts";
import { readBundle } from "../passport/read-bundle.ts";
import { readFullRecord } from "../passport/read-full-record.ts";
import { addKey } from "./add.ts";
import { declareCompromised } from "./declare-compromised.ts";
import { retireKey } from "./retire.ts";
import { surveyKeys } from "./survey.ts";

/**
 * A private key exists in memory and encrypted in the database, and nowhere else. After a run in which keys were made,
 * used, retired and declared compromised, every place that somebody could read is searched for each of them.
 */
let database: TestDatabase;
let registry: Fixture;
let operator: TestOperator;
let productUrl: string;
let secrets: readonly string[];

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
  operator = await registry.operator("secretive");
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  const issue = (serial: string) =>
    issueItem(operator.signer, { modelId: model.id, serial, manufacturedOn: "2026-10" });
  const order = { operatorId: operator.id, signer: "process" } as const;
  const second = await addKey(operator.signer, order);
  await issue("S1");
  await addKey(operator.signer, order);
  await retireKey(operator.signer, { kid: second.kid });
  const [first] = await database.db.select().from(operatorKey).limit(1);
  await declareCompromised(operator.signer, { kid: first?.kid ?? "", since: "2026-11-20T11:00:00Z" });
  ({ productUrl } = await issue("S2"));
  secrets = (await privateKeys()).flatMap(formsOf);
});
afterAll(() => database.end());

describe("the private keys of operators and of the log", () => {
  test("would be found in any form a program could write them in", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const forms = formsOf(privateKey);
    expect(leaksIn(JSON.stringify(privateKey.export({ format: "jwk" })), forms)).not.toEqual([]);
    for (const type of ["pkcs8", "sec1"] as const) {
      expect(leaksIn(privateKey.export({ format: "pem", type }).toString(), forms)).not.toEqual([]);
      const der = privateKey.export({ format: "der", type });
      for (const encoding of ["hex", "base64", "base64url"] as const)
        expect(leaksIn(`\\x${der.toString(encoding)}`, forms), `${type} ${encoding}`).not.toEqual([]);
    }
  });

  test("are all looked for: three of the operator, one of the log", () => {
    expect(secrets.length / formsOf(generateKeyPairSync("ed25519").privateKey).length).toBeGreaterThanOrEqual(
      4,
    );
  });

  test("stand in no table of the database, as a dump would show it", async () => {
    const tables = z
      .array(z.object({ name: z.string() }))
      .parse(
        (
          await database.admin.execute(
            sql`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
          )
        ).rows,
      );
    expect(tables.length).toBeGreaterThan(30);
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await database.admin.execute(sql`select t::text as row from ${sql.raw(name)} t`);
      if (leaksIn(JSON.stringify(rows)).length > 0) found.push(name);
    }
    expect(found).toEqual([]);
  });

  test("stand in nothing that is answered to anybody", async () => {
    const answers = [
      await surveyKeys(operator.signer, { operatorId: operator.id }),
      await readKeys(operator.signer, { slug: operator.slug }),
      await describeLog(operator.author),
      await surveyLog(registry.keeper),
      await readBundle(operator.signer, { productUrl }),
      await readFullRecord(operator.signer, { productUrl }),
    ];
    expect(leaksIn(JSON.stringify(answers, bytesAsHex))).toEqual([]);
  });

  test("stand in no error and no line of the log of the program, when something is wrong with one", async () => {
    const lines: string[] = [];
    const logger = createLogger((line) => void lines.push(line));
    const [row] = await database.db.select().from(operatorKey).limit(1);
    const [kid, encrypted] = [row?.kid ?? "", row?.encryptedPrivateKey ?? new Uint8Array()];
    const changed = encrypted.map((byte, at) => (at === 40 ? byte ^ 1 : byte));
    const stored = { state: "active", signer: "process", signerKey: null, publicJwk: otherKey() } as const;
    const attempts: readonly (() => unknown)[] = [
      () => keyStore(randomBytes(32)).open(kid, encrypted),
      () => registry.keys.open(`${kid}x`, encrypted),
      () => registry.keys.open(kid, changed),
      () => registry.keys.open(kid, encrypted.subarray(0, 20)),
      () =>
        createSigner(keyStore(randomBytes(32)), () =>
          Promise.resolve({ ...stored, encryptedPrivateKey: encrypted }),
        ).sign(kid, randomBytes(8)),
      () => operator.signer.signer.sign(`${kid}x`, randomBytes(8)),
    ];
    for (const attempt of attempts) {
      try {
        await attempt();
      } catch (error) {
        logger.error("signing failed", { error });
      }
    }
    expect(lines).toHaveLength(attempts.length);
    expect(leaksIn(lines.join("\n"))).toEqual([]);
  });
});

async function privateKeys(): Promise<readonly KeyObject[]> {
  const ofOperators = await database.db.select().from(operatorKey);
  const ofLog = await database.db.select().from(logKey);
  return [
    ...ofOperators.flatMap(({ kid, encryptedPrivateKey }) =>
      encryptedPrivateKey === null ? [] : [registry.keys.open(kid, encryptedPrivateKey)],
    ),
    ...ofLog.map(({ vkey, encryptedPrivateKey }) => {
      const place = `log ${vkey.split("+", 1)[0] ?? ""}`;
      const key = unseal(Buffer.alloc(32), place, Buffer.from(encryptedPrivateKey));
      return createPrivateKey({ key, format: "der", type: "pkcs8" });
    }),
  ];
}

/** The secret number of a key as text, also as it falls in the middle of what is written in base64. */
function formsOf(key: KeyObject): readonly string[] {
  const bytes = Buffer.from(key.export({ format: "jwk" }).d ?? "", "base64url");
  const shifted = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64url")
      .slice(4, -4),
  );
  return [bytes.toString("hex"), ...shifted];
}

function leaksIn(text: string, of: readonly string[] = secrets): readonly string[] {
  // Lines of a PEM end anywhere, and the two alphabets of base64 are one here.
  const searched = text
    .replaceAll(/\\[nr]|\s/g, "")
    .replaceAll("+", "-")
    .replaceAll("/", "_");
  const marks = /-----BEGIN[A-Z ]*PRIVATE/i.test(text) ? ["PEM"] : [];
  return [
    ...marks,
    ...of.filter((secret) => searched.includes(secret) || searched.toLowerCase().includes(secret)),
  ];
}

function bytesAsHex(_name: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value;
}

function otherKey() {
  return keyStore(randomBytes(32)).create("did:web:other.example:op:other").publicJwk;
}

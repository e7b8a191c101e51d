import { randomBytes, verify, createPublicKey } from "node:crypto";
import { calculateJwkThumbprint, compactVerify, importJWK } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { artefact, operatorKey } from "../../db/schema/index.ts";
import type { TestDatabase } from "../../db/test-db.ts";
import { testDatabase } from "../../db/test-db.ts";
import { findSigningKey } from "../services/operator/find-signing-key.ts";
import { readKeys } from "../services/operator/read-keys.ts";
import type { Fixture } from "../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed } from "../test/fixture.ts";
import { keyStore } from "./key-store.ts";
import { createSigner } from "./signer.ts";

let database: TestDatabase;
let registry: Fixture;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterAll(() => database.end());

const did = "did:web:registry.example:op:voltara";

describe("a key", () => {
  test("is named by its RFC 7638 thumbprint, as jose computes it", async () => {
    const { kid, publicJwk } = keyStore(randomBytes(32)).create(did);
    expect(kid).toBe(`${did}#${await calculateJwkThumbprint(publicJwk)}`);
  });

  test("opens under the key it was encrypted with, and under no other", () => {
    const store = keyStore(randomBytes(32));
    const { kid, publicJwk, encryptedPrivateKey } = store.create(did);
    const jwk = store.open(kid, encryptedPrivateKey).export({ format: "jwk" });
    expect(jwk).toMatchObject({ x: publicJwk.x, y: publicJwk.y });
    expect(() => keyStore(randomBytes(32)).open(kid, encryptedPrivateKey)).toThrow(/KEY_ENCRYPTION_KEY/);
  });

  test("does not open under another operator's name, changed, or cut short", () => {
    const store = keyStore(randomBytes(32));
    const { kid, encryptedPrivateKey } = store.create(did);
    expect(() => store.open(store.create(did).kid, encryptedPrivateKey)).toThrow(kid.slice(0, 8));
    const flipped = Uint8Array.from(encryptedPrivateKey, (byte, place) => (place === 40 ? byte ^ 1 : byte));
    expect(() => store.open(kid, flipped)).toThrow(/does not open/);
    expect(() => store.open(kid, encryptedPrivateKey.subarray(0, 20))).toThrow(/form/);
  });

  test("is refused to a store whose own key is too short", () => {
    expect(() => keyStore(randomBytes(31))).toThrow(/32 bytes/);
  });

  test("never lies in the database in clear", async () => {
    const operator = await registry.operator("clear");
    const [row] = await database.db.select().from(operatorKey).where(eq(operatorKey.operatorId, operator.id));
    if (row?.encryptedPrivateKey == null) throw new Error("there is a key");
    const opened = registry.keys.open(row.kid, row.encryptedPrivateKey);
    const { d = "" } = opened.export({ format: "jwk" });
    const secrets = [
      Buffer.from(d, "base64url"),
      opened.export({ format: "der", type: "pkcs8" }).subarray(-32),
    ];
    const everything = await database.pool.query("select row_to_json(k)::text as text from operator_key k");
    const stored = Buffer.from(row.encryptedPrivateKey);
    for (const secret of secrets) expect(stored.includes(secret)).toBe(false);
    expect(JSON.stringify(everything.rows)).not.toContain(d);
    expect(JSON.stringify(everything.rows)).not.toContain(Buffer.from(d, "base64url").toString("hex"));
  });
});

describe("a signature", () => {
  test("of a released record verifies with jose, by the published key set alone", async () => {
    const operator = await registry.operator("jose");
    const { draft } = await declaredModel(operator);
    await releaseReviewed(operator, draft);
    const [record] = await database.db.select().from(artefact);
    const { jwks } = await readKeys(registry.keeper, { slug: "jose" });
    const verified = await compactVerify(record?.body ?? "", async (header) => {
      const jwk = jwks.keys.find(({ kid }) => kid === header.kid);
      if (jwk === undefined) throw new Error("the key is published");
      return importJWK({ ...jwk });
    });
    expect(verified.protectedHeader).toEqual({
      alg: "ES256",
      kid: jwks.keys[0]?.kid,
      typ: "vc+jwt",
      cty: "vc",
    });
  });

  test("is 64 bytes, r then s", async () => {
    const operator = await registry.operator("plain");
    const [key] = await database.db.select().from(operatorKey).where(eq(operatorKey.operatorId, operator.id));
    if (key === undefined) throw new Error("there is a key");
    const bytes = new TextEncoder().encode("what is signed");
    const signature = await operator.signer.signer.sign(key.kid, bytes);
    expect(signature).toHaveLength(64);
    const publicKey = createPublicKey({ key: { ...key.publicJwk }, format: "jwk" });
    expect(verify("sha256", bytes, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature)).toBe(true);
  });

  test.each(["retired", "compromised"])(
    "is not made with a %s key, even one that signed before",
    async (state) => {
      const operator = await registry.operator(state);
      const signer = createSigner(registry.keys, (kid) => findSigningKey(database.db, kid));
      const [key] = await database.db
        .select()
        .from(operatorKey)
        .where(eq(operatorKey.operatorId, operator.id));
      const kid = key?.kid ?? "";
      await signer.sign(kid, new Uint8Array(1));
      await database.db.update(operatorKey).set({ state }).where(eq(operatorKey.kid, kid));
      await expect(signer.sign(kid, new Uint8Array(1))).rejects.toThrow(state);
      await expect(signer.sign("did:web:nobody#x", new Uint8Array(1))).rejects.toThrow(/no signing key/);
      const { jwks, didDocument } = await readKeys(registry.keeper, { slug: state });
      expect(jwks.keys).toHaveLength(state === "retired" ? 1 : 0);
      expect(didDocument.assertionMethod).toHaveLength(state === "retired" ? 1 : 0);
    },
  );
});

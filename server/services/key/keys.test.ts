import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { logEntry, operatorKey, passportVersion } from "../../../db/schema/index.ts";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import type { Context } from "../../context.ts";
import { didOf } from "../../domain/record/did.ts";
import { keyProofType } from "../../domain/record/key-proof.ts";
import { compact, signingInput } from "../../domain/record/public-record.ts";
import { createSigner } from "../../platform/signer.ts";
import { signingService } from "../../platform/signing-service.ts";
import type { Fixture, TestOperator } from "../../test/fixture.ts";
import { declaredModel, fixture, releaseReviewed, testUrl } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { startSigningService } from "../../test/signing-service.ts";
import { findSigningKey } from "../operator/find-signing-key.ts";
import { readKeys } from "../operator/read-keys.ts";
import { issueItem } from "../passport/issue-item.ts";
import { addKey } from "./add.ts";
import { declareCompromised } from "./declare-compromised.ts";
import { retireKey } from "./retire.ts";

let database: TestDatabase;
let registry: Fixture;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterAll(() => database.end());

/** An operator with a released model, so that items can be issued. */
async function issuing(slug: string) {
  const operator = await registry.operator(slug);
  const { model, draft } = await declaredModel(operator);
  await releaseReviewed(operator, draft);
  const issue = (serial: string) =>
    issueItem(operator.signer, { modelId: model.id, serial, manufacturedOn: "2026-10" });
  return { operator, issue, first: (await keysOf(operator))[0]?.kid ?? "" };
}

function keysOf({ id }: TestOperator) {
  return database.db
    .select()
    .from(operatorKey)
    .where(eq(operatorKey.operatorId, id))
    .orderBy(asc(operatorKey.leafIndex));
}

async function signersOf() {
  const rows = await database.db
    .select({ kid: passportVersion.kid })
    .from(passportVersion)
    .orderBy(asc(passportVersion.leafIndex));
  return rows.map(({ kid }) => kid);
}

/** What the log says of keys, in order. */
async function loggedKeys(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows = await database.db.select().from(logEntry).orderBy(asc(logEntry.idx));
  return rows
    .map(({ entry }): Readonly<Record<string, unknown>> => JSON.parse(Buffer.from(entry).toString("utf8")))
    .filter(({ type }) => type === "issuer-key");
}

describe("the rotation of a key", () => {
  test("signs with the next key at once, keeps the former for what it signed, and logs both", async () => {
    const { operator, issue, first } = await issuing("rotating");
    const { kid, pending } = await addKey(operator.signer, { operatorId: operator.id, signer: "process" });
    expect(pending).toBeNull();
    await retireKey(operator.signer, { kid: first });
    await issue("A1");
    expect((await signersOf()).at(-1)).toBe(kid);
    const { jwks, didDocument } = await readKeys(registry.keeper, { slug: "rotating" });
    expect(jwks.keys.map((key) => key.kid)).toEqual([first, kid]);
    expect(didDocument.assertionMethod).toEqual([first, kid]);
    const logged = (await loggedKeys()).filter(({ issuer }) => issuer === didOf(testUrl, "rotating"));
    expect(logged.map(({ action, kid: of }) => [action, of])).toEqual([
      ["add", first],
      ["add", kid],
      ["retire", first],
    ]);
  });

  test("never leaves an operator without a key, and retires none twice", async () => {
    const { operator, first } = await issuing("last");
    expect((await refusalFrom(retireKey(operator.signer, { kid: first }))).code).toBe("LAST_KEY");
    await addKey(operator.signer, { operatorId: operator.id, signer: "process" });
    await retireKey(operator.signer, { kid: first });
    expect((await refusalFrom(retireKey(operator.signer, { kid: first }))).code).toBe("KEY_NOT_ACTIVE");
  });

  test("of two people who retire the two last keys at once, one succeeds", async () => {
    const { operator, first } = await issuing("both");
    const { kid } = await addKey(operator.signer, { operatorId: operator.id, signer: "process" });
    const ends = await Promise.allSettled(
      [first, kid].map((each) => retireKey(operator.signer, { kid: each })),
    );
    expect(ends.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("a compromised key", () => {
  test("signs nothing more, leaves the key set, and says how many records are in doubt", async () => {
    const { operator, issue, first } = await issuing("robbed");
    await issue("A1");
    const since = "2026-11-20T12:00:00.900Z";
    registry.setTime("2026-11-20T13:00:00Z");
    const { recordsInDoubt } = await declareCompromised(operator.signer, { kid: first, since });
    expect(recordsInDoubt).toBe(2);
    await expect(issue("A2")).rejects.toThrow(/no active key/);
    const { jwks, didDocument } = await readKeys(registry.keeper, { slug: "robbed" });
    expect([jwks.keys.length, didDocument.assertionMethod.length]).toEqual([0, 0]);
    expect((await loggedKeys()).at(-1)).toMatchObject({
      ...{ action: "compromise", kid: first, since: "2026-11-20T12:00:00Z" },
    });
    await addKey(operator.signer, { operatorId: operator.id, signer: "process" });
    await issue("A2");
  });

  test("may be declared so since earlier, never since later, and never for the future", async () => {
    const { operator, first } = await issuing("doubted");
    const declare = (since: string) => declareCompromised(operator.signer, { kid: first, since });
    const ahead = await refusalFrom(declare("2027-01-01T00:00:00Z"));
    expect(ahead.problems).toMatchObject([{ code: "E_TIME_FUTURE", path: "since" }]);
    expect((await refusalFrom(declare("yesterday"))).problems).toMatchObject([{ code: "E_TIME_FORMAT" }]);
    await declare("2026-11-20T10:00:00Z");
    expect((await refusalFrom(declare("2026-11-20T11:00:00Z"))).code).toBe("KEY_NOT_ACTIVE");
    await declare("2026-11-20T09:00:00Z");
    expect((await keysOf(operator))[0]?.compromisedSince).toEqual(new Date("2026-11-20T09:00:00Z"));
  });
});

/** A key pair outside the registry, and what its operator states with it. */
async function outsideKey(slug: string, at: Date) {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const jwk = { crv: "P-256", kty: "EC", x, y };
  const did = didOf(testUrl, slug);
  const kid = `${did}#${await calculateJwkThumbprint(jwk)}`;
  const good = { iss: did, aud: testUrl, iat: Math.floor(at.getTime() / 1000) };
  const state = (changes: object = {}, header: object = {}, key: KeyObject = privateKey) => {
    const head = { alg: "ES256", kid, typ: keyProofType, ...header };
    const input = signingInput(head, { ...good, ...changes });
    return compact(input, sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" }));
  };
  return { jwk, kid, state, privateKey };
}

describe("a key that its operator brings", () => {
  test("is entered with proof that it is theirs, in their custody, beside one for the status lists", async () => {
    const { operator } = await issuing("own");
    const { jwk, kid, state } = await outsideKey("own", operator.signer.now());
    const order = {
      operatorId: operator.id,
      signer: "upload",
      jwk: JSON.stringify(jwk),
      proof: state(),
    } as const;
    expect((await addKey(operator.signer, order)).kid).toBe(kid);
    const [, brought, forLists] = await keysOf(operator);
    expect(brought).toMatchObject({ kid, custody: "operator", signer: "upload", encryptedPrivateKey: null });
    expect(forLists).toMatchObject({ use: "status", custody: "registry", signer: "process" });
    expect((await loggedKeys()).slice(-2)).toMatchObject([{ custody: "operator" }, { use: "status" }]);
    await expect(operator.signer.signer.sign(kid, new Uint8Array(1))).rejects.toThrow(/custody/);
    expect((await refusalFrom(addKey(operator.signer, order))).code).toBe("IDENTIFIER_TAKEN");
  });

  test.each<[string, (made: Awaited<ReturnType<typeof outsideKey>>) => string, string]>([
    ["for another registry", ({ state }) => state({ aud: "https://elsewhere.example" }), "E_KEY_PROOF"],
    ["for another operator", ({ state }) => state({ iss: didOf(testUrl, "rival") }), "E_KEY_PROOF"],
    ["of last week", ({ state }) => state({ iat: 1_763_000_000 }), "E_KEY_PROOF"],
    ["of another kind", ({ state }) => state({}, { typ: "vc+jwt" }), "E_KEY_PROOF_FORM"],
    ["under another name", ({ state }) => state({}, { kid: "did:web:x#y" }), "E_KEY_PROOF_KEY"],
    [
      "signed with another key",
      ({ state }) => state({}, {}, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey),
      "E_SIGNATURE_WRONG",
    ],
    ["that is none", () => "nothing", "E_KEY_PROOF_FORM"],
  ])("is refused with a statement %s", async (what, proofOf, code) => {
    const operator = await registry.operator(what.replaceAll(" ", "-"));
    const made = await outsideKey(operator.slug, operator.signer.now());
    const order = { operatorId: operator.id, signer: "upload", jwk: JSON.stringify(made.jwk) } as const;
    const { problems } = await refusalFrom(addKey(operator.signer, { ...order, proof: proofOf(made) }));
    expect(problems).toMatchObject([{ code, path: "proof" }]);
    expect(await keysOf(operator)).toHaveLength(1);
  });

  test("is refused with its private part, and says why", async () => {
    const operator = await registry.operator("careless");
    const { privateKey, state } = await outsideKey("careless", operator.signer.now());
    const jwk = JSON.stringify(privateKey.export({ format: "jwk" }));
    const order = { operatorId: operator.id, signer: "upload", jwk, proof: state() } as const;
    const { problems } = await refusalFrom(addKey(operator.signer, order));
    expect(problems).toMatchObject([{ code: "E_JWK_PRIVATE", path: "jwk" }]);
  });
});

describe("a key held by a signing service", () => {
  test("signs the operator's records, and they verify like any other", async () => {
    const service = await startSigningService();
    service.add("voltara");
    const { operator, issue } = await issuing("served");
    const outside = { service: signingService(service) };
    const signer = createSigner(registry.keys, (kid) => findSigningKey(database.db, kid), outside);
    const ctx: Context = { ...operator.signer, outside, signer };
    const order = { operatorId: operator.id, signer: "service", name: "voltara" } as const;
    const { kid } = await addKey(ctx, order);
    Object.assign(operator, { signer: ctx });
    await issue("S1");
    expect((await signersOf()).at(-1)).toBe(kid);
    expect(service.seen.length).toBeGreaterThan(0);
    const unknown = await refusalFrom(addKey(ctx, { ...order, name: "nobody" }));
    expect(unknown.code).toBe("SIGNER_UNAVAILABLE");
    await service.stop();
    await expect(issue("S2")).rejects.toThrow(/cannot be reached/);
  });

  test("is refused where no service is set up", async () => {
    const operator = await registry.operator("without");
    const order = { operatorId: operator.id, signer: "pkcs11", name: "01" } as const;
    expect((await refusalFrom(addKey(operator.signer, order))).code).toBe("SIGNER_UNAVAILABLE");
  });
});

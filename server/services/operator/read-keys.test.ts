import { generateKeyPairSync, sign } from "node:crypto";
import { calculateJwkThumbprint, compactVerify, createLocalJWKSet, exportJWK } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestDatabase } from "../../../db/test-db.ts";
import { testDatabase } from "../../../db/test-db.ts";
import { didOf } from "../../domain/record/did.ts";
import { keyProofType } from "../../domain/record/key-proof.ts";
import { compact, signingInput } from "../../domain/record/public-record.ts";
import type { Fixture } from "../../test/fixture.ts";
import { fixture, testUrl } from "../../test/fixture.ts";
import { refusalFrom } from "../../test/refusal-of.ts";
import { addKey } from "../key/add.ts";
import { declareCompromised } from "../key/declare-compromised.ts";
import { retireKey } from "../key/retire.ts";
import { readKeys } from "./read-keys.ts";

let database: TestDatabase;
let registry: Fixture;

beforeAll(async () => {
  database = await testDatabase();
  registry = fixture(database);
});
afterAll(() => database.end());

/** What strangers read of an operator's keys, by the names of the keys. */
async function published(slug: string) {
  const { jwks, didDocument } = await readKeys(registry.keeper, { slug });
  return {
    known: didDocument.verificationMethod.map(({ id }) => id),
    mayAssert: didDocument.assertionMethod,
    inSet: jwks.keys.map(({ kid }) => kid),
  };
}

describe("the keys that strangers read of an operator", () => {
  test("are the active and the retired; a compromised one is known by its name and may assert nothing", async () => {
    const operator = await registry.operator("turning");
    const [first = ""] = (await published("turning")).known;
    const add = async () =>
      (await addKey(operator.signer, { operatorId: operator.id, signer: "process" })).kid;
    const [second, third] = [await add(), await add()];
    const all = [first, second, third];
    expect(await published("turning")).toEqual({ known: all, mayAssert: all, inSet: all });
    await retireKey(operator.signer, { kid: first });
    expect(await published("turning")).toEqual({ known: all, mayAssert: all, inSet: all });
    await declareCompromised(operator.signer, { kid: second, since: operator.signer.now().toISOString() });
    const sound = [first, third];
    expect(await published("turning")).toEqual({ known: all, mayAssert: sound, inSet: sound });
    await declareCompromised(operator.signer, { kid: first, since: operator.signer.now().toISOString() });
    expect(await published("turning")).toEqual({ known: all, mayAssert: [third], inSet: [third] });
  });

  test("are of either kind the record format knows, public members only, and serve programs of others", async () => {
    const operator = await registry.operator("edwards");
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const { kty, crv, x } = await exportJWK(publicKey);
    const did = didOf(testUrl, "edwards");
    const kid = `${did}#${await calculateJwkThumbprint({ kty: kty ?? "", crv: crv ?? "", x: x ?? "" })}`;
    const input = signingInput(
      { alg: "EdDSA", kid, typ: keyProofType },
      { iss: did, aud: testUrl, iat: Math.floor(operator.signer.now().getTime() / 1000) },
    );
    const proof = compact(input, sign(null, Buffer.from(input), privateKey));
    const jwk = JSON.stringify({ kty, crv, x });
    await addKey(operator.signer, { operatorId: operator.id, signer: "upload", jwk, proof });

    const { jwks, didDocument } = await readKeys(registry.keeper, { slug: "edwards" });
    expect(jwks.keys.map(({ alg }) => alg)).toEqual(["ES256", "EdDSA", "ES256"]);
    expect(jwks.keys[1]).toEqual({ kty: "OKP", crv: "Ed25519", x, kid, alg: "EdDSA", use: "sig" });
    const thumbprint = kid.slice(kid.indexOf("#") + 1);
    expect(didDocument.verificationMethod[1]).toEqual({
      ...{ id: kid, type: "JsonWebKey", controller: did },
      publicKeyJwk: { kty: "OKP", crv: "Ed25519", x, kid: thumbprint, alg: "EdDSA" },
    });
    const read = await compactVerify(proof, createLocalJWKSet({ keys: [...jwks.keys] }));
    expect(read.protectedHeader.kid).toBe(kid);
    for (const key of jwks.keys) expect(Object.keys(key)).not.toContain("d");
  });

  test("of nobody are none", async () => {
    const { code } = await refusalFrom(readKeys(registry.keeper, { slug: "nobody" }));
    expect(code).toBe("OPERATOR_NOT_FOUND");
    expect((await refusalFrom(readKeys(registry.keeper, { slug: "../x" }))).code).toBe("OPERATOR_NOT_FOUND");
  });

  // Last, for the log of this fixture signs nothing afterwards.
  test("leave out what waits for the log: nothing counts before anybody could see it", async () => {
    const operator = await registry.operator("waiting");
    const before = await published("waiting");
    operator.signer.log.halt({ code: "headMissing", params: {} }, new Date());
    const { kid, pending } = await addKey(operator.signer, { operatorId: operator.id, signer: "process" });
    expect(pending).toBe("The head of the log is missing.");
    expect(before.known).not.toContain(kid);
    expect(await published("waiting")).toEqual(before);
  });
});

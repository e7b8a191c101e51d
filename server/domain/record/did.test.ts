import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import type { PublishedKey } from "./did.ts";
import { didDocument, didOf, issuerMetadata, issuerUrl, jwks, kidOf, logOriginOf } from "./did.ts";

const publicUrl = "https://registry.example";
const slug = "voltara";
const [{ x, y, kid } = { x: "", y: "", kid: "" }] = example.jwks.keys;
const key: PublishedKey = { kid, jwk: { kty: "EC", crv: "P-256", x, y }, state: "active" };
const ed25519: PublishedKey = {
  kid: "did:web:registry.example:op:voltara#kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
  jwk: { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" },
  state: "active",
};

describe("an operator's identifiers", () => {
  test("are those of the worked example", () => {
    expect(didOf(publicUrl, slug)).toBe(example.didDocument.id);
    expect(issuerUrl(publicUrl, slug)).toBe(example.jwtVcIssuerMetadata.issuer);
    expect(kidOf(didOf(publicUrl, slug), "dPuwcr1T8YIyXT1n2hIN2nscgDFw17NPTsvTvdnNRq4")).toBe(kid);
    expect(logOriginOf(publicUrl)).toBe("registry.example/log");
  });
  test("write a port as did:web demands", () => {
    expect(didOf("http://localhost:3000", slug)).toBe("did:web:localhost%3A3000:op:voltara");
    expect(logOriginOf("http://localhost:3000")).toBe("localhost:3000/log");
  });
});

describe("an operator's documents", () => {
  test("are byte for byte those of the worked example", () => {
    expect(JSON.stringify(didDocument(publicUrl, slug, [key]))).toBe(JSON.stringify(example.didDocument));
    expect(JSON.stringify(jwks([key]))).toBe(JSON.stringify(example.jwks));
    expect(JSON.stringify(issuerMetadata(publicUrl, slug))).toBe(JSON.stringify(example.jwtVcIssuerMetadata));
  });

  test("keep a retired key everywhere, or its records would stop verifying", () => {
    const keys = [{ ...key, state: "retired" } as const];
    expect(jwks(keys)).toEqual(jwks([key]));
    expect(didDocument(publicUrl, slug, keys)).toEqual(didDocument(publicUrl, slug, [key]));
  });

  test("drop a compromised key from the key set and from what may assert", () => {
    const keys = [{ ...key, state: "compromised" } as const, ed25519];
    expect(jwks(keys).keys.map((published) => published.kid)).toEqual([ed25519.kid]);
    const document = didDocument(publicUrl, slug, keys);
    expect(document.assertionMethod).toEqual([ed25519.kid]);
    expect(document.verificationMethod.map(({ id }) => id)).toEqual([kid, ed25519.kid]);
  });

  test("name the algorithm of a key an operator brought", () => {
    expect(jwks([ed25519]).keys).toEqual([{ ...ed25519.jwk, kid: ed25519.kid, alg: "EdDSA", use: "sig" }]);
  });

  test("never hold a private member", () => {
    const leaky = { ...key, jwk: { ...key.jwk, d: "secret" } };
    expect(JSON.stringify([jwks([leaky]), didDocument(publicUrl, slug, [leaky])])).not.toContain("secret");
  });
});

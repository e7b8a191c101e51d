import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { webCrypto } from "../../platform/web-crypto.ts";
import { issuerKeyEntry, logSubjectOf, passportEntry, statusChangeEntry } from "./entry.ts";
import { leafHash } from "./leaf-hash.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const [{ x, y, kid } = { x: "", y: "", kid: "" }] = example.jwks.keys;

describe("log entries", () => {
  test("of a key, a passport and a changed status are those of the worked example", () => {
    const key = issuerKeyEntry({
      action: "add",
      issuer: "did:web:registry.example:op:voltara",
      alsoKnownAs: ["https://registry.example/op/voltara"],
      kid,
      jwk: { kty: "EC", crv: "P-256", x, y },
      time: new Date("2026-11-01T00:00:00Z"),
    });
    expect(text(key)).toBe(example.log.entries[0]);
    const passport = passportEntry({
      subject: "4TXeVUt-Q5j3LL9O9F2Ftw",
      version: 2,
      previous: "FJ5XucnAP6MdUQkeJGP2JYEwKNiz5zH6kPR67QQpfQw",
      artifacts: {
        "vc+jwt": sha256(Buffer.from(example.vcJwt)).toString("base64url"),
        "dc+sd-jwt": "vZTsVWZwxQiRLUnQ5X6TIms5L9_daYb4moemVtCW9AM",
      },
      time: new Date("2026-11-20T12:00:00.999Z"),
    });
    expect(text(passport)).toBe(example.log.entries[3]);
    const change = statusChangeEntry({
      subject: "4TXeVUt-Q5j3LL9O9F2Ftw",
      version: 1,
      status: "superseded",
      time: new Date("2026-11-20T12:00:00Z"),
    });
    expect(text(change)).toBe(example.log.entries[4]);
  });

  test("say who holds a key, what it is for and since when it is in doubt", () => {
    const entry = issuerKeyEntry({
      action: "compromise",
      issuer: "did:web:registry.example:op:voltara",
      alsoKnownAs: [],
      kid,
      jwk: { kty: "EC", crv: "P-256", x, y },
      custody: "registry",
      use: "status",
      since: new Date("2026-11-02T00:00:00Z"),
      time: new Date("2026-11-03T00:00:00Z"),
    });
    expect(JSON.parse(text(entry))).toMatchObject({
      custody: "registry",
      use: "status",
      since: "2026-11-02T00:00:00Z",
    });
  });

  test("never hold a private member of a key", () => {
    const jwk = { kty: "EC", crv: "P-256", x, y, d: "secret" } as const;
    const common = { issuer: "did:web:a", alsoKnownAs: [], kid, jwk, time: new Date(0) };
    expect(text(issuerKeyEntry({ action: "add", ...common }))).not.toContain("secret");
  });

  test("are never too long to be bundled", () => {
    const artifacts = { "vc+jwt": "x".repeat(65_536) };
    expect(() =>
      passportEntry({ subject: "", version: 1, previous: null, artifacts, time: new Date(0) }),
    ).toThrow(RangeError);
  });
});

describe("leafHash", () => {
  test("gives every leaf hash of the worked example, at once or as a promise", async () => {
    for (const [index, entry] of example.log.entries.entries()) {
      const bytes = new TextEncoder().encode(entry);
      const expected = example.log.leafHashes[index];
      expect(leafHash(bytes, sha256).toString("base64")).toBe(expected);
      expect(Buffer.from(await leafHash(bytes, webCrypto.sha256)).toString("base64")).toBe(expected);
    }
  });

  test("of an empty leaf is that of RFC 6962 test data", () => {
    expect(leafHash(new Uint8Array(), sha256).toString("hex")).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
  });
});

describe("logSubjectOf", () => {
  test("is 22 characters of 16 random bytes, and refuses any other number of bytes", () => {
    expect(logSubjectOf(Uint8Array.from({ length: 16 }, (_, place) => place))).toBe("AAECAwQFBgcICQoLDA0ODw");
    expect(() => logSubjectOf(new Uint8Array(15))).toThrow(RangeError);
  });
});

import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { webCrypto } from "../../platform/web-crypto.ts";
import { encodeBase64url } from "./base64url.ts";
import { isBelowP256Order, p256Order, parsePublicJwk, thumbprintInput } from "./jwk.ts";

const [key] = example.jwks.keys;
const p256 = { kty: "EC", crv: "P-256", x: key?.x ?? "", y: key?.y ?? "" } as const;
const ed25519 = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" } as const;

describe("thumbprintInput", () => {
  test("gives the thumbprint in the worked example's kid", async () => {
    expect(await thumbprint(p256)).toBe("dPuwcr1T8YIyXT1n2hIN2nscgDFw17NPTsvTvdnNRq4");
  });
  test("gives the thumbprint of RFC 8037 appendix A.3", async () => {
    expect(await thumbprint(ed25519)).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  });
  test("does not depend on other members", () => {
    const adorned = { alg: "ES256", kid: "x", ...p256, d: "secret" };
    expect(thumbprintInput(adorned)).toBe(thumbprintInput(p256));
  });
});

describe("isBelowP256Order", () => {
  const behind = (value: bigint) =>
    Uint8Array.from(Buffer.from(`ff00${value.toString(16).padStart(64, "0")}ff`, "hex"));

  test.each([1n, 0xffn, 1n << 255n, p256Order - 1n])("holds for %s", (value) => {
    expect(isBelowP256Order(behind(value), 2)).toBe(true);
  });
  test.each([0n, p256Order, p256Order + 1n, (1n << 256n) - 1n])("does not hold for %s", (value) => {
    expect(isBelowP256Order(behind(value), 2)).toBe(false);
  });
});

describe("parsePublicJwk", () => {
  test("keeps the public members and leaves the others behind", () => {
    expect(parsePublicJwk({ ...p256, d: "secret", kid: "x" })).toEqual({ ok: true, value: p256 });
    expect(parsePublicJwk({ ...ed25519, d: "secret" })).toEqual({ ok: true, value: ed25519 });
  });

  test("judges each y of a known x by itself", () => {
    expect(parsePublicJwk(p256).ok).toBe(true);
    const y = encodeBase64url(Uint8Array.from(Buffer.from(p256.y, "base64url")).toReversed());
    expect(parsePublicJwk({ ...p256, y })).toMatchObject({ problems: [{ code: "E_JWK_POINT" }] });
    expect(parsePublicJwk(p256).ok).toBe(true);
  });

  test("accepts every key that a library makes", () => {
    for (let run = 0; run < 20; run++) {
      const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      expect(parsePublicJwk({ ...publicKey.export({ format: "jwk" }) }).ok).toBe(true);
    }
  });

  test.each([
    ["a point off the curve", { ...p256, y: p256.x }, "E_JWK_POINT"],
    ["the origin", { ...p256, x: "A".repeat(43), y: "A".repeat(43) }, "E_JWK_POINT"],
    [
      "a coordinate of the field's size",
      { ...p256, x: "_____wAAAAEAAAAAAAAAAAAAAAD_______________8" },
      "E_JWK_POINT",
    ],
    ["a short coordinate", { ...p256, x: "AQ" }, "E_JWK_FORMAT"],
    ["a padded coordinate", { ...p256, x: `${p256.x}=` }, "E_JWK_FORMAT"],
    ["no second coordinate", { kty: "EC", crv: "P-256", x: p256.x }, "E_JWK_FORMAT"],
    ["a long Ed25519 key", { ...ed25519, x: "A".repeat(44) }, "E_JWK_FORMAT"],
    ["another curve", { ...p256, crv: "secp256k1" }, "E_JWK_KIND"],
    ["another type", { kty: "oct", k: "AQ" }, "E_JWK_KIND"],
  ])("refuses %s", (_, jwk, code) => {
    expect(parsePublicJwk(jwk)).toMatchObject({ ok: false, problems: [{ code }] });
  });
});

async function thumbprint(jwk: typeof p256 | typeof ed25519): Promise<string> {
  return encodeBase64url(await webCrypto.sha256(new TextEncoder().encode(thumbprintInput(jwk))));
}

import { describe, expect, test } from "vitest";
import { webCrypto } from "../../platform/web-crypto.ts";
import { checkSignature } from "./jws.ts";
import { decodeBase64url } from "./base64url.ts";
import type { PublicJwk } from "./jwk.ts";

/** RFC 7515 appendix A.3: ES256. */
const es256 = {
  jwk: {
    kty: "EC",
    crv: "P-256",
    x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
  },
  input:
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ",
  signature: "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
} as const;

/** RFC 8037 appendix A.4: Ed25519. */
const ed25519 = {
  jwk: { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" },
  input: "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc",
  signature: "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
} as const;

describe("checkSignature", () => {
  test("holds for the ES256 example of RFC 7515 A.3", async () => {
    expect(await check(es256.jwk, es256.input, es256.signature)).toEqual({ ok: true, value: true });
  });
  test("holds for the Ed25519 example of RFC 8037 A.4", async () => {
    expect(await check(ed25519.jwk, ed25519.input, ed25519.signature)).toEqual({ ok: true, value: true });
  });
  test.each([
    ["ES256", es256],
    ["Ed25519", ed25519],
  ] as const)("fails for %s over another text", async (_, example) => {
    expect(await check(example.jwk, `${example.input}A`, example.signature)).toMatchObject({
      problems: [{ code: "R_SIGNATURE" }],
    });
  });
});

function check(jwk: PublicJwk, input: string, signature: string) {
  const bytes = decodeBase64url(signature);
  if (!bytes.ok) throw new Error("the example is base64url");
  return checkSignature(jwk, new TextEncoder().encode(input), bytes.value, webCrypto);
}

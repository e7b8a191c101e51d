import { createHmac, createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { webCrypto } from "../../platform/web-crypto.ts";
import { checkSignature, keyFor, readJws } from "./jws.ts";
import { decodeBase64url } from "./base64url.ts";
import { p256Order } from "./jwk.ts";
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

/** The tokens of RFC 7515 appendix A, and what a reader of passports says to each: one algorithm, one form, one kind. */
const claims =
  "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const hmac = {
  key: "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
  input: `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${claims}`,
  signature: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
};
const rsa = {
  jwk: {
    kty: "RSA",
    n: "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
    e: "AQAB",
  },
  input: `eyJhbGciOiJSUzI1NiJ9.${claims}`,
  signature:
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
};
const es512 = {
  jwk: {
    kty: "EC",
    crv: "P-521",
    x: "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk",
    y: "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2",
  },
  input: "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA",
  signature:
    "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn",
};
const whole = ({ input, signature }: { readonly input: string; readonly signature: string }) =>
  `${input}.${signature}`;
const protectedOf = (header: string) => Buffer.from(header).toString("base64url");
/** A.6 and A.7: the JSON forms, with an algorithm that we verify. */
const general = {
  payload: claims,
  signatures: [
    {
      protected: protectedOf('{"alg":"ES256"}'),
      header: { kid: "e9bc097a-ce51-4036-9562-d2ade882db0d" },
      signature: es256.signature,
    },
  ],
};

describe("the examples of RFC 7515", () => {
  test("are those of the RFC: each signature verifies, by other code than ours", () => {
    const mac = createHmac("sha256", Buffer.from(hmac.key, "base64url")).update(hmac.input);
    expect(mac.digest("base64url")).toBe(hmac.signature);
    for (const [hash, { jwk, input, signature }] of [
      ["sha256", rsa],
      ["sha512", es512],
    ] as const) {
      const key = { key: createPublicKey({ format: "jwk", key: jwk }), dsaEncoding: "ieee-p1363" } as const;
      expect(verify(hash, Buffer.from(input), key, Buffer.from(signature, "base64url"))).toBe(true);
    }
  });

  test.each([
    ["A.1: a shared secret", whole(hmac), "R_ALG"],
    ["A.2: RSA", whole(rsa), "R_ALG"],
    ["A.3: ES256, but of no kind", whole(es256), "R_TYP"],
    ["A.4: another curve", whole(es512), "R_ALG"],
    ["A.5: unsecured", `eyJhbGciOiJub25lIn0.${claims}.`, "R_PARTS"],
    ["A.5: unsecured, with a signature put behind", `eyJhbGciOiJub25lIn0.${claims}.AAAA`, "R_ALG"],
    ["A.6: the general JSON form", JSON.stringify(general), "R_PARTS"],
    [
      "A.7: the flattened JSON form",
      JSON.stringify({ payload: claims, ...general.signatures[0] }),
      "R_PARTS",
    ],
    [
      "appendix E: an extension that must be understood",
      `eyJhbGciOiJub25lIiwNCiAiY3JpdCI6WyJodHRwOi8vZXhhbXBsZS5jb20vVU5ERUZJTkVEIl0sDQogImh0dHA6Ly9leGFtcGxlLmNvbS9VTkRFRklORUQiOnRydWUNCn0.RkFJTA.`,
      "R_PARTS",
    ],
    [
      "appendix E, with a signature put behind",
      `eyJhbGciOiJub25lIiwNCiAiY3JpdCI6WyJodHRwOi8vZXhhbXBsZS5jb20vVU5ERUZJTkVEIl0sDQogImh0dHA6Ly9leGFtcGxlLmNvbS9VTkRFRklORUQiOnRydWUNCn0.RkFJTA.AAAA`,
      "R_HEADER_FORBIDDEN",
    ],
  ])("%s, is no passport", (_, token, code) => {
    expect(readJws(token, "vc+jwt")).toMatchObject({ ok: false, problems: [{ code }] });
  });
});

describe("a compact JWS", () => {
  const headerOf = (members: object | string) =>
    protectedOf(typeof members === "string" ? members : JSON.stringify(members));
  const good = { alg: "ES256", kid: "did:web:a.example#k", typ: "vc+jwt" };
  const codeOf = (token: string) => {
    const read = readJws(token, "vc+jwt");
    return read.ok ? undefined : read.problems[0];
  };
  const signed = `e30.${es256.signature}`;

  test("is read; its kind in any case, with application/ or without", () => {
    for (const typ of ["vc+jwt", "VC+JWT", "application/vc+jwt"])
      expect(codeOf(`${headerOf({ ...good, typ })}.${signed}`)).toBeUndefined();
  });

  test.each([
    ["no payload", `${headerOf(good)}..${es256.signature}`, "R_PARTS"],
    ["no header", `.${signed}`, "R_PARTS"],
    ["no signature", `${headerOf(good)}.e30.`, "R_PARTS"],
    ["an empty kid", `${headerOf({ ...good, kid: "" })}.${signed}`, "R_KID"],
    ["a kid that is no text", `${headerOf({ ...good, kid: 1 })}.${signed}`, "R_KID"],
    ["a header that is no object", `${headerOf("[]")}.${signed}`, "R_JSON_NOT_OBJECT"],
    ["a header that is no JSON", `${headerOf("{")}.${signed}`, "R_JSON_SYNTAX"],
    [
      "a member of the header twice",
      `${headerOf('{"alg":"ES256","alg":"ES256"}')}.${signed}`,
      "R_JSON_DUPLICATE",
    ],
    ["an algorithm that every object has", `${headerOf({ ...good, alg: "toString" })}.${signed}`, "R_ALG"],
  ])("with %s is refused, each time it comes", (_, token, code) => {
    expect([codeOf(token)?.code, codeOf(token)?.code]).toEqual([code, code]);
  });

  test("tells what it found, cut short", () => {
    const found = (alg: unknown) => codeOf(`${headerOf({ ...good, alg })}.${signed}`)?.params?.["alg"];
    expect([found("x".repeat(200)), found("x".repeat(201)), found(7), found(undefined)]).toEqual([
      ...["x".repeat(200), `${"x".repeat(200)}…`, "7", ""],
    ]);
  });

  test("with a hundred and one different headers is still judged by its own", () => {
    for (let n = 0; n <= 101; n++) {
      const read = readJws(`${headerOf({ ...good, kid: `did:web:a.example#${n}` })}.${signed}`, "vc+jwt");
      expect(read.ok && read.value.kid).toBe(`did:web:a.example#${n}`);
    }
  });
});

describe("the key that a record names", () => {
  const token = `${protectedOf('{"alg":"ES256","kid":"k","typ":"vc+jwt"}')}.e30.${es256.signature}`;
  const codeFor = (...keys: readonly object[]) => {
    const read = readJws(token, "vc+jwt");
    if (!read.ok) throw new Error("the token is sound");
    const key = keyFor(
      read.value,
      keys.map((one) => ({ ...es256.jwk, kid: "k", ...one })),
    );
    return key.ok ? undefined : key.problems[0]?.code;
  };

  test.each([
    ["without use and operations", {}],
    ["for signatures", { use: "sig" }],
    ["that may verify", { key_ops: ["sign", "verify"] }],
    ["of the same algorithm", { alg: "ES256" }],
  ])("%s is taken", (_, members) => expect(codeFor(members)).toBeUndefined());

  test.each([
    ["under no name of the set", [{ kid: "other" }], "R_KEY_UNKNOWN"],
    ["twice in the set", [{}, {}], "R_KEY_AMBIGUOUS"],
    ["for encryption", [{ use: "enc" }], "R_KEY_USE"],
    ["that may only sign", [{ key_ops: ["sign"] }], "R_KEY_OPS"],
    ["whose operations are a text", [{ key_ops: "verify" }], "R_KEY_OPS"],
    ["of another algorithm that we verify", [{ alg: "EdDSA" }], "R_KEY_ALG"],
    ["of an algorithm that we do not verify", [{ alg: "ES384" }], "R_KEY_ALG"],
    ["of another kind", [{ kty: "OKP", crv: "Ed25519" }], "R_KEY_ALG"],
    ["off the curve", [{ y: es256.jwk.x }], "R_KEY_POINT"],
    ["without a coordinate", [{ y: undefined }], "R_KEY_FORMAT"],
  ])("%s is refused", (_, keys, code) => expect(codeFor(...keys)).toBe(code));

  test("of Ed25519 goes by either name of its algorithm", () => {
    for (const alg of ["EdDSA", "Ed25519"]) {
      const header = protectedOf(JSON.stringify({ alg, kid: "k", typ: "vc+jwt" }));
      const read = readJws(`${header}.e30.${ed25519.signature}`, "vc+jwt");
      for (const keyAlg of ["EdDSA", "Ed25519", undefined])
        expect(read.ok && keyFor(read.value, [{ ...ed25519.jwk, kid: "k", alg: keyAlg }]).ok).toBe(true);
    }
  });
});

describe("checkSignature", () => {
  test("asks for r and s from 1 to n − 1 of ECDSA, and of nothing else", async () => {
    const credulous = { ...webCrypto, verify: async () => true };
    const bytesOf = (value: bigint) => Buffer.from(value.toString(16).padStart(64, "0"), "hex");
    const found = async (r: bigint, s: bigint, jwk: PublicJwk = es256.jwk) => {
      const signature = Uint8Array.from(Buffer.concat([bytesOf(r), bytesOf(s)]));
      return (await checkSignature(jwk, new Uint8Array(), signature, credulous)).ok;
    };
    const n = p256Order;
    expect([await found(1n, 1n), await found(n - 1n, n - 1n)]).toEqual([true, true]);
    for (const [r, s] of [
      [0n, 1n],
      [1n, 0n],
      [n, 1n],
      [1n, n],
    ] as const)
      expect(await found(r, s)).toBe(false);
    expect([await found(0n, 0n, ed25519.jwk), await found(n, n, ed25519.jwk)]).toEqual([true, true]);
  });

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

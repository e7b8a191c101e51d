import { describe, expect, test } from "vitest";
import example from "../../../public/vectors/worked-example.json" with { type: "json" };
import { parseJwkSet } from "./jwk-set.ts";

describe("parseJwkSet", () => {
  test("reads the worked example's set, and keeps keys of kinds it does not know", () => {
    const keys = [...example.jwks.keys, { kty: "RSA", n: "AQ", e: "AQAB" }];
    expect(parseJwkSet(JSON.stringify({ keys }))).toEqual({ ok: true, value: keys });
  });
  test.each([
    "[]",
    "{}",
    '{"keys":{}}',
    '{"keys":[1]}',
    '{"keys":[[]]}',
    "null",
    JSON.stringify(example.jwks.keys[0]),
  ])("refuses %s, which is not a key set", (text) =>
    expect(parseJwkSet(text)).toMatchObject({ ok: false, problems: [{ code: "E_JWKS_FORMAT" }] }),
  );
  test("refuses a set that can be read in two ways", () => {
    expect(parseJwkSet('{"keys":[],"keys":[]}')).toMatchObject({ problems: [{ code: "E_JSON_DUPLICATE" }] });
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Parsed } from "../problem.ts";
import { parseIdentificationLink } from "./identification-link.ts";
import { parseModelCode } from "./model-code.ts";
import { parseOperatorSlug } from "./operator-slug.ts";
import { ownItemUrl, ownModelUrl } from "./product-url.ts";
import { parseSerial } from "./serial.ts";

describe("BATT-Art77(3)-sub2: what makes an address an identification link of IEC 61406", () => {
  test.each([
    "https://works.example/p/1234",
    "https://works.example:8443/?s=1234",
    "https://192.0.2.1/x",
    "https://[2001:db8::1]/x",
    `https://works.example/${"a".repeat(255 - "https://works.example/".length)}`,
  ])("%s is one", (url) =>
    expect(parseIdentificationLink(url)).toEqual({ ok: true, value: { url, advice: [] } }),
  );

  test.each([
    ["works.example/1", "E_IL_SCHEME"],
    ["ftp://works.example/1", "E_IL_SCHEME"],
    ["urn:x:1", "E_IL_SCHEME"],
    ["https://user@works.example/1", "E_IL_HOST"],
    ["https:///1", "E_IL_HOST"],
    ["HTTPS://works.example/1", "E_IL_CASE"],
    ["https://Works.example/1", "E_IL_CASE"],
    ["https://works.example", "E_IL_PATH"],
    ["https://works.example/", "E_IL_PATH"],
    ["https://works.example/1#a", "E_IL_FRAGMENT"],
    ["https://works.example/1%2", "E_IL_CHARACTER"],
    ["https://works.example/a b", "E_IL_CHARACTER"],
    ["https://works.example/电池", "E_IL_CHARACTER"],
    ["https://works.example/\n", "E_IL_CHARACTER"],
    [`https://works.example/${"a".repeat(234)}`, "E_IL_LENGTH"],
  ])("%j is none: %s", (text, code) => expect(codesOf(parseIdentificationLink(text))).toContain(code));

  test("what may be done better is said, and does not refuse", () => {
    expect(
      value(parseIdentificationLink("http://works.example/a%2Fb")).advice.map(({ code }) => code),
    ).toEqual(["W_IL_PERCENT", "W_IL_PLAIN"]);
  });
});

test("BATT-Art77(3)-sub2: every own identifier of a registry is an identification link, whatever code and serial", () => {
  const codes = fc
    .stringMatching(/^[A-Za-z0-9][A-Za-z0-9\-._~]{0,39}$/)
    .filter((text) => parseModelCode(text).ok);
  const serials = fc
    .stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/)
    .filter((text) => parseSerial(text).ok);
  const operator = value(parseOperatorSlug("a".repeat(63)));
  fc.assert(
    fc.property(codes, serials, (code, serial) => {
      const model = value(parseModelCode(code));
      for (const url of [
        ownModelUrl("https://passport.example", operator, model),
        ownItemUrl("https://passport.example", operator, model, value(parseSerial(serial))),
      ]) {
        expect(codesOf(parseIdentificationLink(url))).toEqual([]);
      }
    }),
  );
});

function codesOf(parsed: Parsed<unknown>): readonly string[] {
  return parsed.ok ? [] : parsed.problems.map(({ code }) => code);
}

function value<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Parsed } from "../problem.ts";
import { parseGtin } from "./gtin.ts";
import { productDid, productDidDocument, urlOfProductDid } from "./product-did.ts";
import { itemUrl } from "./product-url.ts";
import { parseSerial } from "./serial.ts";

describe("BATT-Art77(3)-sub3: a product has a DID beside its URL", () => {
  test.each([
    ["https://registry.example/01/09520123456788", "did:web:registry.example:01:09520123456788"],
    [
      "http://localhost:3000/01/09520123456788/21/A%2FB",
      "did:web:localhost%3A3000:01:09520123456788:21:A%2FB",
    ],
    ["https://registry.example/id/voltara/m~1", "did:web:registry.example:id:voltara:m%7E1"],
  ])("%s is %s, and back", (url, did) => {
    expect(productDid(url)).toBe(did);
    expect(urlOfProductDid(did)).toEqual({ ok: true, value: url });
  });

  test("any serial number comes back, in characters a DID may have", () => {
    const gtin = value(parseGtin("09520123456788"));
    const serials = fc
      .stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/)
      .filter((text) => parseSerial(text).ok);
    fc.assert(
      fc.property(serials, (text) => {
        const url = itemUrl("https://registry.example", gtin, value(parseSerial(text)));
        expect(productDid(url)).toMatch(/^did:web:(?:[A-Za-z0-9.\-_:]|%[0-9A-F]{2})+$/);
        expect(value(urlOfProductDid(productDid(url)))).toBe(url);
      }),
    );
  });

  test.each([
    "did:web:registry.example",
    "did:key:z6Mk",
    "did:web:Registry.example:01",
    "did:web:a:b::c",
    "x",
  ])("%s names no product", (did) =>
    expect(urlOfProductDid(did)).toMatchObject({ ok: false, problems: [{ code: "E_DID_PRODUCT" }] }),
  );

  test("resolves to its other names, to who answers for it and to its passport, without a key", () => {
    const url = "https://registry.example/01/09520123456788";
    const operator = "did:web:registry.example:op:voltara";
    expect(productDidDocument(url, [url, "https://id.gs1.org/01/09520123456788"], operator)).toEqual({
      "@context": ["https://www.w3.org/ns/did/v1"],
      id: "did:web:registry.example:01:09520123456788",
      alsoKnownAs: [url, "https://id.gs1.org/01/09520123456788"],
      controller: operator,
      service: [
        {
          id: "did:web:registry.example:01:09520123456788#passport",
          type: "DigitalProductPassport",
          serviceEndpoint: url,
        },
      ],
    });
  });
});

function value<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

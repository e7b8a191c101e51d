import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readProductQuery } from "./product-query.ts";

const here = "https://passport.example";

test.each([
  ["the address in the QR code", `${here}/01/09520000010010`, "/01/09520000010010"],
  [
    "the address of one battery",
    `${here}/01/09520000010010/21/NT26A000001`,
    "/01/09520000010010/21/NT26A000001",
  ],
  ["the address of a sub-page", `${here}/01/09520000010010/versions/1?lang=zh`, "/01/09520000010010"],
  ["an own identifier", `${here}/id/lanternbridge/LB-100`, "/id/lanternbridge/LB-100"],
  ["a path", "/01/09520000010010", "/01/09520000010010"],
  ["another spelling of an address", `${here}/01/9520000010010?17=270218`, "/01/09520000010010"],
  ["batch and serial number", "/01/9520000010010/10/B%2f1/21/S1", "/01/09520000010010/21/S1"],
  ["a batch", `${here}/01/09520000010010/10/B1`, "/01/09520000010010/10/B1"],
  ["14 digits", " 09520000010010 ", "/01/09520000010010"],
  ["13 digits as printed under a bar code", "9520000010010", "/01/09520000010010"],
  ["digits with blanks", "0 9520000 01001 0", "/01/09520000010010"],
  ["a GTIN with its application identifier", "(01)09520000010010", "/01/09520000010010"],
  ["GTIN and serial number", "(01)09520000010010(21)NT26A000001", "/01/09520000010010/21/NT26A000001"],
  [
    "GTIN and serial number with blanks",
    "(01) 09520000010010 (21) NT26A000001",
    "/01/09520000010010/21/NT26A000001",
  ],
])("%s leads to the product", (_, query, path) =>
  expect(readProductQuery(query, here)).toEqual({ ok: true, value: path }),
);

describe("what cannot be found says why", () => {
  test.each([
    ["nothing", "  ", "E_QUERY_EMPTY"],
    ["words", "battery", "E_QUERY_FORMAT"],
    ["a wrong number of digits", "12345", "E_QUERY_FORMAT"],
    ["a wrong check digit", "09520000010011", "E_GTIN_CHECK_DIGIT"],
    ["a wrong check digit in an address", `${here}/01/09520000010011`, "E_GTIN_CHECK_DIGIT"],
    ["another registry", "https://elsewhere.example/01/09520000010010", "E_QUERY_FOREIGN"],
    ["a page that is no product", `${here}/verify`, "E_QUERY_FORMAT"],
    ["a broken address", "https://", "E_QUERY_FORMAT"],
    ["a product below a path that is not ours", `${here}/shop/01/9520000010010`, "E_QUERY_FORMAT"],
  ])("%s", (_, query, code) => {
    const read = readProductQuery(query, here);
    expect(read.ok ? [] : read.problems.map((problem) => problem.code)).toEqual([code]);
  });

  test("never leads anywhere but to a product path of this registry", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (query) => {
        const read = readProductQuery(query, here);
        expect(!read.ok || /^\/(01|id)\/[^/]/.test(read.value)).toBe(true);
      }),
    );
  });
});

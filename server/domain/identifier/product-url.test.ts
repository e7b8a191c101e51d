import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Parsed } from "../problem.ts";
import { gtinCheckDigit, parseGtin } from "./gtin.ts";
import { parseModelCode } from "./model-code.ts";
import { parseOperatorSlug } from "./operator-slug.ts";
import { itemUrl, modelUrl, ownItemUrl, ownModelUrl, parseProductPath } from "./product-url.ts";
import { parseSerial } from "./serial.ts";

const publicUrl = "https://registry.example";
const gtin = value(parseGtin("09520123456788"));

describe("product URLs", () => {
  test("of a model and of a battery with a GTIN follow GS1 Digital Link", () => {
    expect(modelUrl(publicUrl, gtin)).toBe("https://registry.example/01/09520123456788");
    expect(itemUrl(publicUrl, gtin, value(parseSerial("VLT-000042")))).toBe(
      "https://registry.example/01/09520123456788/21/VLT-000042",
    );
    expect(itemUrl(publicUrl, gtin, value(parseSerial("A/B?(1)")))).toBe(
      "https://registry.example/01/09520123456788/21/A%2FB%3F%281%29",
    );
  });

  test("of an operator's own identifiers start with the operator", () => {
    const operator = value(parseOperatorSlug("voltara"));
    const model = value(parseModelCode("LFP-280Ah"));
    expect(ownModelUrl(publicUrl, operator, model)).toBe("https://registry.example/id/voltara/LFP-280Ah");
    expect(ownItemUrl(publicUrl, operator, model, value(parseSerial("7:1")))).toBe(
      "https://registry.example/id/voltara/LFP-280Ah/7%3A1",
    );
  });

  test("read back to what they were made of, whatever the serial", () => {
    const digits = fc.stringMatching(/^[0-9]{13}$/);
    const serials = fc
      .stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/)
      .filter((text) => parseSerial(text).ok);
    fc.assert(
      fc.property(digits, serials, (head, text) => {
        const some = value(parseGtin(head + gtinCheckDigit(head)));
        const serial = value(parseSerial(text));
        const url = itemUrl(publicUrl, some, serial);
        const { pathname } = new URL(url);
        expect(publicUrl + pathname).toBe(url);
        expect(parseProductPath(pathname)).toEqual({
          ok: true,
          value: {
            scheme: "gs1",
            gtin: some,
            level: "item",
            batch: null,
            serial,
            productPath: pathname,
            rest: "",
          },
        });
        const own = new URL(
          ownItemUrl(publicUrl, value(parseOperatorSlug("o")), value(parseModelCode("m")), serial),
        );
        expect(value(parseProductPath(own.pathname))).toMatchObject({ scheme: "own", serial, rest: "" });
      }),
    );
  });
});

describe("parseProductPath", () => {
  test.each([
    ["/01/09520123456788", "model", "/01/09520123456788", ""],
    ["/01/09520123456788/qr.svg", "model", "/01/09520123456788", "qr.svg"],
    ["/01/09520123456788/study", "model", "/01/09520123456788", "study"],
    ["/01/09520123456788/study.pdf", "model", "/01/09520123456788", "study.pdf"],
    ["/01/09520123456788/study/2", "model", "/01/09520123456788", "study/2"],
    ["/01/09520123456788/study/2.pdf", "model", "/01/09520123456788", "study/2.pdf"],
    ["/01/09520123456788/declaration/2.pdf", "model", "/01/09520123456788", "declaration/2.pdf"],
    ["/id/voltara/m1/study/2", "model", "/id/voltara/m1", "study/2"],
    ["/id/voltara/m1/S1/study.pdf", "item", "/id/voltara/m1/S1", "study.pdf"],
    ["/01/09520123456788/versions/3", "model", "/01/09520123456788", "versions/3"],
    ["/01/09520123456788/21/A1/versions", "item", "/01/09520123456788/21/A1", "versions"],
    ["/01/09520123456788/21/A1/label.pdf", "item", "/01/09520123456788/21/A1", "label.pdf"],
    ["/01/09520123456788/10/B%2F1", "batch", "/01/09520123456788/10/B%2F1", ""],
    ["/01/09520123456788/10/qr.svg/qr.svg", "batch", "/01/09520123456788/10/qr.svg", "qr.svg"],
    ["/01/09520123456788/documents/4f0c", "model", "/01/09520123456788", "documents/4f0c"],
    ["/id/voltara/m1", "model", "/id/voltara/m1", ""],
    ["/id/voltara/m1/label", "model", "/id/voltara/m1", "label"],
    ["/id/voltara/m1/versions/2", "model", "/id/voltara/m1", "versions/2"],
    ["/id/voltara/m1/S1/versions/2", "item", "/id/voltara/m1/S1", "versions/2"],
    ["/id/voltara/m1/S1/bundle.json", "item", "/id/voltara/m1/S1", "bundle.json"],
  ])("reads %s", (pathname, level, productPath, rest) => {
    expect(parseProductPath(pathname)).toMatchObject({ ok: true, value: { level, productPath, rest } });
  });

  test.each([
    ["/", "E_PRODUCT_URL_SPELLING"],
    ["/01", "E_PRODUCT_URL_FORMAT"],
    ["/02/09520123456788", "E_PRODUCT_URL_FORMAT"],
    ["/id/voltara", "E_PRODUCT_URL_FORMAT"],
    ["/01/09520123456788/", "E_PRODUCT_URL_SPELLING"],
    ["/01//09520123456788", "E_PRODUCT_URL_SPELLING"],
    ["/01/0952012345678%38", "E_PRODUCT_URL_SPELLING"],
    ["/01/09520123456788/21/a%2fb", "E_PRODUCT_URL_SPELLING"],
    ["/01/09520123456788/21/a(b", "E_PRODUCT_URL_SPELLING"],
    ["/01/09520123456788/21/a%", "E_PRODUCT_URL_SPELLING"],
    ["/01/09520123456788/21/%E7%94%B5", "E_PRODUCT_URL_SPELLING"],
    ["/01/09520123456788/21/..", "E_PRODUCT_URL_SPELLING"],
    ["/01/09520123456788/21", "E_SERIAL_FORMAT"],
    ["/01/09520123456788/21/qr.svg", "E_SERIAL_RESERVED"],
    ["/01/09520123456788/21/a%20b", "E_SERIAL_FORMAT"],
    ["/01/09520123456789", "E_GTIN_CHECK_DIGIT"],
    ["/01/9520123456788", "E_GTIN_FORMAT"],
    ["/01/09520123456788/10/B1/21/S1", "E_PRODUCT_URL_SUB_PATH"],
    ["/01/09520123456788/10", "E_BATCH_FORMAT"],
    ["/01/09520123456789/10/B1", "E_GTIN_CHECK_DIGIT"],
    ["/01/09520123456788/study/0", "E_PRODUCT_URL_SUB_PATH"],
    ["/01/09520123456788/study/1.pdf.pdf", "E_PRODUCT_URL_SUB_PATH"],
    ["/01/09520123456788/declaration/1", "E_PRODUCT_URL_SUB_PATH"],
    ["/01/09520123456788/versions/1.pdf", "E_PRODUCT_URL_SUB_PATH"],
    ["/01/09520123456788/versions/0", "E_PRODUCT_URL_SUB_PATH"],
    ["/01/09520123456788/versions/03", "E_PRODUCT_URL_SUB_PATH"],
    ["/01/09520123456788/qr.svg/x", "E_PRODUCT_URL_SUB_PATH"],
    ["/id/voltara/m1/S1/other", "E_PRODUCT_URL_SUB_PATH"],
    ["/id/Voltara/m1", "E_OPERATOR_SLUG_FORMAT"],
    ["/id/voltara/versions", "E_MODEL_CODE_RESERVED"],
  ])("refuses %s with %s", (pathname, code) => {
    expect(parseProductPath(pathname)).toMatchObject({ ok: false, problems: [{ code }] });
  });
});

function value<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64url, encodeBase64url } from "./base64url.ts";

describe("base64url", () => {
  test.each([
    ["", []],
    ["AA", [0]],
    ["__8", [255, 255]],
    ["-_8g", [251, 255, 32]],
  ])("%j stands for %j", (text, bytes) => {
    expect(encodeBase64url(Uint8Array.from(bytes))).toBe(text);
    expect(decodeBase64url(text)).toEqual({ ok: true, value: Uint8Array.from(bytes) });
  });

  test("agrees with another encoder and reads back, for all bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = encodeBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString("base64url"));
        expect(decodeBase64url(text)).toEqual({ ok: true, value: Uint8Array.from(bytes) });
        expect(decodeBase64url(Buffer.from(text))).toEqual(decodeBase64url(text));
      }),
    );
  });

  test("one text for one sequence of bytes: what is read is what would be written", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{0,9}$/), (text) => {
        const decoded = decodeBase64url(text);
        if (decoded.ok) expect(encodeBase64url(decoded.value)).toBe(text);
      }),
    );
  });

  test.each(["A", "AAAAA", "AA==", "AA=", "A A", "AA\n", "A+8A", "A/8A", "AB", "__9", "ÄA", "A\u0000"])(
    "refuses %j",
    (text) =>
      expect(decodeBase64url(text)).toEqual({ ok: false, problems: [{ code: "E_BASE64URL", path: "" }] }),
  );
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gtinCheckDigit, parseGtin } from "./gtin.ts";

describe("parseGtin", () => {
  test.each(["09520123456788", "00012345600012", "10614141000415"])(
    "reads %s, whose check digit fits",
    (text) => {
      expect(parseGtin(text)).toEqual({ ok: true, value: text });
    },
  );

  test("names the digit that would fit", () => {
    const problem = {
      code: "E_GTIN_CHECK_DIGIT",
      path: "",
      params: { value: "09520123456789", expected: "8" },
    };
    expect(parseGtin("09520123456789")).toEqual({ ok: false, problems: [problem] });
  });

  test.each([
    "",
    "9520123456788",
    "095201234567880",
    "0952012345678A",
    "٠٩٥٢٠١٢٣٤٥٦٧٨٨",
    " 09520123456788",
    "09520123456788\n",
  ])("refuses %j, which is not 14 digits", (text) =>
    expect(parseGtin(text)).toMatchObject({ ok: false, problems: [{ code: "E_GTIN_FORMAT" }] }),
  );

  test("of the ten last digits exactly one fits, and any single wrong digit is noticed", () => {
    const digits = fc.stringMatching(/^[0-9]{13}$/);
    fc.assert(
      fc.property(digits, fc.nat(12), fc.integer({ min: 1, max: 9 }), (head, place, shift) => {
        const check = gtinCheckDigit(head);
        const fitting = [..."0123456789"].filter((last) => parseGtin(head + last).ok);
        expect(fitting).toEqual([check]);
        const wrong = [...head]
          .map((digit, at) => (at === place ? String((Number(digit) + shift) % 10) : digit))
          .join("");
        expect(parseGtin(wrong + check).ok).toBe(false);
      }),
    );
  });
});

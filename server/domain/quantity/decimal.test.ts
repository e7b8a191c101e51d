import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDecimal, parsePositiveDecimal } from "./decimal.ts";

describe("a decimal", () => {
  test.each([
    ["412.50", "412.5"],
    [" 7 ", "7"],
    ["6.205e3", "6205"],
    ["-0.10", "-0.1"],
  ])("%s is written %s", (text, expected) =>
    expect(parseDecimal(text)).toEqual({ ok: true, value: expected }),
  );

  test.each(["", "1,000", "NaN", "Infinity", "1/3", "٣"])("%j is refused", (text) =>
    expect(parseDecimal(text)).toMatchObject({ problems: [{ code: "E_NOT_FINITE" }] }),
  );

  test("loses no digit, however many there are", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9][0-9]{0,60}[.][0-9]{0,60}[1-9]$/), (text) => {
        expect(parsePositiveDecimal(text)).toEqual({ ok: true, value: text });
      }),
    );
  });

  test.each([
    ["0.0", "E_ZERO_QUANTITY"],
    ["-1", "E_NEGATIVE_QUANTITY"],
    ["x", "E_NOT_FINITE"],
  ])("%s is no amount above zero", (text, code) =>
    expect(parsePositiveDecimal(text)).toMatchObject({ problems: [{ code }] }),
  );
});

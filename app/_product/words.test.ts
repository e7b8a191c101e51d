import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wordsOf } from "./words.ts";

const en = wordsOf("en");
const zh = wordsOf("zh");

test.each([
  ["0.154", 3, "0.154"],
  ["0.15450000000000000000000000000000001", 3, "0.155"],
  ["7391.995", 2, "7,392.00"],
  ["-12.345", 2, "\u221212.35"],
  ["48000", 0, "48,000"],
  ["0", 3, "0.000"],
  ["0.00012345", 3, "0.00012"],
  ["-0.00046", 3, "\u22120.00046"],
  ["1e-60", 3, `0.${"0".repeat(59)}10`],
])("%s is shown with %i decimal places as %s", (decimal, places, shown) =>
  expect(en.rounded(decimal, places)).toBe(shown),
);

test("a number longer than floating point holds keeps every digit", () =>
  expect(en.exact("12345678901234567890.12345678901234")).toBe("12,345,678,901,234,567,890.12345678901234"));

test.each([
  ["0.824", "82.4 %"],
  ["0.0325", "3.3 %"],
  ["-0.05", "\u22125.0 %"],
  ["1", "100.0 %"],
])("the share %s reads %s", (share, shown) => expect(en.share(share)).toBe(shown));

test("text that is no number stays as it is", () => expect(en.rounded("about 5", 2)).toBe("about 5"));

describe("dates and names follow the language, times are UTC and say so", () => {
  test("English", () => {
    expect(en.day("2026-11-20")).toBe("20 Nov 2026");
    expect(en.moment("2026-11-20T23:59:00Z")).toBe("20 Nov 2026 23:59 UTC");
    expect(en.month("2026-08")).toBe("August 2026");
    expect(en.country("CN")).toBe("China");
  });

  test("Chinese", () => {
    expect(zh.day("2026-11-20")).toBe("2026年11月20日");
    expect(zh.month("2026-08")).toBe("2026年8月");
    expect(zh.country("CN")).toBe("中国");
  });

  test("midnight is the start of its day, never hour 24", () =>
    expect(en.moment("2026-11-20T00:05:00Z")).toBe("20 Nov 2026 00:05 UTC"));
});

test("addresses keep the page language", () => {
  expect(zh.href("/verify")).toBe("/verify?lang=zh");
  expect(en.href("/01/09520000010010", { form: "vc+jwt" })).toBe("/01/09520000010010?form=vc%2Bjwt&lang=en");
});

test("rounding for display never moves a value by more than half of the last place shown", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (thousandths) => {
      const decimal = `${thousandths < 0 ? "-" : ""}${Math.trunc(Math.abs(thousandths) / 1000)}.${String(Math.abs(thousandths) % 1000).padStart(3, "0")}`;
      const shown = en.rounded(decimal, 2).replaceAll(",", "").replace("\u2212", "-");
      expect(Math.abs(Math.round(Number(shown) * 1000) - thousandths)).toBeLessThanOrEqual(5);
    }),
  );
});

import { describe, expect, test } from "vitest";
import { asStated, day, footprintShown, moment, percent, shown, signed, unitShown } from "./shown.ts";

describe("a decimal for reading", () => {
  test.each([
    ["7392", 2, "7,392.00"],
    ["0.154", 3, "0.154"],
    ["0.1545", 3, "0.155"],
    ["-1234567.895", 2, "−1,234,567.90"],
    ["0", 2, "0.00"],
    ["12345678901234567890.125", 2, "12,345,678,901,234,567,890.13"],
  ])("%s with %i places is %s", (decimal, places, text) => expect(shown(decimal, places)).toBe(text));

  test("a value too small for its places never reads as zero", () => {
    expect(shown("0.00042", 2)).toBe("0.00042");
    expect(shown("-0.000417", 2)).toBe("−0.00042");
  });

  test("text that is no decimal stays as it is", () => expect(shown("n/a", 2)).toBe("n/a"));
});

test("a stated decimal keeps all its digits", () => {
  expect(asStated("120911.3310")).toBe("120,911.3310");
  expect(asStated("0.0240")).toBe("0.0240");
});

test("a quotient that nobody has stated reads as what it is near", () => {
  expect(asStated("43709.06861523442389046033692958522")).toBe("≈\u00A043,709.069");
  expect(asStated("-0.000012345678901234567890")).toBe("≈\u00A0−0.000012345679");
  expect(asStated("12345678901234567890")).toBe("12,345,678,901,234,567,890");
});

test("a difference shows its direction first", () => {
  expect(signed("22.5", 2)).toBe("+22.50");
  expect(signed("-40.44", 2)).toBe("−40.44");
  expect(signed("0", 2)).toBe("0");
});

test("a footprint of thousands needs one decimal, any other three", () => {
  expect(footprintShown("47440")).toBe("47,440.0");
  expect(footprintShown("101.99")).toBe("101.990");
});

test("a share is shown in percent, half rounded up", () => {
  expect(percent("0.8245")).toBe("82.5\u00A0%");
  expect(percent("-0.05")).toBe("−5.0\u00A0%");
});

test.each([
  ["kgCO2e/m3", "kgCO₂e/m³"],
  ["tCO2/(10^4 kWh)", "tCO₂/(10⁴ kWh)"],
])("%s is printed as people write it, %s", (unit, printed) => expect(unitShown(unit, "en")).toBe(printed));

test.each([
  ["kgCO2e/kWh capacity", "kgCO₂e/kWh 容量"],
  ["kgCO2e/piece", "kgCO₂e/件"],
  ["kWh rated", "kWh（额定）"],
  ["1/a", "次/年"],
  ["km/a", "km/年"],
])("the words in %s are said in Chinese, %s", (unit, printed) => expect(unitShown(unit, "zh")).toBe(printed));

test("days and moments are those of UTC", () => {
  expect(day("en", "2026-11-20T23:59:59Z")).toBe("20 Nov 2026");
  expect(day("zh", "2026-11-20")).toBe("2026年11月20日");
  expect(moment("en", "2026-11-20T14:03:00Z")).toBe("20 Nov 2026, 14:03 UTC");
});

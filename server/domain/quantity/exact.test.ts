import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { add, compare, divide, multiply, parseExact, round, subtract, toDecimal } from "./exact.ts";
import type { Exact, Rounding } from "./exact.ts";

/** Decimal texts with up to 20 digits before and after the point. */
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: -3, max: 20 }))
  .map(([digits, places]) => `${digits}e${-places}`);

function exact(text: string): Exact {
  const value = parseExact(text);
  if (value === null) throw new Error(`${text} is no decimal`);
  return value;
}

describe("an exact number", () => {
  test.each([
    ["48000", "48000"],
    ["0.1540", "0.154"],
    ["-0.00", "0"],
    ["007.50", "7.5"],
    ["6.205e3", "6205"],
    ["1E-3", "0.001"],
    ["1e20", "100000000000000000000"],
    ["123456789012345678901234567890.1234", "123456789012345678901234567890.1234"],
  ])("is read from %s and printed as %s", (text, printed) => expect(toDecimal(exact(text))).toBe(printed));

  test.each([
    "",
    " 1",
    "1 ",
    "1,000",
    "NaN",
    "Infinity",
    "-Infinity",
    ".5",
    "5.",
    "+5",
    "0x10",
    "1e",
    "--1",
    "１",
  ])("is not read from %j", (text) => expect(parseExact(text)).toBeNull());

  test.each(["1e101", "1e-101", "1e999", "9".repeat(201)])(
    "is refused where it would take more memory than any quantity needs: %s",
    (text) => expect(parseExact(text)).toBeNull(),
  );

  test.each([
    ["7392", "48000", "0.154"],
    ["1", "3", "0.3333333333333333333333333333333333"],
    ["2", "3", "0.6666666666666666666666666666666667"],
    ["-2", "3", "-0.6666666666666666666666666666666667"],
    ["1", "-8", "-0.125"],
    ["1", "3.6", "0.2777777777777777777777777777777778"],
    ["20000", "3", "6666.666666666666666666666666666667"],
    ["1e40", "7", "1428571428571428571428571428571429000000"],
    ["1e-40", "7", "0.00000000000000000000000000000000000000001428571428571428571428571428571429"],
  ])("%s over %s is printed as %s, 34 significant digits where it does not end", (a, b, quotient) =>
    expect(toDecimal(divide(exact(a), exact(b)))).toBe(quotient),
  );

  test.each([
    "1.0000000000000000000000000000000005",
    "9.9999999999999999999999999999999999",
    `${"9".repeat(60)}.${"3".repeat(60)}`,
  ])("that ends is printed with all its digits: %s", (text) => expect(toDecimal(exact(text))).toBe(text));

  test("that ends after a quotient is printed with all its digits", () =>
    expect(toDecimal(divide(exact("1"), exact(String(2n ** 60n))))).toBe(
      "0.000000000000000000867361737988403547205962240695953369140625",
    ));

  test("that ends after more than 120 digits is rounded to 34", () =>
    expect(toDecimal(exact(`1.${"0".repeat(119)}5`))).toBe("1"));

  test.each([
    ["1.0000000000000000000000000000000005", "1"],
    ["1.0000000000000000000000000000000015", "1.000000000000000000000000000000002"],
    ["9.9999999999999999999999999999999999", "10"],
  ])("of 35 digits, %s, is rounded half to even to %s where 34 are asked for", (text, printed) =>
    expect(toDecimal(exact(text), 34)).toBe(printed),
  );

  test("divided by zero is our own mistake, not an answer", () =>
    expect(() => divide(exact("1"), exact("0.00"))).toThrow(RangeError));

  test.each([
    ["0.1545", 3, "half_up", "0.155"],
    ["0.1545", 3, "half_even", "0.154"],
    ["0.1535", 3, "half_even", "0.154"],
    ["-0.5", 0, "half_up", "-1"],
    ["-0.5", 0, "half_even", "0"],
    ["-0.004", 2, "half_up", "0.00"],
    ["7392", 2, "half_up", "7392.00"],
    ["9.995", 2, "half_up", "10.00"],
    ["2.5e3", 0, "half_even", "2500"],
    ["52.150084317032", 0, "half_up", "52"],
  ] as const)("%s to %i places, %s, is %s", (text, places, mode, rounded) =>
    expect(round(exact(text), places, mode)).toBe(rounded),
  );

  test("survives printing and reading", () =>
    fc.assert(
      fc.property(decimals, (text) => compare(exact(text), exact(toDecimal(exact(text), 60))) === 0),
    ));

  test("adds and multiplies like the integers it is made of", () =>
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.integer({ min: 0, max: 9 }), (a, b, places) => {
        const [x, y] = [exact(`${a % 10n ** 90n}e-${places}`), exact(String(b % 10n ** 90n))];
        const sum = (a % 10n ** 90n) + (b % 10n ** 90n) * 10n ** BigInt(places);
        expect(compare(add(x, y), exact(`${sum}e-${places}`))).toBe(0);
        expect(
          compare(multiply(x, y), {
            ...exact("0"),
            numerator: (a % 10n ** 90n) * (b % 10n ** 90n),
            scale: places,
          }),
        ).toBe(0);
      }),
    ));

  test("comes back when what was added is subtracted, and what was multiplied is divided, also among thirds", () =>
    fc.assert(
      fc.property(decimals, decimals, fc.constantFrom("3", "3.6", "-7", "12"), (a, b, by) => {
        const x = divide(exact(a), exact(by));
        expect(compare(subtract(add(x, exact(b)), exact(b)), x)).toBe(0);
        expect(compare(multiply(divide(x, exact(by)), exact(by)), x)).toBe(0);
      }),
    ));

  test.each(["half_up", "half_even"] satisfies Rounding[])(
    "rounded once, %s, does not change when rounded again, and is off by half a place at most",
    (mode) =>
      fc.assert(
        fc.property(decimals, fc.integer({ min: 0, max: 12 }), (text, places) => {
          const once = round(exact(text), places, mode);
          expect(round(exact(once), places, mode)).toBe(once);
          const error = subtract(exact(once), exact(text));
          expect(
            compare(multiply(error, error), multiply(exact(`5e-${places + 1}`), exact(`5e-${places + 1}`))),
          ).toBeLessThanOrEqual(0);
        }),
      ),
  );
});

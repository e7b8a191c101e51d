import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, parseExact, toDecimal, zero } from "./exact.ts";
import { areComparable, convert, parseUnit } from "./unit.ts";
import type { Unit } from "./unit.ts";

function unit(text: string): Unit {
  const found = parseUnit(text);
  if (found === null) throw new Error(`${text} is no unit`);
  return found;
}

function converted(value: string, from: string, to: string): string {
  return toDecimal(convert(parseExact(value) ?? zero, unit(from), unit(to)));
}

const families = [
  ["g", "kg", "t"],
  ["gCO2e", "kgCO2e", "tCO2e", "gCO2", "kgCO2", "tCO2"],
  ["Wh", "kWh", "MWh", "GWh", "10^4 kWh", "万kWh", "MJ", "GJ"],
  ["L", "m3", "10^4 m3", "万m3"],
  ["m", "km"],
  ["tkm", "t·km", "t*km", "kgkm"],
  ["a", "month"],
  ["piece"],
];
const pairs = fc
  .constantFrom(...families)
  .chain((family) => fc.tuple(fc.constantFrom(...family), fc.constantFrom(...family)));

describe("a unit", () => {
  test.each([
    ["1", "kWh", "MJ", "3.6"],
    ["1", "MJ", "kWh", "0.2777777777777777777777777777777778"],
    ["120911.331", "10^4 kWh", "kWh", "1209113310"],
    ["1", "万kWh", "MWh", "10"],
    ["4253.81", "万m³", "L", "42538100000"],
    ["1", "10⁴ m³", "m3", "10000"],
    ["96", "month", "a", "8"],
    ["500", "kgkm", "t·km", "0.5"],
    ["6.205", "tCO2/(10^4 kWh)", "kgCO2/kWh", "0.6205"],
    ["47.44", "tCO₂e/MWh cells", "kgCO2e/kWh", "47.44"],
    ["0.076", "kgCO2e/(t·km)", "gCO2e/(kg·km)", "0.076"],
    ["20000", "km/a", "km/month", "1666.666666666666666666666666666667"],
  ])("%s %s are %s to %s", (value, from, to, expected) => expect(converted(value, from, to)).toBe(expected));

  test.each([
    ["kWh lifetime energy", "lifetime energy", "lifetime energy"],
    ["kWh capacity", "capacity", "capacity"],
    ["kWh rated capacity", "rated capacity", "capacity"],
    ["MWh cells", "cells", null],
    ["tkm (as printed)", "(as printed)", null],
    ["kWh(rated / usable)", "(rated / usable)", null],
  ])("%s keeps its words apart: %s", (text, qualifier, basis) =>
    expect(unit(text)).toMatchObject({ qualifier, basis }),
  );

  test.each([
    ["kg CO2e", "kgCO2e"],
    ["kgCO2-eq/kWh", "kgCO2e/kWh"],
    ["kgCO2e / kWh", "kgCO2e/kWh"],
    ["（t）", ""],
    ["kgCO2e/（t·km）", "kgCO2e/tkm"],
  ])("written %s is read as %j, or not at all", (written, meant) =>
    expect(parseUnit(written)).toEqual(meant === "" ? null : unit(meant)),
  );

  test.each([
    "",
    "lb",
    "kwh",
    "KG",
    "kg m",
    "kg 2",
    "kg/foo",
    "/kWh",
    "CO2e/kWh",
    "kg/",
    "constructor",
    "__proto__",
    "x".repeat(201),
  ])("is not read from %j", (text) => expect(parseUnit(text)).toBeNull());

  test("of CO2 alone says so, and is as large as one of CO2e", () => {
    expect(unit("tCO2").co2Only).toBe(true);
    expect(unit("tCO2e").co2Only).toBe(false);
    expect(converted("1", "tCO2", "tCO2e")).toBe("1");
  });

  test.each([
    ["kWh", "kg", false],
    ["kg", "kgCO2e", false],
    ["kWh capacity", "kWh lifetime energy", false],
    ["kWh", "MJ lifetime energy", true],
    ["kgCO2e/kWh capacity", "kgCO2e/kWh lifetime energy", false],
    ["kgCO2e/kWh", "kgCO2e", false],
    ["kgCO2e", "kgCO2e/kWh", false],
  ])("%s and %s: comparable is %s", (a, b, expected) =>
    expect(areComparable(unit(a), unit(b))).toBe(expected),
  );

  test("of energy is exact where its decimals never end: 3.6 MJ are one kWh, not nearly", () =>
    expect(
      compare(convert(parseExact("3.6") ?? zero, unit("MJ"), unit("kWh")), parseExact("1") ?? zero),
    ).toBe(0));

  test("converted there and back gives the same number, exactly", () =>
    fc.assert(
      fc.property(pairs, fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), ([from, to], digits) => {
        const value = { numerator: digits, divisor: 1n, scale: 6 };
        const there = convert(value, unit(from), unit(to));
        expect(compare(convert(there, unit(to), unit(from)), value)).toBe(0);
      }),
    ));
});

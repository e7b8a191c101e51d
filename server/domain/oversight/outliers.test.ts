import { describe, expect, test } from "vitest";
import { outliers } from "./outliers.ts";

const found = (...values: readonly string[]) => outliers(values, (value) => value).map(({ value }) => value);

describe("values far from the others", () => {
  test("are named with the median and the spread they are far from", () => {
    expect(outliers(["10", "11", "12", "13", "40"], (value) => value)).toEqual([
      { member: "40", value: "40", median: "12", spread: "1" },
    ]);
  });

  test("exactly five spreads are not yet far", () => {
    expect(found("10", "11", "12", "13", "17")).toEqual([]);
    expect(found("10", "11", "12", "13", "17.0001")).toEqual(["17.0001"]);
  });

  test("low values are far as high ones are", () => {
    expect(found("0.01", "60", "61", "62", "63")).toEqual(["0.01"]);
  });

  test("nothing is said of fewer than five, nor where most are equal", () => {
    expect(found("1", "1", "1", "100")).toEqual([]);
    expect(found("1", "1", "1", "1", "100")).toEqual([]);
  });
});

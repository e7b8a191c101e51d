import { describe, expect, test } from "vitest";
import {
  batteryCategories,
  categoryProblems,
  informationCategories,
  isPassportCategory,
  parseBatteryCategory,
  passportCategories,
} from "./category.ts";
import type { BatteryCategory } from "./category.ts";

const codes = (category: BatteryCategory, ratedEnergyKwh: string, massKg = "1") =>
  categoryProblems({ category, ratedEnergyKwh, massKg }).map(({ code, path }) => `${code} ${path}`);

test("BATT-Art77(1): four categories have a passport, three have information instead", () => {
  expect(batteryCategories.filter(isPassportCategory)).toEqual(passportCategories);
  expect(batteryCategories.filter((one) => !isPassportCategory(one))).toEqual(informationCategories);
});

test.each(["cell", "module", "pack", "", "ev", "sli"])("%j is no category", (text) =>
  expect(parseBatteryCategory(text)).toMatchObject({ ok: false, problems: [{ code: "E_BATTERY_CATEGORY" }] }),
);

describe("BATT-Art77(1): an industrial battery", () => {
  test.each(["industrialStationary", "industrialOther"] as const)("%s has more than 2 kWh", (category) => {
    expect(codes(category, "2.000000000000000000001")).toEqual([]);
    expect(codes(category, "2.0")).toEqual(["E_CATEGORY_AT_MOST_2_KWH ratedEnergyKwh"]);
    expect(codes(category, "0.5")).toEqual(["E_CATEGORY_AT_MOST_2_KWH ratedEnergyKwh"]);
  });

  test("without a passport has at most 2 kWh", () => {
    expect(codes("industrialSmall", "2")).toEqual([]);
    expect(codes("industrialSmall", "2.1")).toEqual(["E_CATEGORY_ABOVE_2_KWH ratedEnergyKwh"]);
  });
});

test.each(["EV", "LMT", "SLI", "portable"] as const)("the energy of %s decides nothing", (category) => {
  expect(codes(category, "0.01")).toEqual([]);
  expect(codes(category, "90")).toEqual([]);
});

test("BATT-Art77(1): a battery for light means of transport weighs at most 25 kg, one for a car may weigh little", () => {
  expect(codes("LMT", "2", "25.000")).toEqual([]);
  expect(codes("LMT", "2", "25.0001")).toEqual(["E_CATEGORY_LMT_MASS massKg"]);
  // The mild hybrid of a passenger car is an electric vehicle's battery, however light.
  expect(codes("EV", "0.5", "10")).toEqual([]);
});

test("a portable battery weighs at most 5 kg", () => {
  expect(codes("portable", "0.01", "5")).toEqual([]);
  expect(codes("portable", "0.01", "5.01")).toEqual(["E_CATEGORY_PORTABLE_MASS massKg"]);
  expect(codes("SLI", "0.7", "17")).toEqual([]);
});

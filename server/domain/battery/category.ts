import type { Parsed, Problem } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import { compare, parseExact } from "../quantity/exact.ts";

/** Categories that need a passport. Source: Regulation (EU) 2023/1542, Art. 77(1); industrial ones by use, as duties differ. */
export const passportCategories = ["EV", "LMT", "industrialStationary", "industrialOther"] as const;
export type PassportCategory = (typeof passportCategories)[number];

/**
 * Categories whose QR code leads to information about the battery instead: industrial of at most 2 kWh, for starting,
 * lighting and ignition, and portable. Source: Regulation (EU) 2023/1542, Art. 13(6)(b) and (c).
 */
export const informationCategories = ["industrialSmall", "SLI", "portable"] as const;
export type InformationCategory = (typeof informationCategories)[number];

/** Every category of the law. Cells, modules and packs that are still to be assembled are of none. */
export const batteryCategories = [...passportCategories, ...informationCategories] as const;
export type BatteryCategory = (typeof batteryCategories)[number];

/** Whether the law asks for a passport of such batteries. Source: Regulation (EU) 2023/1542, Art. 77(1). */
export function isPassportCategory(category: BatteryCategory): category is PassportCategory {
  return passportCategories.some((one) => one === category);
}

/** Reads a battery category. Problem: `E_BATTERY_CATEGORY`. */
export function parseBatteryCategory(text: string): Parsed<BatteryCategory> {
  const found = batteryCategories.find((category) => category === text);
  return found === undefined
    ? reject("E_BATTERY_CATEGORY", "", { value: text, expected: batteryCategories.join(", ") })
    : accept(found);
}

/** What decides a category beside the use of the battery. */
export interface CategoryFacts {
  readonly category: BatteryCategory;
  /** Decimal, kWh. */
  readonly ratedEnergyKwh: string;
  /** Decimal, kg. */
  readonly massKg: string;
}

/**
 * What contradicts a category: an industrial battery has a passport from more than 2 kWh on, a portable one weighs at most
 * 5 kg, one for light means of transport at most 25 kg. What is no decimal is another's matter. Nothing else of the
 * definitions can be told from what a model states: that a battery is sealed and what it is designed for its maker says by
 * choosing the category, and one for an electric vehicle may weigh little in a car (class M, N or O).
 *
 * Problems: `E_CATEGORY_AT_MOST_2_KWH` and `E_CATEGORY_ABOVE_2_KWH` at the energy, with the category that fits;
 * `E_CATEGORY_PORTABLE_MASS` and `E_CATEGORY_LMT_MASS` at the mass.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(1); Art. 3(1)(9), (11), (13) and (14).
 */
export function categoryProblems({ category, ratedEnergyKwh, massKg }: CategoryFacts): readonly Problem[] {
  const isIndustrial = category === "industrialStationary" || category === "industrialOther";
  const isLarge = isAbove(ratedEnergyKwh, "2");
  if (isIndustrial && isLarge === false) {
    const params = { value: ratedEnergyKwh, expected: "industrialSmall" };
    return [{ code: "E_CATEGORY_AT_MOST_2_KWH", path: "ratedEnergyKwh", params }];
  }
  if (category === "industrialSmall" && isLarge === true) {
    const params = { value: ratedEnergyKwh, expected: "industrialStationary, industrialOther" };
    return [{ code: "E_CATEGORY_ABOVE_2_KWH", path: "ratedEnergyKwh", params }];
  }
  const limit = heaviest[category];
  return limit !== undefined && isAbove(massKg, limit.kg) === true
    ? [{ code: limit.code, path: "massKg", params: { value: massKg } }]
    : [];
}

/** What a battery of a category weighs at most. */
const heaviest: Partial<Readonly<Record<BatteryCategory, { readonly kg: string; readonly code: string }>>> = {
  portable: { kg: "5", code: "E_CATEGORY_PORTABLE_MASS" },
  LMT: { kg: "25", code: "E_CATEGORY_LMT_MASS" },
};

/** Null for what is no decimal. */
function isAbove(text: string, limit: string): boolean | null {
  const [value, most] = [parseExact(text), parseExact(limit)];
  return value === null || most === null ? null : compare(value, most) > 0;
}

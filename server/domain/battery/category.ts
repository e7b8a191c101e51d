import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";

/** Categories that need a passport. Source: Regulation (EU) 2023/1542, Art. 77(1); industrial ones by use, as duties differ. */
export const batteryCategories = ["EV", "LMT", "industrialStationary", "industrialOther"] as const;
export type BatteryCategory = (typeof batteryCategories)[number];

/** Reads a battery category. Problem: `E_BATTERY_CATEGORY`. */
export function parseBatteryCategory(text: string): Parsed<BatteryCategory> {
  const found = batteryCategories.find((category) => category === text);
  return found === undefined
    ? reject("E_BATTERY_CATEGORY", "", { value: text, expected: batteryCategories.join(", ") })
    : accept(found);
}

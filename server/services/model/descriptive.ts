import { categoryProblems, parseBatteryCategory } from "../../domain/battery/category.ts";
import { parsePositiveDecimal } from "../../domain/quantity/decimal.ts";
import type { Fields } from "../input.ts";
import { optional } from "../input.ts";

/** Values of a model that may change from version to version, as entered. */
export interface DescriptiveInput {
  readonly name: string;
  readonly chemistry: string;
  readonly massKg: string;
  readonly ratedCapacityAh: string;
  readonly nominalVoltageV: string;
  readonly ratedEnergyKwh: string;
  /** Empty: not stated. */
  readonly usableEnergyKwh?: string | null | undefined;
  readonly warrantyMonths?: string | null | undefined;
}

/** The same values checked; problems go to `fields` under the names of the input. */
export function descriptive(fields: Fields, input: DescriptiveInput) {
  const positive = (path: keyof DescriptiveInput, text: string) =>
    fields.take(path, parsePositiveDecimal(text)) ?? "";
  const usable = optional(input.usableEnergyKwh);
  return {
    name: fields.text("name", input.name),
    chemistry: fields.text("chemistry", input.chemistry),
    massKg: positive("massKg", input.massKg),
    ratedCapacityAh: positive("ratedCapacityAh", input.ratedCapacityAh),
    nominalVoltageV: positive("nominalVoltageV", input.nominalVoltageV),
    ratedEnergyKwh: positive("ratedEnergyKwh", input.ratedEnergyKwh),
    usableEnergyKwh: usable === null ? null : positive("usableEnergyKwh", usable),
    warrantyMonths: months(fields, optional(input.warrantyMonths)),
  };
}

/** Adds to `fields` what contradicts the category of a model; a category that is none has its own problem. */
export function refuseOtherCategory(
  fields: Fields,
  model: { readonly category: string; readonly ratedEnergyKwh: string; readonly massKg: string },
): void {
  const category = parseBatteryCategory(model.category);
  if (!category.ok) return;
  for (const { code, path, params } of categoryProblems({ ...model, category: category.value }))
    fields.add(code, path, params);
}

/** Whole months, at most a hundred years. */
function months(fields: Fields, text: string | null): number | null {
  if (text === null) return null;
  if (/^[1-9][0-9]{0,3}$/.test(text) && Number(text) <= 1200) return Number(text);
  fields.add("E_WARRANTY_MONTHS", "warrantyMonths", { value: text });
  return null;
}

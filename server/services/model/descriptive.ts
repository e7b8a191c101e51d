import { categoryProblems, parseBatteryCategory } from "../../domain/battery/category.ts";
import type { Problem } from "../../domain/problem.ts";
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

interface OfCategory {
  readonly category: string;
  readonly ratedEnergyKwh: string;
  readonly massKg: string;
}

/** What contradicts the category of a model; a category that is none has its own problem. */
export function categoryProblemsOf(model: OfCategory): readonly Problem[] {
  const category = parseBatteryCategory(model.category);
  return category.ok ? categoryProblems({ ...model, category: category.value }) : [];
}

/** Adds to `fields` what contradicts the category of a model. */
export function refuseOtherCategory(fields: Fields, model: OfCategory): void {
  for (const { code, path, params } of categoryProblemsOf(model)) fields.add(code, path, params);
}

/** Whole months, at most a hundred years. */
function months(fields: Fields, text: string | null): number | null {
  if (text === null) return null;
  if (/^[1-9][0-9]{0,3}$/.test(text) && Number(text) <= 1200) return Number(text);
  fields.add("E_WARRANTY_MONTHS", "warrantyMonths", { value: text });
  return null;
}

import { isPassportCategory, parseBatteryCategory } from "../../server/domain/battery/category.ts";

/** Whether batteries of a category get a passport, and not only the information behind their code. */
export function getsPassport(category: string): boolean {
  const parsed = parseBatteryCategory(category);
  return parsed.ok && isPassportCategory(parsed.value);
}

import { isPassportCategory, parseBatteryCategory } from "../../domain/battery/category.ts";
import { Refusal } from "../../refusal.ts";

/**
 * Refuses what only batteries with a passport have, such as single batteries and declared footprints:
 * `CATEGORY_WITHOUT_PASSPORT`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(1) and Art. 7(1).
 */
export function refuseInformation(model: { readonly category: string }): void {
  const category = parseBatteryCategory(model.category);
  if (category.ok && isPassportCategory(category.value)) return;
  throw new Refusal("CATEGORY_WITHOUT_PASSPORT", "Batteries of this category get no passport.");
}

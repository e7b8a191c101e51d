import { parseBatteryCategory } from "../../../server/domain/battery/category.ts";
import type { Catalogue } from "../../../server/domain/catalogue/catalogue.ts";
import { statusChangeAttributes } from "../../../server/domain/life/status-values.ts";
import type { Language } from "../../_text/languages.ts";
import { unitShown } from "../../_ui/shown.ts";

/** A value to be measured anew, as a form asks for it. */
export interface AskedField {
  readonly id: string;
  readonly label: string;
}

/** What a change of status asks for of a battery of this category, in the words of the catalogue with its unit. */
export function askedFields(
  catalogue: Catalogue,
  language: Language,
  category: string,
): readonly AskedField[] {
  const parsed = parseBatteryCategory(category);
  if (!parsed.ok) return [];
  const battery = { category: parsed.value, day: new Date().toISOString().slice(0, 10) };
  return statusChangeAttributes(catalogue, battery).map(({ id, title, unit }) => ({
    id,
    label: unit === null ? title[language] : `${title[language]} [${unitShown(unit, language)}]`,
  }));
}

import type { Language } from "../_text/languages.ts";
import { localeOf } from "../_text/text.ts";

/** City, region code and country of a plant, the country in the reader's language. */
export function placeOf(
  language: Language,
  {
    city,
    region,
    country,
  }: { readonly city: string; readonly region: string | null; readonly country: string },
): string {
  const name = new Intl.DisplayNames(localeOf(language), { type: "region" }).of(country) ?? country;
  return [city, region, name].filter((part) => part !== null && part !== "").join(", ");
}

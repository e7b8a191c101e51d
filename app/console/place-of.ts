import type { Language } from "../_text/languages.ts";
import { localeOf } from "../_text/text.ts";
import { signs } from "../_ui/signs.ts";

/** City, region code and country of a plant, the country in the reader's language; in Chinese the largest comes first. */
export function placeOf(
  language: Language,
  {
    city,
    region,
    country,
  }: { readonly city: string; readonly region: string | null; readonly country: string },
): string {
  const name = new Intl.DisplayNames(localeOf(language), { type: "region" }).of(country) ?? country;
  const parts = [city, region, name].filter((part) => part !== null && part !== "");
  return (language === "zh" ? parts.toReversed() : parts).join(signs(language).comma);
}

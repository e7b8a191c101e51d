import { createTranslator } from "use-intl/core";
import { en } from "./en.ts";
import { informationText as informationEn } from "./en/information.ts";
import { languages } from "./languages.ts";
import type { Language } from "./languages.ts";
import type { SameKeys } from "./shape.ts";
import { zh } from "./zh.ts";
import { informationText as informationZh } from "./zh/information.ts";

type Messages = SameKeys<typeof en>;
const catalogues: Readonly<Record<Language, Messages>> = { en, zh };
const information: Readonly<Record<Language, Messages["passport"]>> = {
  en: informationEn,
  zh: informationZh,
};

/** Translator for one namespace of one language, for example `textOf("zh", "passport")("verdict.holds")`. UTC throughout. */
export function textOf<N extends keyof Messages>(language: Language, namespace: N) {
  return createTranslator<Messages, N>({
    locale: localeOf(language),
    messages: catalogues[language],
    namespace,
    timeZone: "UTC",
  });
}

/** Texts of the page of a battery that gets no passport: those of a passport, but for the sentences that speak of one. */
export function textOfInformation(language: Language): ReturnType<typeof textOf<"passport">> {
  return createTranslator<Messages, "passport">({
    locale: localeOf(language),
    messages: { ...catalogues[language], passport: information[language] },
    namespace: "passport",
    timeZone: "UTC",
  });
}

/** All texts of one language, for what looks a text up by a code it did not know beforehand. */
export function messagesOf(language: Language): Messages {
  return catalogues[language];
}

/** BCP 47 tag for `lang` attributes and number formats. */
export function localeOf(language: Language): string {
  return language === "zh" ? "zh-Hans" : language;
}

/** Page language: `?lang=` when it names one of ours, else the best of Accept-Language, else English. */
export function chooseLanguage(query: string | null, acceptLanguage: string | null): Language {
  const wanted = [query ?? "", ...(acceptLanguage ?? "").split(",")];
  for (const entry of wanted) {
    const tag = (entry.split(";")[0] ?? "").trim().toLowerCase();
    const found = languages.find((language) => tag === language || tag.startsWith(`${language}-`));
    if (found !== undefined) return found;
  }
  return "en";
}

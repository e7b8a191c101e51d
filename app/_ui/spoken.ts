import { en } from "../_text/en.ts";
import type { Language } from "../_text/languages.ts";
import type { SameKeys } from "../_text/shape.ts";
import { textOf } from "../_text/text.ts";
import { zh } from "../_text/zh.ts";
import { pageLanguage } from "./language.ts";

type Messages = SameKeys<typeof en>;

const catalogues: Readonly<Record<Language, Messages>> = { en, zh };

/** Language, translator and word lists of a signed-in screen. */
export async function spoken() {
  const language = await pageLanguage();
  const { console: words, problems } = catalogues[language];
  return { language, t: textOf(language, "console"), words, problems };
}

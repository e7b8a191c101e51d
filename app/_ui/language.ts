import { cookies, headers } from "next/headers";
import { languages } from "../_text/languages.ts";
import type { Language } from "../_text/languages.ts";
import { chooseLanguage } from "../_text/text.ts";
import { languageCookie, languageHeader } from "./language-choice.ts";

/**
 * Language of the page being rendered: `?lang=` of its address (the proxy hands it on, a layout cannot see the query),
 * else what a signed-in person chose last, else the browser's.
 */
export async function pageLanguage(): Promise<Language> {
  const [head, jar] = await Promise.all([headers(), cookies()]);
  const asked = head.get(languageHeader) ?? jar.get(languageCookie)?.value ?? null;
  const known = languages.find((language) => language === asked);
  return chooseLanguage(known ?? null, head.get("accept-language"));
}

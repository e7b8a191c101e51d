import { messagesOf, textOf } from "../_text/text.ts";
import { pageLanguage } from "./language.ts";

/** Language, translator and word lists of a signed-in screen. */
export async function spoken() {
  const language = await pageLanguage();
  const { console: words, problems } = messagesOf(language);
  return { language, t: textOf(language, "console"), words, problems };
}

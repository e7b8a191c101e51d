import type { Language } from "../_text/languages.ts";
import { localeOf } from "../_text/text.ts";

/** The official languages of the Union and Chinese, named in the reader's language. Named here: browsers know fewer. */
export function documentLanguages(
  language: Language,
): readonly { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames(localeOf(language), { type: "language" });
  return "en zh bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
    .split(" ")
    .map((code) => ({ code, name: names.of(code) ?? code }));
}

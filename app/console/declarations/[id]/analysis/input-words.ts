import type { Language } from "../../../../_text/languages.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { wordIn } from "../../../../_ui/word-in.ts";

/** What an input is called: `sources[1].share` is the share of source 2, `cff.R2` the recycling rate. */
export function inputWords(language: Language, name: string): string {
  const t = textOf(language, "analysis");
  const source = /^sources\[(\d+)\]\.(share|factor)$/.exec(name);
  if (source !== null) {
    const number = Number(source[1]) + 1;
    return source[2] === "share" ? t("input.sourceShare", { number }) : t("input.sourceFactor", { number });
  }
  const key = name === "eol.value" ? "eolValue" : name.replace(/^cff\./, "").replace(/ \(.*\)$/, "");
  return wordIn(messagesOf(language).analysis.input, key);
}

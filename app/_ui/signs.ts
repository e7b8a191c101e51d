import type { Language } from "../_text/languages.ts";

/** The signs between words, with the space that belongs to them. */
interface Signs {
  readonly colon: string;
  readonly comma: string;
  /** Between the members of a list: Chinese has a comma of its own for these. */
  readonly list: string;
  readonly semicolon: string;
  readonly stop: string;
  readonly open: string;
  readonly close: string;
}

/** The signs of a language, for words that are put together on a screen: Chinese has its own and no space beside them. */
export function signs(language: Language): Signs {
  return signsOf[language];
}

/** Words in the brackets of a language, to stand behind others: " (kg)" or "（kg）". */
export function bracketed(language: Language, words: string): string {
  const { open, close } = signs(language);
  return `${open}${words}${close}`;
}

/** An article of the law as each language cites it; the law tables cite in English. */
export function citationShown(language: Language, source: string): string {
  if (language !== "zh") return source;
  return source
    .replace(/Regulation \(EU\) 2023\/1542,? ?/, "法规 (EU) 2023/1542 ")
    .replace(/Annex (II|VIII|XIII)\b/, (_, number: string) => `附件${annexInChinese[number] ?? number}`)
    .replace(/Art\. (\d+)(?:\((\d+)\))?/g, (_, article: string, paragraph?: string) =>
      paragraph === undefined ? `第 ${article} 条` : `第 ${article} 条第 ${paragraph} 款`,
    );
}

const signsOf: Readonly<Record<Language, Signs>> = {
  en: { colon: ": ", comma: ", ", list: ", ", semicolon: "; ", stop: ". ", open: " (", close: ")" },
  zh: { colon: "：", comma: "，", list: "、", semicolon: "；", stop: "。", open: "（", close: "）" },
};

const annexInChinese: Readonly<Record<string, string>> = { II: "二", VIII: "八", XIII: "十三" };

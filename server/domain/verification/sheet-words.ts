import { answerWords } from "../oversight/answer-words.ts";
import type { ListAnswer } from "../oversight/list-answer.ts";
import { chineseVerdict } from "./chinese-verdict.ts";
import type { ResultSheet, SheetRow } from "./result-sheet.ts";
import type { VerdictWords } from "./words.ts";
import { englishVerdict } from "./words.ts";

/** The words for everything that occurs in these rows, in both languages. */
export function wordsOfSheet(rows: readonly SheetRow[]): ResultSheet["words"] {
  const of = (words: VerdictWords, answers: Readonly<Record<ListAnswer, string>>) => {
    const reasons: Readonly<Record<string, string>> = words.reasons;
    const told = new Map<string, string>();
    for (const { answer, headline, demonstration, parts } of rows) {
      if (answer !== null) told.set(`answer.${answer}`, answers[answer]);
      if (headline !== null) told.set(`headline.${headline}`, words.headlines[headline]);
      if (demonstration) told.set("demonstration", words.demonstration);
      for (const { part, state, code } of parts) {
        told.set(`part.${part}`, words.parts[part].name);
        told.set(`state.${state}`, words.states[state]);
        if (code !== null) told.set(code, reasons[code] ?? code);
        else if (state === "ok" || state === "notAsked")
          told.set(`${part}.${state}`, words.parts[part][state]);
      }
    }
    return Object.fromEntries([...told].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  };
  return { en: of(englishVerdict, answerWords.en), zh: of(chineseVerdict, answerWords.zh) };
}

import { expect, test } from "vitest";
import { findWord } from "../../server/domain/import/word-cell.ts";
import type { WordList } from "../../server/domain/import/word-cell.ts";
import { messagesOf } from "./text.ts";

const lists = [
  ["kind", "kind"],
  ["stage", "stage"],
  ["dataKind", "dataKind"],
  ["electricityModel", "electricityModel"],
  ["transportMode", "mode"],
] as const satisfies readonly (readonly [WordList, string])[];

for (const language of ["en", "zh"] as const) {
  for (const [list, of] of lists) {
    test(`the words of our screens for ${list} are understood in a spreadsheet, in ${language}`, () => {
      const words = Object.entries(messagesOf(language).console[of]);
      expect(words.map(([, word]) => findWord(list, word))).toEqual(words.map(([id]) => id));
    });
  }
}

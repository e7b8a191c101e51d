import { libraryWords } from "../../server/domain/carbon-footprint/library/library-words.ts";
import type { Language } from "../_text/languages.ts";
import { messagesOf } from "../_text/text.ts";
import { signs } from "../_ui/signs.ts";
import { wordIn } from "../_ui/word-in.ts";

/** A system boundary: records of this registry list stages by their codes, everybody else writes words of their own. */
export function boundaryShown(language: Language, boundary: string): string {
  const { stage } = messagesOf(language).console;
  const parts = boundary.split(", ");
  return parts.every((part) => Object.hasOwn(stage, part))
    ? parts.map((part) => wordIn(stage, part)).join(signs(language).list)
    : libraryWords(boundary)[language];
}

import type { Language } from "../_text/languages.ts";
import { localeOf, messagesOf } from "../_text/text.ts";
import { problemSpeaker } from "../_ui/problem-sentence.ts";

/** The sentence of a code as on any screen, with an ellipsis where a screen would show the value at hand. */
export function sayProblem(code: string, language: Language): string {
  const unsaid = { value: "…", expected: "…", line: "…", kind: "…" };
  return problemSpeaker(
    localeOf(language),
    messagesOf(language).problems,
  )({ code, path: "", params: unsaid });
}

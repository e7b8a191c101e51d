import type { Language } from "../_text/languages.ts";
import { localeOf, messagesOf } from "../_text/text.ts";
import { problemSpeaker } from "../_ui/problem-sentence.ts";

/** The sentence of a code as on any screen, with an ellipsis where a screen would show the value at hand. */
export function sayProblem(code: string, language: Language): string {
  const { problems } = messagesOf(language);
  return problemSpeaker(localeOf(language), problems)({ code, path: "", params: unsaid(problems, code) });
}

/** An ellipsis for every value the sentence asks for. */
function unsaid(problems: Readonly<Record<string, string>>, code: string): Readonly<Record<string, string>> {
  const names = [...(problems[code] ?? "").matchAll(/\{(?<name>\w+)/g)].map(
    ({ groups }) => groups?.["name"] ?? "",
  );
  return Object.fromEntries(names.map((name) => [name, "…"]));
}

import { createTranslator } from "use-intl/core";
import type { Problem } from "../../server/domain/problem.ts";

/** Says what is wrong and how to mend it. */
export type ProblemSpeaker = (problem: Problem) => string;

/**
 * Speaks from the problems of one language. Codes come from the registry, so they are looked up and not known
 * beforehand; one without a sentence is shown itself, because its help page can be found by it.
 */
export function problemSpeaker(locale: string, problems: Readonly<Record<string, string>>): ProblemSpeaker {
  const t = createTranslator({ locale, messages: problems, timeZone: "UTC" });
  return ({ code, params }) => (t.has(code) ? t(code, { ...unsaid, ...params }) : code);
}

/** What a sentence may ask for and a problem found without its form does not say. */
const unsaid = { value: "", expected: "", line: "", kind: "" };

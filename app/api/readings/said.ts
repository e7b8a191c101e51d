import type { Problem } from "../../../server/domain/problem.ts";
import type { ReadingOutcome } from "../../../server/services/reading/record.ts";
import type { Language } from "../../_text/languages.ts";
import { chooseLanguage, localeOf, messagesOf } from "../../_text/text.ts";
import { problemSpeaker } from "../../_ui/problem-sentence.ts";

export const privately = { "cache-control": "private, no-store" };

/** A problem as a program is told: the code to rely on, the member it is about, the reason in words. */
interface SaidProblem {
  readonly code: string;
  /** Member of the reading; empty for the whole of it. */
  readonly column: string;
  readonly message: string;
}

/** What became of one reading. `problems` and `warnings` are left out where there are none. */
export interface SaidOutcome extends Pick<ReadingOutcome, "index" | "outcome"> {
  readonly problems?: readonly SaidProblem[];
  readonly warnings?: readonly SaidProblem[];
}

export function rowsSaid(rows: readonly ReadingOutcome[], language: Language): readonly SaidOutcome[] {
  const speak = problemSpeaker(localeOf(language), messagesOf(language).problems);
  const said = (problem: Problem): SaidProblem => {
    return { code: problem.code, column: problem.path, message: speak(problem) };
  };
  return rows.map(({ index, outcome, problems, warnings }) => ({
    ...{ index, outcome },
    ...(problems.length > 0 ? { problems: problems.map(said) } : {}),
    ...(warnings.length > 0 ? { warnings: warnings.map(said) } : {}),
  }));
}

/** `?lang=`, else what the program or browser says it reads. */
export function languageOf(request: Request): Language {
  const wanted = new URL(request.url).searchParams.get("lang");
  return chooseLanguage(wanted, request.headers.get("accept-language"));
}

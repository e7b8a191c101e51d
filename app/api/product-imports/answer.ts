import { localeOf, messagesOf } from "../../_text/text.ts";
import type { Language } from "../../_text/languages.ts";
import { problemSpeaker } from "../../_ui/problem-sentence.ts";
import type { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { readProductRun } from "../../../server/services/product-import/read.ts";

/** What a service needs, for whoever sent the request. */
export type RequestContext = Awaited<ReturnType<typeof contextOfHeaders>>;

/**
 * An import as a machine reads it: its state and counts, what became of each row, and every problem with row, column, value
 * and a sentence in the language asked for. Rows of each kind beyond the first 200 are in the file to mend.
 */
export async function answerRun(
  ctx: RequestContext,
  { id, status, language }: { readonly id: string; readonly status: number; readonly language: Language },
): Promise<Response> {
  const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
  const run = await readProductRun(ctx, { id });
  const { kind, category, fileName, state, isCutOff, goodRows, badRows, doneRows, counts } = run;
  const body = {
    ...{ id, kind, category, fileName, state, isCutOff, goodRows, badRows, doneRows, counts },
    rows: run.done.map(({ number, name, outcome, path }) => ({
      ...{ row: number, name, outcome },
      url: path === null ? null : new URL(path, ctx.publicUrl).href,
    })),
    changes: run.changed.map(({ number, name, differences }) => ({ row: number, name, differences })),
    problems: run.bad.flatMap(({ number, problems }) =>
      problems
        .filter(({ code }) => !code.startsWith("W_"))
        .map((problem) => ({
          ...{ row: number, code: problem.code, field: problem.path, message: say(problem) },
          column: problem.params?.["column"] ?? null,
          heading: problem.params?.["heading"] ?? null,
          value: problem.params?.["value"] ?? null,
        })),
    ),
  };
  const headers = { "cache-control": "private, no-store", location: `/api/product-imports/${id}` };
  return Response.json(body, { status, headers });
}

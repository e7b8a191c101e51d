"use server";

import { registry } from "../../../server/caller.ts";
import type { Problem } from "../../../server/domain/problem.ts";
import type { CheckedList } from "../../../server/services/oversight/check-list.ts";
import { refusalOf } from "../../../server/trpc.ts";
import { textOfEntry } from "../../_ui/text-of-entry.ts";

export interface CheckState {
  /** What was sent, so that it stands in the field again. */
  readonly text: string;
  readonly answer: CheckedList | null;
  readonly problems: readonly Problem[];
  /** Which answers are shown; empty for all. */
  readonly show: string;
}

/** Checks the list of a form. Works without scripts: the page is written again with the answer below the form. */
export async function checkProducts(_before: CheckState, form: FormData): Promise<CheckState> {
  const text = textOfEntry(form.get("list"));
  const show = textOfEntry(form.get("show"));
  const chosen = form.get("file");
  try {
    const isFile = chosen !== null && typeof chosen !== "string" && chosen.size > 0;
    const file = isFile ? Buffer.from(await chosen.arrayBuffer()).toString("base64") : undefined;
    const answer = await registry().oversight.checkList({ text: file === undefined ? text : "", file });
    // A file's identifiers go on as text: the download needs them, and a browser sends no file twice.
    return { text: answer.rows.map((row) => row.text).join("\n"), answer, problems: [], show };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    const problems = refusal.problems.length > 0 ? refusal.problems : [{ code: refusal.code, path: "" }];
    return { text, answer: null, problems, show };
  }
}

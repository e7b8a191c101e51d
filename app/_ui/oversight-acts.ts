"use server";

import { redirect } from "next/navigation";
import { registry } from "../../server/caller.ts";
import { caseActs } from "./case-acts.ts";
import { refusalOf } from "../../server/trpc.ts";
import { textOfEntry } from "./text-of-entry.ts";

/** Asks a question inside a passport's record. */
export async function askQuestion(form: FormData): Promise<void> {
  await done(form, async (of) => {
    await registry().oversight.ask({ productUrl: of("productUrl"), text: of("text"), dueOn: of("dueOn") });
  });
}

/** Answers a question of an authority. */
export async function answerQuestion(form: FormData): Promise<void> {
  await done(form, async (of) => {
    await registry().oversight.answer({ questionId: of("questionId"), text: of("text") });
  });
}

/** Closes a reader's report, or takes it into a case. */
export async function decideReport(form: FormData): Promise<void> {
  await done(form, async (of) => {
    const caseId = of("caseId") === "" ? undefined : of("caseId");
    await registry().oversight.decideReport({ id: of("id"), reason: of("reason"), caseId });
  });
}

export async function openCase(form: FormData): Promise<void> {
  await done(form, async (of) => {
    await registry().oversight.openCase({ title: of("title"), dueOn: of("dueOn") });
  });
}

export async function actOnCase(form: FormData): Promise<void> {
  await done(form, async (of) => {
    const act = caseActs.find((one) => one === of("act")) ?? "note";
    const said = { text: of("text"), productUrl: of("productUrl"), dueOn: of("dueOn") };
    await registry().oversight.actOnCase({ id: of("id"), act, ...said });
  });
}

/** Does it and leads back to the screen, which says that it was done, or why not. Works without scripts. */
async function done(form: FormData, act: (of: (name: string) => string) => Promise<void>): Promise<never> {
  const of = (name: string) => textOfEntry(form.get(name)).trim();
  const back = of("back");
  // Only our own screens are led to.
  const path = /^\/(authority|console)\/[\x21-\x7e]*$/.test(back) ? back : "/authority";
  const query = new URLSearchParams();
  try {
    await act(of);
    query.set("done", "1");
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    const [problem] = refusal.problems;
    query.set("refused", problem?.code ?? refusal.code);
    const value = problem?.params?.["value"];
    if (value !== undefined) query.set("value", value.slice(0, 60));
  }
  redirect(`${path}${path.includes("?") ? "&" : "?"}${query.toString()}`);
}

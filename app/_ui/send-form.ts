import type { Problem } from "../../server/domain/problem.ts";
import { problemsIn } from "./problems-in.ts";

/** Sends a form to a route of the registry: what it answered, or all that is wrong; no problem at all means that no answer came. */
export async function sendForm(
  path: string,
  body: FormData,
): Promise<{ readonly answer: unknown } | { readonly problems: readonly Problem[] }> {
  const response = await fetch(path, { method: "POST", body }).catch(() => null);
  const answer: unknown = (await response?.json().catch(() => null)) ?? null;
  return response?.ok === true ? { answer } : { problems: problemsIn(answer) };
}

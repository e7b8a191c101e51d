import { isFields } from "../../../server/domain/carbon-footprint/read.ts";
import type { Problem } from "../../../server/domain/problem.ts";
import { sendForm } from "../../_ui/send-form.ts";

interface Evidence {
  readonly operatorId: string;
  readonly title: string;
  readonly language: string;
  readonly file: File;
}

/**
 * Sends a file as evidence: its identifier, and the title it has here already if these bytes were kept before; or what is
 * wrong with it, at the field `file` unless another is named; no problem at all means that no answer came.
 */
export async function sendEvidence(
  evidence: Evidence,
): Promise<
  | { readonly id: string; readonly keptAs: string | null }
  | { readonly id: null; readonly problems: readonly Problem[] }
> {
  const data = new FormData();
  for (const [name, value] of Object.entries(evidence)) data.set(name, value);
  const sent = await sendForm("/api/evidence", data);
  if ("problems" in sent)
    return {
      id: null,
      problems: sent.problems.map((one) => (one.path === "" ? { ...one, path: "file" } : one)),
    };
  const { answer } = sent;
  if (!isFields(answer) || typeof answer["id"] !== "string") return { id: null, problems: [] };
  const { id, title, wasKept } = answer;
  return { id, keptAs: wasKept === true && typeof title === "string" ? title : null };
}

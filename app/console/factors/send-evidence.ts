import type { Problem } from "../../../server/domain/problem.ts";

interface Evidence {
  readonly operatorId: string;
  readonly title: string;
  readonly language: string;
  readonly file: File;
}

/**
 * Sends a file as evidence: its identifier, and the title it has here already if these bytes were kept before; or what is
 * wrong with it, at the field `file` unless another is named.
 */
export async function sendEvidence(
  evidence: Evidence,
): Promise<
  | { readonly id: string; readonly keptAs: string | null }
  | { readonly id: null; readonly problems: readonly Problem[] }
> {
  const data = new FormData();
  for (const [name, value] of Object.entries(evidence)) data.set(name, value);
  const response = await fetch("/api/evidence", { method: "POST", body: data });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && isObject(answer) && typeof answer["id"] === "string") {
    const { id, title, wasKept } = answer;
    return { id, keptAs: wasKept === true && typeof title === "string" ? title : null };
  }
  const code = isObject(answer) && typeof answer["code"] === "string" ? answer["code"] : "FILE_BROKEN";
  const listed = isObject(answer) && Array.isArray(answer["problems"]) ? answer["problems"] : [];
  const problems = listed.filter(isProblem);
  return { id: null, problems: problems.length === 0 ? [{ code, path: "file" }] : problems };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isProblem(value: unknown): value is Problem {
  return isObject(value) && typeof value["code"] === "string" && typeof value["path"] === "string";
}

import type { Problem } from "../../server/domain/problem.ts";

/** Everything that is wrong, out of the JSON of a refusal: its problems, or its code where it has none. Empty for anything else. */
export function problemsIn(answer: unknown): readonly Problem[] {
  if (typeof answer !== "object" || answer === null || !("code" in answer) || typeof answer.code !== "string")
    return [];
  const found =
    "problems" in answer && Array.isArray(answer.problems) ? answer.problems.filter(isProblem) : [];
  return found.length > 0 ? found : [{ code: answer.code, path: "" }];
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "path" in value &&
    typeof value.path === "string"
  );
}

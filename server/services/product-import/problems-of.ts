import { Refusal } from "../../refusal.ts";
import type { Problem } from "../../domain/problem.ts";

/** The answer of a check that refuses by throwing, or every problem it found. */
export function problemsOf<T>(check: () => T): {
  readonly value: T | null;
  readonly problems: readonly Problem[];
} {
  try {
    return { value: check(), problems: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { value: null, problems: refusalProblems(error) };
  }
}

/** Why something was refused: its problems, or the refusal itself where it names no field. */
export function refusalProblems({ code, problems }: Refusal): readonly Problem[] {
  return problems.length > 0 ? problems : [{ code, path: "" }];
}

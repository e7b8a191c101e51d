import type { DeclarationState } from "./view.ts";

const states: readonly DeclarationState[] = ["draft", "in_review", "released", "superseded", "withdrawn"];

/** The state in a row; the database admits these only. */
export function declarationState(text: string): DeclarationState {
  const found = states.find((state) => state === text);
  if (found === undefined) throw new Error(`A declaration is in the unknown state ${text}.`);
  return found;
}

import { Refusal } from "../refusal.ts";

/** The refusal an action ends with; throws when it is not refused, or fails in another way. */
export async function refusalFrom(action: Promise<unknown>): Promise<Refusal> {
  try {
    await action;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** Code and field of each problem of a refused action: `E_UNIT_UNKNOWN amountUnit`. */
export async function problemsFrom(action: Promise<unknown>): Promise<readonly string[]> {
  const refusal = await refusalFrom(action);
  return refusal.problems.map(({ code, path }) => `${code} ${path}`);
}

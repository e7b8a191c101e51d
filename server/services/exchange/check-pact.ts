import type { Context } from "../../context.ts";
import type { Problem } from "../../domain/problem.ts";
import { Refusal } from "../../refusal.ts";
import { exportPact } from "./export-pact.ts";

/** Why a declaration cannot go out as a PACT footprint; empty when it can. Other refusals are thrown. */
export async function checkPact(ctx: Context, input: { readonly id: string }): Promise<readonly Problem[]> {
  try {
    await exportPact(ctx, input);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "NOT_COMPUTABLE") throw error;
    return error.problems.length === 0 ? [{ code: error.code, path: "" }] : error.problems;
  }
}

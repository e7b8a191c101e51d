import type { Context } from "../../context.ts";
import type { PassportRow } from "./view.ts";

export interface PassportFilter {
  readonly operatorId?: string | undefined;
  readonly modelId?: string | undefined;
}

/** Passports of the operators the caller acts for, newest version first. */
export async function listPassports(ctx: Context, input: PassportFilter): Promise<readonly PassportRow[]> {
  throw new Error(`not built yet ${String(ctx.now())} ${String(input)}`);
}

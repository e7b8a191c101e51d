import type { Context } from "../../context.ts";
import type { VersionRow } from "./view.ts";

/** The history of a passport, newest first. */
export async function listVersions(ctx: Context, input: { readonly productUrl: string }): Promise<readonly VersionRow[]> {
  throw new Error(`not built yet ${String(ctx.now())} ${String(input)}`);
}

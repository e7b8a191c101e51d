import { lt } from "drizzle-orm";
import { resultSheet } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";

/** Deletes the sheets whose time here is over; answers how many. Whoever has the file needs none of them. */
export async function forgetOldSheets(ctx: Context): Promise<number> {
  demand(ctx, "registry.keep", null);
  const gone = await ctx.db
    .delete(resultSheet)
    .where(lt(resultSheet.keptUntil, ctx.now()))
    .returning({ id: resultSheet.id });
  return gone.length;
}

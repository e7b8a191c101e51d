import { asc, isNull } from "drizzle-orm";
import { operator as operatorTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { publishStatusLists } from "./publish-lists.ts";

/** What a round over all operators did. */
export interface Reissued {
  /** How many lists were signed. */
  readonly lists: number;
  /** Operators whose lists could not be signed, and why; theirs are tried again in the next round. */
  readonly failures: readonly { readonly operator: string; readonly error: unknown }[];
}

/**
 * Signs anew every status list that is due, operator by operator: one whose signing service does not answer keeps nobody
 * else's list from being fresh. The caller publishes the log when there is anything.
 */
export async function reissueDueLists(ctx: Context): Promise<Reissued> {
  const operators = await ctx.db
    .select({ id: operatorTable.id, slug: operatorTable.slug })
    .from(operatorTable)
    .where(isNull(operatorTable.ceasedAt))
    .orderBy(asc(operatorTable.id));
  let lists = 0;
  const failures: { operator: string; error: unknown }[] = [];
  for (const { id, slug } of operators) {
    try {
      lists += await publishStatusLists(ctx, id);
    } catch (error) {
      failures.push({ operator: slug, error });
    }
  }
  return { lists, failures };
}

import { and, eq, gte, isNotNull, ne } from "drizzle-orm";
import { statusChange, statusEntry } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { publishStatusLists } from "../status/publish-lists.ts";
import type { Publication } from "./publish.ts";
import { publishLog } from "./publish.ts";
import { publishedSize } from "./published.ts";

/**
 * What follows everything issued, withdrawn or replaced, once its transaction is committed: the operator's status lists
 * are signed anew where something on them changed, as are those of others who signed a version that was replaced by it, and the log is published, and with it all of it. Never rejects: what
 * could not be signed now is signed by the next round in the background.
 *
 * `operatorId`: whose records they are.
 */
export async function afterIssue(ctx: Context, operatorId: string): Promise<Publication> {
  for (const signerId of [operatorId, ...(await othersConcerned(ctx, operatorId))]) {
    try {
      await publishStatusLists(ctx, signerId);
    } catch (error) {
      ctx.log.logger.error("status lists could not be signed, and will be tried again", {
        ...{ operatorId: signerId, error },
      });
    }
  }
  return publishLog(ctx);
}

/** Other operators with a version or record whose status changed and is not published yet. */
async function othersConcerned(ctx: Context, operatorId: string): Promise<readonly string[]> {
  const rows = await ctx.db
    .selectDistinct({ signerId: statusEntry.operatorId })
    .from(statusChange)
    .innerJoin(
      statusEntry,
      and(eq(statusEntry.passportId, statusChange.passportId), eq(statusEntry.version, statusChange.version)),
    )
    .where(
      and(
        gte(statusChange.leafIndex, await publishedSize(ctx.db)),
        isNotNull(statusChange.passportId),
        ne(statusEntry.operatorId, operatorId),
      ),
    );
  return rows.map(({ signerId }) => signerId);
}

import type { Context } from "../../context.ts";
import { publishStatusLists } from "../status/publish-lists.ts";
import type { Publication } from "./publish.ts";
import { publishLog } from "./publish.ts";

/**
 * What follows everything issued, withdrawn or replaced, once its transaction is committed: the operator's status lists
 * are signed anew where something on them changed, and the log is published, and with it all of it. Never rejects: what
 * could not be signed now is signed by the next round in the background.
 *
 * `operatorId`: whose records they are.
 */
export async function afterIssue(ctx: Context, operatorId: string): Promise<Publication> {
  try {
    await publishStatusLists(ctx, operatorId);
  } catch (error) {
    ctx.log.logger.error("status lists could not be signed, and will be tried again", { operatorId, error });
  }
  return publishLog(ctx);
}

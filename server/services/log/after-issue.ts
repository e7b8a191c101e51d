import type { Context } from "../../context.ts";
import type { Publication } from "./publish.ts";
import { publishLog } from "./publish.ts";

/**
 * What follows every issue, once its transaction is committed: the log is published, and with it what was issued.
 * `operatorId`: whose records were issued.
 */
export async function afterIssue(ctx: Context, _operatorId: string): Promise<Publication> {
  return publishLog(ctx);
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { checkWholeLog } from "./check-whole.ts";
import type { Publication } from "./publish.ts";
import { publishLog, readHead } from "./publish.ts";

/**
 * The keeper has put right what halted the log: the whole of it is looked at once more, and when all is as it was signed,
 * signing goes on. A tree that was taken away, with a root of null, is made anew from the entries. `LOG_HALTED` with the reason while anything is still wrong.
 */
export async function resumeLog(ctx: Context): Promise<Publication> {
  demand(ctx, "registry.keep", null);
  const former = ctx.log.halted();
  ctx.log.resume();
  await ctx.db.transaction((tx) => readHead(tx));
  const checked = await checkWholeLog(ctx, { mendRoot: true });
  const publication = checked === null ? null : await publishLog(ctx);
  const halt = ctx.log.halted();
  const detail = { former: former?.reason ?? null, still: halt?.reason ?? publication?.pending ?? null };
  await recordDeed(ctx, ctx.db, { action: "log.resume", subject: "log", operatorId: null, detail });
  if (halt !== null || publication === null)
    throw new Refusal("LOG_HALTED", `The log stays halted: ${halt?.reason ?? "it could not be looked at."}`);
  return publication;
}

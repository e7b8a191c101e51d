import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { importRun, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { findCaller } from "../account/find-caller.ts";
import { silentMs } from "./load.ts";
import { beginRun, workOn } from "./run.ts";

/**
 * Goes on with imports that were cut off, for whoever accepted them and with the rights held now: a run whose person may not
 * enter rows any more is stopped. Answers how many went on.
 */
export async function resumeRuns(ctx: Context): Promise<{ readonly resumed: number }> {
  demand(ctx, "registry.keep", null);
  const silent = new Date(ctx.now().getTime() - silentMs);
  const runs = await ctx.db
    .select({ id: importRun.id, person: { id: user.id, name: user.name } })
    .from(importRun)
    .innerJoin(user, eq(user.id, importRun.acceptedBy))
    .where(
      and(
        eq(importRun.state, "running"),
        isNotNull(importRun.worker),
        or(isNull(importRun.beatAt), lt(importRun.beatAt, silent)),
      ),
    );
  let resumed = 0;
  for (const { id, person } of runs) {
    const own = { ...ctx, caller: await findCaller(ctx.db, person, ctx.now()) };
    try {
      await workOn(own, await beginRun(own, { id }));
      resumed += 1;
    } catch (error) {
      ctx.log.logger.warn("an import could not go on", { id, error });
      const [still] = await ctx.db.select().from(importRun).where(eq(importRun.id, id));
      // Taken up by its person meanwhile, it is not ours to stop.
      if (still?.state === "running" && (still.beatAt === null || still.beatAt < silent))
        await ctx.db.update(importRun).set({ state: "stopped", worker: null }).where(eq(importRun.id, id));
    }
  }
  return { resumed };
}

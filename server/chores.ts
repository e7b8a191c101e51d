import type { Context } from "./context.ts";
import { askWitnesses, waitsForWitnesses } from "./services/log/ask-witnesses.ts";
import { checkWholeLog } from "./services/log/check-whole.ts";
import { publishLog } from "./services/log/publish.ts";
import { hasPending } from "./services/log/published.ts";
import { submitDue } from "./services/registration/submit-due.ts";
import { closeReadingDays } from "./services/reading/close-days.ts";
import { resumeRuns } from "./services/product-import/resume.ts";
import { forgetOldSheets } from "./services/result-sheet/forget-old.ts";
import { reissueDueLists } from "./services/status/reissue-due.ts";

/**
 * What has to be done while the program runs, whether anybody asks for anything or not: what another program or an
 * interrupted one left pending is published, status lists older than a day are signed anew, witnesses that were away are
 * asked again, imports that were cut off go on, result sheets whose time is over are deleted, readings of days that are
 * over go into the log as a digest, and the whole log is looked at now and every day.
 */
export function startChores(ctx: Context): { readonly stop: () => Promise<void> } {
  const chores = [
    repeat(everyMs.publish, async () => {
      if (await hasPending(ctx.db)) await publishLog(ctx);
    }),
    repeat(everyMs.lists, async () => {
      const { lists, failures } = await reissueDueLists(ctx);
      if (lists > 0) await publishLog(ctx);
      for (const failure of failures)
        ctx.log.logger.error("status lists could not be signed, and will be tried again", { ...failure });
    }),
    repeat(everyMs.ask, async () => {
      if (await waitsForWitnesses(ctx.db)) await askWitnesses(ctx);
    }),
    repeat(everyMs.register, () => submitDue(ctx)),
    repeat(everyMs.resume, () => resumeRuns(ctx)),
    repeat(everyMs.forget, () => forgetOldSheets(ctx)),
    repeat(everyMs.days, async () => {
      if ((await closeReadingDays(ctx)) > 0) await publishLog(ctx);
    }),
    repeat(everyMs.check, async () => {
      const started = performance.now();
      const entries = await checkWholeLog(ctx);
      if (entries !== null)
        ctx.log.logger.info("the whole log is as it was signed", {
          entries,
          seconds: Math.round((performance.now() - started) / 100) / 10,
        });
    }),
  ];

  /** The work now, and again so long after it is done: never twice at once. */
  function repeat(waitMs: number, work: () => Promise<unknown>): () => Promise<void> {
    let stopped = false;
    let timer: NodeJS.Timeout | undefined;
    let underway = Promise.resolve();
    const run = (): void => {
      underway = work()
        .catch((error: unknown) => {
          if (!stopped) ctx.log.logger.warn("a chore failed, and will be tried again", { error });
        })
        .then(() => {
          if (!stopped) timer = setTimeout(run, waitMs).unref();
        });
    };
    run();
    return async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.race([underway, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
    };
  }

  return { stop: async () => void (await Promise.all(chores.map((stop) => stop()))) };
}

const everyMs = {
  publish: 5_000,
  lists: 300_000,
  ask: 60_000,
  resume: 10_000,
  forget: 3_600_000,
  register: 600_000,
  days: 300_000,
  check: 86_400_000,
};

/** Looking at a long log is given up when the program stops; nothing is lost by it. */
const patienceMs = 2_000;

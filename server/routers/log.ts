import { z } from "zod";
import { addWitness } from "../services/log/add-witness.ts";
import { removeWitness } from "../services/log/remove-witness.ts";
import { resumeLog } from "../services/log/resume.ts";
import { describeLog, surveyLog } from "../services/log/status.ts";
import { procedure, router, text } from "../trpc.ts";

export const logRouter = router({
  /** The transparency log as anyone may know it. */
  describe: procedure.query(({ ctx }) => describeLog(ctx)),
  /** What is pending and why, and what each witness said last, for the keeper. */
  survey: procedure.query(({ ctx }) => surveyLog(ctx)),
  /** Has a witness sign from now on. */
  addWitness: procedure
    .input(z.strictObject({ vkey: text, url: text, own: z.boolean() }))
    .mutation(({ ctx, input }) => addWitness(ctx, input)),
  /** Asks a witness no more. */
  removeWitness: procedure
    .input(z.strictObject({ name: text }))
    .mutation(({ ctx, input }) => removeWitness(ctx, input)),
  /** Looks at the whole log and goes on signing when all of it is right. */
  resume: procedure.mutation(({ ctx }) => resumeLog(ctx)),
});

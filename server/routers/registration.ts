import { z } from "zod";
import { listRegistrations } from "../services/registration/list.ts";
import { prepareFiles } from "../services/registration/prepare-files.ts";
import { recordAnswer } from "../services/registration/record-answer.ts";
import { registerPassport } from "../services/registration/register.ts";
import { submitFile } from "../services/registration/submit-file.ts";
import { procedure, router, text, textUpTo } from "../trpc.ts";

const id = z.uuid();

/** The outbox to the registry of the Union. */
export const registrationRouter = router({
  list: procedure
    .input(z.strictObject({ operatorId: z.uuid().optional() }).default({}))
    .query(({ ctx, input }) => listRegistrations(ctx, input)),
  /** Puts the newest version of a battery's passport into the outbox. */
  register: procedure
    .input(z.strictObject({ productUrl: text }))
    .mutation(({ ctx, input }) => registerPassport(ctx, input)),
  /** Files of at most 100 of what waits; the answer names what is incomplete. */
  prepareFiles: procedure
    .input(z.strictObject({ operatorId: z.uuid() }))
    .mutation(({ ctx, input }) => prepareFiles(ctx, input)),
  /** Somebody handed the file over through the registry's web interface. */
  submitFile: procedure
    .input(z.strictObject({ fileId: z.uuid() }))
    .mutation(({ ctx, input }) => submitFile(ctx, input)),
  /** What the registry answered to one of them. */
  answer: procedure
    .input(
      z.discriminatedUnion("answer", [
        z.strictObject({ id, answer: z.literal("registered"), registrationId: text }),
        z.strictObject({ id, answer: z.literal("refused"), reason: textUpTo(2000) }),
        z.strictObject({ id, answer: z.literal("prepared") }),
      ]),
    )
    .mutation(({ ctx, input }) => recordAnswer(ctx, input)),
});

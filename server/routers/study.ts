import { z } from "zod";
import { surveyDocuments } from "../services/study/survey.ts";
import { procedure, router } from "../trpc.ts";

export const studyRouter = router({
  /** What the documents of a declaration hold. */
  survey: procedure.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => surveyDocuments(ctx, input)),
});

import { z } from "zod";
import { checkDeclaration } from "../services/report/check-declaration.ts";
import { procedure, router } from "../trpc.ts";

export const reportRouter = router({
  /** What the report checker finds in a declaration of one's own. */
  checkDeclaration: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .query(({ ctx, input }) => checkDeclaration(ctx, input)),
});

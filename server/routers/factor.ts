import { z } from "zod";
import { listFactors } from "../services/factor/list.ts";
import { procedure, router, text } from "../trpc.ts";

export const factorRouter = router({
  /** Newest version of each emission factor. */
  list: procedure
    .input(z.object({ search: text.optional(), per: text.optional() }).default({}))
    .query(({ ctx, input }) => listFactors(ctx, input)),
});

import { z } from "zod";
import { listProductRuns, readProductRun } from "../services/product-import/read.ts";
import { procedure, router } from "../trpc.ts";

/** Files are sent to `POST /api/product-imports`, which takes every step; what became of them can be asked here. */
export const productImportRouter = router({
  list: procedure.query(({ ctx }) => listProductRuns(ctx)),
  read: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .query(({ ctx, input }) => readProductRun(ctx, input)),
});

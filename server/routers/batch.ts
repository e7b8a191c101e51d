import { z } from "zod";
import { createBatch } from "../services/batch/create.ts";
import { listBatches } from "../services/batch/list.ts";
import { procedure, router, text } from "../trpc.ts";

export const batchRouter = router({
  create: procedure
    .input(z.strictObject({ modelId: z.uuid(), number: text, manufacturedOn: text.optional() }))
    .mutation(({ ctx, input }) => createBatch(ctx, input)),
  list: procedure
    .input(z.strictObject({ modelId: z.uuid() }))
    .query(({ ctx, input }) => listBatches(ctx, input)),
});

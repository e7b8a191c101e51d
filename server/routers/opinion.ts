import { z } from "zod";
import { giveOpinion } from "../services/opinion/give.ts";
import { listAssessable } from "../services/opinion/list-assessable.ts";
import { readAssessed } from "../services/opinion/read-assessed.ts";
import { readSupplierLinks } from "../services/opinion/read-chain.ts";
import { recomputeAssessed } from "../services/opinion/recompute.ts";
import { procedure, router, text } from "../trpc.ts";

const version = z.strictObject({ productUrl: text, version: z.int32() });

export const opinionRouter = router({
  /** Versions a notified body can look at, and the bodies the caller acts for. */
  list: procedure.query(({ ctx }) => listAssessable(ctx)),
  read: procedure.input(version).query(({ ctx, input }) => readAssessed(ctx, input)),
  recompute: procedure.input(version).mutation(({ ctx, input }) => recomputeAssessed(ctx, input)),
  /** Signs in the name of a notified body. */
  give: procedure
    .input(version.extend({ bodyId: z.uuid(), outcome: text, remarks: text.optional() }))
    .mutation(({ ctx, input }) => giveOpinion(ctx, input)),
  /** Suppliers' figures behind a declaration, each judged now. */
  suppliers: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .query(({ ctx, input }) => readSupplierLinks(ctx, input)),
});

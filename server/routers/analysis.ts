import { z } from "zod";
import { analyse } from "../services/analysis/analyse.ts";
import { compareDeclarations } from "../services/analysis/compare.ts";
import { explainMethodsOf } from "../services/analysis/explain-methods.ts";
import { prepareSimulation } from "../services/analysis/prepare-simulation.ts";
import { procedure, router, text } from "../trpc.ts";

/** Understanding a result: nothing here changes anything. */
export const analysisRouter = router({
  /** `id`: the declaration, here and below. */
  read: procedure.input(z.strictObject({ id: z.uuid() })).query(({ ctx, input }) => analyse(ctx, input)),
  /** `from`: the method to start from; `average`: a library factor in place of refused electricity. */
  methods: procedure
    .input(z.strictObject({ id: z.uuid(), from: text.optional(), average: text.optional() }))
    .query(({ ctx, input }) => explainMethodsOf(ctx, input)),
  /** Line by line, the second less the first. */
  compare: procedure
    .input(z.strictObject({ first: z.uuid(), second: z.uuid() }))
    .query(({ ctx, input }) => compareDeclarations(ctx, input)),
  simulation: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .query(({ ctx, input }) => prepareSimulation(ctx, input)),
});

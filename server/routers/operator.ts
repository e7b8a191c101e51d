import { z } from "zod";
import { ceaseOperator } from "../services/operator/cease.ts";
import { createOperator } from "../services/operator/create.ts";
import { listOperators } from "../services/operator/list.ts";
import { surveyOperators } from "../services/operator/survey.ts";
import { procedure, router, text } from "../trpc.ts";

export const operatorRouter = router({
  /** Operators the caller acts for, with their keys. */
  list: procedure.query(({ ctx }) => listOperators(ctx)),
  /** Every operator with its size, for the keeper. */
  survey: procedure.query(({ ctx }) => surveyOperators(ctx)),
  /** Enters that an operator has ceased, for good. */
  cease: procedure
    .input(z.strictObject({ operatorId: z.uuid(), on: text, reason: text, successorId: text.optional() }))
    .mutation(({ ctx, input }) => ceaseOperator(ctx, input)),
  /** Enters an operator and makes its first signing key. */
  create: procedure
    .input(
      z.object({
        slug: text,
        name: text,
        nameOriginal: text.optional(),
        streetAddress: text,
        postalCode: text,
        city: text,
        country: text,
        email: text,
        web: text.optional(),
        identifierScheme: text,
        identifier: text,
        kind: z.enum(["economicOperator", "notifiedBody", "authority"]).optional(),
      }),
    )
    .mutation(({ ctx, input }) => createOperator(ctx, input)),
});

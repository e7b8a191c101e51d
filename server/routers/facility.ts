import { z } from "zod";
import { createFacility } from "../services/facility/create.ts";
import { listFacilities } from "../services/facility/list.ts";
import { procedure, router, text } from "../trpc.ts";

export const facilityRouter = router({
  /** Plants of the operators the caller acts for. */
  list: procedure
    .input(z.object({ operatorId: z.uuid().optional() }).default({}))
    .query(({ ctx, input }) => listFacilities(ctx, input)),
  create: procedure
    .input(
      z.object({
        operatorId: z.uuid(),
        code: text,
        name: text,
        nameOriginal: text.optional(),
        city: text,
        region: text.optional(),
        country: text,
        identifierScheme: text.optional(),
        identifier: text.optional(),
      }),
    )
    .mutation(({ ctx, input }) => createFacility(ctx, input)),
});

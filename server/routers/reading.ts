import { z } from "zod";
import { listReadings } from "../services/reading/list.ts";
import { recordReadings } from "../services/reading/record.ts";
import { summariseReadings } from "../services/reading/summarise.ts";
import { procedure, router, text, textUpTo } from "../trpc.ts";

/** An address in a code may be longer than a name. */
const productUrl = textUpTo(2000);

export const readingRouter = router({
  /** What was measured at a battery, newest first, page by page. */
  list: procedure
    .input(
      z.strictObject({
        productUrl,
        attribute: text.optional(),
        before: text.optional(),
        limit: z.int().optional(),
      }),
    )
    .query(({ ctx, input }) => listReadings(ctx, input)),
  /** Of each measured data point the newest value and a line over time. */
  summary: procedure
    .input(z.strictObject({ productUrl }))
    .query(({ ctx, input }) => summariseReadings(ctx, input)),
  /** One reading, as a person enters it by hand. */
  record: procedure
    .input(
      z.strictObject({
        productUrl,
        attribute: text,
        value: z.union([text, z.record(z.string(), textUpTo(1000))]),
        measuredAt: text,
        method: text.optional(),
      }),
    )
    .mutation(({ ctx, input }) => recordReadings(ctx, { readings: [input], source: "form" })),
});

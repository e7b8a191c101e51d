import { z } from "zod";
import { addRecycledLot } from "../services/recycled/add-lot.ts";
import { listRecycledEvidence } from "../services/recycled/list.ts";
import { readRecycledContent } from "../services/recycled/read.ts";
import { removeRecycledLot } from "../services/recycled/remove-lot.ts";
import { decimalText, procedure, router, text } from "../trpc.ts";

export const recycledRouter = router({
  list: procedure.query(({ ctx }) => listRecycledEvidence(ctx)),
  /** `placedOn`: judge a battery placed on the market on that day. */
  read: procedure
    .input(z.strictObject({ modelId: z.uuid(), year: z.int32().optional(), placedOn: text.optional() }))
    .query(({ ctx, input }) => readRecycledContent(ctx, input)),
  addLot: procedure
    .input(
      z.strictObject({
        ...{ modelId: z.uuid(), year: z.int32(), metal: text, lot: text, supplier: text },
        ...{ metalKg: decimalText, preConsumerKg: decimalText, postConsumerKg: decimalText },
      }),
    )
    .mutation(({ ctx, input }) => addRecycledLot(ctx, input)),
  removeLot: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeRecycledLot(ctx, input)),
});

import { z } from "zod";
import { listItems } from "../services/item/list.ts";
import { readItem } from "../services/item/read.ts";
import { stateItem } from "../services/item/state.ts";
import { readItemTemplate } from "../services/item/template.ts";
import { issueItems } from "../services/passport/issue-item.ts";
import { renewItem } from "../services/passport/renew-item.ts";
import { procedure, router, text } from "../trpc.ts";

/** Values by attribute; the service reads each by the catalogue. */
const values = z.record(z.string().max(100), z.unknown());

/** What a new battery is told by, beside its model. */
export const newItem = {
  serial: text,
  manufacturedOn: text,
  placedOnMarketOn: text.optional(),
  batchNumber: text.optional(),
  chineseCode: text.optional(),
  attributes: values.optional(),
};

export const itemRouter = router({
  list: procedure
    .input(
      z
        .strictObject({
          operatorId: z.uuid().optional(),
          modelId: z.uuid().optional(),
          batchId: z.uuid().optional(),
          status: text.optional(),
          search: text.optional(),
          before: text.optional(),
          limit: z.int32().optional(),
        })
        .default({}),
    )
    .query(({ ctx, input }) => listItems(ctx, input)),
  /** What a new battery of a model may be told by. */
  template: procedure
    .input(z.strictObject({ modelId: z.uuid() }))
    .query(({ ctx, input }) => readItemTemplate(ctx, input)),
  read: procedure.input(z.strictObject({ productUrl: text })).query(({ ctx, input }) => readItem(ctx, input)),
  state: procedure
    .input(
      z.strictObject({
        ...{ productUrl: text, lock: text, values },
        notApplicable: z.record(z.string().max(100), text.nullable()).optional(),
      }),
    )
    .mutation(({ ctx, input }) => stateItem(ctx, input)),
  /** Several batteries of one model: all of them or none. */
  issueMany: procedure
    .input(z.strictObject({ modelId: z.uuid(), items: z.array(z.strictObject(newItem)).min(1).max(1000) }))
    .mutation(({ ctx, input }) => issueItems(ctx, input)),
  /** Signs what the registry knows of a battery now, as the next version of its passport. */
  renew: procedure
    .input(z.strictObject({ productUrl: text, reason: text }))
    .mutation(({ ctx, input }) => renewItem(ctx, input)),
});

import { z } from "zod";
import { discardSignature } from "../services/signature/discard.ts";
import { enterSignature } from "../services/signature/enter.ts";
import { mostTexts, prepareSignature } from "../services/signature/prepare.ts";
import { readSignature } from "../services/signature/read.ts";
import { newItem } from "./item.ts";
import { lifeActs } from "./life.ts";
import { procedure, router, text } from "../trpc.ts";

const id = z.uuid();
const order = z.discriminatedUnion("purpose", [
  z.strictObject({ purpose: z.literal("release"), id, lock: z.int32(), reason: text.optional() }),
  z.strictObject({ purpose: z.literal("modelRelease"), id, reason: text.optional() }),
  z.strictObject({
    ...{ purpose: z.literal("item"), modelId: id },
    ...newItem,
  }),
  z.strictObject({ purpose: z.literal("batch"), modelId: id, number: text, manufacturedOn: text.optional() }),
  z.strictObject({ purpose: z.literal("itemRenewal"), productUrl: text, reason: text }),
  z.strictObject({ purpose: z.literal("transfer"), ...lifeActs.accept }),
  z.strictObject({ purpose: z.literal("waste"), ...lifeActs.waste }),
  z.strictObject({ purpose: z.literal("secondLife"), ...lifeActs.secondLife }),
  z.strictObject({ purpose: z.literal("signAnew"), ...lifeActs.signAnew }),
  z.strictObject({ purpose: z.literal("importedItems"), id }),
  z.strictObject({ purpose: z.literal("reissue"), productUrl: text }),
  z.strictObject({ purpose: z.literal("reissueFootprint"), id }),
  z.strictObject({
    ...{ purpose: z.literal("opinion"), productUrl: text, version: z.int32(), bodyId: id, outcome: text },
    remarks: text.optional(),
  }),
  z.strictObject({
    ...{ purpose: z.literal("sale"), productUrl: text, authorityId: id, action: z.enum(["suspend", "lift"]) },
    ...{ reason: text, note: text.optional() },
  }),
]);

/** What operators and bodies sign outside, with a key of their own. */
export const signatureRouter = router({
  prepare: procedure.input(order).mutation(({ ctx, input }) => prepareSignature(ctx, input)),
  read: procedure.input(z.strictObject({ id })).query(({ ctx, input }) => readSignature(ctx, input)),
  enter: procedure
    .input(z.strictObject({ id, signatures: z.array(z.string().max(400_000)).max(mostTexts) }))
    .mutation(({ ctx, input }) => enterSignature(ctx, input)),
  discard: procedure.input(z.strictObject({ id })).mutation(({ ctx, input }) => discardSignature(ctx, input)),
});

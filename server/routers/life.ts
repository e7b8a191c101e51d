import { z } from "zod";
import { acceptTransfer } from "../services/life/accept-transfer.ts";
import { declareWaste } from "../services/life/declare-waste.ts";
import { declineTransfer, withdrawTransfer } from "../services/life/end-transfer.ts";
import { listPartners } from "../services/life/list-partners.ts";
import { listTransferred, listTransfers } from "../services/life/list-transfers.ts";
import { makeSecondLife } from "../services/life/make-second-life.ts";
import { offerTransfer } from "../services/life/offer-transfer.ts";
import { readLife } from "../services/life/read-life.ts";
import { recycle } from "../services/life/recycle.ts";
import { signAnew, surveyUnsigned } from "../services/life/sign-anew.ts";
import { transferKinds } from "../services/life/view.ts";
import { procedure, router, text } from "../trpc.ts";

/** Values measured anew: a number of them, by attribute. */
const values = z.record(text, z.unknown());
const measured = { values: values.optional(), measuredAt: text.optional(), method: text.optional() };

/** What each act says; the same where it is signed outside. */
export const lifeActs = {
  accept: {
    id: text,
    digest: text.optional(),
    measured: z.record(text, z.strictObject(measured)).optional(),
  },
  waste: { productUrl: text, note: text.optional(), ...measured },
  secondLife: {
    operation: text,
    originals: z.array(text).max(1000).readonly(),
    item: z.strictObject({
      modelId: z.uuid(),
      serial: text,
      manufacturedOn: text,
      placedOnMarketOn: text.optional(),
      batchNumber: text.optional(),
      chineseCode: text.optional(),
      attributes: values.optional(),
    }),
  },
  signAnew: { operatorId: text },
};

export const lifeRouter = router({
  /** Transfers offered by and to the caller's operators. */
  transfers: procedure.query(({ ctx }) => listTransfers(ctx)),
  /** The passports of one of them, page by page. */
  transferred: procedure
    .input(z.strictObject({ id: text, after: text.optional() }))
    .query(({ ctx, input }) => listTransferred(ctx, input)),
  partners: procedure.query(({ ctx }) => listPartners(ctx)),
  offer: procedure
    .input(
      z.strictObject({
        fromOperatorId: text,
        toOperatorId: text,
        kind: z.enum(transferKinds),
        operation: text.optional(),
        productUrls: z.array(text).max(1000),
        documentId: text.optional(),
        note: text.optional(),
      }),
    )
    .mutation(({ ctx, input }) => offerTransfer(ctx, input)),
  accept: procedure
    .input(z.strictObject(lifeActs.accept))
    .mutation(({ ctx, input }) => acceptTransfer(ctx, input)),
  decline: procedure
    .input(z.strictObject({ id: text }))
    .mutation(({ ctx, input }) => declineTransfer(ctx, input)),
  withdraw: procedure
    .input(z.strictObject({ id: text }))
    .mutation(({ ctx, input }) => withdrawTransfer(ctx, input)),
  /** One new battery of one or several. */
  secondLife: procedure
    .input(z.strictObject(lifeActs.secondLife))
    .mutation(({ ctx, input }) => makeSecondLife(ctx, input)),
  waste: procedure
    .input(z.strictObject(lifeActs.waste))
    .mutation(({ ctx, input }) => declareWaste(ctx, input)),
  recycle: procedure
    .input(z.strictObject({ productUrl: text, on: text.optional(), note: text.optional() }))
    .mutation(({ ctx, input }) => recycle(ctx, input)),
  /** What happened to one battery, for who answers for it. */
  read: procedure.input(z.strictObject({ productUrl: text })).query(({ ctx, input }) => readLife(ctx, input)),
  /** Passports taken over whose newest version still carries another name. */
  unsigned: procedure.query(({ ctx }) => surveyUnsigned(ctx)),
  signAnew: procedure
    .input(z.strictObject(lifeActs.signAnew))
    .mutation(({ ctx, input }) => signAnew(ctx, input)),
});

import { z } from "zod";
import { readAttributes } from "../services/attribute/read.ts";
import { stateAttributes } from "../services/attribute/state.ts";
import { createModel } from "../services/model/create.ts";
import { listModels } from "../services/model/list.ts";
import { readModel } from "../services/model/read.ts";
import { recordModelChange } from "../services/model/record-change.ts";
import { readSubmission } from "../services/model/read-submission.ts";
import { releaseModel } from "../services/model/release.ts";
import { reviseModel } from "../services/model/revise.ts";
import { stateRecycledContent } from "../services/model/state-recycled-content.ts";
import { reviewModel, submitModel, withdrawModelSubmission } from "../services/model/submission.ts";
import { decimalText, procedure, router, text } from "../trpc.ts";

export const modelRouter = router({
  list: procedure
    .input(z.object({ operatorId: z.uuid().optional(), search: text.optional() }).default({}))
    .query(({ ctx, input }) => listModels(ctx, input)),
  read: procedure.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => readModel(ctx, input)),
  create: procedure
    .input(
      z.object({
        operatorId: z.uuid(),
        facilityId: z.uuid(),
        gtin: text.optional(),
        modelCode: text,
        typeDesignation: text,
        name: text,
        category: text,
        chemistry: text,
        massKg: decimalText,
        ratedCapacityAh: decimalText,
        nominalVoltageV: decimalText,
        ratedEnergyKwh: decimalText,
        usableEnergyKwh: decimalText.optional(),
        warrantyMonths: decimalText.optional(),
        euDeclarationOfConformityId: text.optional(),
      }),
    )
    .mutation(({ ctx, input }) => createModel(ctx, input)),
  revise: procedure
    .input(
      z.object({
        id: z.uuid(),
        name: text.optional(),
        chemistry: text.optional(),
        massKg: decimalText.optional(),
        ratedCapacityAh: decimalText.optional(),
        nominalVoltageV: decimalText.optional(),
        ratedEnergyKwh: decimalText.optional(),
        usableEnergyKwh: decimalText.optional(),
        warrantyMonths: decimalText.optional(),
        euDeclarationOfConformityId: text.optional(),
      }),
    )
    .mutation(({ ctx, input }) => reviseModel(ctx, input)),
  /** Every data point of a model by the catalogue, and what became of it. */
  attributes: procedure
    .input(z.object({ id: z.uuid() }))
    .query(({ ctx, input }) => readAttributes(ctx, input)),
  state: procedure
    .input(
      z.strictObject({
        id: z.uuid(),
        lock: z.int32(),
        /** Any value of JSON: the catalogue says which. */
        values: z.record(z.string().max(100), z.unknown()).optional(),
        notApplicable: z.record(z.string().max(100), text.nullable()).optional(),
        shownVoluntarily: z.array(z.string().max(100)).max(500).optional(),
      }),
    )
    .mutation(({ ctx, input }) => stateAttributes(ctx, input)),
  /** What a second person looks at: differences to the newest record, and what is missing. */
  submission: procedure
    .input(z.object({ id: z.uuid() }))
    .query(({ ctx, input }) => readSubmission(ctx, input)),
  submit: procedure
    .input(z.strictObject({ id: z.uuid(), reason: text.optional() }))
    .mutation(({ ctx, input }) => submitModel(ctx, input)),
  withdraw: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => withdrawModelSubmission(ctx, input)),
  review: procedure
    .input(
      z.strictObject({
        id: z.uuid(),
        verdict: z.enum(["approved", "returned"]),
        contentDigest: text,
        note: text.optional(),
      }),
    )
    .mutation(({ ctx, input }) => reviewModel(ctx, input)),
  release: procedure
    .input(z.strictObject({ id: z.uuid(), reason: text.optional() }))
    .mutation(({ ctx, input }) => releaseModel(ctx, input)),
  /** A change of the product or its making that asks for a new declaration. */
  recordChange: procedure
    .input(z.object({ modelId: z.uuid(), kind: text, changedOn: text, note: text }))
    .mutation(({ ctx, input }) => recordModelChange(ctx, input)),
  stateRecycledContent: procedure
    .input(
      z.object({
        modelId: z.uuid(),
        year: z.int32(),
        metal: text,
        preConsumerPercent: decimalText,
        postConsumerPercent: decimalText,
        source: text,
      }),
    )
    .mutation(({ ctx, input }) => stateRecycledContent(ctx, input)),
});

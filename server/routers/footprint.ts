import { z } from "zod";
import { addLine } from "../services/footprint/add-line.ts";
import { changeEnergy } from "../services/footprint/change-energy.ts";
import { changeConformityNumber } from "../services/footprint/change-conformity-number.ts";
import { changeLine } from "../services/footprint/change-line.ts";
import { createDraft } from "../services/footprint/create-draft.ts";
import { discardDraft } from "../services/footprint/discard-draft.ts";
import { listDeclarations } from "../services/footprint/list.ts";
import { readDeclaration } from "../services/footprint/read.ts";
import { readReview } from "../services/footprint/read-review.ts";
import { readFrozenRequest, recompute } from "../services/footprint/recompute.ts";
import { releaseDeclaration } from "../services/footprint/release.ts";
import { removeLine } from "../services/footprint/remove-line.ts";
import { reviewDeclaration } from "../services/footprint/review.ts";
import { startNext } from "../services/footprint/start-next.ts";
import { submitDeclaration } from "../services/footprint/submit.ts";
import { withdrawSubmission } from "../services/footprint/withdraw-submission.ts";
import { decimalText, procedure, router, text } from "../trpc.ts";

/** Strict like all of an inventory: a field that would not be kept is refused, never dropped without a word. */
const quantity = z.strictObject({ value: decimalText, unit: text });
/** What one person tells another about a review: longer than a name, shorter than a report. */
const note = z
  .string()
  .trim()
  .max(4000)
  .regex(/^[^\0]*$/);
const draft = { id: z.uuid(), lock: z.int() };

const lineChanges = z.strictObject({
  amount: decimalText.optional(),
  amountUnit: text.optional(),
  factorId: text.optional(),
  factorVersion: z.int().optional(),
  factorValue: decimalText.optional(),
  factorUnit: text.optional(),
  distance: decimalText.optional(),
  distanceUnit: text.optional(),
  recycledShare: decimalText.optional(),
  recycledFactorValue: decimalText.optional(),
  recycledFactorUnit: text.optional(),
  electricityModel: text.optional(),
  dataKind: text.optional(),
  sourceEn: text.optional(),
  sourceZh: text.optional(),
});

const energy = z.strictObject({
  usableCapacity: quantity.optional(),
  vehicleCategory: text.optional(),
  warrantyYears: quantity.optional(),
  fecPerYear: quantity.nullish(),
  output: quantity.optional(),
});

export const footprintRouter = router({
  list: procedure
    .input(z.object({ operatorId: z.uuid().optional(), modelId: z.uuid().optional() }).default({}))
    .query(({ ctx, input }) => listDeclarations(ctx, input)),
  read: procedure.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => readDeclaration(ctx, input)),
  /** Begins the first declaration of a model with an inventory that is still empty. */
  create: procedure
    .input(
      z.object({
        modelId: z.uuid(),
        method: text,
        title: text,
        gwpSet: text,
        energy,
        periodStart: text,
        periodEnd: text,
      }),
    )
    .mutation(({ ctx, input: { modelId, method, ...inventory } }) =>
      createDraft(ctx, { subject: { modelId }, method, inventory, lines: [] }),
    ),
  changeLine: procedure
    .input(z.object({ ...draft, code: text, changes: lineChanges }))
    .mutation(({ ctx, input }) => changeLine(ctx, input)),
  addLine: procedure
    .input(
      z.object({
        ...draft,
        line: lineChanges.extend({
          code: text,
          kind: text,
          stage: text,
          nameEn: text,
          nameZh: text,
          component: text.optional(),
          transportMode: text.optional(),
          credit: z.boolean().optional(),
        }),
      }),
    )
    .mutation(({ ctx, input }) => addLine(ctx, input)),
  removeLine: procedure
    .input(z.object({ ...draft, code: text }))
    .mutation(({ ctx, input }) => removeLine(ctx, input)),
  changeEnergy: procedure
    .input(z.object({ ...draft, energy }))
    .mutation(({ ctx, input }) => changeEnergy(ctx, input)),
  /** `id`: the released declaration. */
  startNext: procedure.input(z.object({ id: z.uuid() })).mutation(({ ctx, input }) => startNext(ctx, input)),
  discardDraft: procedure.input(z.object(draft)).mutation(({ ctx, input }) => discardDraft(ctx, input)),
  /** Hands a draft to the reviewers. */
  submit: procedure
    .input(z.object({ ...draft, note: note.optional() }))
    .mutation(({ ctx, input }) => submitDeclaration(ctx, input)),
  withdrawSubmission: procedure
    .input(z.object(draft))
    .mutation(({ ctx, input }) => withdrawSubmission(ctx, input)),
  /** What a reviewer looks at: differences, history, and what would become public. */
  readReview: procedure.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => readReview(ctx, input)),
  review: procedure
    .input(
      z.object({
        ...draft,
        verdict: z.enum(["approved", "returned"]),
        note: note.optional(),
        contentDigest: text,
      }),
    )
    .mutation(({ ctx, input }) => reviewDeclaration(ctx, input)),
  changeConformityNumber: procedure
    .input(z.object({ ...draft, number: text }))
    .mutation(({ ctx, input }) => changeConformityNumber(ctx, input)),
  recompute: procedure.input(z.object({ id: z.uuid() })).mutation(({ ctx, input }) => recompute(ctx, input)),
  frozenRequest: procedure
    .input(z.object({ id: z.uuid() }))
    .query(({ ctx, input }) => readFrozenRequest(ctx, input)),
  release: procedure
    .input(z.object({ ...draft, reason: text.optional() }))
    .mutation(({ ctx, input }) => releaseDeclaration(ctx, input)),
});

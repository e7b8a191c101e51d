import { z } from "zod";
import { addLine } from "../services/footprint/add-line.ts";
import { changeHeader } from "../services/footprint/change-header.ts";
import { findUndo } from "../services/footprint/find-undo.ts";
import { undoChange } from "../services/footprint/undo.ts";
import { changeEnergy } from "../services/footprint/change-energy.ts";
import { changeConformityNumber } from "../services/footprint/change-conformity-number.ts";
import { changeLine } from "../services/footprint/change-line.ts";
import { createDraft } from "../services/footprint/create-draft.ts";
import { discardDraft } from "../services/footprint/discard-draft.ts";
import { listDeclarations } from "../services/footprint/list.ts";
import { readDeclaration } from "../services/footprint/read.ts";
import { readLines } from "../services/footprint/read-lines.ts";
import { readReview } from "../services/footprint/read-review.ts";
import { readFrozenRequest, recompute } from "../services/footprint/recompute.ts";
import { releaseDeclaration } from "../services/footprint/release.ts";
import { removeLine } from "../services/footprint/remove-line.ts";
import { reviewDeclaration } from "../services/footprint/review.ts";
import { startNext } from "../services/footprint/start-next.ts";
import { submitDeclaration } from "../services/footprint/submit.ts";
import { withdrawSubmission } from "../services/footprint/withdraw-submission.ts";
import { decimalText, procedure, router, text, textUpTo } from "../trpc.ts";

/** Strict like all of an inventory: a field that would not be kept is refused, never dropped without a word. */
const quantity = z.strictObject({ value: decimalText, unit: text });
/** What one person tells another about a review: longer than a name, shorter than a report. */
const note = textUpTo(4000);
const draft = { id: z.uuid(), lock: z.int32() };

const score = decimalText;
const lineChanges = z.strictObject({
  stage: text.optional(),
  component: text.optional(),
  nameEn: text.optional(),
  nameZh: text.optional(),
  amount: decimalText.optional(),
  amountUnit: text.optional(),
  factorId: text.optional(),
  factorVersion: z.int32().optional(),
  factorValue: decimalText.optional(),
  factorUnit: text.optional(),
  factorGwpSet: text.optional(),
  transportMode: text.optional(),
  distance: decimalText.optional(),
  distanceUnit: text.optional(),
  emptyShare: decimalText.optional(),
  recycledShare: decimalText.optional(),
  recycledFactorId: text.optional(),
  recycledFactorVersion: z.int32().optional(),
  recycledFactorValue: decimalText.optional(),
  recycledFactorUnit: text.optional(),
  recoveredShare: decimalText.optional(),
  endOfLife: z.strictObject({ basis: z.enum(["per_kg", "absolute"]), value: quantity }).nullish(),
  circular: z
    .strictObject({
      A: decimalText.exactOptional(),
      materialClass: z.enum(["metal", "other"]).exactOptional(),
      B: decimalText.exactOptional(),
      R1: decimalText.exactOptional(),
      R2: decimalText.exactOptional(),
      R3: decimalText.exactOptional(),
      Erec: quantity.exactOptional(),
      ErecEoL: quantity.exactOptional(),
      EvStar: quantity.exactOptional(),
      QsinQp: decimalText.exactOptional(),
      QsoutQp: decimalText.exactOptional(),
      EER: quantity.exactOptional(),
      LHV: quantity.exactOptional(),
      Xheat: decimalText.exactOptional(),
      Xelec: decimalText.exactOptional(),
      EseHeat: quantity.exactOptional(),
      EseElec: quantity.exactOptional(),
      ED: quantity.exactOptional(),
    })
    .nullish(),
  cut: z.boolean().optional(),
  cutReason: text.optional(),
  electricityModel: text.optional(),
  electricitySources: z
    .array(
      z.strictObject({
        share: decimalText,
        model: text,
        factor: quantity,
        factorId: text.exactOptional(),
        factorVersion: z.int32().exactOptional(),
      }),
    )
    .min(1)
    .max(50)
    .readonly()
    .nullish(),
  quality: z.strictObject({ TeR: score, GeR: score, TiR: score, P: score.exactOptional() }).nullish(),
  uncertainty: z
    .union([
      z.strictObject({ distribution: z.literal("lognormal"), gsd: decimalText }),
      z.strictObject({ distribution: z.enum(["normal", "uniform", "triangular"]), spread: decimalText }),
    ])
    .nullish(),
  geography: text.optional(),
  activityYear: z.int32().nullish(),
  confidential: z.boolean().optional(),
  credit: z.boolean().optional(),
  supplierFootprintId: text.optional(),
  dataKind: text.optional(),
  sourceEn: text.optional(),
  sourceZh: text.optional(),
});

const energy = z.strictObject({
  usableCapacity: quantity.optional(),
  vehicleCategory: text.optional(),
  warrantyYears: quantity.nullish(),
  warrantyKm: quantity.nullish(),
  kmPerYear: decimalText.nullish(),
  fecPerYear: quantity.nullish(),
  output: quantity.optional(),
});

/** Words of a study; longer than a name. */
const words = textUpTo(5000);

const header = z.strictObject({
  title: text.optional(),
  method: text.optional(),
  gwpSet: text.optional(),
  periodStart: text.optional(),
  periodEnd: text.optional(),
  parameters: z
    .strictObject({
      A: decimalText.nullish(),
      allowMixedGwp: z.boolean().nullish(),
      cutoff: z
        .strictObject({
          threshold: decimalText.exactOptional(),
          cumulativeLimit: decimalText.exactOptional(),
          auto: z.boolean().exactOptional(),
        })
        .nullish(),
      productEol: quantity.nullish(),
      rounding: z.enum(["half_up", "half_even"]).nullish(),
      dqrScheme: z.enum(["three", "pef4"]).nullish(),
      output: quantity.nullish(),
      fecEvidence: text.nullish(),
    })
    .optional(),
  study: z
    .strictObject({
      goal: words.nullish(),
      functionalUnit: words.nullish(),
      exclusions: z
        .array(z.strictObject({ what: words, reason: words }))
        .max(100)
        .nullish(),
      allocation: words.nullish(),
      electricity: words.nullish(),
      limitations: words.nullish(),
      author: words.nullish(),
      verifier: words.nullish(),
    })
    .optional(),
});

export const footprintRouter = router({
  list: procedure
    .input(z.object({ operatorId: z.uuid().optional(), modelId: z.uuid().optional() }).default({}))
    .query(({ ctx, input }) => listDeclarations(ctx, input)),
  read: procedure.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => readDeclaration(ctx, input)),
  /** Every line in the state that was looked at, without its empty members. */
  lines: procedure.input(z.object(draft)).query(({ ctx, input }) => readLines(ctx, input)),
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
  /** Title, period, method, parameters and words of the study; what is not given stays, null takes away. */
  changeHeader: procedure
    .input(z.object({ ...draft, header }))
    .mutation(({ ctx, input }) => changeHeader(ctx, input)),
  /** Takes back the newest change that was not taken back yet. */
  undo: procedure.input(z.object(draft)).mutation(({ ctx, input }) => undoChange(ctx, input)),
  /** The change that `undo` would take back; null where there is none, or for a caller who may not. */
  findUndo: procedure.input(z.object({ id: z.uuid() })).query(({ ctx, input }) => findUndo(ctx, input)),
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

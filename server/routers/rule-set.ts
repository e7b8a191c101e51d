import { z } from "zod";
import { readTrialDeclaration } from "../services/footprint/trial-declaration.ts";
import { adoptRuleSet } from "../services/rule-set/adopt.ts";
import { judgeDeclaration } from "../services/rule-set/judge.ts";
import { listRuleSets } from "../services/rule-set/list.ts";
import { proposeRuleSet } from "../services/rule-set/propose.ts";
import { putInForce } from "../services/rule-set/put-in-force.ts";
import { readRuleSet } from "../services/rule-set/read.ts";
import { surveyField } from "../services/rule-set/survey.ts";
import { decimalText, procedure, router, text } from "../trpc.ts";

const version = { id: text, version: z.int32() };

export const ruleSetRouter = router({
  list: procedure.query(({ ctx }) => listRuleSets(ctx)),
  read: procedure
    .input(z.strictObject({ id: text, version: z.int32().optional() }))
    .query(({ ctx, input }) => readRuleSet(ctx, input)),
  /** Declared values of one category by one method, for an authority. */
  survey: procedure
    .input(
      z
        .strictObject({ category: text.optional(), method: text.optional(), methodVersion: text.optional() })
        .default({}),
    )
    .query(({ ctx, input: { category, method, methodVersion } }) =>
      surveyField(ctx, {
        ...(category === undefined ? {} : { category }),
        ...(method === undefined ? {} : { method }),
        ...(methodVersion === undefined ? {} : { methodVersion }),
      }),
    ),
  propose: procedure
    .input(
      z.strictObject({
        id: text,
        name: text,
        kind: text,
        category: text,
        method: text,
        methodVersion: text,
        legalBasis: text,
        source: text,
        validFrom: text,
        classes: z.array(z.strictObject({ name: text, upTo: decimalText.nullable() })).max(50),
        derived: z
          .union([
            z.strictObject({ shares: z.array(decimalText).max(50) }),
            z.strictObject({ count: z.int32().min(2).max(50) }),
          ])
          .optional(),
      }),
    )
    .mutation(({ ctx, input }) => proposeRuleSet(ctx, input)),
  adopt: procedure.input(z.strictObject(version)).mutation(({ ctx, input }) => adoptRuleSet(ctx, input)),
  putInForce: procedure
    .input(z.strictObject({ ...version, act: text, validFrom: text }))
    .mutation(({ ctx, input }) => putInForce(ctx, input)),
  /** What adopted sets would say about a declaration. */
  judge: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .query(({ ctx, input }) => judgeDeclaration(ctx, input)),
  /** The Chinese trial declaration of a model, as far as it can be filled. */
  trialDeclaration: procedure
    .input(z.strictObject({ modelId: z.uuid() }))
    .query(({ ctx, input }) => readTrialDeclaration(ctx, input)),
});

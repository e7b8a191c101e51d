import { z } from "zod";
import { actOnCase, caseActs } from "../services/oversight/act-on-case.ts";
import { answerQuestion } from "../services/oversight/answer-question.ts";
import { askQuestion } from "../services/oversight/ask-question.ts";
import { checkList } from "../services/oversight/check-list.ts";
import { decideReport } from "../services/oversight/decide-report.ts";
import { drawSample } from "../services/oversight/draw-sample.ts";
import { findAlerts } from "../services/oversight/find-alerts.ts";
import { listQuestions } from "../services/oversight/list-questions.ts";
import { listReports } from "../services/oversight/list-reports.ts";
import { openCase } from "../services/oversight/open-case.ts";
import { listCases, readCase } from "../services/oversight/read-cases.ts";
import { readHistory } from "../services/oversight/read-history.ts";
import { readProductFile } from "../services/oversight/read-product-file.ts";
import { sampleChoices } from "../services/oversight/sample-choices.ts";
import { procedure, router, text, textUpTo } from "../trpc.ts";

/** A pasted list, or a file in base64: the text of a few thousand addresses. */
const list = { text: textUpTo(1_000_000), file: z.base64().max(8_000_000).optional() };
const words = textUpTo(4000);
const optionalText = text.optional();

export const oversightRouter = router({
  /** Checks a list of identifiers at once; it changes nothing but the record of who read what. */
  checkList: procedure.input(z.strictObject(list)).mutation(async ({ ctx, input }) => {
    const file = input.file === undefined ? undefined : new Uint8Array(Buffer.from(input.file, "base64"));
    return checkList(ctx, { rows: await readProductFile(ctx, { text: input.text, file }) });
  }),
  drawSample: procedure
    .input(
      z.strictObject({
        ...{ seed: text, size: text, level: optionalText, operatorId: optionalText },
        ...{ facilityId: optionalText, modelId: optionalText, category: optionalText },
        ...{ from: optionalText, until: optionalText, missing: optionalText, day: optionalText },
      }),
    )
    .query(({ ctx, input }) => drawSample(ctx, input)),
  /** Where identifiers of this registry begin. */
  place: procedure.query(({ ctx }) => ({ publicUrl: ctx.publicUrl })),
  sampleChoices: procedure.query(({ ctx }) => sampleChoices(ctx)),
  history: procedure
    .input(
      z.strictObject({
        ...{ productUrl: text, day: optionalText },
        ...{ before: z.int32().optional(), after: z.int32().optional() },
      }),
    )
    .query(({ ctx, input }) => readHistory(ctx, input)),
  ask: procedure
    .input(
      z.strictObject({ productUrl: text, version: z.int32().optional(), text: words, dueOn: optionalText }),
    )
    .mutation(({ ctx, input }) => askQuestion(ctx, input)),
  answer: procedure
    .input(z.strictObject({ questionId: z.uuid(), text: words }))
    .mutation(({ ctx, input }) => answerQuestion(ctx, input)),
  questions: procedure
    .input(z.strictObject({ productUrl: optionalText }).default({}))
    .query(({ ctx, input }) => listQuestions(ctx, input)),
  reports: procedure.query(({ ctx }) => listReports(ctx)),
  decideReport: procedure
    .input(z.strictObject({ id: z.uuid(), reason: words, caseId: z.uuid().optional() }))
    .mutation(({ ctx, input }) => decideReport(ctx, input)),
  cases: procedure.query(({ ctx }) => listCases(ctx)),
  case: procedure.input(z.strictObject({ id: z.uuid() })).query(({ ctx, input }) => readCase(ctx, input)),
  openCase: procedure
    .input(z.strictObject({ title: text, dueOn: optionalText }))
    .mutation(({ ctx, input }) => openCase(ctx, input)),
  actOnCase: procedure
    .input(
      z.strictObject({
        ...{ id: z.uuid(), act: z.enum(caseActs), text: words },
        ...{ productUrl: optionalText, dueOn: optionalText },
      }),
    )
    .mutation(({ ctx, input }) => actOnCase(ctx, input)),
  alerts: procedure.query(({ ctx }) => findAlerts(ctx)),
});

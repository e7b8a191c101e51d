import { and, eq } from "drizzle-orm";
import { passport, recordQuestion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { newId } from "../new-id.ts";

/**
 * The operator's answer to an authority's question, kept beside it for good; a further answer adds to the first.
 * `QUESTION_NOT_FOUND`, also for somebody else's question.
 */
export async function answerQuestion(
  ctx: Context,
  input: { readonly questionId: string; readonly text: string },
): Promise<{ readonly id: string }> {
  demand(ctx, "question.answer", null);
  const [asked] = await ctx.db
    .select({ question: recordQuestion, operatorId: passport.operatorId, productUrl: passport.productUrl })
    .from(recordQuestion)
    .innerJoin(passport, eq(passport.id, recordQuestion.passportId))
    .where(and(eq(recordQuestion.id, input.questionId), eq(recordQuestion.kind, "question")));
  if (asked === undefined || !allows(ctx.caller.memberships, "question.read", asked.operatorId))
    throw new Refusal("QUESTION_NOT_FOUND", "There is no such question.");
  demand(ctx, "question.answer", asked.operatorId);
  const fields = new Fields();
  const text = fields.text("text", input.text);
  fields.refuse();
  const id = newId(ctx);
  const { passportId, version } = asked.question;
  await ctx.db.transaction(async (tx) => {
    await tx.insert(recordQuestion).values({
      ...{ id, passportId, version, questionId: asked.question.id, kind: "answer" },
      ...{ text, dueOn: null, writtenBy: ctx.caller.userId ?? "", createdAt: ctx.now() },
    });
    await recordDeed(ctx, tx, {
      ...{ action: "question.answer", subject: asked.productUrl, operatorId: asked.operatorId },
      detail: { question: asked.question.id },
    });
  });
  return { id };
}

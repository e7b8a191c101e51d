import { and, asc, eq, inArray } from "drizzle-orm";

import { passport, recordQuestion, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { pathOf } from "../product-path.ts";

/** A question with everything answered to it. */
export interface QuestionView {
  readonly id: string;
  readonly productUrl: string;
  readonly path: string;
  readonly operatorId: string;
  readonly version: number;
  readonly text: string;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly dueOn: string | null;
  /** No answer yet although the day has passed. */
  readonly isOverdue: boolean;
  readonly answers: readonly { readonly text: string; readonly at: string; readonly by: string }[];
}

/**
 * Questions of authorities, unanswered ones first, then the newest first: every question for authorities, for operators
 * those about their own passports.
 */
export async function listQuestions(
  ctx: Context,
  input: { readonly productUrl?: string | undefined } = {},
): Promise<readonly QuestionView[]> {
  demand(ctx, "question.read", null);
  const isOfficial = allows(ctx.caller.memberships, "question.ask", null);
  const own = ctx.caller.memberships.flatMap(({ operatorId }) => operatorId ?? []);
  if (!isOfficial && own.length === 0) return [];
  const rows = await ctx.db
    .select({ row: recordQuestion, passport, by: user.name })
    .from(recordQuestion)
    .innerJoin(passport, eq(passport.id, recordQuestion.passportId))
    .innerJoin(user, eq(user.id, recordQuestion.writtenBy))
    .where(
      and(
        isOfficial ? undefined : inArray(passport.operatorId, own),
        input.productUrl === undefined ? undefined : eq(passport.productUrl, input.productUrl),
      ),
    )
    .orderBy(asc(recordQuestion.createdAt), asc(recordQuestion.id));
  const today = ctx.now().toISOString().slice(0, 10);
  const questions = rows
    .filter(({ row }) => row.kind === "question")
    .map(({ row, passport: about, by }): QuestionView => {
      const answers = rows
        .filter((one) => one.row.questionId === row.id)
        .map((one) => ({ text: one.row.text, at: one.row.createdAt.toISOString(), by: one.by }));
      return {
        ...{ id: row.id, productUrl: about.productUrl, path: pathOf(ctx, about.productUrl) },
        ...{ operatorId: about.operatorId, version: row.version, text: row.text, answers },
        ...{ askedAt: row.createdAt.toISOString(), askedBy: by, dueOn: row.dueOn },
        isOverdue: answers.length === 0 && row.dueOn !== null && row.dueOn < today,
      };
    })
    .toReversed();
  const isOpen = ({ answers }: QuestionView) => answers.length === 0;
  return [...questions.filter(isOpen), ...questions.filter((question) => !isOpen(question))];
}

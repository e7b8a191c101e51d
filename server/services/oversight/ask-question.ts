import { recordQuestion } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, optional } from "../input.ts";
import { newId } from "../new-id.ts";
import { findRecords } from "../passport/find-record.ts";
import { loadPassport } from "../passport/read.ts";

export interface NewQuestion {
  readonly productUrl: string;
  /** The newest when not given. */
  readonly version?: number | undefined;
  readonly text: string;
  /** Until when an answer is asked for. */
  readonly dueOn?: string | undefined;
}

/**
 * An authority's question inside a passport's record: dated, kept for good, seen by the operator that answers for the
 * passport and by authorities, never public. `PASSPORT_NOT_FOUND`, `VERSION_NOT_FOUND`, `INVALID_INPUT`.
 */
export async function askQuestion(ctx: Context, input: NewQuestion): Promise<{ readonly id: string }> {
  demand(ctx, "question.ask", null);
  const { passport } = await loadPassport(ctx, input.productUrl);
  const [record] = await findRecords(ctx.db, passport.id, input.version, 1);
  if (record === undefined)
    throw new Refusal("VERSION_NOT_FOUND", `${passport.productUrl} has no version ${String(input.version)}.`);
  const fields = new Fields();
  const text = fields.text("text", input.text);
  const due = optional(input.dueOn);
  const dueOn = due === null ? null : (fields.take("dueOn", parseDay(due)) ?? null);
  if (dueOn !== null && dueOn < ctx.now().toISOString().slice(0, 10))
    fields.add("E_DUE_PAST", "dueOn", { value: dueOn });
  fields.refuse();
  const id = newId(ctx);
  await ctx.db.transaction(async (tx) => {
    await tx.insert(recordQuestion).values({
      ...{ id, passportId: passport.id, version: record.version, questionId: null, kind: "question" },
      ...{ text, dueOn, writtenBy: ctx.caller.userId ?? "", createdAt: ctx.now() },
    });
    await recordDeed(ctx, tx, {
      ...{ action: "question.ask", subject: passport.productUrl, operatorId: passport.operatorId },
      detail: { question: id, version: record.version, dueOn },
    });
  });
  return { id };
}

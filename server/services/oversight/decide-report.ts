import { and, eq } from "drizzle-orm";
import { caseEvent, labelReport } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { newId } from "../new-id.ts";
import { openCaseAt } from "./load-case.ts";

export interface ReportDecision {
  readonly id: string;
  /** Why it is closed, or what the case takes from it. */
  readonly reason: string;
  /** Taken into this case; closed when not given. */
  readonly caseId?: string | undefined;
}

/**
 * Closes a reader's report with a reason, or takes it into a case. `REPORT_NOT_FOUND`, `REPORT_DECIDED`, `CASE_NOT_FOUND`,
 * `CASE_CLOSED`.
 */
export async function decideReport(ctx: Context, input: ReportDecision): Promise<void> {
  demand(ctx, "case.write", null);
  const fields = new Fields();
  const decision = fields.text("reason", input.reason);
  fields.refuse();
  await ctx.db.transaction(async (tx) => {
    const [report] = await tx.select().from(labelReport).where(eq(labelReport.id, input.id)).for("update");
    if (report === undefined) throw new Refusal("REPORT_NOT_FOUND", "There is no such report.");
    if (report.state !== "open") throw new Refusal("REPORT_DECIDED", "The report is decided already.");
    const at = ctx.now();
    if (input.caseId !== undefined) {
      const { id: caseId } = await openCaseAt(tx, input.caseId);
      await tx.insert(caseEvent).values({
        ...{ id: newId(ctx), caseId, kind: "report", passportId: report.passportId, reportId: report.id },
        ...{ text: decision, writtenBy: ctx.caller.userId, createdAt: at },
      });
    }
    await tx
      .update(labelReport)
      .set({
        state: input.caseId === undefined ? "closed" : "inCase",
        ...{ decidedBy: ctx.caller.userId, decidedAt: at, decision },
      })
      .where(and(eq(labelReport.id, report.id), eq(labelReport.state, "open")));
    await recordDeed(ctx, tx, {
      ...{ action: "report.decide", subject: report.id, operatorId: null },
      detail: { caseId: input.caseId ?? null },
    });
  });
}

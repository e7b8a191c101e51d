import { asc, desc, eq, sql } from "drizzle-orm";
import { caseEvent, caseFile, labelReport, passport, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";
import { pathOf } from "../product-path.ts";

export interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly dueOn: string | null;
  readonly isOverdue: boolean;
  readonly state: "open" | "closed";
  readonly openedAt: string;
}

export interface CaseWithEvents extends CaseView {
  readonly events: readonly {
    readonly id: string;
    readonly kind: string;
    readonly at: string;
    readonly by: string | null;
    readonly text: string | null;
    /** The day a deadline was set to; null for anything else. */
    readonly dueOn: string | null;
    readonly productUrl: string | null;
    readonly path: string | null;
    readonly report: { readonly id: string; readonly kind: string; readonly text: string } | null;
  }[];
}

/** Cases of authorities, open ones first, those due first; at most five hundred. */
export async function listCases(ctx: Context): Promise<readonly CaseView[]> {
  demand(ctx, "case.write", null);
  const rows = await ctx.db
    .select()
    .from(caseFile)
    .orderBy(sql`${caseFile.state} <> 'open'`, sql`${caseFile.dueOn} nulls last`, desc(caseFile.number))
    .limit(500);
  return rows.map((row) => viewOf(ctx, row));
}

/** A case with everything that happened in it, in order; `CASE_NOT_FOUND`. */
export async function readCase(ctx: Context, input: { readonly id: string }): Promise<CaseWithEvents> {
  demand(ctx, "case.write", null);
  const [found] = isUuid(input.id)
    ? await ctx.db.select().from(caseFile).where(eq(caseFile.id, input.id))
    : [];
  if (found === undefined) throw new Refusal("CASE_NOT_FOUND", "There is no such case.");
  const events = await ctx.db
    .select({ event: caseEvent, by: user.name, productUrl: passport.productUrl, report: labelReport })
    .from(caseEvent)
    .leftJoin(user, eq(user.id, caseEvent.writtenBy))
    .leftJoin(passport, eq(passport.id, caseEvent.passportId))
    .leftJoin(labelReport, eq(labelReport.id, caseEvent.reportId))
    .where(eq(caseEvent.caseId, found.id))
    .orderBy(asc(caseEvent.createdAt), sql`${caseEvent.kind} <> 'opened'`, asc(caseEvent.id));
  return {
    ...viewOf(ctx, found),
    events: events.map(({ event, by, productUrl, report }) => {
      const { dueOn } = event.detail;
      return {
        ...{ id: event.id, kind: event.kind, at: event.createdAt.toISOString(), by, text: event.text },
        dueOn: typeof dueOn === "string" ? dueOn : null,
        ...{ productUrl, path: productUrl === null ? null : pathOf(ctx, productUrl) },
        report: report === null ? null : { id: report.id, kind: report.kind, text: report.text },
      };
    }),
  };
}

function viewOf(ctx: Context, row: typeof caseFile.$inferSelect): CaseView {
  const { id, number, title, dueOn, createdAt } = row;
  const state = row.state === "closed" ? "closed" : "open";
  const today = ctx.now().toISOString().slice(0, 10);
  const isOverdue = state === "open" && dueOn !== null && dueOn < today;
  return { id, number, title, dueOn, isOverdue, state, openedAt: createdAt.toISOString() };
}

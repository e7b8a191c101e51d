import { desc, eq, sql } from "drizzle-orm";
import { labelReport, user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { pathOf } from "../product-path.ts";

export interface ReportView {
  readonly id: string;
  readonly productUrl: string;
  readonly path: string;
  readonly kind: string;
  readonly text: string;
  readonly contact: string | null;
  readonly language: string;
  readonly state: string;
  readonly reportedAt: string;
  readonly decision: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/** Readers' reports, open ones first, at most five hundred. For authorities alone: who reported may have to be protected. */
export async function listReports(ctx: Context): Promise<readonly ReportView[]> {
  demand(ctx, "case.write", null);
  const rows = await ctx.db
    .select({ report: labelReport, by: user.name })
    .from(labelReport)
    .leftJoin(user, eq(user.id, labelReport.decidedBy))
    .orderBy(sql`${labelReport.state} <> 'open'`, desc(labelReport.createdAt))
    .limit(500);
  return rows.map(({ report, by }) => ({
    ...{ id: report.id, productUrl: report.productUrl, path: pathOf(ctx, report.productUrl) },
    ...{ kind: report.kind, text: report.text, contact: report.contact, language: report.language },
    ...{ state: report.state, reportedAt: report.createdAt.toISOString(), decision: report.decision },
    ...{ decidedBy: by, decidedAt: report.decidedAt?.toISOString() ?? null },
  }));
}

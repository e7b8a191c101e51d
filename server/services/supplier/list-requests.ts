import { desc, eq, inArray } from "drizzle-orm";
import { operator, supplierFootprint, supplierRequest } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { allows } from "../../domain/access/policy.ts";
import { within } from "../within.ts";

/** A question to a supplier, as the asker sees it; never with its link. */
export interface SupplierRequestView {
  readonly id: string;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly supplierName: string;
  readonly productName: string;
  readonly declaredUnit: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  /** An open one past its last day is `expired`. */
  readonly state: "open" | "expired" | "answered" | "declined" | "withdrawn";
  readonly expiresAt: string;
  readonly createdAt: string;
  readonly answeredAt: string | null;
  readonly declineReason: string | null;
  /** Figures received for it, newest first. */
  readonly footprintIds: readonly string[];
  readonly mayWithdraw: boolean;
}

/** Requests of the caller's operators, newest first. */
export async function listSupplierRequests(
  ctx: Context,
  input: { readonly operatorId?: string | undefined },
): Promise<readonly SupplierRequestView[]> {
  const own = within(ctx, "supplier.read", supplierRequest.operatorId, input.operatorId);
  const rows = await ctx.db
    .select({ request: supplierRequest, operator })
    .from(supplierRequest)
    .innerJoin(operator, eq(operator.id, supplierRequest.operatorId))
    .where(own)
    .orderBy(desc(supplierRequest.createdAt), desc(supplierRequest.id));
  const ids = rows.map(({ request }) => request.id);
  const answers =
    ids.length === 0
      ? []
      : await ctx.db
          .select({ id: supplierFootprint.id, requestId: supplierFootprint.requestId })
          .from(supplierFootprint)
          .where(inArray(supplierFootprint.requestId, ids))
          .orderBy(desc(supplierFootprint.id));
  return rows.map(({ request, operator: asker }) => ({
    ...{ id: request.id, operatorId: asker.id },
    ...{ operatorName: asker.name, operatorNameOriginal: asker.nameOriginal },
    ...{ supplierName: request.supplierName, productName: request.productName },
    ...{ declaredUnit: request.declaredUnit },
    ...{ periodStart: request.periodStart, periodEnd: request.periodEnd },
    state: stateOf(request, ctx.now()),
    expiresAt: request.expiresAt.toISOString(),
    createdAt: request.createdAt.toISOString(),
    answeredAt: request.answeredAt?.toISOString() ?? null,
    declineReason: request.declineReason,
    footprintIds: answers.filter(({ requestId }) => requestId === request.id).map(({ id }) => id),
    mayWithdraw:
      stateOf(request, ctx.now()) === "open" && allows(ctx.caller.memberships, "supplier.request", asker.id),
  }));
}

function stateOf(
  { state, expiresAt }: typeof supplierRequest.$inferSelect,
  now: Date,
): SupplierRequestView["state"] {
  if (state === "answered" || state === "declined" || state === "withdrawn") return state;
  return expiresAt.getTime() > now.getTime() ? "open" : "expired";
}

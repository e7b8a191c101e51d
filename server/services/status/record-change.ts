import type { SQL } from "drizzle-orm";
import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { statusChange, statusEntry } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { SupersessionReason, WithdrawnReason } from "../../domain/record/status-reason.ts";
import { newId } from "../new-id.ts";

/** What has a place on a status list: a version of a passport, or a supplier's footprint record. */
export type OnStatusList =
  | { readonly passportId: string; readonly version: number }
  | { readonly supplierFootprintId: string };

/** Something on a status list that stops being the valid one, with the log entry that says so. */
export type StatusChange = {
  readonly of: OnStatusList;
  /** In words, for those who may read it; never in the log. */
  readonly note: string | null;
  /** Place of its `status-change` entry in the log. */
  readonly leafIndex: number;
  readonly at: Date;
} & (
  | { readonly status: "revoked"; readonly reason: WithdrawnReason }
  | { readonly status: "superseded"; readonly reason: SupersessionReason }
);

/**
 * Sets the place on the status list and keeps why, in the transaction that logged it. The caller holds the lock on
 * the operator's row; the lists themselves are signed after the commit (`publishStatusLists`).
 */
export async function recordStatusChange(ctx: Context, tx: Database, change: StatusChange): Promise<void> {
  const { of, status, reason, note, leafIndex, at } = change;
  await tx
    .update(statusEntry)
    .set({ value: status === "revoked" ? 1 : 3 })
    .where(placeOf(of));
  await tx.insert(statusChange).values({
    id: newId(ctx),
    ...{ ...of, status, reason, note, leafIndex },
    changedBy: ctx.caller.userId,
    changedAt: at,
  });
}

/** The row of the place that a version or record has on the status lists. */
export function placeOf(of: OnStatusList): SQL | undefined {
  return "passportId" in of
    ? and(eq(statusEntry.passportId, of.passportId), eq(statusEntry.version, of.version))
    : eq(statusEntry.supplierFootprintId, of.supplierFootprintId);
}

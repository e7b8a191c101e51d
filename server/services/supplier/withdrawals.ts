import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { statusChange, supplierFootprint } from "../../../db/schema/index.ts";
import type { FootprintWithdrawalReason } from "../../domain/record/status-reason.ts";
import { isFootprintWithdrawalReason } from "../../domain/record/status-reason.ts";
import { isPublished } from "../log/published.ts";

/** That a supplier withdrew its signed record, for good; published, and so for everybody. */
export interface FootprintWithdrawal {
  readonly reason: FootprintWithdrawalReason;
  /** RFC 3339 UTC. */
  readonly at: string;
  /** Place of the change in the log. */
  readonly leafIndex: number;
}

/**
 * Which of these figures their suppliers have withdrawn, by identifier. A record handed to one operator is the published
 * one, and shares its status: what counts is the text that was signed.
 */
export async function withdrawalsOf(
  db: Database,
  rows: readonly { readonly id: string; readonly contentHash: string }[],
): Promise<ReadonlyMap<string, FootprintWithdrawal>> {
  if (rows.length === 0) return new Map();
  const found = await db
    .select({ contentHash: supplierFootprint.contentHash, change: statusChange })
    .from(statusChange)
    .innerJoin(supplierFootprint, eq(supplierFootprint.id, statusChange.supplierFootprintId))
    .where(
      and(
        eq(statusChange.status, "revoked"),
        isPublished(statusChange.leafIndex),
        isNull(supplierFootprint.receivedByOperatorId),
        inArray(supplierFootprint.contentHash, [...new Set(rows.map((row) => row.contentHash))]),
      ),
    );
  return new Map(
    rows.flatMap(({ id, contentHash }) => {
      const change = found.find((one) => one.contentHash === contentHash)?.change;
      if (change === undefined) return [];
      const { reason, changedAt, leafIndex } = change;
      if (!isFootprintWithdrawalReason(reason)) throw new Error(`No reason ${reason} is known.`);
      return [[id, { reason, at: changedAt.toISOString(), leafIndex }] as const];
    }),
  );
}

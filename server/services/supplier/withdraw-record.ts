import { and, eq, isNull } from "drizzle-orm";
import { operator as operatorTable, statusEntry, supplierFootprint } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { logNameOf } from "../../domain/record/product-footprint.ts";
import { isFootprintWithdrawalReason } from "../../domain/record/status-reason.ts";
import { statusChangeEntry } from "../../domain/transparency/entry.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, optional } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { appendToLog } from "../log/append.ts";
import { isUuid } from "../new-id.ts";
import { recordStatusChange } from "../status/record-change.ts";

export interface FootprintWithdrawalRequest {
  /** The published record's identifier. */
  readonly id: string;
  /** One of `footprintWithdrawalReasons`: it becomes public. */
  readonly reason: string;
  /** In words, for the supplier's own people; never published. */
  readonly note?: string | undefined;
}

/** What a withdrawal did. */
export interface FootprintWithdrawn {
  readonly leafIndex: number;
  /** Done and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Withdraws a supplier's signed record for good: its place on the supplier's status lists is set, the change is logged with
 * its reason, and both lists are signed anew. The record stays readable and says that it is withdrawn. Declarations of
 * others that rest on it stay as they were signed; their operators are told, and no new one is released with it.
 *
 * Only a signer of the supplier may. `SUPPLIER_FOOTPRINT_NOT_FOUND`, `RECORD_WITHOUT_STATUS` for one signed before such
 * records had a status, `ALREADY_REVOKED`, `OPERATOR_CEASED`.
 */
export async function withdrawFootprintRecord(
  ctx: Context,
  input: FootprintWithdrawalRequest,
): Promise<FootprintWithdrawn> {
  demand(ctx, "footprint.revoke", null);
  const { row, supplier } = await loadRecord(ctx, input.id);
  demand(ctx, "footprint.revoke", supplier.id);
  if (supplier.ceasedAt !== null)
    throw new Refusal("OPERATOR_CEASED", `${supplier.name} has ceased; its status lists are closed.`);
  const fields = new Fields();
  const { reason } = input;
  const note = optional(input.note);
  if (note !== null) fields.text("note", note);
  if (!isFootprintWithdrawalReason(reason))
    fields.add(reason === "" ? "E_REQUIRED" : "E_STATUS_REASON", "reason");
  fields.refuse();
  if (!isFootprintWithdrawalReason(reason)) throw new Error("A field without a problem has a value.");

  const leafIndex = await ctx.db.transaction(async (tx) => {
    // Records and lists of one operator change one after the other.
    await tx
      .select({ id: operatorTable.id })
      .from(operatorTable)
      .where(eq(operatorTable.id, supplier.id))
      .for("no key update");
    const [place] = await tx
      .select({ value: statusEntry.value })
      .from(statusEntry)
      .where(eq(statusEntry.supplierFootprintId, row.id));
    const named = logNameOf(row.document);
    if (place === undefined || named === null)
      throw new Refusal(
        "RECORD_WITHOUT_STATUS",
        "This record was signed without a status and cannot be withdrawn; a newer one can take its place.",
      );
    if (place.value === 1)
      throw new Refusal("ALREADY_REVOKED", "This record has been withdrawn already, for good.");
    const at = ctx.now();
    await recordDeed(ctx, tx, {
      action: "footprint.revoke",
      subject: row.id,
      operatorId: supplier.id,
      detail: { productName: row.productName, digest: row.contentHash, reason, note },
    });
    const [logged] = await appendToLog(tx, [
      statusChangeEntry({
        ...{ subject: named.logSubject, version: named.version },
        ...{ status: "revoked", reason, time: at },
      }),
    ]);
    if (logged === undefined) throw new Error("The log took no entry.");
    const change = { of: { supplierFootprintId: row.id }, status: "revoked", reason, note } as const;
    await recordStatusChange(ctx, tx, { ...change, leafIndex: logged.index, at });
    return logged.index;
  });
  const { pending } = await afterIssue(ctx, supplier.id);
  return { leafIndex, isPending: pending !== null };
}

async function loadRecord(ctx: Context, id: string) {
  const [found] = isUuid(id)
    ? await ctx.db
        .select({ row: supplierFootprint, supplier: operatorTable })
        .from(supplierFootprint)
        .innerJoin(operatorTable, eq(operatorTable.id, supplierFootprint.supplierOperatorId))
        .where(
          and(
            eq(supplierFootprint.id, id),
            eq(supplierFootprint.origin, "credential"),
            isNull(supplierFootprint.receivedByOperatorId),
          ),
        )
    : [];
  if (found === undefined) throw new Refusal("SUPPLIER_FOOTPRINT_NOT_FOUND", "There is no such record here.");
  return found;
}

import { and, eq } from "drizzle-orm";
import { operator as operatorTable, statusEntry } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { isRevocationReason } from "../../domain/record/status-reason.ts";
import { statusChangeEntry } from "../../domain/transparency/entry.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, optional } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { appendToLog } from "../log/append.ts";
import { loadPassport } from "../passport/read.ts";
import { recordStatusChange } from "./record-change.ts";

export interface Revocation {
  readonly productUrl: string;
  readonly version: number;
  /** One of `revocationReasons`: it becomes public. */
  readonly reason: string;
  /** In words, for the operator and for authorities; never published. */
  readonly note?: string | undefined;
}

/** What a revocation did. */
export interface Revoked {
  readonly version: number;
  readonly leafIndex: number;
  /** Done and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Withdraws a version of a passport for good: its place on the status lists is set, the change is logged with its reason,
 * and both lists are signed anew. The record stays readable and says that it is withdrawn. Nothing brings it back; a
 * corrected version may follow.
 *
 * Only a signer of the operator that answers for the passport may: Regulation (EU) 2023/1542 gives nobody else a right to
 * write (Art. 78(f)), the keeper of the registry neither. `PASSPORT_NOT_FOUND`, `VERSION_NOT_FOUND`, `ALREADY_REVOKED`,
 * `OPERATOR_CEASED` when whoever signed that version has: its status lists are closed.
 */
export async function revokeVersion(ctx: Context, input: Revocation): Promise<Revoked> {
  demand(ctx, "passport.revoke", null);
  const { passport, operator } = await loadPassport(ctx, input.productUrl);
  demand(ctx, "passport.revoke", passport.operatorId);
  const fields = new Fields();
  const { version, reason } = input;
  const note = optional(input.note);
  if (note !== null) fields.text("note", note);
  if (!isRevocationReason(reason)) fields.add(reason === "" ? "E_REQUIRED" : "E_STATUS_REASON", "reason");
  fields.refuse();
  if (!isRevocationReason(reason)) throw new Error("A field without a problem has a value.");

  const leafIndex = await ctx.db.transaction(async (tx) => {
    // Versions and lists of one operator change one after the other. A version stands on the list of who signed it, which
    // may be who answered before.
    const [entry] = await tx
      .select({ value: statusEntry.value, ceasedAt: operatorTable.ceasedAt, name: operatorTable.name })
      .from(statusEntry)
      .innerJoin(operatorTable, eq(operatorTable.id, statusEntry.operatorId))
      .where(and(eq(statusEntry.passportId, passport.id), eq(statusEntry.version, version)))
      .for("no key update");
    if (entry === undefined)
      throw new Refusal("VERSION_NOT_FOUND", `${passport.productUrl} has no version ${String(version)}.`);
    if (entry.ceasedAt !== null)
      throw new Refusal("OPERATOR_CEASED", `${entry.name} has ceased; its status lists are closed.`);
    if (entry.value === 1)
      throw new Refusal(
        "ALREADY_REVOKED",
        `Version ${String(version)} has been withdrawn already, for good.`,
      );
    const at = ctx.now();
    await recordDeed(ctx, tx, {
      action: "passport.revoke",
      subject: passport.productUrl,
      operatorId: operator.id,
      detail: { version, reason, note },
    });
    const [logged] = await appendToLog(tx, [
      statusChangeEntry({ subject: passport.logSubject, version, status: "revoked", reason, time: at }),
    ]);
    if (logged === undefined) throw new Error("The log took no entry.");
    const change = { of: { passportId: passport.id, version }, status: "revoked", reason, note } as const;
    await recordStatusChange(ctx, tx, { ...change, leafIndex: logged.index, at });
    return logged.index;
  });
  const { pending } = await afterIssue(ctx, operator.id);
  return { version, leafIndex, isPending: pending !== null };
}

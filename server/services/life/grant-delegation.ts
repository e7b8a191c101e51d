import { delegation } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { rolesOfOperator } from "../../domain/access/policy.ts";
import { parseDay } from "../../domain/calendar.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { isUuid, newId } from "../new-id.ts";
import { refuseForeignDocument } from "./own-document.ts";
import { loadParty, refuseCeased } from "./parties.ts";

export interface DelegationGrant {
  readonly operatorId: string;
  readonly delegateId: string;
  /** Of `author`, `reviewer`, `signer`. */
  readonly roles: readonly string[];
  /** The written authority, a document of the operator that gives it. */
  readonly documentId: string;
  /** First and last UTC day, `YYYY-MM-DD`. */
  readonly startsOn: string;
  readonly endsOn: string;
}

/**
 * Gives another operator authority in writing: from the first day to the last its people act here for this one, each with
 * those of the given roles that they have at home. Who answers stays the same.
 *
 * Problems: `E_DELEGATION_ROLES`, `E_TRANSFER_SELF`, `E_DATE_ORDER`, `E_DATE_PAST` for one that would be over already.
 * Refusals: `OPERATOR_NOT_FOUND`, `OPERATOR_CEASED`, `DOCUMENT_NOT_FOUND`.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(4).
 */
export async function grantDelegation(
  ctx: Context,
  input: DelegationGrant,
): Promise<{ readonly id: string }> {
  demand(ctx, "delegation.write", null);
  const { operatorId, delegateId, documentId } = input;
  if (!isUuid(operatorId)) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  demand(ctx, "delegation.write", operatorId);
  const fields = new Fields();
  const roles = rolesOfOperator.filter((role) => input.roles.includes(role));
  if (roles.length === 0 || roles.length !== new Set(input.roles).size)
    fields.add("E_DELEGATION_ROLES", "roles");
  if (operatorId === delegateId) fields.add("E_TRANSFER_SELF", "delegateId");
  const startsOn = fields.take("startsOn", parseDay(input.startsOn.trim())) ?? "";
  const endsOn = fields.take("endsOn", parseDay(input.endsOn.trim())) ?? "";
  const today = ctx.now().toISOString().slice(0, 10);
  if (startsOn !== "" && endsOn !== "" && endsOn < startsOn)
    fields.add("E_DATE_ORDER", "endsOn", { value: endsOn, expected: startsOn });
  else if (endsOn !== "" && endsOn < today)
    fields.add("E_DATE_PAST", "endsOn", { value: endsOn, expected: today });
  if (documentId.trim() === "") fields.add("E_REQUIRED", "documentId");
  fields.refuse();
  return ctx.db.transaction(async (tx) => {
    const operator = await loadParty(tx, operatorId);
    const delegate = await loadParty(tx, delegateId);
    refuseCeased(operator);
    refuseCeased(delegate);
    await refuseForeignDocument(tx, documentId, operatorId);
    const id = newId(ctx);
    await tx.insert(delegation).values({
      ...{ id, operatorId, delegateId, roles: [...roles], documentId, startsOn, endsOn },
      ...{ grantedBy: ctx.caller.userId, createdAt: ctx.now() },
    });
    await recordDeed(ctx, tx, {
      ...{ action: "delegation.grant", subject: id, operatorId },
      detail: { delegate: delegate.slug, roles, startsOn, endsOn, documentId },
    });
    return { id };
  });
}

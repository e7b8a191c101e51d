import { membership } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Role } from "../../domain/access/policy.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import { newId } from "../new-id.ts";

export interface RoleGrant {
  readonly userId: string;
  readonly role: Role;
  /** The operator for author, reviewer and signer; null for every other role. */
  readonly operatorId: string | null;
}

/** Gives a person a role; giving it again changes nothing. */
export async function grantRole(ctx: Context, input: RoleGrant): Promise<void> {
  demand(ctx, "registry.keep", null);
  if (ofAnOperator.includes(input.role) !== (input.operatorId !== null)) {
    throw invalidInput([{ code: "E_ROLE_OPERATOR", path: "operatorId", params: { value: input.role } }]);
  }
  await ctx.db.transaction(async (tx) => {
    const given = await tx
      .insert(membership)
      .values({ id: newId(ctx), ...input })
      .onConflictDoNothing()
      .returning({ id: membership.id });
    if (given.length === 0) return;
    const { userId, role, operatorId } = input;
    await recordDeed(ctx, tx, { action: "account.grantRole", subject: userId, operatorId, detail: { role } });
  });
}

const ofAnOperator: readonly Role[] = ["author", "reviewer", "signer"];

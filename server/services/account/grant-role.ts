import { and, eq, ne } from "drizzle-orm";
import { membership, operator } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { rolesOfOperator } from "../../domain/access/policy.ts";
import type { Role } from "../../domain/access/policy.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput } from "../input.ts";
import { newId } from "../new-id.ts";
import { lockPerson } from "./lock-person.ts";

export interface RoleGrant {
  readonly userId: string;
  readonly role: Role;
  /** The operator for author, reviewer and signer; null for every other role. */
  readonly operatorId: string | null;
}

/** Gives a person a role; giving it again changes nothing. `PERSON_NOT_FOUND`, `OPERATOR_NOT_FOUND`. */
export async function grantRole(ctx: Context, input: RoleGrant): Promise<void> {
  demand(ctx, "registry.keep", null);
  if (rolesOfOperator.includes(input.role) !== (input.operatorId !== null)) {
    throw invalidInput([{ code: "E_ROLE_OPERATOR", path: "operatorId", params: { value: input.role } }]);
  }
  await ctx.db.transaction(async (tx) => {
    await lockPerson(tx, input.userId);
    if (input.operatorId !== null) {
      const [known] = await tx
        .select({ id: operator.id })
        .from(operator)
        // The registry itself makes no batteries, so nobody writes or signs for it.
        .where(and(eq(operator.id, input.operatorId), ne(operator.kind, "registry")));
      if (known === undefined)
        throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator here.", [
          { code: "OPERATOR_NOT_FOUND", path: "operatorId" },
        ]);
    }
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

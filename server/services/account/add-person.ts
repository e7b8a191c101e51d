import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Role } from "../../domain/access/policy.ts";
import { Refusal } from "../../refusal.ts";
import { invalidInput } from "../input.ts";
import { createUser } from "./create-user.ts";
import { grantRoles } from "./grant-roles.ts";
import { newPassword } from "./new-password.ts";

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  /** The operator for author, reviewer and signer; null for roles of the registry. */
  readonly operatorId: string | null;
  readonly roles: readonly Role[];
}

/** How a person signs in for the first time. Shown once; only a hash of the password is kept. */
export interface HandedOver {
  readonly id: string;
  readonly email: string;
  readonly password: string;
}

/** Enters a person with their first roles and a password to hand over: all of it, or nothing. */
export async function addPerson(ctx: Context, input: NewPerson): Promise<HandedOver> {
  demand(ctx, "registry.keep", null);
  const { name, operatorId, roles } = input;
  const password = newPassword(ctx);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const created = await createUser(inside, { name, email: input.email, password }).catch(
      (error: unknown) => {
        // Everything wrong with the form is said at once: a refusal of the roles does not wait for the next try.
        if (roles.length > 0 || !(error instanceof Refusal) || error.code !== "INVALID_INPUT") throw error;
        throw invalidInput([...error.problems, { code: "E_ROLE_REQUIRED", path: "roles" }]);
      },
    );
    await grantRoles(inside, { userId: created.id, operatorId, roles });
    return { id: created.id, email: created.email, password };
  });
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Role } from "../../domain/access/policy.ts";
import { invalidInput } from "../input.ts";
import { grantRole } from "./grant-role.ts";

export interface RolesGrant {
  readonly userId: string;
  readonly operatorId: string | null;
  /** At least one; all for the same operator, or all for the registry. */
  readonly roles: readonly Role[];
}

/** Gives a person several roles for one operator or for the registry: all of them, or none. */
export async function grantRoles(ctx: Context, { roles, ...whose }: RolesGrant): Promise<void> {
  demand(ctx, "registry.keep", null);
  if (roles.length === 0) throw invalidInput([{ code: "E_ROLE_REQUIRED", path: "roles" }]);
  await ctx.db.transaction(async (tx) => {
    for (const role of roles) await grantRole({ ...ctx, db: tx }, { ...whose, role });
  });
}

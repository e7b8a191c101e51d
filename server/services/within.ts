import type { SQL } from "drizzle-orm";
import { inArray, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Context } from "../context.ts";
import { demand } from "../context.ts";
import type { Action } from "../domain/access/policy.ts";
import { allows } from "../domain/access/policy.ts";

/**
 * Asks the policy for a list: refuses like `demand` when the caller may do `action` for nobody, else answers the
 * condition that keeps the rows of the operators it holds for, or nothing when it holds for all.
 */
export function within(
  ctx: Context,
  action: Action,
  operatorColumn: PgColumn,
  operatorId?: string,
): SQL | undefined {
  if (operatorId !== undefined) {
    demand(ctx, action, operatorId);
    return sql`${operatorColumn} = ${operatorId}`;
  }
  demand(ctx, action, null);
  const { memberships } = ctx.caller;
  const held = new Set(memberships.flatMap(({ operatorId: of }) => (of === null ? [] : [of])));
  // A role for the registry holds for every operator: for one that exists nowhere, too.
  if (allows(memberships, action, nobody)) return undefined;
  return inArray(
    operatorColumn,
    [...held].filter((of) => allows(memberships, action, of)),
  );
}

const nobody = "00000000-0000-0000-0000-000000000000";

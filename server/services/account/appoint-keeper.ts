import { sql } from "drizzle-orm";
import { user } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { program } from "../../context.ts";
import { addPerson } from "./add-person.ts";
import type { HandedOver } from "./add-person.ts";

/**
 * Makes the first person of a registry that has none: its keeper, who enters everybody else. Null, and nothing done,
 * once anybody can sign in. Asked by the program at its start; two starts at once make one keeper.
 */
export async function appointKeeper(
  deps: Omit<Context, "caller">,
  input: { readonly email: string },
): Promise<HandedOver | null> {
  return deps.db.transaction(async (tx) => {
    await tx.execute(sql`lock table ${user} in share row exclusive mode`);
    const [anybody] = await tx.select({ id: user.id }).from(user).limit(1);
    if (anybody !== undefined) return null;
    const keeper = { name: "Keeper", email: input.email, operatorId: null, roles: ["keeper"] as const };
    return addPerson({ ...deps, db: tx, caller: program }, keeper);
  });
}

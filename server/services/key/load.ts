import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator, operatorKey } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";

/** The operator whose keys the caller may change: `OPERATOR_NOT_FOUND`, `NOT_ALLOWED`. */
export async function loadKeyOwner(ctx: Context, operatorId: string) {
  demand(ctx, "key.write", operatorId);
  const [found] = await ctx.db.select().from(operator).where(eq(operator.id, operatorId));
  if (found === undefined) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  return found;
}

/** A key and whose it is, if the caller may change it: `KEY_NOT_FOUND`. */
export async function loadKey(ctx: Context, kid: string) {
  demand(ctx, "key.write", null);
  const [found] = await ctx.db
    .select({ key: operatorKey, operator })
    .from(operatorKey)
    .innerJoin(operator, eq(operator.id, operatorKey.operatorId))
    .where(eq(operatorKey.kid, kid));
  if (found === undefined) throw new Refusal("KEY_NOT_FOUND", "There is no such key.");
  demand(ctx, "key.write", found.operator.id);
  return found;
}

/** Locks the operator's row, so that no version is signed while its keys change; answers its active keys. */
export async function lockKeys(tx: Database, operatorId: string) {
  await tx.select({ id: operator.id }).from(operator).where(eq(operator.id, operatorId)).for("no key update");
  return tx
    .select()
    .from(operatorKey)
    .where(and(eq(operatorKey.operatorId, operatorId), eq(operatorKey.state, "active")));
}

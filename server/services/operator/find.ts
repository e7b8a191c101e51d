import { asc, eq, inArray } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { operator, operatorKey } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { isCessationReason } from "../../domain/record/status-reason.ts";
import { didOf, issuerUrl } from "../../domain/record/did.ts";
import type { CessationView, OperatorKeyView, OperatorView } from "./view.ts";

/** Operators with their keys, by name. The caller has asked the policy. */
export async function findOperators(ctx: Context, where: SQL | undefined): Promise<readonly OperatorView[]> {
  const rows = await ctx.db.select().from(operator).where(where).orderBy(asc(operator.name));
  if (rows.length === 0) return [];
  const keys = await ctx.db
    .select()
    .from(operatorKey)
    .where(
      inArray(
        operatorKey.operatorId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(operatorKey.leafIndex));
  return rows.map(({ createdAt: _, ceasedAt, ceasedReason, ...row }) => ({
    ...row,
    ceased: cessationOf(ceasedAt, ceasedReason),
    did: didOf(ctx.publicUrl, row.slug),
    didUrl: `${issuerUrl(ctx.publicUrl, row.slug)}/did.json`,
    keys: keys.filter((key) => key.operatorId === row.id).map(keyView),
  }));
}

/** One operator by a condition that names at most one. */
export async function findOperator(ctx: Context, id: string): Promise<OperatorView | undefined> {
  const [found] = await findOperators(ctx, eq(operator.id, id));
  return found;
}

/** Since when and why an operator has ceased, from its row; null for one that has not. */
export function cessationOf(ceasedAt: Date | null, reason: string | null): CessationView | null {
  if (ceasedAt === null) return null;
  return {
    at: ceasedAt.toISOString(),
    reason: reason !== null && isCessationReason(reason) ? reason : null,
  };
}

function keyView(key: typeof operatorKey.$inferSelect): OperatorKeyView {
  return {
    kid: key.kid,
    use: key.use === "status" ? "status" : "passport",
    custody: key.custody === "operator" ? "operator" : "registry",
    state: keyState(key.state),
    leafIndex: key.leafIndex,
    createdAt: key.createdAt.toISOString(),
  };
}

/** The database admits these three only. */
export function keyState(text: string): OperatorKeyView["state"] {
  return text === "active" || text === "retired" ? text : "compromised";
}

import { eq } from "drizzle-orm";
import { operatorKey } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { pathOf } from "../product-path.ts";
import { versionsInDoubt } from "./in-doubt.ts";

/** A version in doubt, for the people who have to settle it. */
export interface DoubtRow {
  readonly productUrl: string;
  readonly path: string;
  readonly level: "model" | "item";
  readonly version: number;
  readonly issuedAt: string;
  readonly leafIndex: number;
  /** Valid until it is settled. */
  readonly state: "valid" | "revoked" | "superseded";
  readonly isNewest: boolean;
}

/** What a compromised key leaves in doubt, in the order of the log; nothing for a key that is not. `KEY_NOT_FOUND`. */
export async function listInDoubt(
  ctx: Context,
  input: { readonly kid: string },
): Promise<readonly DoubtRow[]> {
  demand(ctx, "operator.read", null);
  const [key] = await ctx.db.select().from(operatorKey).where(eq(operatorKey.kid, input.kid));
  if (key === undefined) throw new Refusal("KEY_NOT_FOUND", "There is no such key.");
  demand(ctx, "operator.read", key.operatorId);
  const rows = await versionsInDoubt(ctx.db, key.kid);
  return rows.map(({ productUrl, level, version, issuedAt, leafIndex, value, isNewest }) => ({
    ...{ productUrl, version, leafIndex, isNewest },
    path: pathOf(ctx, productUrl),
    level: level === "item" ? "item" : "model",
    issuedAt: issuedAt.toISOString(),
    state: value === 0 ? "valid" : value === 1 ? "revoked" : "superseded",
  }));
}

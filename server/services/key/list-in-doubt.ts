import { eq } from "drizzle-orm";
import { operatorKey } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Refusal } from "../../refusal.ts";
import { pathOf } from "../product-path.ts";
import type { RecordInDoubt } from "./in-doubt.ts";
import { recordsInDoubt } from "./in-doubt.ts";

/** A record in doubt, for the people who have to settle it. */
export interface DoubtRow extends Omit<RecordInDoubt, "issuedAt" | "value"> {
  readonly path: string;
  readonly issuedAt: string;
  /** Valid until it is settled. */
  readonly state: "valid" | "revoked" | "superseded";
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
  const rows = await recordsInDoubt(ctx, key.kid);
  return rows.map(({ issuedAt, value, ...row }) => ({
    ...{ ...row, path: pathOf(ctx, row.address), issuedAt: issuedAt.toISOString() },
    state: value === 0 ? "valid" : value === 1 ? "revoked" : "superseded",
  }));
}

import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { supplierRequest } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { encodeBase64url } from "../../domain/record/base64url.ts";
import { Refusal } from "../../refusal.ts";
import { tokenHash } from "../account/token-hash.ts";

export type RequestRow = typeof supplierRequest.$inferSelect;

/** The secret in a request's link: 32 random bytes in base64url. */
export function newSupplyToken(ctx: Pick<Context, "randomBytes">): string {
  return encodeBase64url(ctx.randomBytes(32));
}

/**
 * The request a secret opens. `SUPPLY_LINK_GONE`, the same for one that never was, has expired, was withdrawn or was given
 * up for another on answering: a guess learns nothing. Once answered or declined it stays open to its holder, who watches
 * there who reads the figure.
 *
 * @param lock holds the request until the transaction ends, so that two answers do not become one.
 */
export async function findBySecret(
  ctx: Pick<Context, "now">,
  db: Database,
  token: string,
  lock = false,
): Promise<RequestRow> {
  const query = db
    .select()
    .from(supplierRequest)
    .where(eq(supplierRequest.tokenHash, tokenHash(token)));
  const [row] = lock ? await query.for("update") : await query;
  const isOpen = row?.state === "open" && row.expiresAt.getTime() > ctx.now().getTime();
  if (row === undefined || !(isOpen || row.state === "answered" || row.state === "declined"))
    throw new Refusal("SUPPLY_LINK_GONE", "This link opens nothing.");
  return row;
}

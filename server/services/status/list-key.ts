import { and, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operatorKey } from "../../../db/schema/index.ts";
import { Refusal } from "../../refusal.ts";
import { isPublished } from "../log/published.ts";
import type { ActiveKey } from "../operator/active-key.ts";

/**
 * The key an operator's status lists are signed with: its newest passport key, or, when that is held outside the registry,
 * its key for lists alone. `KEY_NOT_FOUND` when lists cannot be signed without the operator.
 *
 * Source: record format, section 4.
 */
export async function listKey(
  tx: Database,
  operator: { readonly id: string; readonly name: string },
): Promise<ActiveKey> {
  const keys = await tx
    .select({
      kid: operatorKey.kid,
      publicJwk: operatorKey.publicJwk,
      use: operatorKey.use,
      custody: operatorKey.custody,
      signer: operatorKey.signer,
    })
    .from(operatorKey)
    .where(
      and(
        eq(operatorKey.operatorId, operator.id),
        eq(operatorKey.state, "active"),
        isPublished(operatorKey.leafIndex),
      ),
    )
    .orderBy(desc(operatorKey.leafIndex));
  const newest = keys.find(({ use }) => use === "passport");
  const ownForLists = keys.find(({ use }) => use === "status");
  const key = newest?.custody === "registry" ? newest : (ownForLists ?? newest);
  if (key === undefined || key.signer === "upload")
    throw new Refusal(
      "KEY_NOT_FOUND",
      `${operator.name} has no key that the registry can sign status lists with.`,
    );
  return { kid: key.kid, publicJwk: key.publicJwk };
}

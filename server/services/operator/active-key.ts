import { and, desc, eq, ne } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operatorKey } from "../../../db/schema/index.ts";
import type { PublicJwk } from "../../domain/record/jwk.ts";
import { Refusal } from "../../refusal.ts";
import { isPublished } from "../log/published.ts";

/** A key to sign with. */
export interface ActiveKey {
  readonly kid: string;
  readonly publicJwk: PublicJwk;
}

/**
 * The operator's newest active key in this registry's custody; `KEY_NOT_FOUND`. A key signs only once its entry in the
 * log is published. Source: record format, section 3.
 */
export async function activeKey(
  tx: Database,
  operator: { readonly id: string; readonly name: string },
): Promise<ActiveKey> {
  const [key] = await tx
    .select({ kid: operatorKey.kid, publicJwk: operatorKey.publicJwk })
    .from(operatorKey)
    .where(
      and(
        eq(operatorKey.operatorId, operator.id),
        eq(operatorKey.use, "passport"),
        ne(operatorKey.signer, "upload"),
        eq(operatorKey.state, "active"),
        isPublished(operatorKey.leafIndex),
      ),
    )
    .orderBy(desc(operatorKey.leafIndex))
    .limit(1);
  if (key === undefined)
    throw new Refusal("KEY_NOT_FOUND", `${operator.name} has no active key to sign with.`);
  return key;
}

import { and, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator as operatorTable, operatorKey } from "../../../db/schema/index.ts";
import type { PublicJwk } from "../../domain/record/jwk.ts";
import { Refusal } from "../../refusal.ts";
import { isPublished } from "../log/published.ts";

/** A key to sign with. */
export interface ActiveKey {
  readonly kid: string;
  readonly publicJwk: PublicJwk;
}

/**
 * The operator's newest active key for records, whoever holds it; `KEY_NOT_FOUND`, `OPERATOR_CEASED`. An older key that the registry could
 * sign with is passed over: an operator that has brought its own is signed for by nobody else. A key signs only once its
 * entry in the log is published. Source: record format, sections 1 and 3.
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
        eq(operatorKey.state, "active"),
        isPublished(operatorKey.leafIndex),
      ),
    )
    .orderBy(desc(operatorKey.leafIndex))
    .limit(1);
  if (key === undefined) {
    const [owner] = await tx
      .select({ ceasedAt: operatorTable.ceasedAt })
      .from(operatorTable)
      .where(eq(operatorTable.id, operator.id));
    if (owner?.ceasedAt != null)
      throw new Refusal("OPERATOR_CEASED", `${operator.name} has ceased; nobody signs in its name.`);
    throw new Refusal("KEY_NOT_FOUND", `${operator.name} has no active key to sign with.`);
  }
  return key;
}

import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator } from "../../../db/schema/index.ts";
import { Refusal } from "../../refusal.ts";
import { isUuid } from "../new-id.ts";

/** An operator of batteries; `OPERATOR_NOT_FOUND` also for a body or the registry itself. */
export async function loadParty(db: Database, id: string): Promise<typeof operator.$inferSelect> {
  const [found] = isUuid(id) ? await db.select().from(operator).where(eq(operator.id, id)) : [];
  if (found?.kind !== "economicOperator")
    throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  return found;
}

/** One that takes something over has to be there: `OPERATOR_CEASED`. */
export function refuseCeased({ name, ceasedAt }: typeof operator.$inferSelect): void {
  if (ceasedAt !== null) throw new Refusal("OPERATOR_CEASED", `${name} has ceased.`);
}

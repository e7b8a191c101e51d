import type { SQL } from "drizzle-orm";
import { and, eq, inArray, notExists, or, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { passportPredecessor, transfer, transferPassport } from "../../../db/schema/index.ts";
import { Refusal } from "../../refusal.ts";

/**
 * Keeps the passports of transfers that are not over: offered, or a second life that was accepted and whose new battery is
 * not made yet.
 */
function isOpen(db: Database): SQL | undefined {
  return or(
    eq(transfer.state, "offered"),
    and(
      eq(transfer.kind, "secondLife"),
      eq(transfer.state, "accepted"),
      notExists(
        db
          .select({ one: sql`1` })
          .from(passportPredecessor)
          .where(eq(passportPredecessor.predecessorId, transferPassport.passportId)),
      ),
    ),
  );
}

/** Those of the passports that stand in an open transfer. */
export async function inOpenTransfer(
  db: Database,
  passportIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (passportIds.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ id: transferPassport.passportId })
    .from(transferPassport)
    .innerJoin(transfer, eq(transfer.id, transferPassport.transferId))
    .where(and(inArray(transferPassport.passportId, [...passportIds]), isOpen(db)));
  return new Set(rows.map(({ id }) => id));
}

/** Throws `TRANSFER_OPEN` for a passport that stands in an open transfer: two would claim one battery. */
export async function refuseInTransfer(
  db: Database,
  { id, productUrl }: { readonly id: string; readonly productUrl: string },
): Promise<void> {
  if ((await inOpenTransfer(db, [id])).size === 0) return;
  throw new Refusal("TRANSFER_OPEN", `A transfer of ${productUrl} is open: let it end first.`);
}

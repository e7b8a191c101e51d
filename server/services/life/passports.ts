import type { SQL } from "drizzle-orm";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { batteryItem, passport, passportPredecessor } from "../../../db/schema/index.ts";
import type { BatteryStatus } from "../../domain/life/battery-status.ts";
import { parseBatteryStatus } from "../../domain/life/battery-status.ts";

/** A passport with the status of its battery; null for a model or a batch. */
export interface HeldPassport {
  readonly passport: typeof passport.$inferSelect;
  readonly status: BatteryStatus | null;
}

/**
 * Passports by their addresses, locked until the transaction ends, always in one order: whoever else wants one of them
 * waits, and nobody waits for us who has one of ours.
 */
export async function lockPassports(
  tx: Database,
  productUrls: readonly string[],
): Promise<readonly HeldPassport[]> {
  return productUrls.length === 0 ? [] : locked(tx, inArray(passport.productUrl, [...productUrls]));
}

/** The same by their rows. */
export async function lockPassportRows(
  tx: Database,
  ids: readonly string[],
): Promise<readonly HeldPassport[]> {
  return ids.length === 0 ? [] : locked(tx, inArray(passport.id, [...ids]));
}

/** Everything an operator answers for and that has not ended. */
export async function lockAllOf(tx: Database, operatorId: string): Promise<readonly HeldPassport[]> {
  return locked(tx, and(eq(passport.operatorId, operatorId), isNull(passport.endedAt)));
}

async function locked(tx: Database, where: SQL | undefined): Promise<readonly HeldPassport[]> {
  const rows = await tx.select().from(passport).where(where).orderBy(asc(passport.id)).for("no key update");
  const statuses = new Map<string, BatteryStatus>();
  const itemIds = rows.flatMap(({ itemId }) => itemId ?? []);
  // Read after the lock: what waited for it sees what changed meanwhile.
  for (let start = 0; start < itemIds.length; start += 5000) {
    const items = await tx
      .select({ id: batteryItem.id, status: batteryItem.batteryStatus })
      .from(batteryItem)
      .where(inArray(batteryItem.id, itemIds.slice(start, start + 5000)));
    for (const { id, status } of items) statuses.set(id, statusOf(status));
  }
  return rows.map((row) => ({
    passport: row,
    status: row.itemId === null ? null : (statuses.get(row.itemId) ?? null),
  }));
}

/** The database admits the five only. */
export function statusOf(text: string): BatteryStatus {
  const parsed = parseBatteryStatus(text);
  if (!parsed.ok) throw new Error(`The database holds a battery status it should refuse: ${text}.`);
  return parsed.value;
}

/** Those of the passports a new battery was made of already. */
export async function succeededAmong(db: Database, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectDistinct({ id: passportPredecessor.predecessorId })
    .from(passportPredecessor)
    .where(inArray(passportPredecessor.predecessorId, [...ids]));
  return new Set(rows.map(({ id }) => id));
}

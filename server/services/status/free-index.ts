import { and, count, eq, max } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { statusEntry } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { statusListLength } from "../../domain/record/status-list.ts";

/**
 * An index that was never used, at random so that it tells nothing about order. A list more than half full is left
 * behind: chance finds a free place at once, and nobody can tell from an index how many batteries there are. The caller
 * holds the lock on the operator's row.
 */
export async function freeStatusIndex(
  ctx: Context,
  tx: Database,
  operatorId: string,
): Promise<{ readonly list: number; readonly index: number }> {
  const [newest] = await tx
    .select({ list: max(statusEntry.list) })
    .from(statusEntry)
    .where(eq(statusEntry.operatorId, operatorId));
  const current = newest?.list ?? 1;
  const [used] = await tx
    .select({ entries: count() })
    .from(statusEntry)
    .where(and(eq(statusEntry.operatorId, operatorId), eq(statusEntry.list, current)));
  const list = (used?.entries ?? 0) > statusListLength / 2 ? current + 1 : current;
  for (;;) {
    const index = new DataView(Uint8Array.from(ctx.randomBytes(4)).buffer).getUint32(0) % statusListLength;
    const taken = await tx
      .select({ index: statusEntry.index })
      .from(statusEntry)
      .where(
        and(eq(statusEntry.operatorId, operatorId), eq(statusEntry.list, list), eq(statusEntry.index, index)),
      );
    if (taken.length === 0) return { list, index };
  }
}

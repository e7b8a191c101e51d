import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logEntry, logHead } from "../../../db/schema/index.ts";
import { leafHash } from "../../domain/transparency/leaf-hash.ts";

export interface AppendedEntry {
  /** Zero-based place in the log. */
  readonly index: number;
  readonly leafHash: Uint8Array;
}

/**
 * Appends entries to the transparency log inside the caller's transaction: they exist exactly when what they commit to
 * exists. The head row is locked until that transaction ends, so indices have no gaps and no two entries share one;
 * append last, for everybody else waits.
 */
export async function appendToLog(
  tx: Database,
  entries: readonly Uint8Array[],
): Promise<readonly AppendedEntry[]> {
  const [head] = await tx.select({ size: logHead.size }).from(logHead).where(eq(logHead.id, 1)).for("update");
  if (head === undefined) throw new Error("The log has no head row: the database is not migrated.");
  const rows = entries.map((entry, offset) => ({
    idx: head.size + offset,
    entry,
    leafHash: leafHash(entry, sha256),
  }));
  await tx.insert(logEntry).values(rows);
  await tx
    .update(logHead)
    .set({ size: head.size + entries.length })
    .where(eq(logHead.id, 1));
  return rows.map((row) => ({ index: row.idx, leafHash: row.leafHash }));
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

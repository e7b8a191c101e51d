import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logEntry, logHead } from "../../../db/schema/index.ts";
import { leafHash } from "../../domain/transparency/leaf-hash.ts";
import { sha256 } from "./sha256.ts";
import { buildTree, extendTree } from "./tiles.ts";

export interface AppendedEntry {
  /** Zero-based place in the log. */
  readonly index: number;
  readonly leafHash: Uint8Array;
}

/**
 * Appends entries to the transparency log inside the caller's transaction: they exist exactly when what they commit to
 * exists. The head row is locked until that transaction ends, so indices have no gaps and no two entries share one;
 * append last, for everybody else waits. What an append costs does not depend on how long the log is.
 *
 * The entries are pending until `publishLog`, which is called once the transaction is committed.
 */
export async function appendToLog(
  tx: Database,
  entries: readonly Uint8Array[],
): Promise<readonly AppendedEntry[]> {
  const [head] = await tx.select().from(logHead).where(eq(logHead.id, 1)).for("update");
  if (head === undefined) throw new Error("The log has no head row: the database is not migrated.");
  if (entries.length === 0) return [];
  if (head.root === null) await buildTree(tx, head.size);
  const rows = entries.map((entry, offset) => ({
    idx: head.size + offset,
    entry,
    leafHash: leafHash(entry, sha256),
  }));
  for (let at = 0; at < rows.length; at += batch)
    await tx.insert(logEntry).values(rows.slice(at, at + batch));
  const root = await extendTree(
    tx,
    head.size,
    rows.map((row) => row.leafHash),
  );
  const size = head.size + rows.length;
  await tx.update(logHead).set({ size, root }).where(eq(logHead.id, 1));
  return rows.map((row) => ({ index: row.idx, leafHash: row.leafHash }));
}

/** Rows in one statement: PostgreSQL takes 65 535 parameters. */
const batch = 10_000;

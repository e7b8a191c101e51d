import { and, count, desc, eq, gt, lt } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logCheckpoint, logCosignature, logEntry } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { formatTlogProof } from "../../domain/transparency/tlog-proof.ts";
import { hashAtOfTiles, inclusionPath } from "../../domain/transparency/tree.ts";
import { checkpointAt } from "./read-checkpoint.ts";
import { sha256 } from "./sha256.ts";
import { storedTiles } from "./tiles.ts";

/**
 * The offline file (tlog-proof) of a log entry, with the newest checkpoint that most witnesses signed; null while the entry is not
 * published. `witnessedBefore`: of checkpoints that a witness signed before that moment, as the rule for compromised keys
 * needs; null when there is none.
 */
export async function proofOf(
  ctx: Context,
  leafIndex: number,
  { witnessedBefore }: { readonly witnessedBefore?: Date } = {},
): Promise<string | null> {
  demand(ctx, "record.read", null);
  const [row] = await ctx.db
    .select({ entry: logEntry.entry })
    .from(logEntry)
    .where(eq(logEntry.idx, leafIndex));
  const size = await bestSize(ctx.db, leafIndex, witnessedBefore);
  const checkpoint = size === null ? null : await checkpointAt(ctx.db, size);
  if (row === undefined || checkpoint === null) return null;
  const hashAt = hashAtOfTiles(storedTiles(ctx.db), sha256);
  const hashes = await inclusionPath(leafIndex, checkpoint.size, hashAt, sha256);
  return formatTlogProof({ index: leafIndex, hashes, entry: row.entry, checkpoint: checkpoint.note });
}

/** Of so many newest checkpoints the one that most witnesses signed is chosen: the very newest may wait for theirs. */
const looksBack = 100;

async function bestSize(
  db: Database,
  leafIndex: number,
  witnessedBefore: Date | undefined,
): Promise<number | null> {
  const newest = db
    .select({ size: logCheckpoint.size })
    .from(logCheckpoint)
    .where(gt(logCheckpoint.size, leafIndex))
    .orderBy(desc(logCheckpoint.size))
    .limit(looksBack)
    .as("newest");
  const [best] =
    witnessedBefore === undefined
      ? await db
          .select({ size: newest.size })
          .from(newest)
          .leftJoin(logCosignature, eq(logCosignature.size, newest.size))
          .groupBy(newest.size)
          .orderBy(desc(count(logCosignature.witness)), desc(newest.size))
          .limit(1)
      : await db
          .select({ size: logCosignature.size })
          .from(logCosignature)
          .where(and(gt(logCosignature.size, leafIndex), lt(logCosignature.witnessedAt, witnessedBefore)))
          .groupBy(logCosignature.size)
          .orderBy(desc(count(logCosignature.witness)), desc(logCosignature.size))
          .limit(1);
  return best?.size ?? null;
}

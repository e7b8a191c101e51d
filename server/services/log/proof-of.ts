import { count, desc, eq, gt, lt, and } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logCheckpoint, logCosignature, logEntry } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { formatTlogProof } from "../../domain/transparency/tlog-proof.ts";
import { hashAtOfTiles, inclusionPath } from "../../domain/transparency/tree.ts";
import { once } from "../once.ts";
import { checkpointAt } from "./read-checkpoint.ts";
import { sha256 } from "./sha256.ts";
import { storedTiles } from "./tiles.ts";

/** Answers proofs of entries; see {@link proofReader}. */
export type ReadProof = (
  leafIndex: number,
  options?: { readonly witnessedBefore?: Date },
) => Promise<string | null>;

/**
 * The offline file (tlog-proof) of a log entry, with the newest checkpoint that most witnesses signed; null while the entry is not
 * published. `witnessedBefore`: of checkpoints that a witness signed before that moment, as the rule for compromised keys
 * needs; null when there is none.
 */
export async function proofOf(
  ctx: Context,
  leafIndex: number,
  options: { readonly witnessedBefore?: Date } = {},
): Promise<string | null> {
  return proofReader(ctx)(leafIndex, options);
}

/**
 * The same for many entries of one moment: tiles and checkpoints are read once. To be used for one answer and thrown away,
 * for the log grows.
 */
export function proofReader(ctx: Context): ReadProof {
  demand(ctx, "record.read", null);
  const { db } = ctx;
  const checkpoints = once(() => newestSizes(db));
  const noteAt = once((size: number) => checkpointAt(db, size));
  const stored = storedTiles(db);
  const tileAt = once((name: string) => {
    const [level = 0, n = 0] = name.split("/").map(Number);
    return Promise.resolve(stored(level, n));
  });
  const hashAt = hashAtOfTiles((level, n) => tileAt(`${String(level)}/${String(n)}`), sha256);
  return once(
    async (leafIndex: number, { witnessedBefore }: { readonly witnessedBefore?: Date } = {}) => {
      const size =
        witnessedBefore === undefined
          ? ((await checkpoints()).find((one) => one.size > leafIndex)?.size ?? null)
          : await witnessedSize(db, leafIndex, witnessedBefore);
      const checkpoint = size === null ? null : await noteAt(size);
      if (checkpoint === null) return null;
      const [row] = await db
        .select({ entry: logEntry.entry })
        .from(logEntry)
        .where(eq(logEntry.idx, leafIndex));
      if (row === undefined) return null;
      const hashes = await inclusionPath(leafIndex, checkpoint.size, hashAt, sha256);
      return formatTlogProof({ index: leafIndex, hashes, entry: row.entry, checkpoint: checkpoint.note });
    },
    (leafIndex, options) => `${String(leafIndex)} ${options?.witnessedBefore?.toISOString() ?? ""}`,
  );
}

/** Of so many newest checkpoints the one that most witnesses signed is chosen: the very newest may wait for theirs. */
const looksBack = 100;

/** The newest checkpoints, those that most witnesses signed first. */
async function newestSizes(db: Database) {
  const newest = db
    .select({ size: logCheckpoint.size })
    .from(logCheckpoint)
    .orderBy(desc(logCheckpoint.size))
    .limit(looksBack)
    .as("newest");
  return db
    .select({ size: newest.size })
    .from(newest)
    .leftJoin(logCosignature, eq(logCosignature.size, newest.size))
    .groupBy(newest.size)
    .orderBy(desc(count(logCosignature.witness)), desc(newest.size));
}

async function witnessedSize(db: Database, leafIndex: number, before: Date): Promise<number | null> {
  const [best] = await db
    .select({ size: logCosignature.size })
    .from(logCosignature)
    .where(and(gt(logCosignature.size, leafIndex), lt(logCosignature.witnessedAt, before)))
    .groupBy(logCosignature.size)
    .orderBy(desc(count(logCosignature.witness)), desc(logCosignature.size))
    .limit(1);
  return best?.size ?? null;
}

import { asc, desc, eq, inArray } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logCheckpoint, logCosignature } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";

/** A signed state of the log as it is served. */
export interface ServedCheckpoint {
  readonly size: number;
  /** The note with the log's signature and every witness's. */
  readonly note: string;
  readonly signedAt: Date;
  /** Key names of the witnesses that signed it, with the moment each states. */
  readonly witnesses: readonly { readonly name: string; readonly at: Date }[];
}

/** The newest published state of the log; null before the first. */
export async function readCheckpoint(ctx: Context): Promise<ServedCheckpoint | null> {
  demand(ctx, "record.read", null);
  const [newest] = await newestCheckpoints(ctx.db, 1);
  return newest ?? null;
}

/** The newest states of the log, the newest first. */
export async function newestCheckpoints(db: Database, most: number): Promise<readonly ServedCheckpoint[]> {
  const rows = await db.select().from(logCheckpoint).orderBy(desc(logCheckpoint.size)).limit(most);
  return withCosignatures(db, rows);
}

/** The state of the log at one size that was signed; null for any other. */
export async function checkpointAt(db: Database, size: number): Promise<ServedCheckpoint | null> {
  const rows = await db.select().from(logCheckpoint).where(eq(logCheckpoint.size, size));
  const [found] = await withCosignatures(db, rows);
  return found ?? null;
}

async function withCosignatures(
  db: Database,
  rows: readonly (typeof logCheckpoint.$inferSelect)[],
): Promise<readonly ServedCheckpoint[]> {
  if (rows.length === 0) return [];
  const sizes = rows.map(({ size }) => size);
  const cosignatures = await db
    .select()
    .from(logCosignature)
    .where(inArray(logCosignature.size, sizes))
    .orderBy(asc(logCosignature.witness));
  return rows.map(({ size, note, signedAt }) => {
    const own = cosignatures.filter((one) => one.size === size);
    return {
      ...{ size, signedAt },
      note: note + own.map(({ line }) => `${line}\n`).join(""),
      witnesses: own.map(({ witness, witnessedAt }) => ({ name: witness, at: witnessedAt })),
    };
  });
}

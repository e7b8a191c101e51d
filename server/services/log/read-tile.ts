import { and, asc, eq, gte, lt } from "drizzle-orm";
import { logEntry, logTile } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { formatEntryBundle } from "../../domain/transparency/entry-bundle.ts";
import type { TileName } from "../../domain/transparency/tile-path.ts";
import { tileHashes, tileWidth } from "../../domain/transparency/tree.ts";
import { publishedSize } from "./published.ts";

/**
 * A tile of hashes, or a bundle of entries, at any width the log ever had: partial ones are beginnings of what is kept.
 * Null for what is not published, and for a tile that has not grown to this width.
 */
export async function readTile(ctx: Context, { level, n, width }: TileName): Promise<Uint8Array | null> {
  demand(ctx, "record.read", null);
  const size = await publishedSize(ctx.db);
  if (width > tileWidth(level === "entries" ? 0 : level, n, size)) return null;
  if (level === "entries") return readEntryBundle(ctx, n, width);
  const [tile] = await ctx.db
    .select({ hashes: logTile.hashes })
    .from(logTile)
    .where(and(eq(logTile.level, level), eq(logTile.n, n)));
  const hashes = tile?.hashes.subarray(0, width * 32);
  return hashes?.length === width * 32 ? hashes : null;
}

async function readEntryBundle(ctx: Context, n: number, width: number): Promise<Uint8Array | null> {
  const first = n * tileHashes;
  const rows = await ctx.db
    .select({ entry: logEntry.entry })
    .from(logEntry)
    .where(and(gte(logEntry.idx, first), lt(logEntry.idx, first + width)))
    .orderBy(asc(logEntry.idx));
  return rows.length === width ? formatEntryBundle(rows.map(({ entry }) => entry)) : null;
}

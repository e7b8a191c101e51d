import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { consistencyPath, hashAtOfTiles } from "../../domain/transparency/tree.ts";
import { publishedSize } from "./published.ts";
import { sha256 } from "./sha256.ts";
import { storedTiles } from "./tiles.ts";

/** Consistency path between two published sizes of the log; null when the old one is larger or one is not published. */
export async function consistencyBetween(
  ctx: Context,
  oldSize: number,
  size: number,
): Promise<readonly Uint8Array[] | null> {
  demand(ctx, "record.read", null);
  if (oldSize > size || size > (await publishedSize(ctx.db))) return null;
  return consistencyPath(oldSize, size, hashAtOfTiles(storedTiles(ctx.db), sha256), sha256);
}

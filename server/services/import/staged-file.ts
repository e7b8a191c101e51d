import type { Context } from "../../context.ts";

/**
 * The file of an import while it is staged, so that other columns or another sheet need no second upload. Its bytes stand
 * behind the identifier of their run: no document can have the same digest, and taking the file away takes nothing from
 * anybody else.
 */
export async function keepStagedFile(ctx: Context, run: string, bytes: Uint8Array): Promise<string> {
  const { sha256 } = await ctx.files.put(Buffer.concat([markOf(run), bytes]));
  return sha256;
}

/** Undefined when it is not here any more. */
export async function readStagedFile(
  ctx: Context,
  run: string,
  kept: string,
): Promise<Uint8Array | undefined> {
  const whole = await ctx.files.get(kept);
  return whole?.subarray(markOf(run).length);
}

function markOf(run: string): Uint8Array {
  return new TextEncoder().encode(`staged import ${run}\n`);
}

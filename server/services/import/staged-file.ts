import type { Context } from "../../context.ts";
import { isUuid } from "../new-id.ts";

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

/** Every staged file there is, whether anybody still knows it or not. */
export async function* stagedFiles(
  ctx: Context,
): AsyncIterable<{ readonly kept: string; readonly run: string }> {
  for await (const { sha256: kept, start } of ctx.files.beginningWith(mark, mark.length + uuidLength + 1)) {
    const run = start.slice(mark.length, -1);
    // A document may begin with any text: only what was written here is ours to judge.
    if (isUuid(run) && start.endsWith("\n")) yield { kept, run };
  }
}

const mark = "staged import ";
const uuidLength = 36;

function markOf(run: string): Uint8Array {
  return new TextEncoder().encode(`${mark}${run}\n`);
}

import { and, asc, eq, gt, lte } from "drizzle-orm";
import { logCheckpoint, logHead } from "../../../db/schema/index.ts";
import { checkpointBody, parseCheckpoint } from "../../domain/transparency/checkpoint.ts";
import { sameBytes } from "../../domain/transparency/hashing.ts";
import { emptyRoot, nodeHash } from "../../domain/transparency/tree.ts";
import { checkEntries, LogMismatch } from "./check.ts";
import { findLogKey } from "./key.ts";
import type { LogContext } from "./publish.ts";
import { sha256 } from "./sha256.ts";

/**
 * Looks at the whole log: every entry against its hash and the tree, every tile against the level above, and the root of
 * every checkpoint ever signed against the entries. Halts the log at the first thing that is not as it was. Takes as long
 * as the log is, so it runs beside everything else. Answers the number of entries looked at; null when the log is halted.
 *
 * `mendRoot`: a root in the head that does not fit is put right when everything else fits, for it says nothing that the
 * entries do not say; whoever appended to a tree that somebody had changed left it there.
 */
export async function checkWholeLog(
  ctx: LogContext,
  { mendRoot = false }: { readonly mendRoot?: boolean } = {},
): Promise<number | null> {
  try {
    return await check(ctx, mendRoot);
  } catch (error) {
    if (!(error instanceof LogMismatch)) throw error;
    ctx.log.halt(error, ctx.now());
    return null;
  }
}

async function check(ctx: LogContext, mendRoot: boolean): Promise<number> {
  const [head] = await ctx.db.select().from(logHead).where(eq(logHead.id, 1));
  const origin = (await findLogKey(ctx.db))?.origin ?? "";
  if (head === undefined) throw new LogMismatch("headMissing");
  const tree = new GrowingTree();
  let waiting: (typeof logCheckpoint.$inferSelect)[] = [];
  let last = 0;
  const nextCheckpoint = async (size: number) => {
    if (waiting.length === 0 && size > last) {
      waiting = await ctx.db
        .select()
        .from(logCheckpoint)
        .where(and(gt(logCheckpoint.size, last), lte(logCheckpoint.size, head.size)))
        .orderBy(asc(logCheckpoint.size))
        .limit(1000);
      last = waiting.at(-1)?.size ?? head.size;
    }
    return waiting[0];
  };
  const compare = async (size: number) => {
    const checkpoint = await nextCheckpoint(size);
    if (checkpoint?.size !== size) return;
    waiting.shift();
    const body = checkpointBody(origin, size, tree.root());
    const note = parseCheckpoint(checkpoint.note);
    if (checkpoint.body !== body || !note.ok || note.value.note.text !== body)
      throw new LogMismatch("checkpointMisfit", { size: String(size) });
  };
  await checkEntries(ctx.db, 0, head.size, (index, hash) => {
    tree.add(hash);
    const size = index + 1;
    const next = waiting[0]?.size ?? (size > last ? size : Number.POSITIVE_INFINITY);
    return size < next ? undefined : compare(size);
  });
  if (head.root === null || sameBytes(head.root, tree.root())) return head.size;
  if (!mendRoot) throw new LogMismatch("rootWrong");
  await ctx.db
    .update(logHead)
    .set({ root: tree.root() })
    .where(and(eq(logHead.id, 1), eq(logHead.size, head.size)));
  return head.size;
}

/** A tree to which leaves are added one by one: only its complete subtrees are kept, the largest first. */
class GrowingTree {
  readonly #subtrees: { readonly height: number; readonly hash: Uint8Array }[] = [];

  add(leaf: Uint8Array): void {
    let added = { height: 0, hash: leaf };
    for (;;) {
      const neighbour = this.#subtrees.at(-1);
      if (neighbour?.height !== added.height) break;
      this.#subtrees.pop();
      added = { height: added.height + 1, hash: nodeHash(neighbour.hash, added.hash, sha256) };
    }
    this.#subtrees.push(added);
  }

  root(): Uint8Array {
    const [last, ...before] = this.#subtrees.toReversed();
    return before.reduce(
      (right, { hash }) => nodeHash(hash, right, sha256),
      last === undefined ? emptyRoot : last.hash,
    );
  }
}

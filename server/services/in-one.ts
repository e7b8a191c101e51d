import type { Context } from "../context.ts";

/**
 * Several verbs in one transaction: what each does inside its own becomes part of it. What follows a transaction that
 * signs is left to the caller.
 */
export function inOne<T>(ctx: Context, work: (within: Context) => Promise<T>): Promise<T> {
  return ctx.db.transaction((tx) => work({ ...ctx, db: tx }));
}

import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator, reading, readingDigest } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { digestEntry } from "../../domain/transparency/entry.ts";
import { appendToLog } from "../log/append.ts";
import { awaitAdding, closeAlone } from "./day-lock.ts";
import type { OperatorDay } from "./day-text.ts";
import { countOfDay, textOfDay } from "./day-text.ts";
import { didOf } from "../../domain/record/did.ts";

/**
 * Commits the log to the readings of every day that is over: one digest for each operator and day on which its batteries
 * had any. Digest and log entry are made in one transaction, so a day is closed whole or not at all, and once. Answers
 * how many days were closed; `publishLog` is still to be called.
 *
 * Source: record format, section 6.1: entries `digest` of `readings`, which name neither product nor operator.
 */
export async function closeReadingDays(ctx: Pick<Context, "db" | "now" | "publicUrl">): Promise<number> {
  let closed = 0;
  const today = ctx.now().toISOString().slice(0, 10);
  if ((await openDays(ctx, ctx.db, today)).length === 0) return 0;
  await awaitAdding(ctx.db);
  for (;;) {
    const days = await openDays(ctx, ctx.db, today);
    if (days.length === 0) return closed;
    for (const day of days) if (await ctx.db.transaction((tx) => close(ctx, tx, day))) closed += 1;
  }
}

/** The first day of each operator that is over, had readings and is not closed. */
async function openDays(
  { publicUrl }: Pick<Context, "publicUrl">,
  db: Database,
  today: string,
): Promise<readonly OperatorDay[]> {
  const { rows } = await db.execute<{ id: string; slug: string; day: string }>(sql`
    select ${operator.id} as id, ${operator.slug} as slug,
      to_char(first.received_at at time zone 'UTC', 'YYYY-MM-DD') as day
    from ${operator}
    cross join lateral (
      select received_at from ${reading}
      where operator_id = ${operator.id} and received_at < ${`${today}T00:00:00Z`}::timestamptz
        and received_at >= coalesce(
          (select (max(day) + 1)::timestamp at time zone 'UTC' from ${readingDigest} where operator_id = ${operator.id}),
          '-infinity'::timestamptz)
      order by received_at limit 1
    ) first order by 1`);
  return rows.map(({ id, slug, day }) => ({ operatorId: id, day, operator: didOf(publicUrl, slug) }));
}

async function close(ctx: Pick<Context, "now">, tx: Database, at: OperatorDay): Promise<boolean> {
  await closeAlone(tx);
  const { operatorId, day } = at;
  const isClosed = and(eq(readingDigest.operatorId, operatorId), eq(readingDigest.day, day));
  if ((await tx.$count(readingDigest, isClosed)) > 0) return false;
  const count = await countOfDay(tx, at);
  const hash = createHash("sha256");
  for await (const text of textOfDay(tx, at, count)) hash.update(text, "utf8");
  const digest = hash.digest("base64url");
  const [entry] = await appendToLog(tx, [digestEntry({ what: "readings", digest, time: ctx.now() })]);
  if (entry === undefined) throw new Error("An entry that was appended has a place.");
  await tx
    .insert(readingDigest)
    .values({ operatorId, day, count, digest, leafIndex: entry.index, createdAt: ctx.now() });
  return true;
}

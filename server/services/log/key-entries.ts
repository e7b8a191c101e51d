import { and, asc, gte, lt, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { logEntry } from "../../../db/schema/index.ts";
import { readEntry } from "../../domain/transparency/read-entry.ts";
import { publishedSize } from "./published.ts";

/** Places of the `issuer-key` entries by key, and how far the log was looked through for them. */
interface Known {
  size: number;
  readonly places: Map<string, number[]>;
}

/** The log only grows, so what was found once is kept and only new entries are looked at. */
const known = new WeakMap<Database, Known>();

/** Places of all published entries about a key, in order: when it was added, retired, compromised. */
export async function keyEntriesOf(db: Database, kid: string): Promise<readonly number[]> {
  const found = known.get(db) ?? { size: 0, places: new Map<string, number[]>() };
  known.set(db, found);
  const size = await publishedSize(db);
  if (size > found.size) {
    const rows = await db
      .select({ idx: logEntry.idx, entry: logEntry.entry })
      .from(logEntry)
      .where(
        and(
          gte(logEntry.idx, found.size),
          lt(logEntry.idx, size),
          sql`position('"type":"issuer-key"'::bytea in ${logEntry.entry}) > 0`,
        ),
      )
      .orderBy(asc(logEntry.idx));
    for (const { idx, entry } of rows) {
      const read = readEntry(entry);
      if (!read.ok || read.value.type !== "issuer-key") continue;
      const places = found.places.get(read.value.kid) ?? [];
      if (!places.includes(idx)) found.places.set(read.value.kid, [...places, idx]);
    }
    found.size = Math.max(found.size, size);
  }
  return found.places.get(kid) ?? [];
}

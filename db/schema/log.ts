import { sql } from "drizzle-orm";
import { bigint, check, integer, pgTable } from "drizzle-orm/pg-core";
import { bytes } from "./columns.ts";

/** Entries of the transparency log, in order and without gaps. Rows are only ever added; a trigger refuses anything else. */
export const logEntry = pgTable(
  "log_entry",
  {
    idx: bigint({ mode: "number" }).primaryKey(),
    /** RFC 8785 JSON, exactly the bytes that were hashed. */
    entry: bytes().notNull(),
    /** SHA-256(0x00 || entry), RFC 6962 section 2.1. */
    leafHash: bytes().notNull().unique(),
  },
  (t) => [
    check("log_entry_leaf_hash", sql`length(${t.leafHash}) = 32`),
    check("log_entry_size", sql`length(${t.entry}) <= 65535`),
  ],
);

/** One row, locked by whoever appends: the next index is its size. */
export const logHead = pgTable(
  "log_head",
  { id: integer().primaryKey().default(1), size: bigint({ mode: "number" }).notNull() },
  (t) => [check("log_head_one_row", sql`${t.id} = 1`)],
);

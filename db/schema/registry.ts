import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns.ts";

/** One row: what this database was born as. Identifiers were made from `publicUrl`, so it never changes. */
export const registry = pgTable(
  "registry",
  {
    id: integer().primaryKey().default(1),
    publicUrl: text().notNull(),
    /** A database born with demonstration data stays a demonstration for ever. */
    demonstration: boolean().notNull(),
    createdAt: createdAt(),
  },
  (t) => [check("registry_one_row", sql`${t.id} = 1`)],
);

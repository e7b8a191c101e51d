import { jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt } from "./columns.ts";

/**
 * Versions of the attribute catalogue: the data points of Annex XIII as data. Rows are only ever added: a passport names
 * the version it was made under and is read by it for ever.
 */
export const attributeCatalogue = pgTable("attribute_catalogue", {
  /** For example `1.0.0`. */
  version: text().primaryKey(),
  content: jsonb().$type<unknown>().notNull(),
  /** Base64url SHA-256 of the canonical JSON (RFC 8785) of the content; records name it. */
  contentHash: text().notNull().unique(),
  /** JSON-LD context and JSON Schema of records made under it, served for ever as they were made. */
  context: jsonb().$type<unknown>().notNull(),
  schema: jsonb().$type<unknown>().notNull(),
  addedAt: createdAt(),
});

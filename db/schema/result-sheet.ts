import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { user } from "./account.ts";
import { instant } from "./columns.ts";

/**
 * Signed sheets of what this registry found when somebody had it check: kept for a while, so that the code on a printed
 * sheet leads to the signed file. Whoever files the file needs none of this. Never changed; deleted after `keptUntil`.
 */
export const resultSheet = pgTable(
  "result_sheet",
  {
    /** Random: who knows it may read the sheet of a single product. */
    id: uuid().primaryKey(),
    /** `product`: for anyone; `list`: for those who may check lists. */
    kind: text().notNull(),
    /** The signed sheet (`result-sheet+jwt`). */
    token: text().notNull(),
    digest: text().notNull().unique(),
    madeFor: text().references(() => user.id),
    issuedAt: instant().notNull(),
    keptUntil: instant().notNull(),
  },
  (t) => [
    index("result_sheet_kept").on(t.keptUntil),
    check("result_sheet_kind", sql`${t.kind} in ('product', 'list')`),
  ],
);

import { sql } from "drizzle-orm";
import { check, date, index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { user } from "./account.ts";
import { createdAt, id, instant } from "./columns.ts";
import { passport } from "./passport.ts";

/**
 * Rules of legitimate interest that the keeper adopted: purposes, what each opens, how it may be used. Rows are only ever
 * added; the newest version counts. Source: Regulation (EU) 2023/1542, Art. 77(9).
 */
export const interestRules = pgTable("interest_rules", {
  /** Three numbers. */
  version: text().primaryKey(),
  content: jsonb().$type<unknown>().notNull(),
  adoptedBy: text().references(() => user.id),
  adoptedAt: createdAt(),
});

/** A legitimate interest that was granted: for a purpose, for all batteries or for those named, until a day. */
export const interestGrant = pgTable(
  "interest_grant",
  {
    id: id(),
    userId: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    /** Identifier of a purpose in the rules. */
    purpose: text().notNull(),
    /** `all`, or `named` in `interest_grant_passport`. */
    scope: text().notNull(),
    /** Why it was granted: the proof that was seen. */
    reason: text().notNull(),
    /** Last UTC day. */
    endsOn: date({ mode: "string" }).notNull(),
    grantedBy: text().references(() => user.id),
    createdAt: createdAt(),
    revokedBy: text().references(() => user.id),
    revokedAt: instant(),
  },
  (t) => [
    index("interest_grant_user").on(t.userId),
    check("interest_grant_scope", sql`${t.scope} in ('all', 'named')`),
  ],
);

/** The batteries of a grant for named ones. */
export const interestGrantPassport = pgTable(
  "interest_grant_passport",
  {
    grantId: uuid()
      .notNull()
      .references(() => interestGrant.id, { onDelete: "cascade" }),
    passportId: uuid()
      .notNull()
      .references(() => passport.id),
  },
  (t) => [
    primaryKey({ columns: [t.grantId, t.passportId] }),
    index("interest_grant_passport_passport").on(t.passportId),
  ],
);

import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "./columns.ts";
import { operator } from "./operator.ts";

/** People who sign in. This table and the next three are in the form better-auth keeps. */
export const user = pgTable("user", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

export const session = pgTable(
  "session",
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    expiresAt: instant().notNull(),
    ipAddress: text(),
    userAgent: text(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [index("session_user").on(t.userId)],
);

export const account = pgTable(
  "account",
  {
    id: text().primaryKey(),
    accountId: text().notNull(),
    providerId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: instant(),
    refreshTokenExpiresAt: instant(),
    scope: text(),
    /** Hash made by better-auth (scrypt); never a password. */
    password: text(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [index("account_user").on(t.userId)],
);

export const verification = pgTable("verification", {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: instant().notNull(),
  createdAt: createdAt(),
  updatedAt: createdAt(),
});

const roles = sql.raw("'author', 'reviewer', 'signer', 'keeper', 'authority', 'notifiedBody', 'interest'");

/** Which role a person has, and for which operator; roles of the registry itself and of officials name no operator. */
export const membership = pgTable(
  "membership",
  {
    id: id(),
    userId: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    operatorId: uuid().references(() => operator.id),
    role: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    unique("membership_once").on(t.userId, t.operatorId, t.role).nullsNotDistinct(),
    check("membership_role", sql`${t.role} in (${roles})`),
    check(
      "membership_operator",
      sql`(${t.role} in ('author', 'reviewer', 'signer')) = (${t.operatorId} is not null)`,
    ),
  ],
);

/** Tokens for machines. Only a hash is kept; a token acts with the memberships of its user. */
export const apiToken = pgTable("api_token", {
  id: id(),
  /** Hexadecimal SHA-256 of the token. */
  tokenHash: text().notNull().unique(),
  name: text().notNull(),
  userId: text()
    .notNull()
    .references(() => user.id, { onDelete: "cascade" }),
  /** The second person who gave it the right to release what it changes; null: it makes drafts. */
  releaseGrantedBy: text().references(() => user.id),
  createdAt: createdAt(),
  expiresAt: instant(),
  revokedAt: instant(),
});

/** Who acts for a notified body or an authority when it signs; what they may read they hold as a role. */
export const bodyMember = pgTable(
  "body_member",
  {
    userId: text()
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    bodyId: uuid()
      .notNull()
      .references(() => operator.id),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.bodyId] })],
);

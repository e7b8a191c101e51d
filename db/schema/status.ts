import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { user } from "./account.ts";
import { createdAt, id, instant } from "./columns.ts";
import { supplierFootprint } from "./footprint.ts";
import { operator } from "./operator.ts";
import { passport, passportVersion } from "./passport.ts";

/**
 * Every pair of status lists ever signed, both made from `status_entry`: the newest whose log entry is published is
 * served, the others by time. Rows are only ever added.
 */
export const statusListVersion = pgTable(
  "status_list_version",
  {
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    /** Number of the list, from 1, as in its address. */
    list: integer().notNull(),
    /** Counts the versions of one list, from 1. */
    seq: integer().notNull(),
    /** Bitstring Status List credential (`vc+jwt`), as signed. */
    bitstring: text().notNull(),
    /** Token Status List (`statuslist+jwt`), as signed. */
    token: text().notNull(),
    /** Zero-based place of the `status-list` entry in the log. */
    leafIndex: bigint({ mode: "number" }).notNull().unique(),
    issuedAt: instant().notNull(),
    validUntil: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.operatorId, t.list, t.seq] }),
    index("status_list_version_time").on(t.operatorId, t.list, t.issuedAt),
  ],
);

/** Why a version or a footprint record stopped being the valid one, and who said so. Rows are only ever added. */
export const statusChange = pgTable(
  "status_change",
  {
    id: id(),
    passportId: uuid(),
    version: integer(),
    /** The footprint record it is about; null for a version of a passport. */
    supplierFootprintId: uuid().references(() => supplierFootprint.id),
    /** `revoked` or `superseded`. */
    status: text().notNull(),
    /** Code of the public log; see `statusReasons`. */
    reason: text().notNull(),
    /** In words, for those who may read it; never in the log. */
    note: text(),
    leafIndex: bigint({ mode: "number" }).notNull().unique(),
    changedBy: text().references(() => user.id),
    changedAt: instant().notNull(),
  },
  (t) => [
    index("status_change_version").on(t.passportId, t.version),
    index("status_change_footprint").on(t.supplierFootprintId),
    foreignKey({
      columns: [t.passportId, t.version],
      foreignColumns: [passportVersion.passportId, passportVersion.version],
    }),
    check(
      "status_change_of_one",
      sql`num_nonnulls(${t.passportId}, ${t.supplierFootprintId}) = 1 and (${t.passportId} is null) = (${t.version} is null)`,
    ),
    check("status_change_status", sql`${t.status} in ('revoked', 'superseded')`),
  ],
);

/**
 * An authority stops the sale of a product, or ends that: a credential of its own about a passport, which leaves the
 * status lists as they are. The newest row of a passport says which holds. Rows are only ever added.
 */
export const suspension = pgTable(
  "suspension",
  {
    id: id(),
    passportId: uuid()
      .notNull()
      .references(() => passport.id),
    authorityId: uuid()
      .notNull()
      .references(() => operator.id),
    /** `suspend` or `lift`. */
    action: text().notNull(),
    reason: text().notNull(),
    note: text(),
    /** The signed statement (`vc+jwt`). */
    token: text().notNull(),
    digest: text().notNull().unique(),
    leafIndex: bigint({ mode: "number" }).notNull().unique(),
    signedBy: text().references(() => user.id),
    issuedAt: instant().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("suspension_passport").on(t.passportId, t.issuedAt),
    check("suspension_action", sql`${t.action} in ('suspend', 'lift')`),
  ],
);

/**
 * Texts an operator signs outside the registry: made once, so that the signature fits, and entered when it arrives. A
 * draft is dropped when what it rests on has changed.
 */
export const pendingSignature = pgTable(
  "pending_signature",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    kid: text().notNull(),
    /** The declaration that waits for it, null for anything else. */
    declarationId: uuid(),
    /** What is to be signed for, for example `release` or `item`. */
    purpose: text().notNull(),
    /** Signing inputs by media type, and all that the release needs to be entered unchanged. */
    draft: text().notNull(),
    /** What the draft rests on, as a digest: another digest at the end refuses it. */
    basisDigest: text().notNull(),
    createdBy: text().references(() => user.id),
    createdAt: createdAt(),
    enteredAt: instant(),
    droppedAt: instant(),
  },
  (t) => [
    index("pending_signature_operator").on(t.operatorId),
    unique("pending_signature_once").on(t.operatorId, t.purpose, t.basisDigest),
  ],
);

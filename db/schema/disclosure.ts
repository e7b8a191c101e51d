import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { user } from "./account.ts";
import { bytes, createdAt, id } from "./columns.ts";
import { passportVersion } from "./passport.ts";

/**
 * What a full record hides: the disclosures of one version, made once, in the order they are delivered in. Rows are only
 * ever added.
 */
export const disclosure = pgTable(
  "disclosure",
  {
    passportId: uuid().notNull(),
    version: integer().notNull(),
    position: smallint().notNull(),
    /** `L` (Annex XIII point 2), `A` (point 3) or `I` (point 4). */
    group: text().notNull(),
    /** The attribute, or the section of an item's record. */
    name: text().notNull(),
    /** The disclosure's text, AES-256-GCM under KEY_ENCRYPTION_KEY, bound to passport, version and position. */
    encrypted: bytes().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.passportId, t.version, t.position] }),
    foreignKey({
      columns: [t.passportId, t.version],
      foreignColumns: [passportVersion.passportId, passportVersion.version],
    }),
    check("disclosure_group", sql`${t.group} in ('L', 'A', 'I')`),
  ],
);

/**
 * Who was given what is hidden, and when. It cannot be taken back, so it is written down; rows are only ever added. An
 * authority's reading is not shown to the operator.
 */
export const disclosureDelivery = pgTable(
  "disclosure_delivery",
  {
    id: id(),
    passportId: uuid().notNull(),
    version: integer().notNull(),
    audience: text().notNull(),
    /** Letters of the groups delivered, for example `LI`. */
    groups: text().notNull(),
    /** What was delivered: a record, a page, a document. */
    form: text().notNull(),
    readerId: text().references(() => user.id),
    createdAt: createdAt(),
  },
  (t) => [
    index("disclosure_delivery_version").on(t.passportId, t.version, t.createdAt),
    foreignKey({
      columns: [t.passportId, t.version],
      foreignColumns: [passportVersion.passportId, passportVersion.version],
    }),
  ],
);

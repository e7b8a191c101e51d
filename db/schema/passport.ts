import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { user } from "./account.ts";
import { attributeCatalogue } from "./catalogue.ts";
import { bytes, createdAt, id, instant } from "./columns.ts";
import { declaration, supplierFootprint } from "./footprint.ts";
import { batteryBatch, batteryItem, batteryModel } from "./model.ts";
import { operator, operatorKey } from "./operator.ts";

/** What the registry keeps about one product URL. */
export const passport = pgTable(
  "passport",
  {
    id: id(),
    productUrl: text().notNull().unique(),
    /** `model`, `batch` or `item`. */
    level: text().notNull(),
    modelId: uuid()
      .notNull()
      .references(() => batteryModel.id),
    batchId: uuid()
      .unique()
      .references(() => batteryBatch.id),
    itemId: uuid()
      .unique()
      .references(() => batteryItem.id),
    /** Who answers for it now; changes with a transfer of responsibility. */
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    /** Base64url of 16 random bytes: the only name the public log knows this passport by. */
    logSubject: text().notNull().unique(),
    /** `active`, `inactive`, `archived`, `invalid`. */
    documentStatus: text().notNull().default("active"),
    createdAt: createdAt(),
    endedAt: instant(),
  },
  (t) => [
    uniqueIndex("passport_of_model")
      .on(t.modelId)
      .where(sql`${t.level} = 'model'`),
    index("passport_model").on(t.modelId),
    index("passport_operator").on(t.operatorId, t.id),
    index("passport_other_status")
      .on(t.documentStatus)
      .where(sql`${t.documentStatus} <> 'active'`),
    /** What search engines may be told, in the order of the site map. */
    index("passport_public")
      .on(t.level, t.productUrl)
      .where(sql`${t.endedAt} is null`),
    check(
      "passport_level",
      sql`${t.level} in ('model', 'batch', 'item') and (${t.level} = 'item') = (${t.itemId} is not null) and (${t.level} = 'batch') = (${t.batchId} is not null)`,
    ),
    check(
      "passport_document_status",
      sql`${t.documentStatus} in ('active', 'inactive', 'archived', 'invalid')`,
    ),
  ],
);

/** Where a passport came from: a second-life battery has one or several originals. */
export const passportPredecessor = pgTable(
  "passport_predecessor",
  {
    passportId: uuid()
      .notNull()
      .references(() => passport.id),
    predecessorId: uuid()
      .notNull()
      .references(() => passport.id),
    /** Which operation of Art. 3(1)(29) to (32) made the one from the other. */
    operation: text().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.passportId, t.predecessorId] }),
    index("passport_predecessor_successors").on(t.predecessorId),
    check("passport_predecessor_other", sql`${t.passportId} <> ${t.predecessorId}`),
    check(
      "passport_predecessor_operation",
      sql`${t.operation} in ('preparation-for-re-use', 'preparation-for-repurposing', 'repurposing', 'remanufacturing')`,
    ),
  ],
);

/** One row for each signed state of a passport. Rows are only ever added; the newest speaks for the passport. */
export const passportVersion = pgTable(
  "passport_version",
  {
    passportId: uuid()
      .notNull()
      .references(() => passport.id),
    version: integer().notNull(),
    declarationId: uuid().references(() => declaration.id),
    /** Catalogue its attributes are named in; null for records of before the catalogue. */
    catalogueVersion: text().references(() => attributeCatalogue.version),
    /** `urn:uuid:…`, the credential's `id`. */
    credentialId: text().notNull().unique(),
    /** The key that signed: one of this registry's operators', and kept as long as the record. */
    kid: text()
      .notNull()
      .references(() => operatorKey.kid),
    /** Leaf hash of the previous version's log entry; null for version 1. */
    previousLeafHash: bytes(),
    /** Zero-based place in the log, given in the same transaction. */
    leafIndex: bigint({ mode: "number" }).notNull().unique(),
    issuedAt: instant().notNull(),
    releasedBy: text().references(() => user.id),
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.passportId, t.version] }),
    // Rows come in the order of their time: this index finds the days of a search and costs nothing to speak of.
    index("passport_version_issued").using("brin", t.issuedAt),
    check("passport_version_from_one", sql`${t.version} >= 1`),
  ],
);

/** The signed texts of a version, exactly as signed and served. Never changed. */
export const artefact = pgTable(
  "artefact",
  {
    passportId: uuid().notNull(),
    version: integer().notNull(),
    /** `vc+jwt` now; `dc+sd-jwt` and `untp+vc+jwt` join it. */
    kind: text().notNull(),
    body: text().notNull(),
    /** Base64url SHA-256 of the body, as in the log entry. */
    digest: text().notNull().unique(),
  },
  (t) => [
    primaryKey({ columns: [t.passportId, t.version, t.kind] }),
    foreignKey({
      columns: [t.passportId, t.version],
      foreignColumns: [passportVersion.passportId, passportVersion.version],
    }),
  ],
);

/**
 * Bundle of a version as the registry made it from which an operator was brought here: its proofs are of that registry's
 * log, which this one cannot sign for. Rows are only ever added.
 */
export const broughtBundle = pgTable(
  "brought_bundle",
  {
    passportId: uuid().notNull(),
    version: integer().notNull(),
    /** Verification key of the log it is proved in. */
    logKey: text().notNull(),
    /** The bundle, byte for byte. */
    body: text().notNull(),
    broughtAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.passportId, t.version, t.logKey] }),
    foreignKey({
      columns: [t.passportId, t.version],
      foreignColumns: [passportVersion.passportId, passportVersion.version],
    }),
  ],
);

/**
 * Index of each version of a passport, and of each footprint record of a supplier, on the status list of who signed it:
 * random, used once. Values: 0 valid, 1 revoked, 3 superseded.
 */
export const statusEntry = pgTable(
  "status_entry",
  {
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    list: integer().notNull(),
    index: integer().notNull(),
    passportId: uuid(),
    version: integer(),
    /** The footprint record whose place it is; null for a version of a passport. */
    supplierFootprintId: uuid()
      .unique()
      .references(() => supplierFootprint.id),
    value: smallint().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.operatorId, t.list, t.index] }),
    unique("status_entry_version").on(t.passportId, t.version),
    foreignKey({
      columns: [t.passportId, t.version],
      foreignColumns: [passportVersion.passportId, passportVersion.version],
    }),
    check(
      "status_entry_of_one",
      sql`num_nonnulls(${t.passportId}, ${t.supplierFootprintId}) = 1 and (${t.passportId} is null) = (${t.version} is null)`,
    ),
    check("status_entry_index", sql`${t.index} >= 0 and ${t.index} < 131072`),
    check("status_entry_value", sql`${t.value} in (0, 1, 3)`),
  ],
);

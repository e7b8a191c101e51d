import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { user } from "./account.ts";
import { createdAt, decimal, id, instant } from "./columns.ts";
import { batteryItem, batteryModel, document } from "./model.ts";
import { operator } from "./operator.ts";
import { passport } from "./passport.ts";

/**
 * What is to become the next version of a model's passport, handed to a second person. One at a time; an approval holds
 * for exactly the content that was looked at.
 */
export const modelSubmission = pgTable(
  "model_submission",
  {
    id: id(),
    modelId: uuid()
      .notNull()
      .references(() => batteryModel.id),
    /** Base64url SHA-256 of what the record would say. */
    contentDigest: text().notNull(),
    /** One line; mandatory from the second version on. */
    reason: text(),
    state: text().notNull().default("in_review"),
    submittedBy: text()
      .notNull()
      .references(() => user.id),
    submittedAt: instant().notNull(),
    decidedBy: text().references(() => user.id),
    decidedAt: instant(),
    /** What to mend, of one that was returned. */
    note: text(),
  },
  (t) => [
    uniqueIndex("model_submission_open")
      .on(t.modelId)
      .where(sql`${t.state} in ('in_review', 'approved')`),
    index("model_submission_model").on(t.modelId, t.submittedAt),
    check(
      "model_submission_state",
      sql`${t.state} in ('in_review', 'approved', 'returned', 'withdrawn', 'released')`,
    ),
  ],
);

/**
 * A transfer of responsibility from one operator to another: offered by the one, which is its consent, and accepted by
 * the other. Source: Regulation (EU) 2023/1542, Art. 77(7).
 */
export const transfer = pgTable(
  "transfer",
  {
    id: id(),
    /** `handOver` (all passports of an operator), `secondLife` (a new passport follows), `waste` (the same goes on). */
    kind: text().notNull(),
    /** Of a second life, which of the four operations of Art. 3(1)(29) to (32). */
    operation: text(),
    fromOperatorId: uuid()
      .notNull()
      .references(() => operator.id),
    toOperatorId: uuid()
      .notNull()
      .references(() => operator.id),
    /** The written agreement, where there is one. */
    documentId: uuid().references(() => document.id),
    note: text(),
    state: text().notNull().default("offered"),
    offeredBy: text().references(() => user.id),
    offeredAt: instant().notNull(),
    decidedBy: text().references(() => user.id),
    decidedAt: instant(),
  },
  (t) => [
    index("transfer_from").on(t.fromOperatorId, t.state),
    index("transfer_to").on(t.toOperatorId, t.state),
    check("transfer_kind", sql`${t.kind} in ('handOver', 'secondLife', 'waste')`),
    check("transfer_operation", sql`(${t.kind} = 'secondLife') = (${t.operation} is not null)`),
    check(
      "transfer_operation_known",
      sql`${t.operation} in ('preparation-for-re-use', 'preparation-for-repurposing', 'repurposing', 'remanufacturing')`,
    ),
    check("transfer_state", sql`${t.state} in ('offered', 'accepted', 'declined', 'withdrawn')`),
    check("transfer_parties", sql`${t.fromOperatorId} <> ${t.toOperatorId}`),
  ],
);

/** The passports a transfer is about. */
export const transferPassport = pgTable(
  "transfer_passport",
  {
    transferId: uuid()
      .notNull()
      .references(() => transfer.id),
    passportId: uuid()
      .notNull()
      .references(() => passport.id),
  },
  (t) => [
    primaryKey({ columns: [t.transferId, t.passportId] }),
    index("transfer_passport_passport").on(t.passportId),
  ],
);

/** What happened to a battery and its passport, in order. Rows are only ever added. Annex XIII point 4: not public. */
export const lifeEvent = pgTable(
  "life_event",
  {
    id: id(),
    passportId: uuid()
      .notNull()
      .references(() => passport.id),
    /** `placed`, `status` (a change of the battery status), `transferred`, `succeeded`, `recycled`. */
    kind: text().notNull(),
    /** UTC day on which it happened. */
    occurredOn: date({ mode: "string" }).notNull(),
    statusBefore: text(),
    statusAfter: text(),
    fromOperatorId: uuid().references(() => operator.id),
    toOperatorId: uuid().references(() => operator.id),
    transferId: uuid().references(() => transfer.id),
    /** The passport that took its place, of one that was succeeded. */
    successorId: uuid().references(() => passport.id),
    /** The version that says so, where one was signed. */
    version: integer(),
    note: text(),
    recordedBy: text().references(() => user.id),
    createdAt: createdAt(),
  },
  (t) => [
    index("life_event_passport").on(t.passportId, t.createdAt),
    check("life_event_kind", sql`${t.kind} in ('placed', 'status', 'transferred', 'succeeded', 'recycled')`),
  ],
);

/**
 * Authority in writing to act for an operator. Source: Regulation (EU) 2023/1542, Art. 77(4): the operator that answers
 * stays the same, the delegate works with its passports.
 */
export const delegation = pgTable(
  "delegation",
  {
    id: id(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    delegateId: uuid()
      .notNull()
      .references(() => operator.id),
    /** Roles given, of `author`, `reviewer`, `signer`. */
    roles: text().array().notNull(),
    /** The written authority. */
    documentId: uuid()
      .notNull()
      .references(() => document.id),
    startsOn: date({ mode: "string" }).notNull(),
    /** Last day. */
    endsOn: date({ mode: "string" }).notNull(),
    grantedBy: text().references(() => user.id),
    createdAt: createdAt(),
    revokedBy: text().references(() => user.id),
    revokedAt: instant(),
  },
  (t) => [
    index("delegation_delegate").on(t.delegateId),
    index("delegation_operator").on(t.operatorId),
    check("delegation_days", sql`${t.startsOn} <= ${t.endsOn}`),
    check("delegation_parties", sql`${t.operatorId} <> ${t.delegateId}`),
    check(
      "delegation_roles",
      sql`${t.roles} <@ array['author', 'reviewer', 'signer'] and cardinality(${t.roles}) > 0`,
    ),
  ],
);

/**
 * A value measured at one battery at one time. No version of a passport: rows are only ever added, one digest for each
 * operator and day goes into the log, and the newest values enter the signed record at each change of status and on
 * demand. Annex XIII point 4: for those with a legitimate interest.
 */
export const reading = pgTable(
  "reading",
  {
    id: id(),
    itemId: uuid()
      .notNull()
      .references(() => batteryItem.id),
    /** Identifier in the attribute catalogue. */
    attribute: text().notNull(),
    /** In the attribute's unit; null where the value is no number. */
    value: decimal(),
    /** What happened, for attributes that are records of events. */
    detail: jsonb().$type<unknown>(),
    measuredAt: instant().notNull(),
    /** How it was measured or estimated. */
    method: text(),
    /** `bms` (battery management system, by API), `file`, `form`. */
    source: text().notNull(),
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    receivedBy: text().references(() => user.id),
    receivedAt: instant().notNull(),
  },
  (t) => [
    unique("reading_once").on(t.itemId, t.attribute, t.measuredAt, t.source),
    index("reading_of_item").on(t.itemId, t.attribute, t.measuredAt.desc()),
    index("reading_received").on(t.operatorId, t.receivedAt),
    check("reading_source", sql`${t.source} in ('bms', 'file', 'form')`),
    check("reading_something", sql`num_nonnulls(${t.value}, ${t.detail}) >= 1`),
  ],
);

/** The digest of all readings that an operator's batteries had on one day, as logged. */
export const readingDigest = pgTable(
  "reading_digest",
  {
    operatorId: uuid()
      .notNull()
      .references(() => operator.id),
    /** UTC day on which they were received. */
    day: date({ mode: "string" }).notNull(),
    count: integer().notNull(),
    /** Base64url SHA-256 of their canonical lines. */
    digest: text().notNull(),
    leafIndex: bigint({ mode: "number" }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.operatorId, t.day] })],
);

/** Registration of a passport in the registry of the Union. Source: Implementing Regulation (EU) 2026/1778, Art. 8 and 9. */
export const registration = pgTable(
  "registration",
  {
    id: id(),
    passportId: uuid()
      .notNull()
      .references(() => passport.id),
    version: integer().notNull(),
    /** Base64url SHA-256 of the version's public record. */
    versionHash: text().notNull(),
    state: text().notNull().default("prepared"),
    /** The file it stands in, once one was made. */
    fileId: uuid(),
    /** What the registry calls the passport: all its versions have the same. */
    registrationId: text(),
    /** The proof of registration. */
    proofDocumentId: uuid().references(() => document.id),
    /** Why the registry refused it. */
    refusal: text(),
    createdAt: createdAt(),
    updatedAt: createdAt(),
  },
  (t) => [
    unique("registration_version").on(t.passportId, t.version),
    index("registration_state").on(t.state),
    index("registration_identifier").on(t.registrationId),
    index("registration_identifier_part").using("gin", t.registrationId.op("gin_trgm_ops")),
    index("registration_file").on(t.fileId),
    check(
      "registration_state_known",
      sql`${t.state} in ('prepared', 'notYetPossible', 'submitted', 'registered', 'refused')`,
    ),
    check("registration_registered", sql`(${t.state} = 'registered') = (${t.registrationId} is not null)`),
  ],
);

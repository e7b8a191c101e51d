import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { user } from "./account.ts";
import { createdAt, id, instant } from "./columns.ts";
import { declaration } from "./footprint.ts";
import { operator } from "./operator.ts";
import { passport, passportVersion } from "./passport.ts";

/**
 * What a notified body or verifier says about exactly one version: its own credential, bound to the record by digest.
 * Rows are only ever added; a later opinion of the same body stands beside the earlier one.
 */
export const opinion = pgTable(
  "opinion",
  {
    id: id(),
    bodyId: uuid()
      .notNull()
      .references(() => operator.id),
    passportId: uuid().notNull(),
    version: integer().notNull(),
    declarationId: uuid()
      .notNull()
      .references(() => declaration.id),
    /** `confirmed`, `confirmedWithRemarks` or `notConfirmed`. */
    outcome: text().notNull(),
    /** What was recomputed here before signing, and whether it met the declared value. */
    recomputation: jsonb().$type<Record<string, unknown>>().notNull(),
    remarks: text(),
    /** The signed opinion (`vc+jwt`). */
    token: text().notNull(),
    digest: text().notNull().unique(),
    leafIndex: bigint({ mode: "number" }).notNull().unique(),
    signedBy: text().references(() => user.id),
    issuedAt: instant().notNull(),
  },
  (t) => [
    index("opinion_version").on(t.passportId, t.version),
    foreignKey({
      columns: [t.passportId, t.version],
      foreignColumns: [passportVersion.passportId, passportVersion.version],
    }),
    check("opinion_outcome", sql`${t.outcome} in ('confirmed', 'confirmedWithRemarks', 'notConfirmed')`),
  ],
);

/** A dated question of an authority inside a passport's record, and what was answered to it. Rows are only ever added. */
export const recordQuestion = pgTable(
  "record_question",
  {
    id: id(),
    passportId: uuid()
      .notNull()
      .references(() => passport.id),
    /** The version it was asked about. */
    version: integer().notNull(),
    /** The question an answer belongs to; null for a question. */
    questionId: uuid(),
    /** `question` or `answer`. */
    kind: text().notNull(),
    text: text().notNull(),
    /** Until when an answer is asked for; only with a question. */
    dueOn: text(),
    writtenBy: text()
      .notNull()
      .references(() => user.id),
    createdAt: createdAt(),
  },
  (t) => [
    index("record_question_passport").on(t.passportId, t.createdAt),
    check("record_question_kind", sql`(${t.kind} = 'question') = (${t.questionId} is null)`),
  ],
);

/** A reader's report of a wrong or copied label. */
export const labelReport = pgTable(
  "label_report",
  {
    id: id(),
    productUrl: text().notNull(),
    passportId: uuid().references(() => passport.id),
    /** `wrongData`, `otherBattery`, `copied`, `unreadable`. */
    kind: text().notNull(),
    text: text().notNull(),
    /** Where the reader can be reached, if they want to. */
    contact: text(),
    language: text().notNull(),
    state: text().notNull().default("open"),
    decidedBy: text().references(() => user.id),
    decidedAt: instant(),
    decision: text(),
    createdAt: createdAt(),
  },
  (t) => [
    index("label_report_state").on(t.state, t.createdAt),
    check("label_report_kind", sql`${t.kind} in ('wrongData', 'otherBattery', 'copied', 'unreadable')`),
    check("label_report_state", sql`${t.state} in ('open', 'inCase', 'closed')`),
  ],
);

/** A complaint or investigation of an authority, with its deadline. */
export const caseFile = pgTable(
  "case_file",
  {
    id: id(),
    /** Counted by year, for letters: `2026-0001`. */
    number: text().notNull().unique(),
    title: text().notNull(),
    dueOn: text(),
    state: text().notNull().default("open"),
    openedBy: text()
      .notNull()
      .references(() => user.id),
    createdAt: createdAt(),
    closedAt: instant(),
  },
  (t) => [check("case_file_state", sql`${t.state} in ('open', 'closed')`)],
);

/** What happened in a case: notes, passports looked at, reports taken in. Rows are only ever added. */
export const caseEvent = pgTable(
  "case_event",
  {
    id: id(),
    caseId: uuid()
      .notNull()
      .references(() => caseFile.id),
    /** `opened`, `note`, `passport`, `report`, `question`, `check`, `deadline`, `closed`, `reopened`. */
    kind: text().notNull(),
    passportId: uuid().references(() => passport.id),
    reportId: uuid().references(() => labelReport.id),
    text: text(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    writtenBy: text().references(() => user.id),
    createdAt: createdAt(),
  },
  (t) => [
    index("case_event_case").on(t.caseId, t.createdAt),
    // A report is taken into one case at most.
    unique("case_event_report").on(t.reportId),
  ],
);

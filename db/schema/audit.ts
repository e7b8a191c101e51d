import { bigint, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "./columns.ts";

/** Who did what, written in the same transaction as the deed. Rows are only ever added. */
export const auditEvent = pgTable(
  "audit_event",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: createdAt(),
    /** Null for the program itself (start, seed). */
    actorId: text(),
    operatorId: uuid(),
    /** For example `declaration.release`. */
    action: text().notNull(),
    subject: text().notNull(),
    detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [index("audit_event_operator").on(t.operatorId, t.at)],
);

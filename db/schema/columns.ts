import { sql } from "drizzle-orm";
import { customType, numeric, timestamp, uuid } from "drizzle-orm/pg-core";

/** Time-ordered identifier, made in code (PostgreSQL 15 has no `uuidv7()`). */
export const id = () => uuid().primaryKey();

/** A moment in UTC. */
export const instant = () => timestamp({ withTimezone: true, mode: "date" });

/** The moment the row was written. */
export const createdAt = () =>
  instant()
    .notNull()
    .default(sql`now()`);

/** An exact decimal, read and written as text: PostgreSQL keeps every digit, JavaScript numbers would not. */
export const decimal = () => numeric();

/** Raw bytes. */
export const bytes = customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => "bytea",
  toDriver: (value) => Buffer.from(value),
  fromDriver: (value) => new Uint8Array(value),
});

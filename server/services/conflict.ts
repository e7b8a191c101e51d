import pg from "pg";
import { DrizzleQueryError } from "drizzle-orm/errors";

/** The database error behind a failed query, with its SQLSTATE code; undefined for any other error. */
export function databaseError(error: unknown): pg.DatabaseError | undefined {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  return cause instanceof pg.DatabaseError ? cause : undefined;
}

/** Whether a query failed because a value that must be unique is there already. SQLSTATE 23505. */
export function isTaken(error: unknown): boolean {
  return databaseError(error)?.code === "23505";
}

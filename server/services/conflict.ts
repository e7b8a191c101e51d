/** What PostgreSQL says about a failed query. */
interface DatabaseFailure {
  /** SQLSTATE. */
  readonly code: string;
  readonly constraint: string | null;
}

/**
 * The database's own words behind a failed query; undefined for any other error. Told by its form and not by its class:
 * the bundles of one process hold several copies of the drivers' classes.
 */
export function databaseError(error: unknown): DatabaseFailure | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (!("code" in at) || typeof at.code !== "string" || !("severity" in at)) continue;
    const constraint = "constraint" in at && typeof at.constraint === "string" ? at.constraint : null;
    return { code: at.code, constraint };
  }
  return undefined;
}

/** Whether a query failed because a value that must be unique is there already. SQLSTATE 23505. */
export function isTaken(error: unknown): boolean {
  return databaseError(error)?.code === "23505";
}

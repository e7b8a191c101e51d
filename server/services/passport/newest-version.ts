import type { SQL } from "drizzle-orm";
import { and, eq, exists, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { passport, passportVersion } from "../../../db/schema/index.ts";
import { isPublished } from "../log/published.ts";

/**
 * Keeps, of the versions of a passport, the one that speaks for it: the newest that is published. Said as "none is newer", because the
 * planner can then stop at the limit of a list; a comparison with the highest number is worked out for every row first.
 */
export const isNewestVersion = sql`(${isPublished(passportVersion.leafIndex)} and not exists (
  select from ${passportVersion} newer
  where newer.passport_id = ${passportVersion.passportId} and newer.version > ${passportVersion.version} and ${isPublished(sql`newer.leaf_index`)}))`;

/** Keeps passports that anyone may see: those of which a version is published. */
export function hasPublishedVersion(db: Database): SQL {
  return exists(
    db
      .select({ version: passportVersion.version })
      .from(passportVersion)
      .where(and(eq(passportVersion.passportId, passport.id), isPublished(passportVersion.leafIndex))),
  );
}

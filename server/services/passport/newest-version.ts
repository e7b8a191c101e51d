import { sql } from "drizzle-orm";
import { passportVersion } from "../../../db/schema/index.ts";

/**
 * Keeps, of the versions of a passport, the one that speaks for it: the newest. Said as "none is newer", because the
 * planner can then stop at the limit of a list; a comparison with the highest number is worked out for every row first.
 */
export const isNewestVersion = sql`not exists (
  select from ${passportVersion} newer
  where newer.passport_id = ${passportVersion.passportId} and newer.version > ${passportVersion.version})`;

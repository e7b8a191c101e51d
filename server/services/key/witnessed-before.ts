import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import { logCosignature, operatorKey } from "../../../db/schema/index.ts";

/**
 * How far the log reached, in entries, that any witness had signed before the `operator_key` of the query was in doubt; 0
 * while no moment is known. What lies below stays acceptable. Source: record format, section 3, compromise.
 */
export function witnessedBeforeCompromise(): SQL<number> {
  return sql<number>`(select coalesce(max(${logCosignature.size}), 0) from ${logCosignature} where ${logCosignature.witnessedAt} < ${operatorKey.compromisedSince})`.mapWith(
    Number,
  );
}

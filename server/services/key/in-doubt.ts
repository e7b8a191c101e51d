import type { SQL } from "drizzle-orm";
import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  logCosignature,
  operatorKey,
  passport,
  passportVersion,
  statusEntry,
} from "../../../db/schema/index.ts";

/** A version whose signature nobody can rely on any more. */
export interface VersionInDoubt {
  readonly productUrl: string;
  readonly level: string;
  readonly version: number;
  readonly issuedAt: Date;
  readonly leafIndex: number;
  /** As on the status lists: 0 valid, 1 withdrawn, 3 replaced. */
  readonly value: number;
  /** Whether no version follows it: a new signature on the same content can take its place. */
  readonly isNewest: boolean;
}

/**
 * Versions signed by a compromised key that a verifier will not accept: those without a place in a state of the log that a
 * witness signed before the moment of the compromise. When they say they were signed does not count, for whoever holds
 * the key can write any time. Source: record format, section 3, compromise.
 */
export async function versionsInDoubt(db: Database, kid: string): Promise<readonly VersionInDoubt[]> {
  return db
    .select({
      productUrl: passport.productUrl,
      level: passport.level,
      version: passportVersion.version,
      issuedAt: passportVersion.issuedAt,
      leafIndex: passportVersion.leafIndex,
      value: statusEntry.value,
      isNewest: sql<boolean>`not exists (select 1 from passport_version later where later.passport_id = ${passportVersion.passportId} and later.version > ${passportVersion.version})`,
    })
    .from(passportVersion)
    .innerJoin(passport, eq(passport.id, passportVersion.passportId))
    .innerJoin(operatorKey, eq(operatorKey.kid, passportVersion.kid))
    .innerJoin(
      statusEntry,
      and(
        eq(statusEntry.passportId, passportVersion.passportId),
        eq(statusEntry.version, passportVersion.version),
      ),
    )
    .where(and(eq(passportVersion.kid, kid), eq(operatorKey.state, "compromised"), isUnwitnessed()))
    .orderBy(asc(passportVersion.leafIndex));
}

/** No witness had signed a state of the log with the version before the key was in doubt. */
function isUnwitnessed(): SQL {
  return sql`${passportVersion.leafIndex} >= (select coalesce(max(${logCosignature.size}), 0) from ${logCosignature} where ${logCosignature.witnessedAt} < ${operatorKey.compromisedSince})`;
}

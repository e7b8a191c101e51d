import type { SQL } from "drizzle-orm";
import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import {
  batteryBatch,
  batteryItem,
  batteryModel,
  passport,
  passportVersion,
  registration,
} from "../../../db/schema/index.ts";
import { isPublished } from "../log/published.ts";

/**
 * Keeps, of the registrations of a passport, the one of its newest version: what an older one waited for is said by the
 * newer as well.
 */
const isNewest = sql`not exists (
  select from ${registration} newer
  where newer.passport_id = ${registration.passportId} and newer.version > ${registration.version})`;

/** Registrations of newest versions with what they are about, in the order in which they were entered. */
export async function findRegistrations(db: Database, where: SQL | undefined, limit?: number) {
  const query = db
    .select({
      id: registration.id,
      passportId: registration.passportId,
      operatorId: passport.operatorId,
      productUrl: passport.productUrl,
      modelIdentifier: batteryModel.productUrl,
      batchIdentifier: batteryBatch.productUrl,
      modelName: batteryModel.name,
      serial: batteryItem.serial,
      version: registration.version,
      versionHash: registration.versionHash,
      state: registration.state,
      fileId: registration.fileId,
      registrationId: registration.registrationId,
      refusal: registration.refusal,
      proofDocumentId: registration.proofDocumentId,
      updatedAt: registration.updatedAt,
      /** What the registry calls the passport, from an earlier version of it. */
      registeredAs: sql<string | null>`(
        select earlier.registration_id from ${registration} earlier
        where earlier.passport_id = ${registration.passportId} and earlier.registration_id is not null
        order by earlier.version desc limit 1)`,
    })
    .from(registration)
    .innerJoin(passport, eq(passport.id, registration.passportId))
    .innerJoin(batteryModel, eq(batteryModel.id, passport.modelId))
    .innerJoin(
      passportVersion,
      and(
        eq(passportVersion.passportId, registration.passportId),
        eq(passportVersion.version, registration.version),
      ),
    )
    .leftJoin(batteryItem, eq(batteryItem.id, passport.itemId))
    .leftJoin(batteryBatch, eq(batteryBatch.id, batteryItem.batchId))
    .where(and(where, isNewest, isPublished(passportVersion.leafIndex)))
    .orderBy(asc(passportVersion.leafIndex));
  return limit === undefined ? query : query.limit(limit);
}

export type FoundRegistration = Awaited<ReturnType<typeof findRegistrations>>[number];

/** What the registry of the Union calls a passport; null while it is not registered. */
export async function registrationIdOf(db: Database, passportId: string): Promise<string | null> {
  const [found] = await db
    .select({ registrationId: registration.registrationId })
    .from(registration)
    .where(and(eq(registration.passportId, passportId), sql`${registration.registrationId} is not null`))
    .orderBy(sql`${registration.version} desc`)
    .limit(1);
  return found?.registrationId ?? null;
}

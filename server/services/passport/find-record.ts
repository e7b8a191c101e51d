import type { SQL } from "drizzle-orm";
import { and, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { artefact, operator, operatorKey, passportVersion } from "../../../db/schema/index.ts";
import type { BatteryPassportCredential, BatterySubject } from "../../domain/record/credential.ts";
import { isPublished } from "../log/published.ts";

/** Whose key signed a version: not always who answers for the passport now. */
export type RecordSigner = Pick<
  typeof operator.$inferSelect,
  "id" | "slug" | "name" | "nameOriginal" | "ceasedAt" | "ceasedReason"
>;

/** A version with its public record as signed. */
export interface StoredRecord {
  readonly version: number;
  readonly token: string;
  readonly digest: string;
  readonly issuedAt: Date;
  readonly leafIndex: number;
  readonly kid: string;
  readonly signer: RecordSigner;
  readonly reason: string | null;
}

/** Published versions of a passport with their public records, newest first; or one of them. */
export async function findRecords(
  db: Database,
  passportId: string,
  version?: number,
  limit?: number,
): Promise<readonly StoredRecord[]> {
  const query = signedRecords(
    db,
    and(
      eq(passportVersion.passportId, passportId),
      isPublished(passportVersion.leafIndex),
      version === undefined ? undefined : eq(passportVersion.version, version),
    ),
  );
  return limit === undefined ? query : query.limit(limit);
}

function signedRecords(db: Database, where: SQL | undefined) {
  return db
    .select({
      version: passportVersion.version,
      token: artefact.body,
      digest: artefact.digest,
      issuedAt: passportVersion.issuedAt,
      leafIndex: passportVersion.leafIndex,
      kid: passportVersion.kid,
      signer: {
        id: operator.id,
        slug: operator.slug,
        name: operator.name,
        nameOriginal: operator.nameOriginal,
        ceasedAt: operator.ceasedAt,
        ceasedReason: operator.ceasedReason,
      },
      reason: passportVersion.reason,
    })
    .from(passportVersion)
    .innerJoin(operatorKey, eq(operatorKey.kid, passportVersion.kid))
    .innerJoin(operator, eq(operator.id, operatorKey.operatorId))
    .innerJoin(
      artefact,
      and(
        eq(artefact.passportId, passportVersion.passportId),
        eq(artefact.version, passportVersion.version),
        eq(artefact.kind, "vc+jwt"),
      ),
    )
    .where(where)
    .orderBy(desc(passportVersion.version));
}

/** What the newest version of a passport says, published or pending: for those who issue it; null before the first. */
export async function newestSubject(db: Database, passportId: string): Promise<BatterySubject | null> {
  const [newest] = await signedRecords(db, eq(passportVersion.passportId, passportId)).limit(1);
  return newest === undefined ? null : credentialOf(newest.token).credentialSubject;
}

/** The payload of a record that this registry signed: it was verified before it was stored. */
export function credentialOf(token: string): BatteryPassportCredential {
  const [, payload = ""] = token.split(".");
  const credential: BatteryPassportCredential = JSON.parse(
    Buffer.from(payload, "base64url").toString("utf8"),
  );
  return credential;
}

import { and, asc, desc, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { document, passport, passportVersion, recycledContentLot } from "../../../db/schema/index.ts";
import { parseRecycledMetal } from "../../domain/recycled-content/share.ts";
import { modelDataOf } from "../../domain/record/content.ts";
import { newestSubject } from "../passport/find-record.ts";
import type { LotView } from "./view.ts";

/** Lots of a model, by year (newest first), metal and name. The caller has asked the policy. */
export async function loadLots(db: Database, modelId: string): Promise<readonly LotView[]> {
  const rows = await db
    .select({ lot: recycledContentLot, evidence: document })
    .from(recycledContentLot)
    .leftJoin(document, eq(document.id, recycledContentLot.documentId))
    .where(eq(recycledContentLot.modelId, modelId))
    .orderBy(desc(recycledContentLot.year), asc(recycledContentLot.metal), asc(recycledContentLot.lot));
  const released = await releasedShares(db, modelId);
  return rows.map(({ lot, evidence }) => {
    const metal = parseRecycledMetal(lot.metal);
    if (!metal.ok) throw new Error("The database holds a lot of a metal it should refuse.");
    const { id, year, supplier, metalKg, preConsumerKg, postConsumerKg, illustrative } = lot;
    return {
      ...{ id, metal: metal.value, year, lot: lot.lot, supplier, metalKg, preConsumerKg, postConsumerKg },
      illustrative,
      evidence:
        evidence === null
          ? null
          : {
              title: evidence.title,
              sha256: evidence.sha256,
              mediaType: evidence.mediaType,
              sizeBytes: evidence.sizeBytes,
            },
      removable: !released(lot),
    };
  });
}

/** Whether a lot is part of what a signed record says. */
type IsReleased = (lot: {
  readonly metal: string;
  readonly year: number;
  readonly createdAt: Date;
}) => boolean;

/**
 * A lot is part of a released record when it was there at the newest release and that record states the share of its metal
 * and year. A statement is never taken back, so the newest record names all that older ones name. `lock` keeps a release
 * from happening until the transaction ends.
 */
export async function releasedShares(db: Database, modelId: string, lock = false): Promise<IsReleased> {
  const query = db
    .select({ id: passport.id })
    .from(passport)
    .where(and(eq(passport.modelId, modelId), eq(passport.level, "model")));
  const [found] = lock ? await query.for("update") : await query;
  if (found === undefined) return () => false;
  const [newest] = await db
    .select({ issuedAt: passportVersion.issuedAt })
    .from(passportVersion)
    .where(eq(passportVersion.passportId, found.id))
    .orderBy(desc(passportVersion.version))
    .limit(1);
  const subject = await newestSubject(db, found.id);
  if (newest === undefined || subject === null) return () => false;
  const said = modelDataOf(subject)?.recycledContent ?? [];
  // A record's time has whole seconds.
  const second = (moment: Date) => Math.floor(moment.getTime() / 1000);
  return ({ metal, year, createdAt }) =>
    second(createdAt) <= second(newest.issuedAt) &&
    said.some((share) => share.metal === metal && share.year === year);
}

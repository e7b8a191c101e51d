import { asc, desc, isNull } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { emissionFactor } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { libraryFactors } from "../../domain/carbon-footprint/library/library.ts";
import type { LibraryRecord } from "../../domain/carbon-footprint/library/record.ts";
import { recordDeed } from "../audit/record.ts";
import type { NewFactor } from "./add.ts";
import { addVersion } from "./add.ts";
import { setHashOf } from "./content-hash.ts";

/** Action under which the audit log keeps each state of the library. */
export const libraryLoaded = "library.load";

export interface LoadedLibrary {
  /** Versions that this call added. */
  readonly added: number;
  readonly factorSetHash: string;
}

/**
 * Brings the library of this release into the registry; called at every start. What is there already stays as it is, a
 * record that says something else than before becomes the next version, and nothing is ever taken away.
 */
export async function loadLibrary(
  ctx: Context,
  records: readonly LibraryRecord[] = libraryFactors,
): Promise<LoadedLibrary> {
  demand(ctx, "registry.keep", null);
  return ctx.db.transaction(async (tx) => {
    const before = await tx.$count(emissionFactor);
    for (const factor of records.map(factorOfRecord)) {
      await addVersion(tx, {
        ...factor,
        ...{ operatorId: null, evidenceDocumentId: null, supplierFootprintId: null },
        ...{ gwpSet: null, category: factor.category ?? null, quality: null, validUntil: null },
      });
    }
    const added = (await tx.$count(emissionFactor)) - before;
    const factorSetHash = await currentSetHash(tx);
    if (added > 0) {
      const detail = { added, factorSetHash };
      await recordDeed(ctx, tx, { action: libraryLoaded, subject: "library", operatorId: null, detail });
    }
    return { added, factorSetHash };
  });
}

/** Hash over the newest version of every library factor; own factors have no part in it. */
export async function currentSetHash(db: Database): Promise<string> {
  const newest = await db
    .selectDistinctOn([emissionFactor.id], {
      id: emissionFactor.id,
      version: emissionFactor.version,
      contentHash: emissionFactor.contentHash,
    })
    .from(emissionFactor)
    .where(isNull(emissionFactor.operatorId))
    .orderBy(asc(emissionFactor.id), desc(emissionFactor.version));
  return setHashOf(newest);
}

/** A record of the sources as a factor of the library. */
export function factorOfRecord(entry: LibraryRecord): NewFactor {
  const { id, nameEn, nameZh, value, unit, geography, year, sourceTitle, sourceWhere } = entry;
  const { qualityNote, boundary, category } = entry;
  if (value === null) throw new Error(`The record ${id} has no single value to calculate with.`);
  return {
    ...{ id, nameEn, nameZh, value, unit, geography, year, sourceTitle, sourceWhere },
    ...{ qualityNote, boundary, category, illustrative: false },
  };
}
